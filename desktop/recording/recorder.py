"""A recording from a microphone, from the first block to the samples that are kept."""

from __future__ import annotations

import time
import weakref
from enum import Enum, auto

from desktop.sound_files import RATE, Samples, resampled

from .microphones import open_microphone
from .sound_system import Stream
from .tape import Tape

LONGEST = 30  # s

_LOST_AFTER = 1.0  # s without a block
_SILENT_AFTER = 1.5  # s
_SILENCE = 1e-4  # −80 dBFS


class State(Enum):
    """Where a recording stands."""

    WAITING = auto()
    """Nothing came yet."""
    RECORDING = auto()
    PAUSED = auto()
    FULL = auto()
    """LONGEST s are taken, and the microphone is closed."""
    LOST = auto()
    """The microphone went away; what it gave is kept."""
    ENDED = auto()


class Recorder:
    """Records at most LONGEST s from the microphone of a name, or from the system's default.

    All but `start` returns at once (`stop` and `discard` after 2 s where a driver hangs).
    """

    def __init__(self, microphone: str | None = None) -> None:
        self._microphone = microphone
        self._tape = Tape(RATE, 0)
        self._stream: Stream | None = None
        self._ended = False
        self._resampled = self._tape.samples
        self._resampled_until = 0

    def start(self) -> None:
        """Open the microphone and begin; blocks for up to seconds while it opens.

        If the recording is ended meanwhile, the microphone is closed again. Raises Problem:
        no_sound_system, sound_system_stuck, no_microphone, microphone_gone (the chosen one),
        microphone_busy (it cannot be opened).
        """
        stream = open_microphone(self._microphone)
        tape = Tape(stream.rate, LONGEST)
        tape.paused = self._tape.paused
        self._tape, self._stream = tape, stream
        weakref.finalize(self, stream.close)
        if self._ended:
            stream.close()
        else:
            stream.start(tape.take, tape.end)

    def pause(self) -> None:
        """Keep nothing of what comes from now on."""
        self._tape.paused = True

    def resume(self) -> None:
        """Keep what comes again."""
        self._tape.paused = False

    @property
    def state(self) -> State:
        """Where it stands; a microphone that gives nothing for 1 s has gone away."""
        tape = self._tape
        if self._ended:
            return State.ENDED
        if self._stream is not None and not tape.room:
            return State.FULL
        if tape.ended or (tape.last and time.monotonic() - tape.last > _LOST_AFTER):
            return State.LOST
        if tape.last is None:
            return State.WAITING
        return State.PAUSED if tape.paused else State.RECORDING

    @property
    def seconds(self) -> float:
        """How much is recorded, in s."""
        return self._tape.kept / self._tape.rate

    @property
    def left(self) -> float:
        """How much more can be recorded, in s."""
        return LONGEST - self.seconds

    @property
    def level(self) -> float:
        """What was heard in the last 50 ms, also while paused, in dBFS.

        It is the RMS, of which a full-scale sine has −3.01; at least −120.
        """
        return self._tape.level

    @property
    def overruns(self) -> int:
        """How many times sound was lost because the computer was too busy to take it."""
        return self._tape.overruns

    @property
    def silent(self) -> bool:
        """Whether 1.5 s or more are recorded, and not one sample of them reaches −80 dBFS.

        No room is so quiet: the microphone is muted, or the system withholds what it hears.
        """
        return self.seconds >= _SILENT_AFTER and self._tape.peak < _SILENCE

    @property
    def samples(self) -> Samples:
        """What is recorded so far, 16 kHz mono float32 −1…1: a view that cannot be written to.

        From a microphone that gives no 16 kHz it is a copy, up to 1 s behind until the end.
        """
        tape = self._tape
        if tape.rate == RATE:
            return tape.samples
        behind = tape.kept - self._resampled_until
        # It takes 40 ms for 30 s, and a window may draw them 20 times a second.
        if behind >= tape.rate or (behind and self._ended):
            self._resampled_until, self._resampled = tape.kept, resampled(tape.samples, tape.rate)
            self._resampled.flags.writeable = False
        return self._resampled

    def stop(self) -> Samples:
        """End, close the microphone and return a copy of what was recorded, also after LOST."""
        self._end()
        return self.samples.copy()

    def discard(self) -> None:
        """End, close the microphone and forget what was recorded."""
        self._end()
        self._tape = Tape(RATE, 0)
        self._resampled = self._tape.samples

    def _end(self) -> None:
        self._ended = True
        if self._stream is not None:
            self._stream.close()
