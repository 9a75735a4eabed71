"""A recording from its first block to its end, from a microphone that is fed at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from fake_microphone import FakeMicrophone

from desktop.recording.recorder import LONGEST, Recorder, State
from desktop.sound_files import RATE


def sine(seconds: float, rate: int = RATE, peak: float = 0.5) -> np.ndarray:
    times = np.arange(round(seconds * rate)) / rate
    return (peak * np.sin(2 * np.pi * 1000 * times)).astype(np.float32)


@pytest.fixture
def recorder(fake_microphone: FakeMicrophone) -> Recorder:
    """A recording that has begun."""
    recorder = Recorder()
    recorder.start()
    return recorder


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets so many s pass at once."""
    passed = 0.0
    now = time.monotonic

    def wait(seconds: float) -> None:
        nonlocal passed
        passed += seconds

    monkeypatch.setattr("time.monotonic", lambda: now() + passed)
    return wait


def test_it_waits_until_the_first_block(
    recorder: Recorder, fake_microphone: FakeMicrophone, clock: Callable[[float], None]
) -> None:
    clock(60)
    assert recorder.state is State.WAITING
    fake_microphone.feed(sine(0.01))
    assert recorder.state is State.RECORDING


def test_it_gives_just_what_was_heard(recorder: Recorder, fake_microphone: FakeMicrophone) -> None:
    heard = sine(2.0)
    fake_microphone.feed(heard, block=333)
    assert recorder.seconds == 2
    assert recorder.left == LONGEST - 2
    assert np.array_equal(recorder.samples, heard)
    assert np.array_equal(recorder.stop(), heard)
    assert recorder.state is State.ENDED
    assert not fake_microphone.open


def test_the_samples_so_far_are_a_view_that_cannot_be_written_to(
    recorder: Recorder, fake_microphone: FakeMicrophone
) -> None:
    fake_microphone.feed(sine(1))
    first = recorder.samples
    assert first.dtype == np.float32
    assert np.shares_memory(first, recorder.samples)
    with pytest.raises(ValueError):
        first[0] = 1
    assert not np.shares_memory(first, recorder.stop())


def test_the_level_is_of_what_came_last(
    recorder: Recorder, fake_microphone: FakeMicrophone
) -> None:
    assert recorder.level == -120
    fake_microphone.feed(sine(1, peak=1))
    assert recorder.level == pytest.approx(-3.01, abs=0.05)
    fake_microphone.feed(sine(0.05, peak=0.1))
    assert recorder.level == pytest.approx(-23.01, abs=0.05)
    fake_microphone.feed(np.zeros(800, np.float32))
    assert recorder.level == -120


def test_a_pause_keeps_nothing_and_shows_the_level(
    recorder: Recorder, fake_microphone: FakeMicrophone
) -> None:
    fake_microphone.feed(sine(1, peak=0.1))
    recorder.pause()
    fake_microphone.feed(sine(1, peak=1))
    assert recorder.state is State.PAUSED
    assert recorder.seconds == 1
    assert recorder.level == pytest.approx(-3.01, abs=0.05)
    recorder.resume()
    assert recorder.state is State.RECORDING
    fake_microphone.feed(sine(1, peak=0.2))
    assert np.array_equal(recorder.stop(), np.concatenate([sine(1, peak=0.1), sine(1, peak=0.2)]))


def test_one_may_pause_while_it_opens(fake_microphone: FakeMicrophone) -> None:
    recorder = Recorder()
    recorder.pause()
    recorder.start()
    fake_microphone.feed(sine(1))
    assert (recorder.state, recorder.seconds) == (State.PAUSED, 0)


def test_it_is_full_at_30_s_and_wants_no_more(
    recorder: Recorder, fake_microphone: FakeMicrophone
) -> None:
    fake_microphone.feed(sine(LONGEST - 0.01))
    assert recorder.state is State.RECORDING
    assert fake_microphone.wanted
    fake_microphone.feed(sine(1))
    assert recorder.state is State.FULL
    assert not fake_microphone.wanted
    fake_microphone.go_away()
    assert recorder.state is State.FULL
    assert (recorder.seconds, recorder.left) == (30, 0)
    assert len(recorder.stop()) == 480_000


