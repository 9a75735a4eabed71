"""Every form writes any chat."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from carried_chats import picture_file, random_chat
from PySide6.QtWidgets import QApplication

from desktop.chats.exchange.formats import EXTENSIONS, read_any
from desktop.chats.exchange.labels import ENGLISH
from desktop.ui.exporting.formats import FORMATS, Format


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.extension)
def test_any_chat_can_be_written(format: Format, tmp_path: Path, application: QApplication) -> None:
    picture_file(tmp_path / "絵.png")
    files = [str(tmp_path / "絵.png"), str(tmp_path / "gone.wav")]
    for seed in range(8):
        chat = random_chat(random.Random(seed), files)
        path = tmp_path / f"{seed}.{format.extension}"
        format.write([chat], path, ENGLISH)
        assert path.stat().st_size
        if format.complete:
            assert format.extension in EXTENSIONS
            (again,) = read_any(path, tmp_path / f"media {seed}")
            assert again.title == chat.title
