"""Answers asked for again, messages changed and deleted: every version stays within reach."""

from __future__ import annotations

from person import CONTROL, Key, ask, click, press, settle, wait_until, write
from PySide6.QtCore import QThreadPool

from desktop.conversation import Picture, Text, Turn
from desktop.places import RESOURCES
from desktop.ui.transcript.bubble import Bubble
from desktop.ui.transcript.reply import ReplyView
from desktop.ui.window import MainWindow


def bubble(window: MainWindow) -> Bubble:
    return next(view for view in window.transcript.views if isinstance(view, Bubble))


def reply(window: MainWindow) -> ReplyView:
    return window.transcript.replies[-1]


def answered(window: MainWindow) -> None:
    wait_until(lambda: window.chat.answering)
    wait_until(lambda: not window.chat.answering)


def test_an_answer_is_asked_for_again_and_both_stay(window: MainWindow) -> None:
    first = ask(window, "Who are you?").text
    click(reply(window).try_again)
    answered(window)
    assert reply(window).alternatives.place.text() == "2/2"
    click(reply(window).alternatives.earlier)
    assert reply(window).alternatives.place.text() == "1/2"
    assert reply(window).text == first == window.chat.turns[1].text
    click(reply(window).alternatives.later)
    assert reply(window).alternatives.place.text() == "2/2"


def test_the_keyboard_asks_again(window: MainWindow) -> None:
    ask(window, "Hello")
    press(window, Key.Key_R, CONTROL)
    answered(window)
    assert reply(window).alternatives.place.text() == "2/2"
    assert len(window.chat.turns) == 2


def test_an_earlier_message_is_changed_and_both_branches_stay(window: MainWindow) -> None:
    ask(window, "Hello")
    ask(window, "Thank you")
    click(bubble(window).change)
    assert window.composer.edit.toPlainText() == "Hello"
    window.composer.edit.setPlainText("Who are you?")
    press(window, Key.Key_Return)
    answered(window)
    assert len(window.chat.turns) == 2 and "Pebble" in reply(window).text
    click(bubble(window).alternatives.earlier)
    assert [turn.text for turn in window.chat.turns][::2] == ["Hello", "Thank you"]


def test_what_is_deleted_can_be_put_back(window: MainWindow) -> None:
    ask(window, "Hello")
    click(bubble(window).removal)
    assert window.empty.isVisible() and not window.chat.turns
    window.put_back()
    assert window.transcript.isVisible() and len(window.chat.turns) == 2
    assert bubble(window).words


def test_an_answer_that_was_stopped_goes_on(window: MainWindow) -> None:
    window.chat.answered.connect(window.chat.stop)
    write(window, "How can I get a bigger model?")
    press(window, Key.Key_Return)
    answered(window)
    window.chat.answered.disconnect(window.chat.stop)
    begun = reply(window).text
    assert reply(window).go_on.isVisibleTo(window)
    click(reply(window).go_on)
    answered(window)
    assert reply(window).text.startswith(begun) and len(reply(window).text) > len(begun)
    assert window.chat.turns[1].text == reply(window).text
    assert not reply(window).go_on.isVisibleTo(window)


def test_how_an_answer_came_about_is_told(window: MainWindow) -> None:
    ask(window, "Hello")
    assert "tokens at" in reply(window).choices.toolTip()


def test_a_thought_is_ended_by_its_link(window: MainWindow) -> None:
    click(window.composer.thinking.toggle)
    write(window, "What is 347 + 58?")
    press(window, Key.Key_Return)
    wait_until(lambda: window.transcript.replies and reply(window).thought)
    thought = reply(window).thought
    assert thought
    click(thought.answer_now)
    wait_until(lambda: not window.chat.answering)
    assert reply(window).text


def test_a_message_being_changed_outlives_what_it_was_to_replace(window: MainWindow) -> None:
    ask(window, "Hello")
    click(bubble(window).change)
    window.composer.edit.setPlainText("Who are you?")
    click(bubble(window).removal)
    assert window.composer.edit.toPlainText() == "Who are you?" and not window.composer.rewriting
    press(window, Key.Key_Return)
    answered(window)
    assert window.chat.turns[0].text == "Who are you?"


def test_a_message_being_changed_goes_along_into_a_new_chat(window: MainWindow) -> None:
    ask(window, "Hello")
    write(window, "a draft")
    window.rewrite_last()
    window.composer.edit.setPlainText("changed")
    press(window, Key.Key_N, CONTROL)
    assert window.composer.edit.toPlainText() == "a draft\nchanged"
    assert not window.composer.rewriting and not window.composer.notice.isVisible()


def test_pictures_of_a_message_that_is_left_alone_do_not_come_late(window: MainWindow) -> None:
    picture = Picture(str(RESOURCES / "pictures" / "sample.png"))
    window.composer.rewrite(Turn("user", (picture, Text("a"))))
    window.composer.leave_rewriting()
    QThreadPool.globalInstance().waitForDone()
    settle()
    assert not window.composer.pictures
