"""Recordings are played through the default output, whose sink the tests' microphone hears."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from sound_server import ROOM, SoundServer

from desktop.loudness import level
from desktop.problems import Problem
from desktop.recording.player import Player
from desktop.recording.recorder import Recorder, State
from desktop.sound_files import RATE


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def tone(seconds: float) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * 440 * np.arange(seconds * RATE) / RATE)).astype(np.float32)


@pytest.fixture
def listening(sound_server: SoundServer) -> Recorder:
    """A recording that has begun."""
    recorder = Recorder(ROOM)
    recorder.start()
    wait_until(lambda: recorder.state is State.RECORDING)
    return recorder


def test_what_is_played_is_heard(listening: Recorder) -> None:
    player = Player(tone(1.5))
    assert not player.playing
    player.start()
    assert player.playing
    wait_until(lambda: player.position > 0.5)
    wait_until(lambda: not player.playing)
    assert player.position == 1.5
    wait_until(lambda: listening.level == -120)
    samples = listening.stop()
    (heard,) = np.nonzero(np.abs(samples) > 0.05)
    assert heard[-1] - heard[0] == pytest.approx(1.5 * RATE, rel=0.01)
    assert level(samples[heard[0] : heard[-1]]) == pytest.approx(-9.03, abs=0.09)


def test_it_is_silent_at_once_when_it_is_stopped(listening: Recorder) -> None:
    player = Player(tone(5))
    player.start()
    wait_until(lambda: player.position > 0.5)
    wait_until(lambda: listening.level > -20)
    begun = time.monotonic()
    player.stop()
    assert time.monotonic() - begun < 0.3
    assert not player.playing
    assert player.position < 2
    wait_until(lambda: listening.level == -120, seconds=1)
    listening.discard()


def test_it_may_be_stopped_before_it_began_and_more_than_once(sound_server: SoundServer) -> None:
    player = Player(tone(5))
    player.stop()
    player.start()
    assert not player.playing
    player.stop()
    assert player.position == 0


def test_nothing_is_played_as_nothing(sound_server: SoundServer) -> None:
    player = Player(np.zeros(0, np.float32))
    player.start()
    wait_until(lambda: not player.playing)
    assert player.position == 0


def test_a_computer_without_a_loudspeaker_is_told(sound_server: SoundServer) -> None:
    sound_server.unplug()
    with pytest.raises(Problem) as caught:
        Player(tone(1)).start()
    assert caught.value.kind == "no_speaker"
