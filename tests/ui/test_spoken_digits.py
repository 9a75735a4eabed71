"""Digits that somebody says in a room, by a voice that Pebble never heard, are written down."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import voices
from person import click, wait_until
from PySide6.QtTest import QTest
from sound_server import SoundServer

from desktop.recording.recorder import State
from desktop.ui.window import MainWindow


@pytest.mark.parametrize("voice", [voices.HELD_OUT[0], voices.HELD_OUT[3]], ids=lambda v: v.name)
def test_they_go_from_the_microphone_into_the_answer(
    sound_server: SoundServer, window: MainWindow, tmp_path: Path, voice: voices.Voice
) -> None:
    chance = random.Random(voice.name)
    digits = voices.draw(chance, kept=True)
    voices.speak(voices.wording(digits, voice.language, chance), voice, tmp_path / "digits.wav")
    session = window.composer.session
    click(window.composer.microphone)
    wait_until(lambda: session.recorder and session.recorder.state is State.RECORDING)
    playing = sound_server.play(tmp_path / "digits.wav")
    wait_until(lambda: playing.poll() is not None)
    QTest.qWait(300)
    click(window.composer.send)
    wait_until(lambda: len(window.chat.turns) == 2 and not window.chat.answering)
    (reply,) = window.transcript.replies
    assert digits in reply.body.toPlainText()
