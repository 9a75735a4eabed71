"""The files that Facet itself makes: recordings, and pictures that were pasted."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop.chats.made_files import PASTED, RECORDINGS
from desktop.conversation import Turn


def made_folder(name: str) -> Path:
    """The folder of one kind of them, each in a folder of its own; it may not be there yet."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / name


def delete_made(turns: Iterable[Turn]) -> None:
    """Delete those of the files in turns that Facet has made."""
    folders = [made_folder(name) for name in (RECORDINGS, PASTED)]
    paths = (medium.path for turn in turns for medium in turn.media)
    for path in map(Path, filter(None, paths)):
        if path.parent.parent in folders:
            shutil.rmtree(path.parent, ignore_errors=True)
