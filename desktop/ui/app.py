"""The application: one window and one engine."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QStandardPaths, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.network import Door
from desktop.places import RESOURCES

from .client import EngineClient
from .garbage import GarbageCollector
from .roles import install_roles
from .settings.appearance import apply_appearance
from .settings.preferences import Preferences
from .window import MainWindow


def run() -> int:
    """Open the window and stay until it is closed; returns the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Facet")
    application.setOrganizationName("Facet")
    preferences = Preferences(application)
    language = preferences.language
    translate(application, QLocale() if language is None else QLocale(language))
    apply_appearance(application, preferences.appearance)
    GarbageCollector(application)
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    folder = Path(QStandardPaths.writableLocation(place))
    Door(folder).watch()
    window = MainWindow(EngineClient(), folder / "Chats")
    install_roles()
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
