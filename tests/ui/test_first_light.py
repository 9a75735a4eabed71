"""A person types or drops a picture and reads: window, thread, process and Pebble, all real."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import (
    CONTROL,
    SHIFT,
    Key,
    ask,
    click,
    commit_text,
    compose,
    drop,
    files,
    press,
    wait_until,
    write,
)
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage

from desktop.places import RESOURCES
from desktop.ui.window import MainWindow

SAMPLE = RESOURCES / "pictures" / "sample.png"


def red_picture() -> QImage:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def paths(window: MainWindow) -> list[str | None]:
    return [picture.path for picture in window.composer.pictures]


def test_words_are_answered_on_the_screen(window: MainWindow) -> None:
    reply = ask(window, "Who are you?")
    assert "Pebble" in reply.body.toPlainText() and reply.body.isVisible()
    assert window.composer.edit.toPlainText() == ""


def test_the_answer_streams(window: MainWindow) -> None:
    pieces: list[str] = []
    window.chat.answered.connect(pieces.append)
    reply = ask(window, "How can I get a bigger model?")
    assert len(pieces) > 1 and "".join(pieces) == reply.text


def test_the_conversation_goes_on(window: MainWindow) -> None:
    ask(window, "こんにちは")
    ask(window, "Who are you?")
    assert [turn.role for turn in window.chat.turns] == ["user", "model"] * 2
    assert window.title.text() == "こんにちは"


def test_a_dropped_picture_is_seen(window: MainWindow) -> None:
    drop(window, files(SAMPLE))
    wait_until(lambda: window.composer.pictures)
    assert ask(window, "What do you see?").text == "A blue star on a white background."
    assert window.composer.pictures == []


def test_a_picture_may_be_dropped_on_the_field_too(window: MainWindow) -> None:
    drop(window.composer.edit.viewport(), files(SAMPLE))
    wait_until(lambda: paths(window) == [str(SAMPLE)])
    assert window.composer.edit.toPlainText() == ""


def test_a_picture_needs_no_words(window: MainWindow) -> None:
    drop(window, files(SAMPLE))
    wait_until(lambda: window.composer.pictures)
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    assert "white" in window.transcript.replies[-1].text


def test_a_pasted_screenshot_becomes_a_chip(window: MainWindow) -> None:
    QGuiApplication.clipboard().setImage(red_picture())
    press(window, Key.Key_V, CONTROL)
    wait_until(lambda: window.composer.pictures)
    assert paths(window)[0].endswith("Pasted 1.png")
    assert window.composer.send.isEnabled()


def test_copied_files_are_pasted_as_chips(window: MainWindow) -> None:
    QGuiApplication.clipboard().setMimeData(files(SAMPLE))
    press(window, Key.Key_V, CONTROL)
    wait_until(lambda: paths(window) == [str(SAMPLE)])


def test_copied_words_are_pasted_as_words(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("a **word**")
    data.setHtml("a <b>word</b>")
    data.setImageData(red_picture())
    QGuiApplication.clipboard().setMimeData(data)
    press(window, Key.Key_V, CONTROL)
    assert window.composer.edit.toPlainText() == "a **word**"


def test_a_chip_is_removed_by_its_button(window: MainWindow) -> None:
    drop(window, files(SAMPLE))
    wait_until(lambda: window.composer.pictures)
    click(window.composer.chips.chip(str(SAMPLE)).removal)
    assert window.composer.pictures == [] and not window.composer.send.isEnabled()


def test_shift_return_begins_a_line(window: MainWindow) -> None:
    write(window, "one")
    press(window, Key.Key_Return, SHIFT)
    write(window, "two")
    assert window.composer.edit.toPlainText() == "one\ntwo"
    assert not window.chat.turns


def test_return_sends_nothing_where_nothing_is_written(window: MainWindow) -> None:
    write(window, "  ")
    press(window, Key.Key_Return)
    assert not window.chat.turns


def test_return_while_an_input_method_composes_does_not_send(window: MainWindow) -> None:
    edit = window.composer.edit
    compose(edit, "こんに")
    press(window, Key.Key_Return)
    assert not window.chat.turns
    commit_text(edit, "こんにちは")
    assert edit.toPlainText() == "こんにちは"
    press(window, Key.Key_Return)
    assert window.chat.turns[0].text == "こんにちは"


def test_a_thought_is_folded_apart_from_the_answer(window: MainWindow) -> None:
    click(window.composer.thinking.toggle)
    reply = ask(window, "What is 12 + 30?")
    assert "12 + 30 = 42" in reply.text
    thought = reply.thought
    assert thought and "Thought for" in thought.fold.text() and not thought.body.isVisible()
    click(thought.fold)
    assert thought.body.isVisible() and "+" in thought.body.toPlainText()
    assert thought.text not in reply.text


def test_escape_stops_and_what_came_stays(window: MainWindow) -> None:
    window.chat.answered.connect(lambda _: press(window, Key.Key_Escape))
    reply = ask(window, "How can I get a bigger model?")
    full = ask(window, "Who are you?")
    assert reply.text and window.chat.turns[1].text == reply.text
    assert full.text


def test_while_an_answer_comes_the_next_message_waits_in_the_field(window: MainWindow) -> None:
    write(window, "Who are you?")
    press(window, Key.Key_Return)
    write(window, "And now?")
    press(window, Key.Key_Return)
    assert window.composer.edit.toPlainText() == "And now?"
    wait_until(lambda: not window.chat.answering)
    assert len(window.chat.turns) == 2


def test_the_button_stops_while_an_answer_comes(window: MainWindow) -> None:
    write(window, "How can I get a bigger model?")
    click(window.composer.send)
    assert window.composer.send.accessibleName() == "Stop"
    click(window.composer.send)
    wait_until(lambda: not window.chat.answering)
    assert window.composer.send.accessibleName() == "Send"


def test_a_new_chat_forgets_the_old_one(window: MainWindow) -> None:
    ask(window, "Hello")
    press(window, Key.Key_N, CONTROL)
    assert not window.chat.turns and window.empty.isVisible()
    assert window.title.text() == "New chat"


def test_a_new_chat_in_mid_answer_hears_nothing_of_it(window: MainWindow) -> None:
    write(window, "How can I get a bigger model?")
    press(window, Key.Key_Return)
    press(window, Key.Key_N, CONTROL)
    assert "Pebble" in ask(window, "Who are you?").text
    assert len(window.chat.turns) == 2


def test_an_example_is_one_click_away(window: MainWindow) -> None:
    click(window.empty.examples[0])
    wait_until(lambda: window.chat.turns and not window.chat.answering)
    assert "background" in window.transcript.replies[-1].text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bad.png", b"no picture", "not a picture"),
        ("cut.png", SAMPLE.read_bytes()[:300], "damaged"),
        ("gone.png", None, "no file"),
    ],
)
def test_a_bad_picture_is_one_sentence_and_no_chip(
    window: MainWindow, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    drop(window, files(path))
    wait_until(window.composer.notice.isVisible)
    assert words in window.composer.notice.text() and name in window.composer.notice.text()
    assert window.composer.pictures == []
    assert "Pebble" in ask(window, "Who are you?").text


def test_a_picture_that_vanished_gives_the_message_back(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "soon gone.png"
    path.write_bytes(SAMPLE.read_bytes())
    drop(window, files(path))
    wait_until(lambda: window.composer.pictures)
    path.unlink()
    write(window, "What do you see?")
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    assert window.composer.edit.toPlainText() == "What do you see?"
    assert "soon gone.png" in window.composer.notice.text()
    assert not window.chat.turns and window.empty.isVisible()


def test_a_message_longer_than_the_context_is_given_back(window: MainWindow) -> None:
    long = "hello " * 3000
    window.composer.edit.setPlainText(long)
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    assert window.composer.edit.toPlainText() == long
    assert "2,048" in window.composer.notice.text()


def test_the_column_fits_a_narrow_window(window: MainWindow) -> None:
    ask(window, "Who are you? " * 12)
    window.resize(420, 500)
    viewport = window.transcript.viewport()
    wait_until(lambda: window.transcript.replies[-1].geometry().right() <= viewport.width())
    assert window.transcript.replies[-1].body.width() > 300
    assert not window.transcript.horizontalScrollBar().isVisible()
