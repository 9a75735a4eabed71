"""The composer: chips in order and detail, drafts that last, messages that are changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from person import CONTROL, Key, ask, click, drop, files, press, settle, wait_until, write
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QThreadPool
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.conversation import Picture, Text, Turn
from desktop.places import RESOURCES
from desktop.ui.composer.view import Composer
from desktop.ui.settings.chat_settings import Thinking
from desktop.ui.theme import current_theme, style_sheet
from desktop.ui.window import MainWindow

SAMPLE = RESOURCES / "pictures" / "sample.png"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Three pictures; the first takes longest to decode."""
    paths = [tmp_path / f"{name}.png" for name in "abc"]
    for path, side in zip(paths, (1500, 40, 40), strict=True):
        image = QImage(side, side, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        image.save(str(path))
    return paths


def names(window: MainWindow) -> str:
    return "".join(Path(picture.path or "").stem for picture in window.composer.pictures)


def attach(window: MainWindow, paths: list[Path]) -> None:
    drop(window, files(*paths))
    wait_until(lambda: len(window.composer.pictures) == len(paths))
    wait_until(lambda: all(window.composer.chips.chip(str(path)).isVisible() for path in paths))


def test_chips_stand_in_the_order_they_were_dropped_in(
    window: MainWindow, three: list[Path]
) -> None:
    attach(window, three)
    assert names(window) == "abc"


def test_a_chip_is_moved_with_the_keyboard(window: MainWindow, three: list[Path]) -> None:
    attach(window, three)
    chip = window.composer.chips.chip(str(three[0]))
    chip.setFocus()
    press(window, Key.Key_Right, ALT)
    assert names(window) == "bac"
    press(window, Key.Key_Left, ALT)
    press(window, Key.Key_Left, ALT)
    assert names(window) == "abc"
    press(window, Key.Key_Delete)
    assert names(window) == "bc"


def test_a_chip_is_moved_by_dragging_it(window: MainWindow, three: list[Path]) -> None:
    attach(window, three)
    row = window.composer.chips
    data = QMimeData()
    data.setData("application/x-facet-chip", str(three[0]).encode())
    end = row.chip(str(three[2])).geometry().right() + 5
    action, button, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), action, data, button, none)
    QApplication.sendEvent(row.viewport(), entering)
    assert entering.isAccepted()
    falling = QDropEvent(QPointF(end, 5), action, data, button, none)
    QApplication.sendEvent(row.viewport(), falling)
    assert names(window) == "bca"


def test_detail_is_chosen_for_each_picture_and_its_cost_is_told(
    window: MainWindow, three: list[Path]
) -> None:
    attach(window, three[:2])
    chip = window.composer.chips.chip(str(three[0]))
    wait_until(lambda: "tokens" in chip.choice.text())
    before = chip.choice.text()
    low = next(action for action in chip.choice.menu().actions() if action.data() == 70)
    low.trigger()
    assert "Detail 70" in chip.choice.text()
    wait_until(lambda: "tokens" in chip.choice.text())
    assert chip.choice.text() != before
    assert [picture.detail for picture in window.composer.pictures] == [70, None]


def test_the_meter_counts_what_is_written_before_it_is_sent(window: MainWindow) -> None:
    meter = window.meter
    wait_until(lambda: meter.figure.text())
    assert "of 2K" in meter.figure.text() and "below" not in meter.figure.text()
    attach(window, [SAMPLE])
    wait_until(lambda: "with what is below" in meter.figure.text())
    with_picture = meter.figure.text()
    write(window, "What do you see in this picture?")
    wait_until(lambda: meter.figure.text() != with_picture)
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    wait_until(lambda: meter.figure.text() and "below" not in meter.figure.text())


def test_a_pasted_picture_is_a_file_that_lasts(window: MainWindow) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    press(window, Key.Key_V, CONTROL)
    wait_until(lambda: window.composer.pictures)
    (picture,) = window.composer.pictures
    window.close()
    assert picture.path and QImage(picture.path) == image


def test_up_arrow_changes_the_last_message(window: MainWindow) -> None:
    ask(window, "Hello")
    press(window, Key.Key_Up)
    assert window.composer.rewriting and window.composer.edit.toPlainText() == "Hello"
    window.composer.edit.clear()
    again = ask(window, "Who are you?")
    assert "Pebble" in again.text and not window.composer.rewriting
    assert window.chat.turns[0].text == "Who are you?"
    (entry, _) = window.chat.dialogue.shown
    assert len(window.chat.dialogue.alternatives(entry.id)) == 2


def test_up_arrow_moves_within_what_is_written(window: MainWindow) -> None:
    ask(window, "Hello")
    write(window, "more")
    press(window, Key.Key_Up)
    assert not window.composer.rewriting and window.composer.edit.toPlainText() == "more"


