"""Somebody speaks in a room, and the window hears it: microphone, sound server and PortAudio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from person import click, wait_until
from sound_server import DESK, ROOM, SoundServer

from desktop.loudness import level
from desktop.recording.recorder import State
from desktop.recording.wave_files import write_wave
from desktop.sound_files import RATE, read_sound
from desktop.ui.media.playback import Playback
from desktop.ui.microphone.session import Stage
from desktop.ui.window import MainWindow


@pytest.fixture
def window(sound_server: SoundServer, scripted: MainWindow) -> Iterator[MainWindow]:
    """A window in a room where something can be played."""
    yield scripted
    Playback.shared().stop()


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """Four seconds of 440 Hz, 6 dB below the loudest."""
    times = np.arange(4 * RATE) / RATE
    write_wave(tmp_path / "tone.wav", (0.5 * np.sin(2 * np.pi * 440 * times)).astype(np.float32))
    return tmp_path / "tone.wav"


def begin(window: MainWindow) -> None:
    session = window.composer.session
    click(window.composer.microphone)
    wait_until(lambda: session.recorder and session.recorder.state is State.RECORDING)


def recorded(window: MainWindow) -> str:
    wait_until(lambda: window.composer.chips.media)
    (sound,) = window.composer.chips.media
    return sound.path or ""


def test_what_is_played_in_the_room_is_recorded_as_loud_as_it_is(
    window: MainWindow, sound_server: SoundServer, tone: Path
) -> None:
    begin(window)
    playing = sound_server.play(tone)
    wait_until(lambda: window.composer.recording.level.text() == "−9 dB")
    wait_until(lambda: playing.poll() is not None)
    click(window.composer.microphone)
    samples = read_sound(recorded(window))
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    heard = samples[loud[0] : loud[-1] + 1]
    assert len(heard) == pytest.approx(4 * RATE, rel=0.01)
    assert level(heard) == pytest.approx(-9.03, abs=0.09)


def test_a_microphone_pulled_out_leaves_what_it_heard(
    window: MainWindow, sound_server: SoundServer, tone: Path
) -> None:
    begin(window)
    sound_server.play(tone)
    session = window.composer.session
    wait_until(lambda: session.recorder and session.recorder.seconds > 1.5)
    sound_server.unplug(ROOM)
    samples = read_sound(recorded(window))
    assert len(samples) > 1.4 * RATE and np.abs(samples).max() == pytest.approx(0.5, abs=0.02)
    assert "was unplugged" in window.composer.notice.text()


def test_no_microphone_is_a_sentence_until_one_is_plugged_in(
    window: MainWindow, sound_server: SoundServer
) -> None:
    sound_server.unplug(ROOM)
    click(window.composer.microphone)
    wait_until(lambda: "There is no microphone" in window.composer.notice.text())
    assert window.composer.session.stage is Stage.IDLE
    sound_server.plug_in(DESK)
    begin(window)
    assert not window.composer.notice.isVisible()


def test_a_microphone_that_is_taken_is_a_sentence(
    window: MainWindow, sound_server: SoundServer
) -> None:
    sound_server.plug_in(DESK)
    sound_server.break_down(DESK)
    window.composer.session.chosen = DESK
    click(window.composer.microphone)
    wait_until(lambda: f"“{DESK}” could not be opened" in window.composer.notice.text())


def test_a_muted_microphone_is_explained(window: MainWindow, sound_server: SoundServer) -> None:
    sound_server.mute()
    begin(window)
    wait_until(window.composer.recording.note.isVisible)
    assert "Nothing but silence" in window.composer.recording.note.text()
    click(window.composer.recording.discard)


def test_a_recording_is_heard_again_from_its_chip(
    window: MainWindow, sound_server: SoundServer, tone: Path
) -> None:
    window.composer.attach([str(tone)])
    path = recorded(window)
    moments: list[float] = []
    Playback.shared().moved.connect(lambda _, seconds: moments.append(seconds))
    chip = window.composer.chips.chip(path)
    play = chip.stops[1]
    click(play)
    wait_until(lambda: moments and moments[-1] > 0.5)
    assert play.accessibleName() == "Stop tone.wav"
    begin(window)
    assert play.accessibleName() == "Play tone.wav" and Playback.shared().path is None
