"""Where the recordings that Facet makes are kept."""

from __future__ import annotations

import uuid
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.chats.made_files import RECORDINGS
from desktop.problems import Problem
from desktop.recording.wave_files import write_wave
from desktop.sound_files import Samples

from .made_files import made_folder


def recordings_folder() -> Path:
    """The folder of all recordings; it may not be there yet."""
    return made_folder(RECORDINGS)


def write_recording(samples: Samples) -> str:
    """Write samples to a new file and return its path; raises Problem("cannot_keep_recording")."""
    name = QCoreApplication.translate("recordings", "Recording")
    path = recordings_folder() / uuid.uuid4().hex / f"{name}.wav"
    try:
        path.parent.mkdir(parents=True)
    except OSError as error:
        raise Problem("cannot_keep_recording", path=recordings_folder()) from error
    write_wave(path, samples)
    return str(path)


def is_recording(path: str) -> bool:
    """Whether a file is a recording that Facet made, and not somebody's own."""
    return Path(path).is_relative_to(recordings_folder())
