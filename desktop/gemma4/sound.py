"""A sound file → 16 kHz samples → the log-mel frames that the audio encoder takes."""

from __future__ import annotations

import math
import struct
from functools import cache
from os import PathLike
from typing import BinaryIO

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from desktop.problems import Problem

RATE = 16_000  # Hz
LONGEST = 30  # s; beyond it the model falls into repetition.

_FRAME, _HOP, _FFT = 320, 160, 512  # samples: 20 ms, 10 ms, the next power of two
_MEL_BINS, _MEL_FLOOR = 128, 1e-3
_SHORTEST = _FRAME + 1 - _FRAME // 2  # samples that make one frame

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE

Samples = NDArray[np.float32]
Path = str | PathLike[str]


def read_sound(path: Path) -> Samples:
    """Read a WAV file as 16 kHz mono samples −1…1; raises Problem for a bad file."""
    try:
        with open(path, "rb") as file:
            samples, rate = _read_wav(file, path)
    except FileNotFoundError as error:
        raise Problem("no_such_file", path=path) from error
    except OSError as error:
        raise Problem("unreadable_file", path=path) from error
    except (ValueError, struct.error) as error:
        raise Problem("not_a_sound", path=path) from error
    samples = resample(samples, rate)
    if len(samples) < _SHORTEST:
        raise Problem("sound_too_short", path=path)
    return samples


def resample(samples: Samples, rate: int) -> Samples:
    """Samples at `rate` Hz → at 16 kHz, through a Kaiser-windowed sinc.

    Output m lies at input time m · down / up, and its fraction takes only `up` values: each has
    one kernel, applied to every up-th output.
    """
    if rate == RATE or not len(samples):
        return samples
    divisor = math.gcd(RATE, rate)
    up, down = RATE // divisor, rate // divisor
    cutoff = 0.95 * min(1.0, up / down)  # of the input's Nyquist frequency
    reach = math.ceil(32 / cutoff)
    output = np.empty(-(-len(samples) * up // down), np.float32)
    windows = sliding_window_view(np.pad(samples, (reach, reach + 1)), 2 * reach + 1)
    for phase in range(min(up, len(output))):
        first, fraction = divmod(phase * down, up)
        times = np.arange(-reach, reach + 1) - fraction / up
        taper = np.i0(9 * np.sqrt(np.maximum(1 - (times / reach) ** 2, 0)))
        kernel = np.sinc(cutoff * times) * taper
        rows = len(range(phase, len(output), up))
        output[phase::up] = windows[first::down][:rows] @ (kernel / kernel.sum()).astype(np.float32)
    return output


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


@cache
def _mel_filters() -> NDArray[np.float64]:
    """Triangles evenly spaced in mel (HTK), 0…8 kHz: [257, 128]."""
    mels = np.linspace(0, 2595 * np.log10(1 + RATE / 2 / 700), _MEL_BINS + 2)
    edges = 700 * (10 ** (mels / 2595) - 1)
    away = edges - np.linspace(0, RATE / 2, _FFT // 2 + 1)[:, None]
    rising, falling = -away[:, :-2] / np.diff(edges)[:-1], away[:, 2:] / np.diff(edges)[1:]
    return np.maximum(0.0, np.minimum(rising, falling))


def _read_wav(file: BinaryIO, path: Path) -> tuple[Samples, int]:
    """Mono samples and their rate, in Hz; raises ValueError where this is no WAV file.

    The standard library's `wave` reads neither float samples nor, in Python 3.11, the
    extensible header that recorders write.
    """
    riff, _, wave = struct.unpack("<4sI4s", file.read(12))
    if (riff, wave) != (b"RIFF", b"WAVE"):
        raise ValueError("no RIFF WAVE header")
    header = file.read(_seek(file, b"fmt "))
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", header[:16])
    if kind == _EXTENSIBLE:
        (kind,) = struct.unpack("<H", header[24:26])
    if not channels or not 1_000 <= rate <= 768_000:
        raise ValueError("no channels, or an impossible rate")
    bytes_left = _seek(file, b"data")
    # A recorder that was cut off may leave a length that the file does not have.
    start = file.tell()
    bytes_left = min(bytes_left, file.seek(0, 2) - start)
    file.seek(start)
    frame = channels * bits // 8
    if frame and bytes_left // frame > LONGEST * rate:
        raise Problem("sound_too_long", path=path, limit=LONGEST)
    values = _decode(file.read(bytes_left - bytes_left % max(frame, 1)), kind, bits)
    if not np.isfinite(values).all():
        raise ValueError("samples that are no numbers")
    return values.reshape(-1, channels).mean(axis=1).astype(np.float32), rate


def _seek(file: BinaryIO, wanted: bytes) -> int:
    """Go to the content of the next chunk of that name, and tell its length in bytes."""
    while True:
        name, length = struct.unpack("<4sI", file.read(8))
        if name == wanted:
            return length
        file.seek(length + length % 2, 1)


def _decode(data: bytes, kind: int, bits: int) -> Samples:
    """Little-endian samples → −1…1."""
    if kind == _FLOAT and bits in (32, 64):
        return np.frombuffer(data, f"<f{bits // 8}").astype(np.float32)
    if kind == _PCM and bits == 8:
        return ((np.frombuffer(data, np.uint8) - 128.0) / 128).astype(np.float32)
    if kind == _PCM and bits in (16, 32):
        return (np.frombuffer(data, f"<i{bits // 8}") / 2 ** (bits - 1)).astype(np.float32)
    if kind == _PCM and bits == 24:
        wide = np.zeros((len(data) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        return (wide.view("<i4")[:, 0] / 2**31).astype(np.float32)
    raise ValueError(f"WAV format {kind} with {bits} bits")
