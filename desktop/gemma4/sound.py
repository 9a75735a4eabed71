"""16 kHz samples → the log-mel frames that the audio encoder takes."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from desktop.sound_files import RATE, Samples

_FRAME, _HOP, _FFT = 320, 160, 512  # samples: 20 ms, 10 ms, the next power of two
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


@cache
def _mel_filters() -> NDArray[np.float64]:
    """Triangles evenly spaced in mel (HTK), 0…8 kHz: [257, 128]."""
    mels = np.linspace(0, 2595 * np.log10(1 + RATE / 2 / 700), _MEL_BINS + 2)
    edges = 700 * (10 ** (mels / 2595) - 1)
    away = edges - np.linspace(0, RATE / 2, _FFT // 2 + 1)[:, None]
    rising, falling = -away[:, :-2] / np.diff(edges)[:-1], away[:, 2:] / np.diff(edges)[1:]
    return np.maximum(0.0, np.minimum(rising, falling))
