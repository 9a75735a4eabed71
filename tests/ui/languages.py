"""The languages that the window speaks."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.ui.app import translate


@contextmanager
def spoken(application: QApplication, language: str) -> Generator[str]:
    """Let what is opened meanwhile speak a language."""
    translate(application, QLocale(language))
    yield language
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
