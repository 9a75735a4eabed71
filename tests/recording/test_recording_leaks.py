"""Half an hour of recordings, one after the other, leaves nothing behind."""

from __future__ import annotations

import gc
import os
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fake_microphone import FakeMicrophone
from sound_server import ROOM, SoundServer

from desktop.recording.microphones import microphones
from desktop.recording.player import Player
from desktop.recording.recorder import LONGEST, Recorder, State
from desktop.sound_files import RATE

MIB = 2**20


def resident() -> int:
    """The process's memory in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_sixty_recordings_of_30_s_leave_no_memory_behind(
    fake_microphone: FakeMicrophone,
) -> None:
    heard = np.random.default_rng(1).uniform(-1, 1, LONGEST * RATE).astype(np.float32)

    def record(keep: bool) -> None:
        fake_microphone.wanted = True
        recorder = Recorder()
        recorder.start()
        fake_microphone.feed(heard)
        assert recorder.state is State.FULL
        if keep:
            assert len(recorder.stop()) == len(heard)
        else:
            recorder.discard()

    tracemalloc.start()
    record(keep=True)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    for turn in range(60):
        record(keep=bool(turn % 2))
    gc.collect()
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < MIB // 10
    assert peak - before < 3 * heard.nbytes


@pytest.fixture
def no_garbage_collection() -> Iterator[None]:
    """Nothing is freed but what nobody holds any more."""
    gc.disable()
    yield
    gc.enable()


def test_thirty_openings_leave_no_memory_threads_or_files_behind(
    sound_server: SoundServer, no_garbage_collection: None
) -> None:
    def record() -> None:
        recorder = Recorder(ROOM)
        recorder.start()
        deadline = time.monotonic() + 10
        while recorder.seconds < 0.05:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        recorder.discard()
        player = Player(np.zeros(800, np.float32))
        player.start()
        player.stop()
        microphones()

    for _ in range(5):
        record()
    threads, files, memory = threading.active_count(), descriptors(), resident()
    for _ in range(30):
        record()
    assert threading.active_count() <= threads
    assert descriptors() <= files
    # One store alone has 1.8 MiB.
    assert resident() - memory < 4 * MIB
