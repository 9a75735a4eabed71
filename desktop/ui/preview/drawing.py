"""Draws states into files."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.ui.app import translate
from desktop.ui.media.recordings import recordings_folder
from desktop.ui.settings.appearance import Appearance

from .composers import COMPOSER, HEADER
from .dialogs import OVER, SETTINGS
from .media import make_media
from .models import MODELS
from .part import State
from .pictures import paint_pictures
from .sidebars import SIDEBAR
from .stage import Stage
from .transcripts import TRANSCRIPT
from .windows import WINDOW

PARTS = (WINDOW, SIDEBAR, TRANSCRIPT, COMPOSER, HEADER, SETTINGS, MODELS, OVER)
LANGUAGES = ("en", "ja")
APPEARANCES = (Appearance.LIGHT, Appearance.DARK)


def states() -> dict[str, State]:
    """Every state by its name: the part's, and its own."""
    return {f"{part.name}_{name}": state for part in PARTS for name, state in part.states.items()}


def draw(
    folder: Path,
    names: Sequence[str],
    languages: Sequence[str] = LANGUAGES,
    appearances: Sequence[Appearance] = APPEARANCES,
) -> None:
    """Write one PNG for each state in each language and appearance."""
    recordings_folder().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made, TemporaryDirectory(dir=recordings_folder()) as recorded:
        pictures = paint_pictures(Path(made))
        media = make_media(Path(made), Path(recorded))
        for language in languages:
            with _speaking(language):
                for appearance in appearances:
                    stage = Stage(language, appearance, pictures, media)
                    for name in names:
                        _photograph(
                            stage, states()[name], folder / f"{name}_{language}_{appearance}.png"
                        )


def _photograph(stage: Stage, state: State, path: Path) -> None:
    stage.set_up()
    try:
        seen = state(stage)
        stage.settle()
        seen.grab().save(str(path))
    finally:
        stage.clear()


@contextmanager
def _speaking(language: str) -> Generator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = set(application.findChildren(QTranslator))
    translate(application, QLocale(language))
    try:
        yield
    finally:
        for translator in set(application.findChildren(QTranslator)) - before:
            application.removeTranslator(translator)
            translator.deleteLater()
