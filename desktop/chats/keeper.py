"""Writes chats as they happen, in a thread of its own, so that no disk holds the window up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.conversation import Turn
from desktop.problems import Problem

from .carried import CarriedChat
from .database import FILE
from .record import ChatRecord, Coming
from .store import Store
from .summary import new_folder_id

_AGAIN_S = 2.0
"""How long after a failure it is tried again."""
_DAY_S = 86_400
_UNDO_DAYS = 30
"""How long what was deleted can be brought back."""


@dataclass(frozen=True)
class _Change:
    """Something to write. A newer one takes the place of one that has the same `of`, if any."""

    write: Callable[[Store], None]
    of: tuple[str, str] | None = None


class Keeper:
    """Keeps chats as they are, in order; what can't be written now is tried again.

    `tell` is called in the keeper's thread with a Problem when writing begins to fail, and with
    None when it works again; also, once, with what happened to the files.
    """

    def __init__(self, folder: Path, tell: Callable[[Problem | None], None]) -> None:
        self._folder = folder
        self._tell = tell
        self._changed = threading.Condition()
        self._changes: list[_Change] = []
        self._closing = False
        self._failing = False
        self._store: Store | None = None
        self._thread = threading.Thread(target=self._run, name="chat keeper", daemon=True)
        self._thread.start()

    def keep(self, record: ChatRecord) -> None:
        """Write a chat; a reply that was coming has ended with it."""
        with self._changed:
            coming = ("coming", record.id)
            self._changes = [change for change in self._changes if change.of != coming]
            self._add(_Change(lambda store: store.write(record), ("chat", record.id)))

    def keep_coming(self, chat: str, coming: Coming) -> None:
        """Write what has come of a reply in a chat that is kept."""
        with self._changed:
            self._add(_Change(lambda store: store.write_coming(chat, coming), ("coming", chat)))

    def keep_draft(self, chat: str, turn: Turn) -> None:
        """Write what is being written in a chat; an empty turn is no draft."""
        with self._changed:
            self._add(_Change(lambda store: store.write_draft(chat, turn), ("draft", chat)))

    def rename(self, chat: str, title: str) -> None:
        """Give a chat a title; an empty one names it after what was said first."""
        self._do(lambda store: store.rename(chat, title))

    def pin(self, chat: str, pinned: bool) -> None:
        """Hold a chat at the top of the list, or no more."""
        self._do(lambda store: store.pin(chat, pinned))

    def archive(self, chats: Collection[str], archived: bool) -> None:
        """Put chats aside, or back."""
        self._do(lambda store, chats=tuple(chats): store.archive(chats, archived))

    def mark_unread(self, chat: str, unread: bool) -> None:
        """Mark a chat as one with something new, or as read."""
        self._do(lambda store: store.mark_unread(chat, unread))

    def put_in(self, chats: Collection[str], folder: int | None) -> None:
        """Put chats into a folder, or into none."""
        self._do(lambda store, chats=tuple(chats): store.put_in(chats, folder))

    def add_folder(self, name: str) -> int:
        """Add a folder after the others; returns its id."""
        folder = new_folder_id()
        self._do(lambda store: store.add_folder(folder, name))
        return folder

    def rename_folder(self, folder: int, name: str) -> None:
        """Give a folder another name."""
        self._do(lambda store: store.rename_folder(folder, name))

    def remove_folder(self, folder: int) -> None:
        """Take a folder away; its chats are in none then."""
        self._do(lambda store: store.remove_folder(folder))

    def delete(self, chats: Collection[str]) -> None:
        """Take chats out of the library; `restore` brings them back until they are purged."""
        self._do(lambda store, chats=tuple(chats): store.delete(chats))

    def restore(self, chats: Collection[str]) -> None:
        """Bring deleted chats back."""
        self._do(lambda store, chats=tuple(chats): store.restore(chats))

    def bring_in(self, chats: Sequence[CarriedChat], told: Callable[[list[str]], None]) -> None:
        """Write chats that come from elsewhere.

        `told` is called in the keeper's thread once all are written; with the ids of the new ones.
        """

        def write(store: Store) -> None:
            told([id for id in map(store.bring_in, chats) if id is not None])

        self._do(write)

    def purge(self, days: float = _UNDO_DAYS) -> None:
        """Forget for ever what was deleted at least so many days ago."""
        self._do(lambda store: _purge(store, days))

    def delete_everything(self) -> None:
        """Forget all chats for ever, with all that was kept, recorded and pasted for them."""
        self._do(lambda store: store.delete_everything())

    def flush(self, seconds: float = 5) -> bool:
        """Wait until everything is written, if it can be now; returns whether it is."""
        until = time.monotonic() + seconds
        while self._changes and not self._failing and time.monotonic() < until:
            time.sleep(0.002)
        return not self._changes

    def close(self, seconds: float = 5) -> None:
        """Write what waits, tidy up, and end the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(seconds)

    def _do(self, write: Callable[[Store], None]) -> None:
        with self._changed:
            self._add(_Change(write))

    def _add(self, change: _Change) -> None:
        for place, other in reversed(list(enumerate(self._changes))):
            if change.of is None or other.of is None:
                # What a person did comes neither before nor after its time.
                break
            if other.of == change.of:
                self._changes[place] = change
                return
        self._changes.append(change)
        self._changed.notify()

    def _run(self) -> None:
        self._attempt(self._write_all)
        while self._wait():
            self._attempt(self._write_all)
        self._attempt(self._write_all)
        if self._store is not None:
            self._attempt(self._tidy)
            self._leave()

    def _wait(self) -> bool:
        """Wait until there is something to write; returns whether it goes on after that."""
        with self._changed:
            if self._failing:
                self._changed.wait_for(lambda: self._closing, _AGAIN_S)
            else:
                self._changed.wait_for(lambda: self._closing or self._changes)
            return not self._closing

    def _attempt(self, write: Callable[[], None]) -> None:
        try:
            write()
        except Problem as problem:
            self._fail(problem)
        except Exception:
            # Whatever it is, the person has to know that nothing is written.
            self._fail(Problem("cannot_keep_chats", path=self._folder))
        else:
            if self._failing:
                self._failing = False
                self._tell(None)

    def _write_all(self) -> None:
        while self._write_next():
            pass
        if self._store is None and not (self._folder / FILE).exists():
            return
        for problem in self._opened.take_notices():
            self._tell(problem)
        while self._opened.copy_attachment():
            # What is being said doesn't wait for files.
            while self._write_next():
                pass

    def _write_next(self) -> bool:
        """Write what waits longest; returns whether anything did."""
        with self._changed:
            if not self._changes:
                return False
            change = self._changes[0]
        change.write(self._opened)
        with self._changed:
            self._changes = [other for other in self._changes if other is not change]
        return True

    def _tidy(self) -> None:
        _purge(self._opened, _UNDO_DAYS)
        self._opened.collect()

    @property
    def _opened(self) -> Store:
        """The store, opened where it is not yet."""
        if self._store is None:
            self._store = Store(self._folder)
        return self._store

    def _leave(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _fail(self, problem: Problem) -> None:
        # A handle to a file that is gone or full may be of no more use.
        self._leave()
        if not self._failing:
            self._failing = True
            self._tell(problem)


def _purge(store: Store, days: float) -> None:
    store.purge(time.time() - days * _DAY_S)
