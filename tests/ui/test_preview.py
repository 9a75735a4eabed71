"""Every state of every part can be drawn, without a model and without an engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.engine.client import EngineProcess
from desktop.ui.preview.contact_sheet import write_contact_sheet
from desktop.ui.preview.drawing import draw, states
from desktop.ui.settings.appearance import Appearance, apply_appearance

_WINDOWS = {"narrow": 420, "wide": 1600}
_EMPTY = "window_empty"


def refuse(self: EngineProcess, *_: object) -> None:
    raise AssertionError("an engine is started")


@pytest.fixture(scope="module")
def folder(application: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every state in English and light; one in the others."""
    folder = tmp_path_factory.mktemp("preview")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EngineProcess, "__init__", refuse)
        draw(folder, list(states()), ["en"], [Appearance.LIGHT])
        draw(folder, [_EMPTY], ["ja"], [Appearance.LIGHT])
        draw(folder, [_EMPTY], ["en"], [Appearance.DARK])
    yield folder
    apply_appearance(application, Appearance.SYSTEM)


def picture(folder: Path, name: str, language: str = "en", appearance: str = "light") -> QImage:
    return QImage(str(folder / f"{name}_{language}_{appearance}.png"))


def colours(image: QImage) -> int:
    """How many colours there are, about."""
    small = image.scaled(QSize(200, 200))
    return len({small.pixel(x, y) for x in range(200) for y in range(200)})


@pytest.mark.parametrize("name", states())
def test_every_state_is_drawn(folder: Path, name: str) -> None:
    drawn = picture(folder, name)
    assert not drawn.isNull()
    assert colours(drawn) > 3


@pytest.mark.parametrize("name", [name for name in states() if name.startswith("window_")])
def test_a_window_is_as_wide_as_its_state_says(folder: Path, name: str) -> None:
    shape = name.split("_")[1]
    assert picture(folder, name).width() == _WINDOWS.get(shape, 1000)


def test_language_and_appearance_change_the_picture(folder: Path) -> None:
    english, dark = picture(folder, _EMPTY), picture(folder, _EMPTY, appearance="dark")
    japanese = picture(folder, _EMPTY, "ja")
    corner = english.pixelColor(4, 100).lightness(), dark.pixelColor(4, 100).lightness()
    assert corner[0] > 200 and corner[1] < 60
    assert japanese.pixelColor(4, 100) == english.pixelColor(4, 100)
    assert japanese != english


def test_one_page_shows_every_picture(folder: Path) -> None:
    write_contact_sheet(folder)
    page = (folder / "index.html").read_text(encoding="utf-8")
    pictures = [path.name for path in folder.glob("*.png")]
    assert len(pictures) == len(states()) + 2
    assert all(f'src="{name}"' in page for name in pictures)
