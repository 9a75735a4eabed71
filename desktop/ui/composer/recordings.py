"""Where recordings are kept."""

from __future__ import annotations

import uuid
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

_FOLDER = "Recordings"


def new_recording() -> Path:
    """A file for the next recording; its folder may not be there yet."""
    name = QCoreApplication.translate("recordings", "Recording")
    return _place() / uuid.uuid4().hex / f"{name}.wav"


def is_recording(path: str) -> bool:
    """Whether a file is a recording that Facet made, and not somebody's own."""
    return Path(path).is_relative_to(_place())


def _place() -> Path:
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / _FOLDER
