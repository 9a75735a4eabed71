"""How far a download is, for whoever watches it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from desktop.problems import Problem

from .listing import Listing, RemoteFile
from .speed import Speed

_BETWEEN_S = 0.2


class State(Enum):
    """What a download is at.

    CHECKING reads what came another time; WAITING has others before it; a REMOVED one is told of
    for the last time.
    """

    WAITING = "waiting"
    CHECKING = "checking"
    DOWNLOADING = "downloading"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"
    REMOVED = "removed"


ACTIVE = (State.WAITING, State.CHECKING, State.DOWNLOADING)
"""What can be paused, ..."""
RESTING = (State.PAUSED, State.FAILED)
"""... and what can go on."""


@dataclass(frozen=True)
class FileProgress:
    """A file of a download: bytes in all and bytes that are there.

    Its speed in bytes per s, and the s left at that speed, are known of the one that comes.
    """

    path: str
    size: int
    done: int
    bytes_per_s: float = 0
    seconds_left: float | None = None


@dataclass(frozen=True)
class Downloading:
    """A download at one moment.

    `files` are none until the hub has listed them. `problem` is why it FAILED, or else why it is
    being tried again.
    """

    repository: str
    state: State
    files: tuple[FileProgress, ...] = ()
    bytes_per_s: float = 0
    problem: Problem | None = None

    @property
    def total_bytes(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def done_bytes(self) -> int:
        """Bytes that are there."""
        return sum(file.done for file in self.files)

    @property
    def seconds_left(self) -> float | None:
        """How long it takes at the present speed."""
        return _seconds(self.total_bytes - self.done_bytes, self.bytes_per_s)


class Progress:
    """Gathers what a transfer tells, in its thread; `tell` hears of it five times a second."""

    def __init__(self, repository: str, tell: Callable[[Downloading], None]) -> None:
        self._repository = repository
        self._tell = tell
        self._state = State.CHECKING
        self._done: dict[RemoteFile, int] = {}
        self._coming: RemoteFile | None = None
        self._problem: Problem | None = None
        self._told_at = 0.0
        self._speed = Speed(time.monotonic())

    def listed(self, listing: Listing, done: Callable[[RemoteFile], int]) -> None:
        """It is known which files there are, and how much is there of each."""
        self._done = {file: done(file) for file in listing.files}
        self._problem = None
        self._now()

    def checking(self, file: RemoteFile) -> None:
        """What is there of a file is being read."""
        self._state, self._coming = State.CHECKING, file
        self._now()

    def coming(self, file: RemoteFile, size: int) -> None:
        """So many bytes of a file are there, and more are asked for."""
        if self._state is not State.DOWNLOADING:
            self._state, self._speed = State.DOWNLOADING, Speed(time.monotonic())
        self._coming = file
        self.reached(file, size)

    def received(self, file: RemoteFile, size: int, new: int) -> None:
        """So many bytes came, and so many are there now."""
        now = time.monotonic()
        self._speed.note(new, now)
        self._done[file] = size
        if self._problem is not None:
            self._problem = None
            self._now()
        elif now - self._told_at >= _BETWEEN_S:
            self._now()

    def reached(self, file: RemoteFile, size: int) -> None:
        """So many bytes of a file are there now."""
        self._done[file] = size
        self._now()

    def troubled(self, problem: Problem) -> None:
        """Why it is being tried again."""
        self._problem = problem
        self._now()

    def _now(self) -> None:
        self._told_at = now = time.monotonic()
        speed = self._speed.at(now) if self._state is State.DOWNLOADING else 0.0
        files = tuple(self._file(file, done, speed) for file, done in self._done.items())
        self._tell(Downloading(self._repository, self._state, files, speed, self._problem))

    def _file(self, file: RemoteFile, done: int, speed: float) -> FileProgress:
        if file is not self._coming:
            return FileProgress(file.path, file.size, done)
        left = _seconds(file.size - done, speed)
        return FileProgress(file.path, file.size, done, speed, left)


def _seconds(missing: int, speed: float) -> float | None:
    return missing / speed if speed else None