def test_it_counts_how_often_sound_was_lost(
    recorder: Recorder, fake_microphone: FakeMicrophone
) -> None:
    for lost in (False, True, False, True):
        fake_microphone.feed(sine(0.1), lost)
    assert recorder.overruns == 2


@pytest.mark.parametrize(
    ("seconds", "peak", "silent"),
    [(1.4, 0, False), (1.5, 0, True), (1.5, 9e-5, True), (1.5, 2e-4, False)],
)
def test_silence_that_no_room_has_is_recognised_after_1_5_s(
    seconds: float,
    peak: float,
    silent: bool,
    recorder: Recorder,
    fake_microphone: FakeMicrophone,
) -> None:
    fake_microphone.feed(sine(seconds, peak=peak))
    assert recorder.silent is silent
    recorder.stop()
    assert recorder.silent is silent


def test_one_click_is_no_silence(recorder: Recorder, fake_microphone: FakeMicrophone) -> None:
    click = np.zeros(2 * RATE, np.float32)
    click[100] = -0.001
    fake_microphone.feed(click)
    assert not recorder.silent


def test_it_is_lost_where_the_microphone_ends_by_itself(
    recorder: Recorder, fake_microphone: FakeMicrophone
) -> None:
    fake_microphone.feed(sine(1))
    fake_microphone.go_away()
    assert recorder.state is State.LOST
    assert np.array_equal(recorder.stop(), sine(1))


@pytest.mark.parametrize("paused", [False, True])
def test_it_is_lost_where_nothing_comes_for_more_than_a_second(
    paused: bool,
    recorder: Recorder,
    fake_microphone: FakeMicrophone,
    clock: Callable[[float], None],
) -> None:
    fake_microphone.feed(sine(1))
    if paused:
        recorder.pause()
    clock(0.9)
    assert recorder.state is (State.PAUSED if paused else State.RECORDING)
    clock(0.2)
    assert recorder.state is State.LOST
    assert np.array_equal(recorder.stop(), sine(1))


def test_what_is_discarded_is_forgotten(
    recorder: Recorder, fake_microphone: FakeMicrophone
) -> None:
    fake_microphone.feed(sine(1))
    recorder.discard()
    assert recorder.state is State.ENDED
    assert recorder.seconds == 0
    assert len(recorder.samples) == 0
    assert not fake_microphone.open


def test_ended_before_it_began_it_leaves_nothing_open(fake_microphone: FakeMicrophone) -> None:
    recorder = Recorder()
    assert len(recorder.stop()) == 0
    recorder.start()
    assert recorder.state is State.ENDED
    assert not fake_microphone.open


@pytest.mark.parametrize("rate", [44_100, 48_000, 8_000])
def test_a_microphone_of_another_rate_gives_the_same_sound(
    rate: int, recorder: Recorder, fake_microphone: FakeMicrophone
) -> None:
    fake_microphone.rate = rate
    recorder = Recorder()
    recorder.start()
    fake_microphone.feed(sine(2.5, rate))
    assert recorder.seconds == 2.5
    assert 1.5 * RATE <= len(recorder.samples) <= 2.5 * RATE + 1
    samples = recorder.stop()
    assert abs(len(samples) - 2.5 * RATE) <= 1
    inner = slice(800, 2 * RATE)
    assert np.abs(samples[inner] - sine(2.5)[inner]).max() < 1e-3
    with pytest.raises(ValueError):
        recorder.samples[0] = 1
    recorder.discard()
    assert len(recorder.samples) == 0


def test_a_microphone_of_another_rate_is_full_at_30_s_too(fake_microphone: FakeMicrophone) -> None:
    fake_microphone.rate = 48_000
    recorder = Recorder()
    recorder.start()
    fake_microphone.feed(sine(31, 48_000))
    assert recorder.state is State.FULL
    assert abs(len(recorder.stop()) - 480_000) <= 1
