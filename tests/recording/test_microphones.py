"""Recordings from the microphones of a real sound server: what they hear, and what goes wrong."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from sound_server import DESK, ROOM, SoundServer

from desktop.loudness import level
from desktop.problems import Problem
from desktop.recording.microphones import Microphone, microphones
from desktop.recording.recorder import Recorder, State
from desktop.recording.wave_files import write_wave
from desktop.sound_files import RATE

TONE = 440  # Hz


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def tone(seconds: float) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * TONE * np.arange(seconds * RATE) / RATE)).astype(np.float32)


def names() -> set[str]:
    return {microphone.name for microphone in microphones()}


@pytest.fixture
def recording(sound_server: SoundServer) -> Iterator[Recorder]:
    """A recording from the room's microphone that has begun."""
    recorder = Recorder(ROOM)
    recorder.start()
    wait_until(lambda: recorder.state is State.RECORDING)
    yield recorder
    recorder.discard()


def test_a_tone_is_heard_as_long_as_loud_and_as_high_as_it_is(
    recording: Recorder, sound_server: SoundServer, tmp_path: Path
) -> None:
    silence = np.zeros(RATE // 2, np.float32)
    write_wave(tmp_path / "tone.wav", np.concatenate([silence, tone(3), silence]))
    sound_server.play(tmp_path / "tone.wav").wait()
    samples = recording.stop()
    (heard,) = np.nonzero(np.abs(samples) > 0.05)
    first, last = heard[0], heard[-1]
    assert last - first == pytest.approx(3 * RATE, rel=0.01)
    inner = samples[first + 160 : last - 160].astype(float)
    assert level(samples[first:last]) == pytest.approx(-9.03, abs=0.09)
    times = np.arange(len(inner)) / RATE
    waves = np.stack([f(2 * np.pi * TONE * times) for f in (np.sin, np.cos)], axis=-1)
    fitted, *_ = np.linalg.lstsq(waves, inner, rcond=None)
    assert np.hypot(*fitted) == pytest.approx(0.5, rel=0.01)
    # Were a single block missing, the phase would not fit.
    assert np.abs(inner - waves @ fitted).max() < 0.01
    assert recording.overruns == 0
    assert not recording.silent


def test_the_default_is_recorded_where_none_is_named(sound_server: SoundServer) -> None:
    recorder = Recorder()
    recorder.start()
    wait_until(lambda: recorder.seconds > 0.1)
    assert len(recorder.stop()) >= RATE // 10


@pytest.mark.parametrize("muted", [True, False])
def test_a_microphone_that_is_muted_is_silent(
    muted: bool, recording: Recorder, sound_server: SoundServer, tmp_path: Path
) -> None:
    write_wave(tmp_path / "tone.wav", tone(3))
    sound_server.mute(muted)
    sound_server.play(tmp_path / "tone.wav")
    wait_until(lambda: recording.seconds > 1.6)
    assert recording.silent is muted


def test_one_that_is_unplugged_is_lost_and_what_it_heard_is_kept(
    recording: Recorder, sound_server: SoundServer
) -> None:
    wait_until(lambda: recording.seconds > 0.3)
    sound_server.unplug()
    wait_until(lambda: recording.state is State.LOST, seconds=2)
    kept = recording.seconds
    assert kept > 0.3
    assert len(recording.stop()) == round(kept * RATE)


def test_one_that_is_plugged_in_later_is_seen(sound_server: SoundServer) -> None:
    assert DESK not in names()
    sound_server.plug_in(DESK)
    assert DESK in names()
    recorder = Recorder(DESK)
    recorder.start()
    wait_until(lambda: recorder.state is State.RECORDING)
    assert ROOM in names(), "one may look while it records"
    recorder.discard()
    sound_server.unplug(DESK)
    assert DESK not in names()


def test_the_default_is_told(sound_server: SoundServer) -> None:
    assert [microphone.default for microphone in microphones()].count(True) == 1
    assert Microphone(ROOM, default=False) in microphones()


def test_one_that_is_not_there_any_more_is_told(sound_server: SoundServer) -> None:
    with pytest.raises(Problem) as caught:
        Recorder(DESK).start()
    assert (caught.value.kind, caught.value.details) == ("microphone_gone", {"name": DESK})


def test_none_at_all_is_told(sound_server: SoundServer) -> None:
    sound_server.unplug()
    assert microphones() == []
    with pytest.raises(Problem) as caught:
        Recorder().start()
    assert caught.value.kind == "no_microphone"
    with pytest.raises(Problem) as caught:
        Recorder(ROOM).start()
    assert caught.value.kind == "microphone_gone"


def test_one_that_cannot_be_opened_is_told(sound_server: SoundServer) -> None:
    sound_server.break_down(ROOM)
    assert ROOM in names()
    with pytest.raises(Problem) as caught:
        Recorder(ROOM).start()
    assert (caught.value.kind, caught.value.details) == ("microphone_busy", {"name": ROOM})


def test_after_a_failure_it_may_be_tried_again(sound_server: SoundServer) -> None:
    sound_server.unplug()
    with pytest.raises(Problem):
        Recorder(ROOM).start()
    sound_server.plug_in(ROOM)
    recorder = Recorder(ROOM)
    recorder.start()
    wait_until(lambda: recorder.state is State.RECORDING)
    recorder.stop()


def test_a_missing_library_is_told(
    sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    for attempt in (microphones, Recorder().start):
        with pytest.raises(Problem) as caught:
            attempt()
        assert caught.value.kind == "no_sound_system"


def test_a_sound_system_that_fails_is_told_and_may_be_tried_again(
    sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sounddevice

    def fail() -> None:
        raise sounddevice.PortAudioError("internal error")

    with monkeypatch.context() as broken:
        broken.setattr(sounddevice, "_initialize", fail)
        for _ in range(2):
            with pytest.raises(Problem) as caught:
                microphones()
            assert caught.value.kind == "sound_system_stuck"
    assert ROOM in names()


def test_nothing_of_portaudio_is_loaded_until_it_is_needed() -> None:
    program = (
        "import sys, desktop.recording.player, desktop.recording.recorder;"
        "sys.exit('sounddevice' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_recording_that_is_forgotten_closes_its_microphone(sound_server: SoundServer) -> None:
    def record_and_forget() -> None:
        recorder = Recorder(ROOM)
        recorder.start()
        wait_until(lambda: recorder.state is State.RECORDING)

    threads = threading.active_count()
    record_and_forget()
    sound_server.plug_in(DESK)
    assert DESK in names(), "nothing is open any more"
    assert threading.active_count() == threads


def test_a_full_recording_closes_its_microphone(
    sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.recording.recorder.LONGEST", 0.5)
    recorder = Recorder(ROOM)
    recorder.start()
    wait_until(lambda: recorder.state is State.FULL)
    sound_server.plug_in(DESK)
    wait_until(lambda: DESK in names(), seconds=2)
    assert recorder.state is State.FULL
    assert len(recorder.stop()) == RATE // 2


def test_a_recording_that_is_ended_while_it_opens_closes_its_microphone(
    sound_server: SoundServer,
) -> None:
    recorders = [Recorder(ROOM) for _ in range(20)]
    for recorder, delay in zip(recorders, np.linspace(0, 0.02, 20), strict=True):
        opening = threading.Thread(target=recorder.start)
        opening.start()
        time.sleep(delay)
        recorder.stop()
        opening.join()
        assert recorder.state is State.ENDED
    sound_server.plug_in(DESK)
    assert DESK in names(), "nothing is open any more"


def test_one_that_gives_no_16_khz_is_recorded_at_its_own_rate(
    sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import sounddevice

    def refuse(*settings: object, **rate: object) -> None:
        raise sounddevice.PortAudioError("invalid sample rate")

    monkeypatch.setattr(sounddevice, "check_input_settings", refuse)
    recorder = Recorder(ROOM)
    recorder.start()
    wait_until(lambda: recorder.state is State.RECORDING)
    # What is heard last is on its way for a while after it is played.
    ended = np.zeros(RATE // 2, np.float32)
    write_wave(tmp_path / "tone.wav", np.concatenate([tone(1), ended]))
    sound_server.play(tmp_path / "tone.wav").wait()
    samples = recorder.stop()
    (heard,) = np.nonzero(np.abs(samples) > 0.05)
    assert heard[-1] - heard[0] == pytest.approx(RATE, rel=0.01)
    assert level(samples[heard[0] : heard[-1]]) == pytest.approx(-9.03, abs=0.09)


def test_a_driver_that_hangs_holds_nobody_up_for_long(
    recording: Recorder, sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.recording.sound_system.LONGEST_TURN", 0.5)
    wait_until(lambda: recording.seconds > 0.3)
    threads = threading.active_count()
    sound_server.freeze()
    wait_until(lambda: recording.state is State.LOST, seconds=2)
    begun = time.monotonic()
    assert len(recording.stop()) >= 0.3 * RATE
    assert time.monotonic() - begun < 3
    with pytest.raises(Problem) as caught:
        microphones()
    assert caught.value.kind == "sound_system_stuck"
    sound_server.thaw()
    wait_until(lambda: threading.active_count() == threads)
    assert ROOM in names()


def test_a_driver_that_hangs_does_not_keep_facet_from_ending(sound_server: SoundServer) -> None:
    program = """
import sys, time
from desktop.recording.recorder import Recorder, State
recorder = Recorder()
recorder.start()
while recorder.state is State.WAITING: time.sleep(0.01)
print("recording", flush=True)
while recorder.state is State.RECORDING: time.sleep(0.01)
print(len(recorder.stop()) > 0, flush=True)
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as facet:
        assert facet.stdout is not None
        assert facet.stdout.readline() == "recording\n"
        sound_server.freeze()
        assert facet.stdout.readline() == "True\n"
        try:
            assert facet.wait(timeout=5) == 0
        finally:
            facet.kill()
