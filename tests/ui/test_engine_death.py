"""The engine is killed, cannot start or cannot load: nothing that was written is lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import broken
import pytest
from engine_processes import engines
from person import Key, ask, click, press, wait_until, write
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.places import BUILT_IN_MODEL
from desktop.ui.client import EngineClient
from desktop.ui.window import MainWindow


def test_killed_in_mid_answer_it_starts_again(window: MainWindow, engine_pid: int) -> None:
    window.composer.thinking.toggle.click()
    write(window, "What is 347 + 58?")
    press(window, Key.Key_Return)
    wait_until(lambda: window.transcript.replies[-1].thought)
    os.kill(engine_pid, signal.SIGKILL)
    wait_until(lambda: window.transcript.failures)
    (failure,) = window.transcript.failures
    assert "stopped" in failure.words.text()
    broken = window.transcript.replies[-1]
    assert broken.thought and broken.thought.text and not window.chat.answering
    click(failure.button)
    wait_until(lambda: window.model.loaded and not window.chat.answering)
    assert not window.transcript.failures
    assert "347 + 58 = 405" in window.transcript.replies[-1].text
    assert ask(window, "Who are you?").text


def test_killed_after_words_had_come_they_stay_and_the_next_answer_works(
    window: MainWindow, engine_pid: int
) -> None:
    def kill() -> None:
        window.chat.answered.disconnect(kill)
        os.kill(engine_pid, signal.SIGKILL)

    window.chat.answered.connect(kill)
    came = ask(window, "How can I get a bigger model?").text
    assert came and window.chat.turns[-1].text == came
    wait_until(lambda: window.transcript.failures)
    assert ask(window, "Who are you?").text
    assert not window.transcript.failures


def test_killed_at_rest_the_next_message_revives_it(window: MainWindow, engine_pid: int) -> None:
    os.kill(engine_pid, signal.SIGKILL)
    wait_until(window.composer.notice.isVisible)
    assert "Pebble" in ask(window, "Who are you?").text


def test_an_engine_that_cannot_start_is_one_sentence(settings: QSettings) -> None:
    window = MainWindow(EngineClient(["/nowhere/engine"]))
    window.show()
    wait_until(window.composer.notice.isVisible)
    assert "could not be started" in window.composer.notice.text()
    write(window, "kept")
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    assert window.chat.turns[0].text == "kept"
    window.close()


def test_a_folder_without_a_model_is_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    window.model.load(str(tmp_path))
    wait_until(window.composer.notice.isVisible)
    assert tmp_path.name in window.composer.notice.text()
    write(window, "Who are you?")
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    assert window.composer.edit.toPlainText() == "Who are you?"
    window.model.use_built_in()
    wait_until(lambda: window.model.loaded)
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    assert "Pebble" in window.transcript.replies[-1].text


@pytest.mark.parametrize("fault", broken.CHECKPOINTS)
def test_a_broken_model_is_one_sentence_and_the_engine_lives(
    window: MainWindow, tmp_path: Path, fault: str
) -> None:
    words = broken.make(fault, BUILT_IN_MODEL, tmp_path / "model")
    window.model.load(str(tmp_path / "model"))
    wait_until(window.composer.notice.isVisible)
    assert words in window.composer.notice.text()
    window.model.use_built_in()
    wait_until(lambda: window.model.loaded)
    assert ask(window, "Who are you?").text


def test_a_model_folder_that_is_gone_gives_way_to_the_built_in(
    settings: QSettings, tmp_path: Path
) -> None:
    settings.setValue("model", str(tmp_path / "gone"))
    window = MainWindow(EngineClient())
    window.show()
    wait_until(lambda: window.model.loaded)
    assert window.model.property("name") == "Pebble"
    window.close()
    QApplication.processEvents()


def test_the_window_closes_in_mid_answer(window: MainWindow, engine_pid: int) -> None:
    write(window, "How can I get a bigger model?")
    press(window, Key.Key_Return)
    wait_until(lambda: window.transcript.replies)
    window.close()
    wait_until(lambda: engines() == [])
