"""A library of models on a Mac of 16 GB, whose hub is the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hub_server import HubServer
from PySide6.QtCore import QEvent, QSettings, QThreadPool
from PySide6.QtWidgets import QApplication

from desktop.models.hub import Hub
from desktop.models.mac import Mac
from desktop.models.patience import Patience
from desktop.ui.models.library import ModelLibrary
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.window import MainWindow

QUICK = Patience(connect=5, stall=60, first_pause=0.001, longest_pause=0.002, tries=2)


@pytest.fixture
def library(tmp_path: Path, hub: HubServer, settings: QSettings) -> Iterator[ModelLibrary]:
    """Nothing is here yet."""
    made = ModelLibrary(
        tmp_path / "Models",
        lambda _: nullcontext(),
        hub=lambda: Hub(hub.url, None, QUICK),
        home=tmp_path / "home",
        mac=Mac("Apple M4", 16 * 2**30, 120e9),
    )
    yield made
    made.close()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def client(settings: QSettings) -> ScriptedClient:
    """What the model says is up to the test."""
    return ScriptedClient()


@pytest.fixture
def window(library: ModelLibrary, client: ScriptedClient) -> Iterator[MainWindow]:
    """A window with that library."""
    opened = MainWindow(client, library=library)
    opened.show()
    opened.activateWindow()
    yield opened
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
