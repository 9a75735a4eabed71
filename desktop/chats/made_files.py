"""Files of Facet's own making that chats refer to, each in a folder of its own.

Some wait to be copied, as those of chats that come from elsewhere do; others are what a person
records and pastes.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection
from pathlib import Path

from .record import new_id

_INCOMING = "Incoming"
RECORDINGS, PASTED = "Recordings", "Pasted"
_YOUNG_S = 86_400
"""What is younger may be in use where another Facet is running."""


def incoming_folder(chats: Path) -> Path:
    """A folder that is not there yet, for the files of one import; `chats` is that of the chats."""
    return chats / _INCOMING / new_id()


def collect_incoming(chats: Path, wanted: Collection[str]) -> None:
    """Delete the imports of which no file is wanted any more."""
    _collect(chats / _INCOMING, wanted)


def collect_made(chats: Path, wanted: Collection[str]) -> None:
    """Delete the recordings and the pasted pictures that nobody wants any more."""
    for name in (RECORDINGS, PASTED):
        _collect(chats.parent / name, wanted)


def delete_all_made(chats: Path) -> None:
    """Delete all of these files."""
    for folder in (chats / _INCOMING, chats.parent / RECORDINGS, chats.parent / PASTED):
        shutil.rmtree(folder, ignore_errors=True)


def _collect(folder: Path, wanted: Collection[str]) -> None:
    if not folder.is_dir():
        return
    there = {Path(path).parent for path in wanted}
    for each in folder.iterdir():
        if each not in there and time.time() - each.stat().st_mtime > _YOUNG_S:
            shutil.rmtree(each, ignore_errors=True)
