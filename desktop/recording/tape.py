"""The store that a microphone's blocks go to."""

from __future__ import annotations

import time

import numpy as np

from desktop.loudness import decibels
from desktop.sound_files import Samples


class Tape:
    """At most so many s of sound at a rate in Hz, in one store that is never moved.

    `take` runs in PortAudio's thread, so it waits for nothing and makes no arrays; everything
    else may be read in other threads meanwhile.
    """

    def __init__(self, rate: int, seconds: float) -> None:
        self.rate = rate
        self.kept = 0
        """Samples so far."""
        self.overruns = 0
        self.paused = False
        self.ended = False
        """Whether no more will come."""
        self.last: float | None = None
        """When the last block came, of time.monotonic()."""
        self.peak = 0.0
        # Other than zeros, it has all its memory at once, and needs none in PortAudio's thread.
        self._store = np.full(int(rate * seconds), 0, np.float32)
        self._power = self._power_before = 0.0

    def take(self, block: Samples, lost: bool) -> bool:
        """Keep a block as far as there is room, and say whether there is more.

        `lost`: sound was lost before it.
        """
        self._power_before, self._power = self._power, float(np.dot(block, block)) / len(block)
        self.overruns += lost
        if not self.paused:
            taken = min(len(block), self.room)
            np.copyto(self._store[self.kept : self.kept + taken], block[:taken])
            self.peak = max(self.peak, float(block.max()), -float(block.min()))
            self.kept += taken
        self.last = time.monotonic()
        return self.room > 0

    def end(self) -> None:
        """No more will come."""
        self.ended = True

    @property
    def room(self) -> int:
        """How many samples more there is room for."""
        return len(self._store) - self.kept

    @property
    def level(self) -> float:
        """dBFS (RMS, 0 is a sample of 1) of the last two blocks, kept or not."""
        return decibels((self._power_before + self._power) / 2)

    @property
    def samples(self) -> Samples:
        """What was kept, float32 at `rate`: a view that cannot be written to."""
        view = self._store[: self.kept]
        view.flags.writeable = False
        return view
