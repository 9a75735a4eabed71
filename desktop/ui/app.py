"""The application: one window and one engine."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from .client import EngineClient
from .window import MainWindow


def run(model: Path) -> int:
    """Open the window on a model and stay until it is closed; returns the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Facet")
    application.setOrganizationName("Facet")
    window = MainWindow(EngineClient(), model)
    window.show()
    return application.exec()
