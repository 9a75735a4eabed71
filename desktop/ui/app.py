"""The application: one window and one engine."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.places import RESOURCES

from .client import EngineClient
from .garbage import GarbageCollector
from .window import MainWindow


def run() -> int:
    """Open the window and stay until it is closed; returns the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Facet")
    application.setOrganizationName("Facet")
    translate(application, QLocale())
    GarbageCollector(application)
    window = MainWindow(EngineClient())
    window.show()
    return application.exec()


def translate(application: QCoreApplication, language: QLocale) -> None:
    """Speak a person's language, Qt's own dialogs too; English where there is no translation."""
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("facet", str(RESOURCES / "translations")),
    ):
        translator = QTranslator(application)
        if translator.load(language, name, "_", folder):
            application.installTranslator(translator)
