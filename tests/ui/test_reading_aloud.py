"""An answer is read aloud, by a button, by a key, or as it comes, and falls silent at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from conversations import show
from person import CONTROL, SHIFT, Key, click, press, settle, wait_until, write
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtGui import QAction
from PySide6.QtTextToSpeech import QTextToSpeech
from PySide6.QtWidgets import QApplication
from speech import Speech

from desktop.conversation import Text, Turn
from desktop.problems import SENTENCES, Problem
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.settings.dialog import SettingsDialog
from desktop.ui.speaking.voice import Voice
from desktop.ui.transcript.reply import ReplyView
from desktop.ui.window import MainWindow

ANSWER = "It is **red**. It is long.\n\n```python\nx = 1\n```\n\nThat is all."
SAID = ["It is red.", "It is long.", "That is all."]
QUESTION = Turn("user", (Text("What is it like?"),))
Open = Callable[[Callable[[QObject], Voice]], MainWindow]


class Client(ScriptedClient):
    """Notes whether an answer was to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False

    def cancel(self, request: int) -> None:
        self.cancelled = True


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def open_window(settings: QSettings, client: Client) -> Iterator[Open]:
    """Opens a window in which a script answers, and what is given reads aloud."""
    opened: list[MainWindow] = []

    def open_window(make_voice: Callable[[QObject], Voice]) -> MainWindow:
        window = MainWindow(client, make_voice=make_voice)
        opened.append(window)
        window.show()
        window.activateWindow()
        client.become_ready()
        wait_until(window.isActiveWindow, 5)
        return window

    yield open_window
    for window in opened:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def speech(application: QApplication) -> Speech:
    return Speech("en_US", "de_DE", "ja_JP")


@pytest.fixture
def window(open_window: Open, speech: Speech) -> MainWindow:
    return open_window(lambda parent: Voice(speech, parent))


def ask(window: MainWindow, question: str = "What is it like?") -> None:
    write(window, question)
    press(window, Key.Key_Return)


def answer(window: MainWindow, client: Client, words: str = ANSWER) -> ReplyView:
    ask(window)
    client.say(words)
    client.end()
    settle()
    return window.transcript.replies[-1]


def said(speech: Speech, *sentences: str) -> None:
    """Wait until these sentences and no others were said."""
    wait_until(lambda: len(speech.said) >= len(sentences), 5)
    settle()
    assert speech.sentences == list(sentences)


def silent(window: MainWindow, speech: Speech) -> bool:
    shown = {reply.read_aloud.text() for reply in window.transcript.replies}
    return not (speech.speaking or window.aloud.reading or "Stop reading" in shown)


def command(window: MainWindow, *names: str) -> QAction:
    menus = [action.menu() for action in window.menuBar().actions()]
    return next(a for menu in menus for a in menu.actions() if a.text() in names)


# By its button


