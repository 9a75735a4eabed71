"""What the window's tests share: one application, and windows that leave nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_processes import engines
from person import wait_until
from PySide6.QtCore import QEvent, QSettings, QThreadPool
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.ui.client import EngineClient
from desktop.ui.garbage import GarbageCollector
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.roles import install_roles
from desktop.ui.theme import current_theme, style_sheet
from desktop.ui.transcript.view import Transcript
from desktop.ui.window import MainWindow


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QApplication]:
    """The application, whose settings are nobody's."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    application = QApplication([])
    application.setOrganizationName("Facet")
    application.setApplicationName("Facet")
    GarbageCollector(application)
    install_roles()
    yield application
    # Qt destroys what lies there after Python has ended, and Python's objects with it.
    application.clipboard().clear()


@pytest.fixture
def settings(application: QApplication) -> QSettings:
    """Fresh settings."""
    kept = QSettings()
    kept.clear()
    return kept


@pytest.fixture
def window(settings: QSettings) -> Iterator[MainWindow]:
    """A window with Pebble loaded; after it no engine may be left."""
    opened = MainWindow(EngineClient())
    opened.show()
    opened.activateWindow()
    wait_until(lambda: opened.model.loaded)
    yield opened
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert engines() == []


@pytest.fixture
def recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where recordings, and what is trimmed, are kept."""
    folder = tmp_path / "Recordings"
    monkeypatch.setattr("desktop.ui.media.recordings.recordings_folder", lambda: folder)
    return folder


@pytest.fixture
def client(settings: QSettings) -> ScriptedClient:
    """What a window's model says is up to the test."""
    return ScriptedClient()


@pytest.fixture
def scripted(client: ScriptedClient, recordings: Path) -> Iterator[MainWindow]:
    """A window whose model is ready, and says what it is told to."""
    opened = MainWindow(client)
    opened.show()
    opened.activateWindow()
    client.become_ready()
    opened.composer.edit.setFocus()
    yield opened
    QThreadPool.globalInstance().waitForDone()
    opened.composer.session.discard()
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def transcript(application: QApplication) -> Iterator[Transcript]:
    """A transcript alone in a small window, without an engine."""
    window = QMainWindow()
    shown = Transcript(window)
    window.setCentralWidget(shown)
    window.setStyleSheet(style_sheet(current_theme()))
    window.resize(700, 500)
    window.show()
    window.activateWindow()
    shown.setFocus()
    QApplication.processEvents()
    yield shown
    QThreadPool.globalInstance().waitForDone()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def engine_pid(window: MainWindow) -> int:
    """The window's engine process."""
    (pid,) = engines()
    return pid
