"""The header: every part of it is readable in every window, and none of it moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from person import settle
from PySide6.QtWidgets import QApplication

from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.window import MainWindow


@pytest.fixture
def client(application: QApplication) -> ScriptedClient:
    return ScriptedClient()


@pytest.fixture
def scripted(client: ScriptedClient, settings: object) -> Iterator[MainWindow]:
    opened = MainWindow(client)
    opened.show()
    settle()
    yield opened
    opened.close()
    opened.deleteLater()


def test_a_long_title_gives_way_to_the_model(scripted: MainWindow, client: ScriptedClient) -> None:
    client.become_ready()
    scripted.resize(scripted.minimumSize())
    scripted.title.setText("A title that is longer than there is room for")
    settle()
    assert scripted.title.shown.endswith("…")
    assert scripted.model.width() >= scripted.model.sizeHint().width()


def test_a_long_name_of_a_model_is_elided(scripted: MainWindow, client: ScriptedClient) -> None:
    name = "gemma-4-E4B-it-of-a-very-long-name-8bit-with-everything"
    client.become_ready(name)
    scripted.resize(scripted.minimumSize())
    settle()
    assert "…" in scripted.model.text() and scripted.model.toolTip() == name
    assert scripted.model.width() >= scripted.model.sizeHint().width()
    assert scripted.options.geometry().right() < scripted.width()
    client.become_ready("Gemma 4 E4B")
    assert scripted.model.text() == "Gemma 4 E4B ⌄" and not scripted.model.toolTip()


def test_nothing_moves_when_a_model_is_loaded(scripted: MainWindow, client: ScriptedClient) -> None:
    scripted.model.setText("読み込み中…")
    settle()
    before = scripted.empty.height()
    client.become_ready()
    settle()
    assert scripted.empty.height() == before


def test_large_text_needs_a_wider_window_for_the_figure(scripted: MainWindow) -> None:
    scripted.resize(800, 600)
    assert not scripted.meter.figure.isHidden()
    scripted.preferences.text_px = 22
    assert scripted.meter.figure.isHidden()
    scripted.resize(1000, 600)
    assert not scripted.meter.figure.isHidden()


@pytest.mark.parametrize(
    ("said", "written", "figure"),
    [
        (0, None, "0 % of 128K"),
        (131, None, "0.1 % of 128K"),
        (16_000, 18_400, "12 % of 128K, with what is below 14 %"),
    ],
)
def test_the_figure_is_as_people_read_it(
    scripted: MainWindow, said: int, written: int | None, figure: str
) -> None:
    scripted.meter.show_size(said, written, 131_072)
    assert scripted.meter.figure.text() == figure
