"""A microphone that hears what a test feeds it, as fast as it is fed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from desktop.sound_files import RATE, Samples


class FakeMicrophone:
    """Stands where `open_microphone` would open one; gives its blocks in the caller's thread."""

    def __init__(self, rate: int = RATE) -> None:
        self.rate = rate
        self.open = False
        self._take: Callable[[Samples, bool], bool] | None = None
        self._ended: Callable[[], None] | None = None
        self.wanted = True
        """Whether the recording wants more."""

    def opened(self, name: str | None) -> FakeMicrophone:
        """It, whatever name is asked for."""
        self.open = True
        return self

    def start(self, take: Callable[[Samples, bool], bool], ended: Callable[[], None]) -> None:
        self._take, self._ended = take, ended

    def close(self) -> None:
        self.open = False
        self._take = self._ended = None

    def feed(self, samples: np.ndarray, lost: bool = False, block: int = 400) -> None:
        """Give samples in blocks of so many; `lost`: sound was lost before the first."""
        assert self._take is not None
        for first in range(0, len(samples), block):
            if self.wanted:
                self.wanted = self._take(samples[first : first + block], lost and not first)

    def go_away(self) -> None:
        """End by itself, as when it is unplugged."""
        assert self._ended is not None
        self._ended()


@pytest.fixture
def fake_microphone(monkeypatch: pytest.MonkeyPatch) -> FakeMicrophone:
    """The one that every Recorder opens."""
    fake = FakeMicrophone()
    monkeypatch.setattr("desktop.recording.recorder.open_microphone", fake.opened)
    return fake
