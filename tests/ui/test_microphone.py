"""Speaking: the button, the key that is held, what is recorded, and what may go wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fake_microphone import FakeMicrophone
from languages import spoken
from person import ALT, CONTROL, Key, click, press, settle, wait_until, write
from PySide6.QtCore import (
    QCoreApplication,
    Qt,
    QThreadPool,
)
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.conversation import Sound, Text, Turn
from desktop.listening import Task
from desktop.places import BUILT_IN_MODEL
from desktop.problems import Problem
from desktop.recording.microphones import Microphone
from desktop.sound_files import RATE, read_sound
from desktop.ui.composer.sound_chip import SoundChip
from desktop.ui.composer.view import Composer
from desktop.ui.microphone.session import MicrophoneSession, Stage
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.window import MainWindow


def words(seconds: float, loudness: float = 0.5) -> np.ndarray:
    """Something to hear."""
    times = np.arange(round(seconds * RATE)) / RATE
    return (loudness * np.sin(2 * np.pi * 300 * times)).astype(np.float32)


@pytest.fixture
def window(scripted: MainWindow) -> MainWindow:
    """A window whose model says what it is told to."""
    return scripted


@pytest.fixture
def composer(window: MainWindow) -> Composer:
    return window.composer


@pytest.fixture
def session(composer: Composer) -> MicrophoneSession:
    return composer.session


def begin(composer: Composer) -> None:
    """Press the button, and wait until the microphone is open."""
    click(composer.microphone)
    wait_until(lambda: composer.session.stage is Stage.RECORDING)


def end(composer: Composer) -> SoundChip:
    """Press it again, and wait for what was recorded."""
    click(composer.microphone)
    return recorded(composer)


def recorded(composer: Composer) -> SoundChip:
    wait_until(lambda: composer.chips.media)
    (sound,) = composer.chips.media
    chip = composer.chips.chip(sound.path or "")
    assert isinstance(chip, SoundChip)
    return chip


def hold(window: MainWindow) -> None:
    QTest.keyPress(window.windowHandle(), Key.Key_Alt, ALT)
    QTest.keyPress(window.windowHandle(), Key.Key_Space, ALT)


def let_go(window: MainWindow) -> None:
    QTest.keyRelease(window.windowHandle(), Key.Key_Space, ALT)
    QTest.keyRelease(window.windowHandle(), Key.Key_Alt)


# Recording


def test_what_is_said_between_two_clicks_is_a_chip(
    composer: Composer, fake_microphone: FakeMicrophone, recordings: Path
) -> None:
    begin(composer)
    assert composer.recording.isVisible() and "0:30 left" not in composer.recording.told.text()
    fake_microphone.feed(words(2))
    wait_until(lambda: composer.recording.told.text() == "0:28 left")
    assert composer.recording.level.text() == "−9 dB"
    chip = end(composer)
    assert not composer.recording.isVisible() and not fake_microphone.open
    assert chip.title.text() == "0:02" and Path(chip.path).is_relative_to(recordings)
    assert np.abs(read_sound(chip.path) - words(2)).max() < 1e-4


def test_what_is_said_is_sent_behind_the_words(
    composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    sent: list[Turn] = []
    composer.sent.connect(lambda turn, _: sent.append(turn))
    write(composer.window(), "Listen.")  # type: ignore[arg-type]
    begin(composer)
    fake_microphone.feed(words(1))
    press(composer.window(), Key.Key_Return)  # type: ignore[arg-type]
    wait_until(lambda: sent)
    (turn,) = sent
    assert turn.parts[0] == Text("Listen.") and isinstance(turn.parts[1], Sound)
    assert composer.edit.toPlainText() == "" and not composer.chips.media


def test_the_key_is_held_spoken_into_and_let_go(
    window: MainWindow, composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    hold(window)
    wait_until(lambda: composer.session.stage is Stage.RECORDING)
    fake_microphone.feed(words(1))
    QTest.qWait(400)
    let_go(window)
    wait_until(lambda: window.chat.answering)
    ((sound,),) = [turn.parts for turn in window.chat.turns]
    assert isinstance(sound, Sound) and not composer.chips.media
    assert "\u00a0" not in composer.edit.toPlainText()


def test_a_key_that_repeats_is_held_all_the_while(
    window: MainWindow, composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    for _ in range(6):
        hold(window)
        QTest.qWait(100)
        QTest.keyRelease(window.windowHandle(), Key.Key_Space, ALT)
    hold(window)
    fake_microphone.feed(words(1))
    settle()
    assert composer.session.stage is Stage.RECORDING and not window.chat.turns
    let_go(window)
    wait_until(lambda: window.chat.answering)


def test_a_tap_of_the_key_is_as_a_click(
    window: MainWindow, composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    hold(window)
    let_go(window)
    wait_until(lambda: composer.session.stage is Stage.RECORDING)
    fake_microphone.feed(words(1))
    QTest.qWait(100)
    hold(window)
    let_go(window)
    recorded(composer)
    assert not window.chat.turns


def test_who_lets_go_before_the_microphone_is_open_is_told_so(
    window: MainWindow, composer: Composer, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_open = threading.Event()
    monkeypatch.setattr("desktop.recording.recorder.Recorder.start", lambda _: is_open.wait(60))
    hold(window)
    QTest.qWait(400)
    let_go(window)
    wait_until(lambda: "was not ready" in composer.notice.text())
    is_open.set()
    QThreadPool.globalInstance().waitForDone()
    settle()
    assert composer.session.stage is Stage.IDLE and not window.chat.turns


def test_the_command_of_the_menu_begins_and_ends(
    window: MainWindow, composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    command(window, "Speak").trigger()
    wait_until(lambda: composer.session.stage is Stage.RECORDING)
    fake_microphone.feed(words(1))
    write(window, " ")
    QTest.qWait(400)
    assert composer.session.stage is Stage.RECORDING
    command(window, "Speak").trigger()
    recorded(composer)


def test_nothing_is_kept_while_it_rests(
    composer: Composer, session: MicrophoneSession, fake_microphone: FakeMicrophone
) -> None:
    begin(composer)
    fake_microphone.feed(words(1))
    click(composer.recording.pause)
    assert session.paused
    fake_microphone.feed(words(5))
    wait_until(lambda: composer.recording.told.text() == "Paused, 0:29 left")
    click(composer.recording.pause)
    fake_microphone.feed(words(1))
    assert end(composer).title.text() == "0:02"


def test_a_discarded_recording_leaves_nothing(
    composer: Composer, fake_microphone: FakeMicrophone, recordings: Path
) -> None:
    begin(composer)
    fake_microphone.feed(words(1))
    click(composer.recording.discard)
    QThreadPool.globalInstance().waitForDone()
    settle()
    assert not composer.chips.media and not recordings.exists() and not fake_microphone.open


def test_escape_ends_it_and_loses_nothing(
    window: MainWindow, composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    begin(composer)
    fake_microphone.feed(words(1))
    press(window, Key.Key_Escape)
    assert recorded(composer).title.text() == "0:01"


def test_after_thirty_seconds_it_ends_by_itself(
    composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    begin(composer)
    fake_microphone.feed(words(31))
    assert recorded(composer).title.text() == "0:30"


def test_what_is_said_while_an_answer_comes_waits(
    window: MainWindow, composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    write(window, "Hello")
    press(window, Key.Key_Return)
    begin(composer)
    fake_microphone.feed(words(1))
    press(window, Key.Key_Return)
    recorded(composer)
    assert len(window.chat.turns) == 1


def test_the_task_that_was_chosen_is_that_of_the_next_recording(
    composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    begin(composer)
    task = Task(translate_to="French")
    choice = next(a for a, meant in composer.recording.task.menu().tasks if meant == task)
    choice.trigger()
    assert "Français" in composer.recording.task.text()
    fake_microphone.feed(words(1))
    chip = end(composer)
    assert chip.medium == Sound(chip.path, task)
    again = Composer(composer)
    assert again.recording.task.task == task
    next(a for a, meant in chip.menu.tasks if meant is None).trigger()
    assert chip.medium == Sound(chip.path, None)


def test_a_window_that_is_closed_keeps_what_was_being_said(
    client: ScriptedClient, recordings: Path, tmp_path: Path, fake_microphone: FakeMicrophone
) -> None:
    window = MainWindow(client, tmp_path / "chats")
    window.show()
    client.become_ready()
    begin(window.composer)
    fake_microphone.feed(words(2))
    write(window, "and this")
    window.close()
    assert not fake_microphone.open
    again = MainWindow(ScriptedClient(), tmp_path / "chats")
    again.show()
    assert recorded(again.composer).title.text() == "0:02"
    assert again.composer.edit.toPlainText() == "and this"
    again.close()


# What may go wrong


@pytest.fixture(params=["en", "ja"])
def language(request: pytest.FixtureRequest, application: QApplication) -> Iterator[str]:
    with spoken(application, request.param) as language:
        yield language


def says(composer: Composer, language: str, english: str, japanese: str) -> bool:
    """Whether the window says this, as a warning."""
    told = composer.notice.text()
    shown = composer.notice.isVisible() and composer.notice.property("warning")
    return bool(shown) and (english if language == "en" else japanese) in told


FAILURES = [
    ("no_sound_system", {}, "PortAudio", "PortAudio"),
    ("no_microphone", {}, "There is no microphone", "マイクがありません"),
    (
        "microphone_gone",
        {"name": "Yeti"},
        "“Yeti” is not there any more",
        "「Yeti」が見つかりません",
    ),
    ("microphone_busy", {"name": "Yeti"}, "“Yeti” could not be opened", "「Yeti」を開けません"),
]


@pytest.mark.parametrize(("kind", "details", "english", "japanese"), FAILURES)
def test_a_microphone_that_cannot_be_opened_is_one_sentence(
    language: str,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    details: dict[str, str],
    english: str,
    japanese: str,
) -> None:
    def refuse(name: str | None) -> None:
        raise Problem(kind, **details)

    monkeypatch.setattr("desktop.recording.recorder.open_microphone", refuse)
    composer = window.composer
    write(window, "half a")
    click(composer.microphone)
    wait_until(lambda: says(composer, language, english, japanese))
    assert composer.session.stage is Stage.IDLE
    assert composer.edit.toPlainText() == "half a"


def test_a_refused_permission_is_one_sentence(
    language: str, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    denied = Qt.PermissionStatus.Denied
    monkeypatch.setattr(QCoreApplication, "checkPermission", lambda *_: denied)
    click(window.composer.microphone)
    assert says(window.composer, language, "may not use the microphone", "許可されていません")
    assert window.composer.session.stage is Stage.IDLE


def test_the_person_is_asked_where_nobody_was_yet(
    window: MainWindow, fake_microphone: FakeMicrophone, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    class Granted:
        def status(self) -> Qt.PermissionStatus:
            return Qt.PermissionStatus.Granted

    def ask(_application: object, permission: object, _context: object, tell: object) -> None:
        asked.append(permission)
        assert callable(tell)
        tell(Granted())

    undetermined = Qt.PermissionStatus.Undetermined
    monkeypatch.setattr(QCoreApplication, "checkPermission", lambda *_: undetermined)
    monkeypatch.setattr(QCoreApplication, "requestPermission", ask)
    begin(window.composer)
    assert len(asked) == 1


def test_silence_is_explained_while_it_lasts_and_at_the_end(
    language: str, window: MainWindow, fake_microphone: FakeMicrophone
) -> None:
    composer = window.composer
    begin(composer)
    fake_microphone.feed(np.zeros(2 * RATE, np.float32))
    wait_until(composer.recording.note.isVisible)
    english, japanese = "Nothing but silence", "音が入りませんでした"
    assert (english if language == "en" else japanese) in composer.recording.note.text()
    click(composer.microphone)
    assert says(composer, language, english, japanese)
    assert not composer.chips.media


def test_an_unplugged_microphone_leaves_what_it_heard(
    language: str, window: MainWindow, fake_microphone: FakeMicrophone
) -> None:
    composer = window.composer
    begin(composer)
    fake_microphone.feed(words(2))
    fake_microphone.go_away()
    assert recorded(composer).title.text() == "0:02"
    assert says(composer, language, "was unplugged", "取り外されました")


def test_a_microphone_unplugged_at_once_is_told_of(
    language: str, window: MainWindow, fake_microphone: FakeMicrophone
) -> None:
    composer = window.composer
    begin(composer)
    fake_microphone.feed(words(0.05))
    fake_microphone.go_away()
    wait_until(lambda: says(composer, language, "before anything was recorded", "録音が始まる前"))
    assert composer.session.stage is Stage.IDLE and not composer.chips.media


def test_gaps_are_counted_and_shown(
    language: str, window: MainWindow, fake_microphone: FakeMicrophone
) -> None:
    note = window.composer.recording.note
    begin(window.composer)
    fake_microphone.feed(words(1))
    for _ in range(3):
        fake_microphone.feed(words(0.1), lost=True)
    wait_until(lambda: note.isVisible() and "3" in note.text())
    assert ("too busy" if language == "en" else "途切れ") in note.text()


def test_a_slip_of_the_finger_is_no_recording(
    language: str, window: MainWindow, fake_microphone: FakeMicrophone
) -> None:
    begin(window.composer)
    fake_microphone.feed(words(0.1))
    click(window.composer.microphone)
    assert says(window.composer, language, "too short to hear", "短すぎ")
    assert not window.composer.chips.media


def test_a_full_disk_holds_the_recording_until_there_is_room(
    language: str,
    window: MainWindow,
    fake_microphone: FakeMicrophone,
    recordings: Path,
) -> None:
    composer = window.composer
    recordings.write_text("in the way")
    begin(composer)
    fake_microphone.feed(words(2))
    click(composer.microphone)
    wait_until(lambda: composer.session.stage is Stage.UNKEPT)
    assert says(composer, language, "could not be kept", "保存できませんでした")
    recordings.unlink()
    click(composer.recording.done)
    assert recorded(composer).title.text() == "0:02"


def test_a_window_does_not_close_over_a_recording_that_cannot_be_kept(
    window: MainWindow,
    fake_microphone: FakeMicrophone,
    recordings: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("desktop.ui.window.agreed", lambda _, words, *__: asked.append(words))
    recordings.write_text("in the way")
    begin(window.composer)
    fake_microphone.feed(words(2))
    assert not window.close() and len(asked) == 1
    recordings.unlink()
    click(window.composer.recording.done)
    assert recorded(window.composer).title.text() == "0:02"


# Which model, which microphone


def test_a_model_that_cannot_hear_offers_one_that_can(
    window: MainWindow, client: ScriptedClient
) -> None:
    client.become_ready("Gemma 4 31B", hears=False)
    assert window.composer.microphone.accessibleName() == "This model cannot hear"
    click(window.composer.microphone)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    told, choose, pebble = [a for a in menu.actions() if not a.isSeparator()]
    assert "Gemma 4 31B cannot hear" in told.text() and not told.isEnabled()
    assert choose.text() == "Choose a Model Folder…"
    assert pebble.text() == "Use Pebble, which hears digits"
    menu.close()
    assert window.composer.session.stage is Stage.IDLE


def test_the_built_in_model_says_that_it_hears_digits(
    window: MainWindow, client: ScriptedClient
) -> None:
    (speaking,) = [button for button in window.empty.examples if button.spoken]
    client.become_ready("Gemma 4 E4B")
    assert "in your language" in speaking.accessibleName()
    client.become_ready("Pebble", folder=BUILT_IN_MODEL)
    assert "digits" in speaking.accessibleName() and window.composer.microphone.hears


def test_speaking_is_an_example_where_the_model_hears(
    window: MainWindow, client: ScriptedClient, fake_microphone: FakeMicrophone
) -> None:
    (speaking,) = [button for button in window.empty.examples if button.spoken]
    client.become_ready("Gemma 4 31B", hears=False)
    assert not speaking.isVisible()
    client.become_ready("Gemma 4 E4B")
    click(speaking)
    wait_until(lambda: window.composer.session.stage is Stage.RECORDING)


def test_the_model_that_heard_last_is_offered_first(
    window: MainWindow, client: ScriptedClient, tmp_path: Path
) -> None:
    client.become_ready("Gemma 4 E4B", folder=tmp_path)
    client.become_ready("Gemma 4 31B", hears=False)
    click(window.composer.microphone)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    use = [action for action in menu.actions() if not action.isSeparator()][1]
    assert tmp_path.name in use.text()
    loaded: list[None] = []
    client.loading.connect(lambda: loaded.append(None))
    use.trigger()
    assert loaded
    menu.close()


def test_the_microphone_is_chosen_by_name(
    window: MainWindow, fake_microphone: FakeMicrophone, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str | None] = []

    def open_one(name: str | None) -> FakeMicrophone:
        opened.append(name)
        return fake_microphone

    there = [Microphone("Built-in", True), Microphone("Yeti", False)]
    monkeypatch.setattr("desktop.ui.microphone.microphone_menu.microphones", lambda: there)
    monkeypatch.setattr("desktop.recording.recorder.open_microphone", open_one)
    menu = window.composer.microphone.microphones
    menu.popup(window.pos())
    wait_until(lambda: "Yeti" in [action.text() for action in menu.actions()])
    assert "The system's choice (Built-in)" in [action.text() for action in menu.actions()]
    next(action for action in menu.actions() if action.text() == "Yeti").trigger()
    menu.close()
    begin(window.composer)
    assert opened == ["Yeti"]


def test_a_microphone_that_is_not_there_stays_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.composer.session.chosen = "Yeti"
    monkeypatch.setattr("desktop.ui.microphone.microphone_menu.microphones", lambda: [])
    menu = window.composer.microphone.microphones
    menu.popup(window.pos())
    QThreadPool.globalInstance().waitForDone()
    settle()
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["Yeti"]
    menu.close()


def command(window: MainWindow, words: str) -> QAction:
    menus = [action.menu() for action in window.menuBar().actions()]
    (found,) = [a for menu in menus for a in menu.actions() if a.text() == words]
    return found


def test_it_can_be_done_by_keyboard_alone(
    window: MainWindow, composer: Composer, fake_microphone: FakeMicrophone
) -> None:
    hold(window)
    let_go(window)
    wait_until(lambda: composer.session.stage is Stage.RECORDING)
    fake_microphone.feed(words(1))
    press(window, Key.Key_P, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert composer.session.paused
    press(window, Key.Key_Backtab)
    assert window.focusWidget() is composer.recording.done
    press(window, Key.Key_Space)
    recorded(composer)