def test_the_button_reads_an_answer_from_its_first_word_to_its_last(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    reply = answer(window, client)
    click(reply.read_aloud)
    assert reply.read_aloud.text() == "Stop reading"
    for count in range(len(SAID)):
        said(speech, *SAID[: count + 1])
        assert reply.read_aloud.text() == "Stop reading"
        speech.finish()
    wait_until(lambda: reply.read_aloud.text() == "Read aloud", 5)
    assert silent(window, speech)
    click(reply.read_aloud)
    said(speech, *SAID, SAID[0])


def test_a_second_press_stops_at_once(window: MainWindow, client: Client, speech: Speech) -> None:
    reply = answer(window, client)
    click(reply.read_aloud)
    said(speech, SAID[0])
    click(reply.read_aloud)
    assert silent(window, speech)
    said(speech, SAID[0])


def test_the_button_is_there_for_the_keyboard_and_shows_while_it_reads(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    first, _ = answer(window, client), answer(window, client)
    window.composer.edit.setFocus()
    settle()
    assert not first.choices.lit
    for _ in range(40):
        if first.read_aloud.hasFocus():
            break
        press(window, Key.Key_Backtab, SHIFT)
        settle()
    press(window, Key.Key_Space)
    window.composer.edit.setFocus()
    settle()
    assert first.read_aloud.text() == "Stop reading" and first.choices.lit
    press(window, Key.Key_Escape)
    settle()
    assert not first.choices.lit


def test_one_answer_is_read_at_a_time(window: MainWindow, client: Client, speech: Speech) -> None:
    first, second = answer(window, client), answer(window, client, "Two. Three.")
    click(first.read_aloud)
    said(speech, SAID[0])
    click(second.read_aloud)
    assert (first.read_aloud.text(), second.read_aloud.text()) == ("Read aloud", "Stop reading")
    said(speech, SAID[0], "Two.")
    speech.finish()
    said(speech, SAID[0], "Two.", "Three.")


def test_an_answer_without_words_is_over_at_once(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    click(answer(window, client, "```\nx = 1\n```").read_aloud)
    wait_until(lambda: silent(window, speech), 5)
    assert not speech.said


def test_each_sentence_has_a_voice_of_its_language(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    speech.hasty = True
    click(
        answer(window, client, "これは橋です。完了。\n\nSie ist sehr lang. It is red.").read_aloud
    )
    wait_until(lambda: len(speech.said) == 4, 5)
    assert [locale for locale, _ in speech.said] == ["ja_JP", "ja_JP", "de_DE", "en_US"]


# What makes it fall silent


def leave_by_a_new_chat(window: MainWindow, reply: ReplyView) -> None:
    press(window, Key.Key_N, CONTROL)


def leave_by_deleting(window: MainWindow, reply: ReplyView) -> None:
    click(reply.removal)


def leave_by_another_version(window: MainWindow, reply: ReplyView) -> None:
    click(reply.try_again)


def leave_by_escape(window: MainWindow, reply: ReplyView) -> None:
    press(window, Key.Key_Escape)


def leave_by_closing(window: MainWindow, reply: ReplyView) -> None:
    window.close()


@pytest.mark.parametrize(
    "leave",
    [
        leave_by_a_new_chat,
        leave_by_deleting,
        leave_by_another_version,
        leave_by_escape,
        leave_by_closing,
    ],
)
def test_it_falls_silent_when_its_answer_is_left(
    window: MainWindow,
    client: Client,
    speech: Speech,
    leave: Callable[[MainWindow, ReplyView], None],
) -> None:
    reply = answer(window, client)
    click(reply.read_aloud)
    said(speech, SAID[0])
    leave(window, reply)
    assert silent(window, speech)
    said(speech, SAID[0])


def test_escape_first_silences_and_then_stops_the_answer(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    window.preferences.reads_aloud = True
    ask(window)
    client.say("It is red. It is")
    said(speech, "It is red.")
    press(window, Key.Key_Escape)
    assert silent(window, speech) and not client.cancelled
    client.say(" long. That")
    said(speech, "It is red.")
    press(window, Key.Key_Escape)
    assert client.cancelled


def test_the_button_that_stops_an_answer_silences_it(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    window.preferences.reads_aloud = True
    ask(window)
    client.say("It is red. It is")
    said(speech, "It is red.")
    click(window.composer.send)
    assert client.cancelled and silent(window, speech)
    client.end("cancelled")
    said(speech, "It is red.")


# As it comes


def test_sentences_are_read_as_they_come_each_once(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    window.preferences.reads_aloud = speech.hasty = True
    ask(window)
    client.think("Let me think. What is it?")
    for letter in ANSWER:
        client.say(letter)
        if letter == "x":
            said(speech, *SAID[:2])
            assert window.aloud.reading
    client.end()
    said(speech, *SAID)
    wait_until(lambda: silent(window, speech), 5)


def test_a_new_answer_is_read_in_the_place_of_the_one_before(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    window.preferences.reads_aloud = True
    answer(window, client)
    said(speech, SAID[0])
    answer(window, client, "Another one. Really.")
    said(speech, SAID[0], "Another one.")
    speech.finish()
    said(speech, SAID[0], "Another one.", "Really.")


def test_an_answer_that_goes_on_is_not_read_again(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    window.preferences.reads_aloud = speech.hasty = True
    ask(window)
    client.say("It is red. It is")
    client.end("cancelled")
    said(speech, "It is red.", "It is")
    click(window.transcript.replies[-1].go_on)
    client.say(" long. That is all.")
    client.end()
    said(speech, "It is red.", "It is", "It is long.", "That is all.")


def test_a_question_that_is_given_back_ends_it(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    window.preferences.reads_aloud = True
    ask(window)
    assert window.aloud.reading
    client.fail("out_of_memory")
    assert silent(window, speech)


def test_nothing_is_read_unless_it_is_wanted(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    answer(window, client)
    assert silent(window, speech) and not speech.said


# By its commands


def test_a_key_reads_the_last_answer_and_silences_it(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    press(window, Key.Key_S, CONTROL | SHIFT)
    assert silent(window, speech)
    answer(window, client)
    action = command(window, "Read the Last Answer Aloud")
    press(window, Key.Key_S, CONTROL | SHIFT)
    said(speech, SAID[0])
    assert action.text() == "Stop Reading Aloud"
    press(window, Key.Key_S, CONTROL | SHIFT)
    assert silent(window, speech) and action.text() == "Read the Last Answer Aloud"


def test_a_key_reads_an_answer_that_is_coming_from_its_beginning(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    speech.hasty = True
    ask(window)
    client.say("It is red. It is")
    press(window, Key.Key_S, CONTROL | SHIFT)
    said(speech, "It is red.")
    client.say(" long. That is all.")
    client.end()
    said(speech, *SAID)


def test_whether_answers_are_read_is_kept_and_shown_everywhere(
    window: MainWindow, open_window: Open, speech: Speech
) -> None:
    window.open_settings()
    box = window.findChild(SettingsDialog).general.reads_aloud
    tick = command(window, "Read Answers as They Come")
    assert not (box.isChecked() or tick.isChecked())
    box.setFocus()
    press(box.window(), Key.Key_Space)
    assert tick.isChecked() and window.preferences.reads_aloud
    tick.trigger()
    assert not (box.isChecked() or tick.isChecked() or window.preferences.reads_aloud)
    tick.trigger()
    again = open_window(lambda parent: Voice(Speech("en_US"), parent))
    assert again.preferences.reads_aloud
    assert command(again, "Read Answers as They Come").isChecked()
    window.preferences.reset()
    assert not (box.isChecked() or tick.isChecked())


# What stands in the transcript


def test_it_shows_what_is_read_when_the_reader_comes_back(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    show(window, QUESTION, Turn("model", (Text(ANSWER),)))
    show(window, *(Turn("model", (Text("Words.\n\n" * 30),)) for _ in range(20)))
    press(window.transcript, Key.Key_Home)
    settle()
    click(window.transcript.replies[0].read_aloud)
    said(speech, SAID[0])
    window.composer.edit.setFocus()
    for row in range(len(window.transcript.rows)):
        window.transcript.go_to_row(row)
        settle()
    assert {reply.read_aloud.text() for reply in window.transcript.replies} == {"Read aloud"}
    assert speech.speaking
    press(window.transcript, Key.Key_Home)
    settle()
    first, *others = window.transcript.replies
    assert first.read_aloud.text() == "Stop reading"
    assert {reply.read_aloud.text() for reply in others} == {"Read aloud"}


def test_it_goes_on_when_another_answer_is_stopped_before_its_first_word(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    click(answer(window, client).read_aloud)
    said(speech, SAID[0])
    ask(window)
    client.end("cancelled")
    ask(window)
    settle()
    assert window.transcript.replies[0].read_aloud.text() == "Stop reading"
    speech.finish()
    said(speech, *SAID[:2])


# Voices


def test_without_a_voice_it_says_so(open_window: Open, client: Client) -> None:
    def make_voice(parent: QObject) -> Voice:
        raise Problem("no_voice")

    window = open_window(make_voice)
    reply = answer(window, client)
    click(reply.read_aloud)
    assert window.composer.notice.text() == SENTENCES["no_voice"]
    assert window.composer.notice.isVisible() and reply.read_aloud.text() == "Read aloud"


def test_a_voice_that_breaks_off_is_told(
    window: MainWindow, client: Client, speech: Speech
) -> None:
    click(answer(window, client).read_aloud)
    said(speech, SAID[0])
    speech.fail()
    wait_until(window.composer.notice.isVisible, 5)
    assert silent(window, speech)


def test_qts_own_engine_is_heard_and_silenced(open_window: Open, client: Client) -> None:
    heard: list[str] = []

    def make_voice(parent: QObject) -> Voice:
        engine = QTextToSpeech("mock")
        engine.sayingWord.connect(lambda word, *_: heard.append(word))
        return Voice(engine, parent)

    window = open_window(make_voice)
    reply = answer(window, client, "One two. Three four five six.")
    click(reply.read_aloud)
    wait_until(lambda: "Three" in heard, 5)
    press(window, Key.Key_Escape)
    before = list(heard)
    assert before[:3] == ["One", "two", "Three"] and len(before) < 6
    wait_until(lambda: reply.read_aloud.text() == "Read aloud", 5)
    settle()
    assert heard == before
