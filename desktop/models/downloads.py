"""Models being downloaded, one after another, in a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop.problems import Problem

from .download import Download
from .halt import Halt, Halted
from .hub import Hub, usual_hub
from .progress import ACTIVE, RESTING, Downloading, FileProgress, Progress, State
from .staging import Staging, unfinished

_CLOSING_S = 3.0
"""How long it is waited for a thread that looks a host up; it has nothing to lose by then."""


@dataclass
class _Entry:
    """A download: what was last told of it, and what halts it while it goes on."""

    staging: Staging
    last: Downloading
    halt: Halt = field(default_factory=Halt)


class Downloads:
    """The queue of downloads into a folder of models; those not finished last time are paused.

    `tell` hears of each change, five times a second where bytes come, from whichever thread makes
    it, and must return soon. Connections are made within `opened(repository)` alone. `hub` is asked
    for each download, so that an access token given since then counts. Commands return at once and
    pass over what is not there.
    """

    def __init__(
        self,
        models: Path,
        tell: Callable[[Downloading], None],
        opened: Callable[[str], AbstractContextManager[None]],
        hub: Callable[[], Hub] = usual_hub,
    ) -> None:
        self._models = models
        self._tell = tell
        self._opened = opened
        self._hub = hub
        self._entries: dict[str, _Entry] = {}
        self._running: _Entry | None = None
        self._closing = False
        self._changed = threading.Condition()
        for staging in unfinished(models):
            self._entries[staging.repository] = _Entry(staging, _found(staging))
        self._thread = threading.Thread(target=self._run, name="downloads", daemon=True)
        self._thread.start()

    @property
    def all(self) -> list[Downloading]:
        """What there is to tell of each, in their order."""
        with self._changed:
            return [entry.last for entry in self._entries.values()]

    def add(self, repository: str) -> None:
        """Download a model after the others; one that is paused goes on.

        Raises Problem where it is no repository's name, is there already, or can't be written.
        """
        with self._changed:
            staging = Staging(self._models, repository)
            staging.begin()
            if (
                repository not in self._entries
                or self._entries[repository].last.state is State.DONE
            ):
                self._entries[repository] = _Entry(staging, _found(staging))
            self.resume(repository)

    def pause(self, repository: str) -> None:
        """Let a download rest, at once."""
        with self._changed:
            entry = self._entries.get(repository)
            if entry and entry.last.state in ACTIVE:
                entry.halt.set()
                self._note(entry, State.PAUSED)

    def resume(self, repository: str) -> None:
        """Go on with a download that is paused or has failed, after the others."""
        with self._changed:
            entry = self._entries.get(repository)
            if entry and entry.last.state in RESTING:
                self._entries[repository] = self._entries.pop(repository)
                entry.halt = Halt()
                self._note(entry, State.WAITING)
                self._changed.notify_all()

    def remove(self, repository: str) -> None:
        """Give a download up and delete what has come; one that is DONE keeps its model.

        Raises Problem where it can't be deleted.
        """
        with self._changed:
            if not (entry := self._entries.get(repository)):
                return
            entry.halt.set()
            if entry is not self._running:
                entry.staging.remove()
            del self._entries[repository]
            self._note(entry, State.REMOVED)

    def close(self) -> None:
        """Let all rest, until another time."""
        with self._changed:
            self._closing = True
            if self._running:
                self._running.halt.set()
            self._changed.notify_all()
        self._thread.join(_CLOSING_S)

    def _run(self) -> None:
        while entry := self._next():
            self._download(entry, entry.halt)

    def _next(self) -> _Entry | None:
        """The first that waits, as soon as there is one; None where it is closing."""
        with self._changed:
            while not self._closing:
                for entry in self._entries.values():
                    if entry.last.state is State.WAITING:
                        self._running = entry
                        return entry
                self._changed.wait()
        return None

    def _download(self, entry: _Entry, halt: Halt) -> None:
        progress = Progress(entry.staging.repository, lambda last: self._hear(entry, halt, last))
        try:
            with self._opened(entry.staging.repository):
                Download(self._hub(), entry.staging, halt, progress).run()
            self._end(entry, halt, State.DONE)
        except Halted:
            self._end(entry, halt, State.PAUSED)
        except Problem as problem:
            self._end(entry, halt, State.FAILED, Problem(problem.kind, **problem.details))
        except Exception as error:
            # Whatever happens to one, the others are to go on.
            self._end(entry, halt, State.FAILED, Problem("download_failed", detail=repr(error)))

    def _hear(self, entry: _Entry, halt: Halt, last: Downloading) -> None:
        with self._changed:
            if not halt.is_set:
                entry.last = last
                self._tell(last)

    def _end(self, entry: _Entry, halt: Halt, state: State, problem: Problem | None = None) -> None:
        """A run is over, in which it may have been paused, resumed or removed meanwhile."""
        with self._changed:
            self._running = None
            if self._entries.get(entry.staging.repository) is not entry:
                with suppress(Problem):
                    entry.staging.remove()
            elif state is State.DONE:
                self._note(entry, state)
            elif entry.halt is halt:
                entry.last = _found(entry.staging)
                self._note(entry, State.PAUSED if halt.is_set else state, problem)

    def _note(self, entry: _Entry, state: State, problem: Problem | None = None) -> None:
        """Tell of a state in which nothing comes."""
        files = (
            FileProgress(file.path, file.size, file.size if state is State.DONE else file.done)
            for file in entry.last.files
        )
        entry.last = Downloading(entry.staging.repository, state, tuple(files), 0, problem)
        self._tell(entry.last)


def _found(staging: Staging) -> Downloading:
    """What there is to tell of a download that rests."""
    files = staging.listing.files if staging.listing else ()
    progress = (FileProgress(file.path, file.size, staging.size(file)) for file in files)
    return Downloading(staging.repository, State.PAUSED, tuple(progress))
