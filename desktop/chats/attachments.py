"""Copies of the files that chats refer to, each content once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

_FOLDER = "Attachments"
_LARGEST = 512 << 20
"""Bytes; a larger file is left where it is, as copying it would hold up what is being said."""
_PIECE = 1 << 20
_UNFINISHED = ".part-"


@dataclass(frozen=True)
class Copy:
    """A file that is kept: the SHA-256 of its content, its name, and the original's state."""

    digest: str
    name: str
    size: int
    modified: int

    def still_is(self, original: Path) -> bool:
        """Whether the original is as it was when it was copied."""
        try:
            now = original.stat()
        except (OSError, ValueError):
            return False
        return (now.st_size, now.st_mtime_ns) == (self.size, self.modified)


class Attachments:
    """A folder for each content, which holds it under the names it came with."""

    def __init__(self, beside: Path) -> None:
        self._folder = beside / _FOLDER

    def copy(self, original: Path) -> Copy:
        """Keep a file's content; raises OSError where it is gone, too large or no plain file."""
        if kept := self._already(original):
            return kept
        before = original.stat()
        if not stat.S_ISREG(before.st_mode) or before.st_size > _LARGEST:
            raise OSError(f"not to be copied: {original}")
        self._folder.mkdir(mode=0o700, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._folder))
        try:
            digest = _copy(original, unfinished / original.name)
            copy = Copy(digest, original.name, before.st_size, before.st_mtime_ns)
            if not copy.still_is(original):
                raise OSError(f"being written: {original}")
            return self._put(unfinished, copy)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def place(self, copy: Copy) -> Path:
        """Where a copy lies."""
        return self._folder / copy.digest / copy.name

    def collect(self, wanted: Collection[str]) -> None:
        """Delete all but the contents with these digests."""
        if self._folder.is_dir():
            for each in self._folder.iterdir():
                if each.name not in wanted:
                    shutil.rmtree(each, ignore_errors=True)

    def delete_all(self) -> None:
        """Delete every copy."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _already(self, original: Path) -> Copy | None:
        """What it is a copy of, where it is one itself."""
        if original.parent.parent != self._folder:
            return None
        state = original.stat()
        return Copy(original.parent.name, original.name, state.st_size, state.st_mtime_ns)

    def _put(self, unfinished: Path, copy: Copy) -> Copy:
        """Move a copy to its place, or give what is there already its name, too."""
        place = self.place(copy)
        with contextlib.suppress(OSError):
            unfinished.rename(place.parent)
        if place.exists():
            return copy
        other = next(place.parent.iterdir())
        try:
            os.link(other, place)
        except OSError:
            # Not every file system can give a file two names.
            return replace(copy, name=other.name)
        return copy


def _copy(original: Path, to: Path) -> str:
    """Copy a file for its owner's eyes alone; returns its digest."""
    digest = hashlib.sha256()
    with (
        original.open("rb") as source,
        open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target,
    ):
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()
