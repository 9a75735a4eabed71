"""Where the recordings that Facet makes are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def recordings_folder() -> Path:
    """The folder of all recordings; it may not be there yet."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "Recordings"


def is_recording(path: str) -> bool:
    """Whether a file is a recording that Facet made, and not somebody's own."""
    return Path(path).is_relative_to(recordings_folder())
