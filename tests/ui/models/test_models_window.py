"""The window of models: what fits, what comes, what is here, and any other by its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_server import HubServer
from person import click, drop, files, wait_until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.progress import State
from desktop.network import is_offline
from desktop.places import BUILT_IN_MODEL
from desktop.ui.models.library import ModelLibrary
from desktop.ui.models.size_card import SizeCard
from desktop.ui.models.stored_row import StoredRow
from desktop.ui.models.window import ModelsWindow
from desktop.ui.settings.privacy_page import PrivacyPage
from desktop.ui.window import MainWindow

SMALL = "mlx-community/gemma-4-E2B-it-qat-4bit"
BEST = "mlx-community/gemma-4-E4B-it-qat-4bit"


@pytest.fixture
def models(window: MainWindow) -> Iterator[ModelsWindow]:
    """All models, opened from the menu of the button that names one."""
    window.model.browse.trigger()
    assert window.models is not None and window.models.window is not None
    opened = window.models.window
    yield opened
    opened.close()


def card(models: ModelsWindow, size: str) -> SizeCard:
    return next(card for card in models.cards if card.name == f"Gemma 4 {size}")


def coming(library: ModelLibrary, repository: str) -> bool:
    """Whether bytes of a model are on their way."""
    download = library.on_way.get(repository)
    return download is not None and download.state is State.DOWNLOADING


def told(row: StoredRow) -> str:
    """All that a row says."""
    return " ".join(label.text() for label in row.findChildren(QLabel))


def texts(part: SizeCard) -> str:
    return " ".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def test_each_size_says_whether_it_fits_and_why(models: ModelsWindow) -> None:
    assert [c.name.removeprefix("Gemma 4 ") for c in models.cards] == [
        "E2B",
        "E4B",
        "12B",
        "26B-A4B",
        "31B",
    ]
    assert "Fits well · 8.2 of 11.5 GB · up to 31 tokens a second" in texts(card(models, "E4B"))
    assert "Does not fit" in texts(card(models, "31B"))
    assert [c.name for c in models.cards if "Recommended" in texts(c)] == ["Gemma 4 E4B"]


def test_another_copy_is_picked_from_the_list(models: ModelsWindow) -> None:
    e4b = card(models, "E4B")
    e4b.copies.menu().aboutToShow.emit()
    actions = e4b.copies.menu().actions()
    assert [action.isChecked() for action in actions] == [True, False, False, False, False]
    actions[3].trigger()
    assert e4b.get.text() == "Download 8.9 GB"
    assert "Recommended" not in texts(e4b)


def test_a_download_is_paused_continued_and_given_up(
    models: ModelsWindow, hub: HubServer, library: ModelLibrary
) -> None:
    hub.publish_stalling(SMALL, BUILT_IN_MODEL)
    small = card(models, "E2B")
    small.get.click()
    wait_until(lambda: coming(library, SMALL))
    small.line.switch.click()
    wait_until(lambda: small.line.switch.text() == "Continue")
    assert small.line.figures.text().endswith("paused")
    small.line.switch.click()
    wait_until(lambda: library.stored_copy(SMALL))
    wait_until(lambda: small.get.text() == "Use" and small.get.isVisible())

    hub.publish_stalling(BEST, BUILT_IN_MODEL)
    best = card(models, "E4B")
    best.get.click()
    wait_until(lambda: coming(library, BEST))
    best.line.cancel.click()
    wait_until(best.get.isVisible)
    assert library.stored_copy(BEST) is None
    wait_until(lambda: not (library.folder / ".downloads" / BEST).exists())


def test_whoever_goes_offline_pauses_every_download(
    hub: HubServer, library: ModelLibrary, tmp_path: Path
) -> None:
    hub.publish(SMALL, BUILT_IN_MODEL)
    hub.publish_stalling(BEST, BUILT_IN_MODEL)
    page = PrivacyPage(tmp_path, None)
    page.went_offline.connect(library.pause_all)
    library.download(SMALL)
    library.download(BEST)
    wait_until(lambda: coming(library, SMALL))
    page.offline.click()
    wait_until(lambda: {way.state for way in library.on_way.values()} == {State.PAUSED})
    assert is_offline(tmp_path)


def test_a_model_that_came_is_listed_used_and_deleted(
    models: ModelsWindow, window: MainWindow, hub: HubServer, library: ModelLibrary
) -> None:
    hub.publish(SMALL, BUILT_IN_MODEL)
    library.download(SMALL)
    wait_until(lambda: models.rows)
    row = models.rows[0]
    wait_until(lambda: "sees, hears, thinks" in told(row))
    report = library.report(library.stored[0])
    assert report is not None and report.thorough, "though the window looks through what it shows"
    assert not row.findings.isVisible(), "what is only worth knowing is in the tool tip"
    loaded: list[str] = []
    models.used.connect(loaded.append)
    click(models.rows[0].use)
    folder = library.folder / SMALL
    assert loaded == [str(folder)]
    window.model.menu().aboutToShow.emit()
    assert any(SMALL.split("/")[1] in a.text() for a in window.model.menu().actions())
    library.remove(library.stored[0])
    wait_until(lambda: not models.rows)
    assert not folder.exists()


def test_any_other_model_comes_by_its_name(
    models: ModelsWindow, hub: HubServer, library: ModelLibrary
) -> None:
    hub.publish_stalling("someone/gemma-4-tuned", BUILT_IN_MODEL)
    assert not models.fetch.isEnabled()
    QTest.keyClicks(models.repository, "someone/gemma-4-tuned")
    click(models.fetch)
    wait_until(lambda: "someone/gemma-4-tuned" in models.others)
    assert not models.repository.text()
    library.pause("someone/gemma-4-tuned")
    library.resume("someone/gemma-4-tuned")
    wait_until(lambda: library.stored_copy("someone/gemma-4-tuned"))
    assert not models.others


def test_a_known_model_comes_to_its_card_however_its_name_is_written(
    models: ModelsWindow, hub: HubServer, library: ModelLibrary
) -> None:
    hub.publish_stalling(SMALL, BUILT_IN_MODEL)
    QTest.keyClicks(models.repository, SMALL.lower())
    QTest.keyClick(models.repository, Qt.Key.Key_Return)
    wait_until(lambda: coming(library, SMALL))
    assert card(models, "E2B").line.isVisible() and not models.others


def test_a_name_that_is_none_is_told(models: ModelsWindow) -> None:
    QTest.keyClicks(models.repository, "../etc/passwd")
    click(models.fetch)
    assert "../etc/passwd" in models.notice.text() and models.notice.isVisible()


def test_a_folder_is_dropped_and_used_in_place(
    models: ModelsWindow, library: ModelLibrary, tmp_path: Path
) -> None:
    drop(models, files(BUILT_IN_MODEL))
    wait_until(lambda: models.rows)
    assert library.stored[0].folder == BUILT_IN_MODEL
    drop(models, files(tmp_path))
    assert "not a model folder" in models.notice.text()


def test_the_keyboard_reaches_everything_and_everything_has_a_name(models: ModelsWindow) -> None:
    reached: list[QWidget] = []
    while len(reached) < 40:
        QTest.keyClick(models.focusWidget() or models, Qt.Key.Key_Tab)
        reached.append(models.focusWidget())
    wanted = [part for c in models.cards for part in (c.copies, c.get)]
    assert {*wanted, models.repository, models.choose} <= set(reached)
    for part in set(reached):
        assert part.accessibleName() or getattr(part, "text", str)(), part
