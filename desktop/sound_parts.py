"""Where a sound is cut that is too long to be heard at once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from .sound_files import RATE, Samples

LONGEST = 30  # s; beyond it the model falls into repetition.

_PAUSE = RATE * 3 // 10  # samples between sentences


def parts(samples: Samples, longest: int = LONGEST * RATE) -> list[tuple[int, int]]:
    """Where to cut a sound so that no part is longer than `longest` samples.

    Each cut is made in the quietest moment of the second half of what a part may span.
    """
    cuts = [0]
    while len(samples) - cuts[-1] > longest:
        start = cuts[-1] + longest // 2
        energy = np.square(samples[start : cuts[-1] + longest], dtype=np.float64).cumsum()
        pause = min(_PAUSE, len(energy) // 2)
        quietest = int(np.argmin(energy[pause:] - energy[:-pause]))
        cuts.append(start + quietest + pause // 2)
    return list(pairwise((*cuts, len(samples))))
