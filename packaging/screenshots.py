"""Pictures of the window in its states: `python packaging/screenshots.py FOLDER`.

The window is real: a real engine answers with the built-in model. Where there is no display, Qt's
offscreen platform is used.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QLocale, QSettings
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.conversation import Picture, Text, Turn
from desktop.places import RESOURCES
from desktop.ui.app import translate
from desktop.ui.client import EngineClient
from desktop.ui.garbage import GarbageCollector
from desktop.ui.window import MainWindow

SAMPLE = str(RESOURCES / "pictures" / "sample.png")
_SIZE = (1000, 720)
PALETTES = {"light": "#f0f0f0", "dark": "#1e1e1e"}


def main() -> None:
    """Write one PNG for each state, in light and dark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if "DISPLAY" in os.environ else "offscreen")
    application = QApplication([])
    GarbageCollector(application)
    with TemporaryDirectory() as settings:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, settings)
        application.setOrganizationName("FacetScreenshots")
        translate(application, QLocale(options.language))
        for name, window in PALETTES.items():
            application.setPalette(QPalette(QColor(window)))
            _photograph(options.folder, f"{name}_{options.language}")


def _photograph(folder: Path, name: str) -> None:
    window = MainWindow(EngineClient())
    window.resize(*_SIZE)
    window.show()

    def shoot(state: str) -> None:
        _wait(lambda: False, 0.3)
        window.grab().save(str(folder / f"{state}_{name}.png"))

    window.composer.edit.setFocus()
    _wait(lambda: window.model.loaded)
    shoot("empty")
    window.composer.attach([SAMPLE])
    window.composer.edit.setPlainText("この絵について教えて")
    _wait(lambda: window.composer.pictures)
    shoot("composing")
    window.composer.submit()
    _wait(lambda: not window.chat.answering)
    window.composer.thinking.toggle.click()
    window.composer.edit.setPlainText("What is 347 + 58?")
    window.composer.submit()
    _wait(lambda: window.transcript.replies[-1].thought)
    window.transcript.replies[-1].thought.fold.click()
    shoot("thinking")
    _wait(lambda: not window.chat.answering)
    shoot("answered")
    window.chat.say(Turn("user", (Picture("/nowhere/bridge.png"), Text("And this?"))))
    _wait(lambda: not window.chat.answering)
    window.composer.attach([__file__])
    _wait(window.composer.notice.isVisible)
    shoot("bad_picture")
    window.resize(440, 640)
    window.transcript.verticalScrollBar().setValue(0)
    shoot("narrow")
    window.resize(*_SIZE)
    window.composer.edit.setPlainText("What is 9 + 8?")
    window.composer.submit()
    _wait(lambda: window.transcript.replies[-1].thought)
    subprocess.run(["pkill", "-KILL", "-P", str(os.getpid()), "-f", "engine"], check=True)
    _wait(lambda: window.transcript.failures)
    shoot("engine_died")
    window.close()


def _wait(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        QApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    main()