def test_escape_leaves_the_message_and_gives_the_draft_back(
    window: MainWindow, three: list[Path]
) -> None:
    attach(window, three[:1])
    window.composer.edit.setPlainText("a")
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    write(window, "a draft")
    window.rewrite_last()
    wait_until(lambda: names(window) == "a")
    assert window.composer.edit.toPlainText() == "a" and window.composer.notice.isVisible()
    press(window, Key.Key_Escape)
    assert (
        window.composer.edit.toPlainText() == "a draft" and not window.composer.notice.isVisible()
    )
    assert not window.composer.pictures


def test_how_long_to_think_is_chosen(window: MainWindow) -> None:
    switch = window.composer.thinking
    assert switch.thinking is Thinking.OFF and not switch.budget.isVisible()
    click(switch.toggle)
    assert switch.thinking is Thinking.UNLIMITED and switch.budget.isVisible()
    short = next(a for a in switch.budget.menu().actions() if a.text() == "Short")
    short.trigger()
    assert switch.thinking is Thinking.SHORT and "Short" in switch.budget.text()
    click(switch.toggle)
    click(switch.toggle)
    assert switch.thinking is Thinking.SHORT
    ask(window, "What is 12 + 30?")
    assert window.chat.settings.sampling().max_thought == 256
    assert window.transcript.replies[-1].thought


def test_what_is_written_is_a_turn(window: MainWindow, three: list[Path]) -> None:
    attach(window, three[1:2])
    write(window, "  ")
    assert window.composer.turn.parts == (Picture(str(three[1])),)
    write(window, "x")
    assert window.composer.turn.parts[-1] == Text("  x")
    QTest.keyClicks(window.composer.edit, "y")
    assert window.composer.turn.text == "  xy"


def test_a_pasted_picture_that_cannot_be_kept_is_one_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.composer.pasted.QImage.save", lambda *_: False)
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    press(window, Key.Key_V, CONTROL)
    wait_until(window.composer.notice.isVisible)
    assert "could not be kept" in window.composer.notice.text()
    assert not window.composer.pictures


@pytest.fixture
def alone(application: QApplication, settings: object) -> Iterator[Composer]:
    """A composer in a window of its own, without an engine."""
    window = QMainWindow()
    composer = Composer(window)
    window.setCentralWidget(composer)
    window.setStyleSheet(style_sheet(current_theme()))
    window.resize(420, 300)
    window.show()
    yield composer
    QThreadPool.globalInstance().waitForDone()
    window.close()
    window.deleteLater()


def test_chips_are_whole_where_they_scroll(alone: Composer, three: list[Path]) -> None:
    alone.attach(map(str, three))
    wait_until(lambda: len(alone.pictures) == 3)
    settle()
    assert alone.chips.horizontalScrollBar().maximum() > 0
    chip = alone.chips.chip(str(three[0]))
    assert chip.height() >= chip.sizeHint().height()
    assert chip.geometry().bottom() <= alone.chips.viewport().height()


def test_the_detail_begins_where_the_name_begins(alone: Composer) -> None:
    alone.attach([str(SAMPLE)])
    wait_until(lambda: alone.pictures)
    settle()
    chip = alone.chips.chip(str(SAMPLE))
    drawn = chip.grab().toImage()
    name, detail = (first_ink(drawn, part.geometry()) for part in (chip.title, chip.choice))
    assert abs(name - detail) < 3


def first_ink(image: QImage, within: QRect) -> int:
    """The leftmost column of a part of a picture that is not its background."""
    background = image.pixel(within.topRight())
    return next(
        x
        for x in range(within.left(), within.right())
        if any(image.pixel(x, y) != background for y in range(within.top(), within.bottom()))
    )


def test_thinking_is_as_high_as_the_buttons_and_stays_so(alone: Composer) -> None:
    assert alone.thinking.height() == alone.add.height()
    width = alone.thinking.toggle.fontMetrics().horizontalAdvance(alone.thinking.toggle.text())
    alone.thinking.toggle.click()
    settle()
    assert alone.thinking.height() == alone.add.height()
    assert not alone.thinking.toggle.font().bold()
    assert alone.thinking.toggle.width() >= width + 14


def test_only_what_went_wrong_is_a_warning(alone: Composer) -> None:
    alone.rewrite(Turn("user", (Text("Hello"),)))
    assert alone.notice.isVisible() and not alone.notice.property("warning")
    alone.warn("That is no picture.")
    assert alone.notice.property("warning")


def test_why_a_message_came_back_stays_when_its_picture_is_there_again(alone: Composer) -> None:
    alone.give_back(Turn("user", (Picture(str(SAMPLE)), Text("What is this?"))))
    alone.warn("This model cannot see.")
    wait_until(lambda: alone.pictures)
    assert alone.notice.isVisible()
    alone.attach([str(SAMPLE)])
    assert not alone.notice.isVisible()
