"""What has come of a file."""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path

from .disk import kept_in
from .halt import Halt
from .listing import RemoteFile

_PIECE = 1 << 20


class Part:
    """The beginning of a file on disk, and its digest so far; to be used in a `with`.

    Attributes:
        size: bytes that are there.

    Raises Problem where it can't be written.
    """

    def __init__(self, path: Path, file: RemoteFile) -> None:
        self._path = path
        self._file = file
        self._hash = file.hash()
        self.size = 0
        with kept_in(path.parent):
            self._on_disk = FileIO(path, "ab+")

    def __enter__(self) -> Part:
        return self

    def __exit__(self, *_: object) -> None:
        self._on_disk.close()

    @property
    def missing(self) -> int:
        """Bytes that are still to come."""
        return self._file.size - self.size

    @property
    def is_right(self) -> bool:
        """Whether all is there, and is what was listed."""
        return not self.missing and self._hash.hexdigest() == self._file.digest

    def read_back(self, halt: Halt) -> None:
        """Take into account what came another time; raises Halted."""
        with kept_in(self._path.parent):
            there = os.fstat(self._on_disk.fileno()).st_size
            if there > self._file.size:
                self.clear()
                return
            self._on_disk.seek(0)
            while self.size < there and (piece := self._on_disk.read(_PIECE)):
                halt.check()
                self._hash.update(piece)
                self.size += len(piece)

    def add(self, piece: bytes) -> None:
        """Write what comes next; what was written until the disk was full is kept."""
        rest = memoryview(piece)
        with kept_in(self._path.parent, self.missing):
            while rest:
                rest = rest[self._on_disk.write(rest) :]
        self._hash.update(piece)
        self.size += len(piece)

    def clear(self) -> None:
        """Throw away what has come."""
        with kept_in(self._path.parent):
            self._on_disk.truncate(0)
        self._hash, self.size = self._file.hash(), 0

    def settle(self, place: Path) -> None:
        """Give the file, which is right, its place, from which no loss of power takes it."""
        with kept_in(self._path.parent):
            os.fsync(self._on_disk.fileno())
            self._path.replace(place)
