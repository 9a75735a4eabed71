"""16 kHz samples → the log-mel frames that the audio encoder takes."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from desktop.sound_files import RATE, Samples

LONGEST = 30  # s; beyond it the model falls into repetition.

_FRAME, _HOP, _FFT = 320, 160, 512  # samples: 20 ms, 10 ms, the next power of two
_PAUSE = RATE * 3 // 10  # samples between sentences
_MEL_BINS, _MEL_FLOOR = 128, 1e-3
SHORTEST = _FRAME + 1 - _FRAME // 2  # samples that make one frame


def log_mel(samples: Samples) -> NDArray[np.float32]:
    """16 kHz samples → [frames, 128]: the log of each mel band's magnitude, every 10 ms.

    The reference pads clips and masks frames that reach into the padding; the frames here are
    those that it keeps (Transformers 5.23, feature_extraction_gemma4.py).
    """
    # A frame spans one sample more than its window, which the reference's pre-emphasis, now off,
    # would use; it decides how many frames there are.
    padded = np.pad(samples, (_FRAME // 2, 0))
    frames = sliding_window_view(padded, _FRAME + 1)[::_HOP, :-1]
    hann = np.hanning(_FRAME + 1)[:-1].astype(np.float32)
    magnitudes = np.abs(np.fft.rfft(frames * hann, n=_FFT))
    return np.log(magnitudes @ _mel_filters() + _MEL_FLOOR).astype(np.float32)


def frame_count(samples: int) -> int:
    """How many frames `log_mel` makes of so many samples."""
    return max((samples + _FRAME // 2 - _FRAME - 1) // _HOP + 1, 0)


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


@cache
def _mel_filters() -> NDArray[np.float64]:
    """Triangles evenly spaced in mel (HTK), 0…8 kHz: [257, 128]."""
    mels = np.linspace(0, 2595 * np.log10(1 + RATE / 2 / 700), _MEL_BINS + 2)
    edges = 700 * (10 ** (mels / 2595) - 1)
    away = edges - np.linspace(0, RATE / 2, _FFT // 2 + 1)[:, None]
    rising, falling = -away[:, :-2] / np.diff(edges)[:-1], away[:, 2:] / np.diff(edges)[1:]
    return np.maximum(0.0, np.minimum(rising, falling))
