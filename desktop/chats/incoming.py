"""Where the files of chats lie that come from elsewhere, until the store has its copies."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from .record import new_id

_FOLDER = "Incoming"


def incoming_folder(beside: Path) -> Path:
    """A folder that is not there yet, for the files of one import."""
    return beside / _FOLDER / new_id()


def collect_incoming(beside: Path, wanted: Collection[str]) -> None:
    """Delete every import but those with a file that is wanted still."""
    folder = beside / _FOLDER
    if folder.is_dir():
        for each in folder.iterdir():
            if not any(Path(path).is_relative_to(each) for path in wanted):
                shutil.rmtree(each, ignore_errors=True)


def delete_incoming(beside: Path) -> None:
    """Delete every import."""
    shutil.rmtree(beside / _FOLDER, ignore_errors=True)
