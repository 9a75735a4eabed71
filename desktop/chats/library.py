"""The chats in a folder, to be read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from desktop.conversation import Clip, Picture, Sound, Turn
from desktop.dialogue import Entry, Making
from desktop.messages import read_turn
from desktop.problems import Problem
from desktop.room import LeftOut

from .attachments import Attachments, Copy
from .carried import CarriedChat
from .database import FILE, is_damage, mend, open_database
from .record import ChatRecord
from .rows import SENSELESS, entries_of, times_of
from .search import Found, search
from .summary import ChatSummary, Folder

_Self = TypeVar("_Self", bound="Library")
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
_SUMMARIES = """
SELECT id, coalesce(nullif(title, ''), first_words), began, changed, pinned, archived, unread,
    folder
FROM chats WHERE deleted IS NULL AND turns > 0 ORDER BY changed DESC
"""


@contextmanager
def opened_library(folder: Path) -> Generator[Library]:
    """The chats in a folder for as long as they are read; raises Problem where they can't be."""
    try:
        library = Library(folder)
        try:
            yield library
        finally:
            library.close()
    except (OSError, sqlite3.Error, ValueError, LookupError) as error:
        raise Problem("unreadable_chats", path=folder) from error


def mending(
    method: Callable[Concatenate[_Self, _Given], _Result],
) -> Callable[Concatenate[_Self, _Given], _Result]:
    """Let a method that meets damage mend the database and do it once more."""

    @wraps(method)
    def done(self: _Self, *args: _Given.args, **named: _Given.kwargs) -> _Result:
        try:
            return method(self, *args, **named)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self.mend()
            return method(self, *args, **named)

    return done


class Library:
    """The chats in a folder, to be read, in one thread at a time; sees all that was flushed.

    Raises Problem where a newer Facet has written there, and sqlite3.Error or OSError where the
    disk fails.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._attachments = Attachments(folder)
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        _ = self._database

    @mending
    def summaries(self) -> list[ChatSummary]:
        """Every chat in which something was said, the newest first, deleted ones left out."""
        return [
            ChatSummary(id, title, began, changed, pinned == 1, archived == 1, unread == 1, folder)
            for id, title, began, changed, pinned, archived, unread, folder in (
                self._database.execute(_SUMMARIES).fetchall()
            )
        ]

    @mending
    def folders(self) -> list[Folder]:
        """The folders, in their order."""
        rows = self._database.execute("SELECT id, name FROM folders ORDER BY place, id")
        return [Folder(id, name) for id, name in rows]

    @mending
    def read(self, chat: str) -> ChatRecord | None:
        """A chat, None if there is none or it is deleted.

        What was coming of a reply is part of it, as broken off; a file that is gone or changed is
        the copy that was kept of it. Raises Problem where what is kept makes no sense.
        """
        query = "SELECT settings, left_out FROM chats WHERE id = ? AND deleted IS NULL"
        row = self._database.execute(query, (chat,)).fetchone()
        return self._record(chat, *row) if row else None

    @mending
    def carried(self, chat: str) -> CarriedChat | None:
        """A chat with all that is known of it, to be taken elsewhere; raises what `read` raises."""
        record = self.read(chat)
        if record is None:
            return None
        query = "SELECT title, began, pinned FROM chats WHERE id = ?"
        title, began, pinned = self._database.execute(query, (chat,)).fetchone()
        said = times_of(self._database, chat)
        return CarriedChat(record, title, began, said, pinned == 1)

    @mending
    def drafts(self) -> dict[str, Turn]:
        """What is being written, by chat; files that are gone since are left out."""
        rows = self._database.execute("SELECT chat, turn FROM drafts").fetchall()
        return {chat: turn for chat, written in rows if (turn := _draft(written)) is not None}

    @mending
    def search(self, text: str, limit: int = 50) -> list[Found]:
        """The chats that hold all the words and "quoted phrases" of a text, the best first."""
        return search(self._database, text, limit)

    def mend(self) -> None:
        """Look closely at a database that seems damaged, and mend it if it is."""
        self.close()
        mend(self._folder)

    def close(self) -> None:
        """Leave the files; they are opened again where that is needed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def _database(self) -> sqlite3.Connection:
        """The database that lies in the folder now, which may be another one than before."""
        if self._connection is None or self._file != self._file_now():
            self.close()
            self._connection = open_database(self._folder)
            self._file = self._file_now()
            self._begin()
        return self._connection

    def _begin(self) -> None:
        """Called where the database was opened."""
        if self._connection is not None:
            self._connection.execute("PRAGMA query_only = ON")

    def _record(self, chat: str, settings: str, left_out: str) -> ChatRecord:
        """A chat, deleted or not, by what stands in its row."""
        try:
            entries = {entry.id: entry for entry in entries_of(self._database, chat)}
            self._take_in_coming(chat, entries)
            read = tuple(self._with_copies(chat, entries).values())
            return ChatRecord(chat, read, json.loads(settings), _left_out(json.loads(left_out)))
        except SENSELESS as error:
            raise Problem("unreadable_chats", path=self._folder) from error

    def _file_now(self) -> tuple[int, int] | None:
        try:
            now = (self._folder / FILE).stat()
        except OSError:
            return None
        return now.st_dev, now.st_ino

    def _take_in_coming(self, chat: str, entries: dict[int, Entry]) -> None:
        """Let what had come of a reply when Facet ended be a reply that can go on."""
        query = 'SELECT "to", resumed, turn FROM coming WHERE chat = ?'
        row = self._database.execute(query, (chat,)).fetchone()
        if row is None:
            return
        to, resumed, turn = row[0], row[1], read_turn(json.loads(row[2]))
        making = Making("failed")
        if resumed is not None:
            entries[resumed] = replace(entries[resumed], turn=turn, making=making)
            return
        id = max(entries) + 1
        entries[id] = Entry(id, turn, to or None, making)
        parent = entries[to]
        entries[to] = replace(parent, children=[*parent.children, id], chosen=id)

    def _with_copies(self, chat: str, entries: dict[int, Entry]) -> dict[int, Entry]:
        """The entries, with the copies of files that are gone or have changed since."""
        query = (
            "SELECT entry, path, digest, name, size, modified FROM attachments "
            "WHERE chat = ? AND digest IS NOT NULL"
        )
        instead: dict[int, dict[str, str]] = {}
        for entry, path, *kept in self._database.execute(query, (chat,)):
            copy = Copy(*kept)
            place = self._attachments.place(copy)
            # The original while it is the same: it is the file that the person knows.
            if not copy.still_is(Path(path)) and place.exists():
                instead.setdefault(entry, {})[path] = str(place)
        return entries | {
            id: replace(entries[id], turn=_with_paths(entries[id].turn, paths))
            for id, paths in instead.items()
        }


def _draft(written: str) -> Turn | None:
    """What is being written, None where it makes no sense."""
    try:
        turn = read_turn(json.loads(written))
    except SENSELESS:
        return None
    paths = ((part, getattr(part, "path", None)) for part in turn.parts)
    there = tuple(part for part, path in paths if path is None or Path(path).exists())
    return replace(turn, parts=there)


def _with_paths(turn: Turn, paths: dict[str, str]) -> Turn:
    parts = (
        replace(part, path=paths.get(part.path, part.path))
        if isinstance(part, Picture | Sound | Clip) and part.path is not None
        else part
        for part in turn.parts
    )
    return replace(turn, parts=tuple(parts))


def _left_out(kept: dict[str, Any]) -> LeftOut:
    return LeftOut(frozenset(kept["turns"]), frozenset(kept["media"]), kept["summary"])
