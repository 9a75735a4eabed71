"""A recording as a sound file."""

from __future__ import annotations

import os
import wave
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np

from desktop.problems import Problem
from desktop.sound_files import RATE, Samples

_FULL_SCALE = 32768


def write_wave(path: Path, samples: Samples) -> None:
    """Write 16 kHz mono samples −1…1 as a 16-bit WAV file, wholly or not at all.

    What is louder is clipped. Raises Problem("cannot_keep_recording").
    """
    whole = np.clip(np.rint(samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    content = BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(whole.astype("<i2").tobytes())
    coming = path.with_name(f"{path.name}.part")
    try:
        coming.write_bytes(content.getvalue())
        os.replace(coming, path)
    except OSError as error:
        # The disk that could not be written may be gone.
        with suppress(OSError):
            coming.unlink(missing_ok=True)
        raise Problem("cannot_keep_recording", path=path.parent) from error
