"""Writes chats as they happen, in a thread of its own, so that no disk holds the window up."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path

from desktop.problems import Problem

from .record import ChatRecord, Coming
from .store import Store
from .summary import new_folder_id

_AGAIN_S = 2.0
"""How long after a failure it is tried again."""


class Keeper:
    """Keeps the newest state of each chat; what can't be written now is tried again.

    `tell` is called in the keeper's thread with a Problem when writing begins to fail, and with
    None when it works again.
    """

    def __init__(self, folder: Path, tell: Callable[[Problem | None], None]) -> None:
        self._folder = folder
        self._tell = tell
        self._changed = threading.Condition()
        self._records: dict[str, ChatRecord] = {}
        self._coming: dict[str, Coming] = {}
        self._closing = False
        self._failing = False
        self._store: Store | None = None
        self._thread = threading.Thread(target=self._run, name="chat keeper", daemon=True)
        self._thread.start()

    def keep(self, record: ChatRecord) -> None:
        """Write a chat; a reply that was coming has ended with it."""
        with self._changed:
            self._records[record.id] = record
            self._coming.pop(record.id, None)
            self._changed.notify()

    def keep_coming(self, chat: str, coming: Coming) -> None:
        """Write what has come of a reply in a chat that is kept."""
        with self._changed:
            self._coming[chat] = coming
            self._changed.notify()

    def rename(self, chat: str, title: str) -> None:
        """Give a chat a title; an empty one names it after what was said first."""
        raise NotImplementedError

    def pin(self, chat: str, pinned: bool) -> None:
        """Hold a chat at the top of the list, or no more."""
        raise NotImplementedError

    def archive(self, chats: Collection[str], archived: bool) -> None:
        """Put chats aside, or back."""
        raise NotImplementedError

    def mark_unread(self, chat: str, unread: bool) -> None:
        """Mark a chat as one with something new, or as read."""
        raise NotImplementedError

    def put_in(self, chats: Collection[str], folder: int | None) -> None:
        """Put chats into a folder, or into none."""
        raise NotImplementedError

    def add_folder(self, name: str) -> int:
        """Add a folder after the others; returns its id."""
        _ = name
        return new_folder_id()

    def rename_folder(self, folder: int, name: str) -> None:
        """Give a folder another name."""
        raise NotImplementedError

    def remove_folder(self, folder: int) -> None:
        """Take a folder away; its chats are in none then."""
        raise NotImplementedError

    def delete(self, chats: Collection[str]) -> None:
        """Take chats out of the library; `restore` brings them back until they are purged."""
        raise NotImplementedError

    def restore(self, chats: Collection[str]) -> None:
        """Bring deleted chats back."""
        raise NotImplementedError

    def purge(self, days: float = 30) -> None:
        """Forget for ever what was deleted at least so many days ago."""
        raise NotImplementedError

    def delete_everything(self) -> None:
        """Forget all chats for ever: their database, its backups and all attachments."""
        raise NotImplementedError

    def flush(self, seconds: float = 5) -> bool:
        """Wait until everything is written, if it can be now; returns whether it is."""
        until = time.monotonic() + seconds
        while self._waits and not self._failing and time.monotonic() < until:
            time.sleep(0.002)
        return not self._waits

    def close(self, seconds: float = 5) -> None:
        """Write what waits and end the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(seconds)

    @property
    def _waits(self) -> bool:
        """Whether something is not written yet."""
        return bool(self._records or self._coming)

    def _run(self) -> None:
        while self._wait():
            self._write_all()
        self._write_all()
        if self._store is not None:
            self._store.close()

    def _wait(self) -> bool:
        """Wait until there is something to write; returns whether it goes on after that."""
        with self._changed:
            if self._failing:
                self._changed.wait_for(lambda: self._closing, _AGAIN_S)
            self._changed.wait_for(lambda: self._closing or self._waits)
            return not self._closing

    def _write_all(self) -> None:
        try:
            self._write_records()
            self._write_coming()
        except (OSError, sqlite3.Error):
            self._fail(Problem("cannot_keep_chats", path=self._folder))
        except Problem as problem:
            self._fail(problem)
        else:
            if self._failing:
                self._failing = False
                self._tell(None)

    def _write_records(self) -> None:
        for record in list(self._records.values()):
            self._opened.write(record)
            with self._changed:
                if self._records.get(record.id) is record:
                    del self._records[record.id]

    def _write_coming(self) -> None:
        for chat, coming in list(self._coming.items()):
            self._opened.write_coming(chat, coming)
            with self._changed:
                if self._coming.get(chat) is coming:
                    del self._coming[chat]

    @property
    def _opened(self) -> Store:
        """The store, opened where it is not yet."""
        if self._store is None:
            self._store = Store(self._folder)
        return self._store

    def _fail(self, problem: Problem) -> None:
        if self._store is not None:
            # A handle to a file that is gone or full may be of no more use.
            self._store.close()
            self._store = None
        if not self._failing:
            self._failing = True
            self._tell(problem)
