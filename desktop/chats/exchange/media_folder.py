"""A folder that files are put into under names that are safe and unlike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from desktop.problems import Problem

LARGEST = 16_000_000_000
"""The most bytes that are put into a folder in one go."""
_LONGEST_STEM, _LONGEST_SUFFIX = 60, 10  # characters
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:\"/\\|?*#^\[\]`%]+")


def safe_name(name: str) -> str:
    """The name of a file that any system takes and Markdown can link to; no folder, never hidden.

    Brackets, and what Obsidian reads as part of a link, are left out.
    """
    last = re.split(r"[/\\]", name)[-1]
    # What half a character would be is no name on any disk.
    plain = unicodedata.normalize("NFC", last.encode("utf-8", "replace").decode())
    plain = _UNSAFE.sub("-", plain).strip()
    stem, dot, suffix = plain.rpartition(".")
    if not (dot and suffix) or len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = plain, ""
    stem = stem[:_LONGEST_STEM].strip(" .-") or "file"
    return f"{stem}.{suffix}" if suffix else stem


class MediaFolder:
    """Puts files into a folder, which is made with the first; raises Problem where it can't."""

    def __init__(self, folder: Path, path: Path, limit: int = LARGEST) -> None:
        """`path` is the export that is blamed where it holds more than `limit` bytes."""
        self._folder = folder
        self._path = path
        self._left = limit
        self._made: list[Path] = []
        self._new_folder = False

    def add(self, name: str, pieces: Iterable[bytes]) -> Path:
        """Put a file there, its name like the one it had."""
        path = self.begin(name)
        for piece in pieces:
            self.append(path, piece)
        return path

    def begin(self, name: str) -> Path:
        """Put an empty file there, its name like the one it had."""
        safe = safe_name(name)
        try:
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True)
                self._new_folder = True
            for number in count(1):
                path = self._folder / safe
                path = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
                try:
                    path.open("xb").close()
                except FileExistsError:
                    continue
                self._made.append(path)
                return path
        except OSError as error:
            raise Problem("unwritable_file", path=self._folder) from error
        raise AssertionError

    def append(self, path: Path, piece: bytes) -> None:
        """Put more into a file that was begun."""
        self._left -= len(piece)
        if self._left < 0:
            raise Problem("export_too_large", path=self._path)
        try:
            with path.open("ab") as file:
                file.write(piece)
        except OSError as error:
            raise Problem("unwritable_file", path=path) from error

    def empty(self) -> None:
        """Take away all that was put there."""
        for path in self._made:
            path.unlink(missing_ok=True)
        if self._new_folder:
            self._folder.rmdir()


@contextmanager
def filling(folder: Path, path: Path, limit: int = LARGEST) -> Generator[MediaFolder]:
    """A MediaFolder that leaves nothing behind where what is done with it fails."""
    made = MediaFolder(folder, path, limit)
    try:
        yield made
    except BaseException:
        made.empty()
        raise
