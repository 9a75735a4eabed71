"""Where a model lies until it is whole.

A file has its own name once it is whole and verified; until then `.part` follows it. Only when all
have theirs is the folder moved among the models: what lies there is whole. What was listed stays
with it, hidden, and tells where it is from.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.problems import Problem

from .disk import kept_in
from .listing import Listing, RemoteFile, check_repository, read_json, write_json

_FOLDER, _ORIGIN, _PART = ".downloads", ".origin.json", ".part"


class Staging:
    """The folder of one repository's files on their way into `models`.

    Attributes:
        repository: its name.
        models: the folder of all models.
        place: the folder that it becomes.

    Raises Problem where the name is none, or something can't be written.
    """

    def __init__(self, models: Path, repository: str) -> None:
        check_repository(repository)
        self.place = models / repository
        self.models = models
        self.repository = repository
        self._folder = models / _FOLDER / repository

    def begin(self) -> None:
        """Note that this is to be downloaded; raises Problem where the model is there already."""
        if self.place.exists():
            raise Problem("model_is_there", repository=self.repository, path=self.place)
        with kept_in(self.models):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not (self._folder / _ORIGIN).exists():
                self._write(Listing(self.repository, "", ()))

    @contextmanager
    def claimed(self) -> Generator[None]:
        """Keep other processes away meanwhile; raises Problem where one is at it."""
        with kept_in(self.models):
            folder = os.open(self._folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Problem("downloading_elsewhere", repository=self.repository) from error
            yield
        finally:
            os.close(folder)

    @property
    def listing(self) -> Listing | None:
        """What was listed; None where nothing was, or it can't be read."""
        try:
            listing = read_json(json.loads((self._folder / _ORIGIN).read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return listing if listing.repository == self.repository and listing.files else None

    def renew(self, listing: Listing) -> None:
        """Go on with another listing; what has come is kept where it is the same in both."""
        before = self.listing
        same = set(listing.files).intersection(before.files if before else ())
        kept = {path.name for file in same for path in (self.whole(file), self.part(file))}
        with kept_in(self.models):
            for path in self._folder.iterdir():
                if path.name not in kept | {_ORIGIN}:
                    path.unlink()
            self._write(listing)

    def whole(self, file: RemoteFile) -> Path:
        """Where a file lies once it is whole."""
        return self._folder / file.path

    def part(self, file: RemoteFile) -> Path:
        """Where a file lies until then."""
        return self._folder / f"{file.path}{_PART}"

    def is_whole(self, file: RemoteFile) -> bool:
        """Whether a file is there and was verified."""
        return _size(self.whole(file)) == file.size

    def size(self, file: RemoteFile) -> int:
        """Bytes of a file that are there."""
        return file.size if self.is_whole(file) else min(_size(self.part(file)) or 0, file.size)

    def finish(self) -> None:
        """Move the folder, all of whose files are whole, among the models."""
        with kept_in(self.models):
            _write_through(self._folder)
            self.place.parent.mkdir(exist_ok=True)
            self._folder.replace(self.place)
            _write_through(self.place.parent)
        self._tidy()

    def remove(self) -> None:
        """Delete what has come; raises Problem also where another process is at it."""
        if self._folder.exists():
            with self.claimed(), kept_in(self.models):
                shutil.rmtree(self._folder)
            self._tidy()

    def _write(self, listing: Listing) -> None:
        path = self._folder / f"{_ORIGIN}{_PART}"
        with path.open("w", encoding="utf-8") as file:
            json.dump(write_json(listing), file)
            file.flush()
            os.fsync(file.fileno())
        path.replace(self._folder / _ORIGIN)

    def _tidy(self) -> None:
        """Leave no empty folders behind."""
        with suppress(OSError):
            self._folder.parent.rmdir()
            self._folder.parent.parent.rmdir()


def unfinished(models: Path) -> Iterator[Staging]:
    """What was begun in a folder of models, by name."""
    for origin in sorted((models / _FOLDER).glob(f"*/*/{_ORIGIN}")):
        with suppress(Problem):
            yield Staging(models, origin.parent.relative_to(models / _FOLDER).as_posix())


def _size(path: Path) -> int | None:
    """Bytes of a file, None where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def _write_through(folder: Path) -> None:
    """Have the names in a folder outlast a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
