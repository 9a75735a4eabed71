"""A conversation that no longer fits: the person chooses what is left out, and can undo it."""

from __future__ import annotations

import os
import signal

import pytest
from person import Key, click, press, settle, wait_until, write
from PySide6.QtWidgets import QApplication, QWidget

from desktop.conversation import Picture, Text, Turn
from desktop.places import RESOURCES
from desktop.ui.room_banner import RoomBanner
from desktop.ui.window import MainWindow

SAMPLE = RESOURCES / "pictures" / "sample.png"


def send(window: MainWindow, words: str) -> None:
    window.composer.edit.setPlainText(words)
    press(window, Key.Key_Return)


def overflow(window: MainWindow, words: str) -> None:
    """Send what does not fit any more, and wait for the choices."""
    send(window, words)
    wait_until(lambda: window.room.isVisible() and window.room.turns.isVisible())


def settled(window: MainWindow) -> None:
    wait_until(lambda: window.chat.answering)
    wait_until(lambda: not window.chat.answering)


def long(window: MainWindow, times: int) -> str:
    return "hello " * times


def test_the_oldest_messages_are_left_out_and_sent_again(window: MainWindow) -> None:
    for _ in range(2):
        send(window, long(window, 120))
        settled(window)
    overflow(window, long(window, 300) + "Who are you?")
    assert "hello" in window.composer.edit.toPlainText()
    assert len(window.chat.turns) == 4
    click(window.room.turns)
    settled(window)
    assert len(window.chat.turns) == 6 and window.composer.edit.toPlainText() == ""
    assert len(window.chat.conversation().turns) < 6
    assert window.room.isVisible() and "older messages are not" in window.room.words.text()
    click(window.room.undo)
    assert len(window.chat.conversation().turns) == 6 and not window.room.isVisible()


def test_the_oldest_pictures_are_left_out(window: MainWindow) -> None:
    picture = Picture(str(SAMPLE), detail=70)
    window.chat.say(Turn("user", (*[picture] * 12, Text("What do you see?"))))
    settled(window)
    assert picture in window.chat.conversation().turns[0].parts
    overflow(window, long(window, 330))
    click(window.room.media)
    settled(window)
    assert picture not in window.chat.conversation().turns[0].parts
    assert len(window.chat.conversation().turns) == 4
    assert "pictures" in window.room.words.text()


def test_the_oldest_messages_are_summed_up(window: MainWindow) -> None:
    for _ in range(2):
        send(window, long(window, 120))
        settled(window)
    overflow(window, long(window, 300))
    click(window.room.summary)
    settled(window)
    assert window.chat.left_out.summary
    assert window.chat.left_out.summary in window.chat.conversation().turns[0].text
    assert "summary" in window.room.words.text()


def test_a_new_chat_leaves_nothing_out(window: MainWindow) -> None:
    for _ in range(2):
        send(window, long(window, 120))
        settled(window)
    overflow(window, long(window, 300))
    window.new_chat()
    assert not window.room.isVisible() and not window.chat.left_out


def test_a_first_message_too_long_has_no_choices(window: MainWindow) -> None:
    send(window, long(window, 3000))
    wait_until(window.composer.notice.isVisible)
    assert not window.room.isVisible()
    write(window, " more")
    assert not window.room.isVisible()


def test_where_no_summary_comes_the_ways_are_offered_again(
    window: MainWindow, engine_pid: int
) -> None:
    for _ in range(2):
        send(window, long(window, 120))
        settled(window)
    overflow(window, long(window, 300))
    click(window.room.summary)
    os.kill(engine_pid, signal.SIGKILL)
    wait_until(window.room.turns.isVisible)
    assert not window.chat.left_out and "hello" in window.composer.edit.toPlainText()


@pytest.mark.parametrize("width", [340, 600, 800, 1200])
def test_words_and_choices_are_whole_at_every_width(application: QApplication, width: int) -> None:
    page = QWidget()
    banner = RoomBanner(page)
    page.resize(width, 400)
    page.show()
    banner.say("This does not fit. " * 6, banner.media, banner.turns, banner.summary)
    banner.setFixedWidth(width)
    banner.resize(width, banner.heightForWidth(width))
    settle()
    words = banner.words
    assert words.height() >= words.heightForWidth(words.width())
    for button in (banner.media, banner.turns, banner.summary):
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() < banner.width()
    page.close()
