"""The application: one window and one engine."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.network import Door
from desktop.places import RESOURCES, data_folder

from .client import EngineClient
from .garbage import GarbageCollector
from .models.library import ModelLibrary
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
    folder = data_folder()
    door = Door(folder)
    door.watch()
    library = ModelLibrary(folder / "Models", door.opened, application)
    window = MainWindow(EngineClient(), folder / "Chats", library=library)
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
