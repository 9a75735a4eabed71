"""What a sound looks like: how loud it is from moment to moment, and where it is cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .loudness import envelope
from .plain_files import Path
from .sound_files import RATE, read_sound
from .sound_parts import parts

COLUMNS = 240


@dataclass(frozen=True, eq=False)
class Waveform:
    """A sound of `seconds`, drawn small.

    `peaks` are the loudest samples of as many slices, each as long: [COLUMNS] float32, 0…1.
    `cuts` say where it is cut where it is too long to be heard at once, in s.
    """

    seconds: float
    peaks: NDArray[np.float32]
    cuts: tuple[float, ...] = ()


def waveform(path: Path) -> Waveform:
    """The waveform of a sound file; raises Problem as `read_sound` does."""
    samples = read_sound(path)
    cuts = tuple(stop / RATE for _, stop in parts(samples)[:-1])
    return Waveform(len(samples) / RATE, envelope(samples, COLUMNS), cuts)
