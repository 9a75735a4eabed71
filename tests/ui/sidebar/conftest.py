"""Windows with a sidebar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from facet import Facet
from PySide6.QtCore import QSettings

Start = Callable[[], Facet]


@pytest.fixture
def start(settings: QSettings, tmp_path: Path) -> Iterator[Start]:
    """Starts Facet, as often as it is called, with chats in one folder."""
    opened: list[Facet] = []

    def open_window() -> Facet:
        opened.append(Facet(tmp_path / "chats"))
        return opened[-1]

    yield open_window
    for facet in opened:
        facet.close()


@pytest.fixture
def facet(start: Start) -> Facet:
    """Facet with no chats yet."""
    return start()
