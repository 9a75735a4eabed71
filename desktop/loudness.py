"""How loud samples are: as one number, and as a line to draw."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from desktop.sound_files import Samples

SILENCE = -120.0  # dBFS


def decibels(power: float) -> float:
    """A mean square as dBFS, at least SILENCE; a square of 1 is 0 dBFS, a full sine −3.01."""
    return max(SILENCE, 10 * math.log10(power)) if power > 0 else SILENCE


def level(samples: Samples) -> float:
    """The RMS level of samples in dBFS (a full-scale sine has −3.01), at least SILENCE."""
    return decibels(float(np.dot(samples, samples)) / max(len(samples), 1))


def envelope(samples: Samples, columns: int) -> NDArray[np.float32]:
    """The peak 0…1 of each of so many slices of equal length: [columns] float32.

    Where there are fewer samples than columns, they repeat; without any, all is 0.
    """
    if not len(samples) or not columns:
        return np.zeros(columns, np.float32)
    starts = np.arange(columns) * len(samples) // columns
    return np.minimum(np.maximum.reduceat(np.abs(samples), starts), np.float32(1))
