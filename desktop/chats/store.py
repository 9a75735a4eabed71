"""The database of chats: SQLite, a row for each turn."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from desktop.dialogue import Entry, Making
from desktop.messages import read_turn, write_turn
from desktop.problems import Problem
from desktop.room import LeftOut

from .record import ChatRecord, Coming

FILE = "chats.sqlite3"
_VERSION = 1
_SCHEMA = (
    """
CREATE TABLE chats (
    id TEXT PRIMARY KEY,
    began REAL NOT NULL,      -- seconds since 1970
    changed REAL NOT NULL,
    settings TEXT NOT NULL,   -- JSON
    left_out TEXT NOT NULL    -- JSON
) WITHOUT ROWID
""",
    """
CREATE TABLE entries (
    chat TEXT NOT NULL REFERENCES chats ON DELETE CASCADE,
    id INTEGER NOT NULL,      -- 0 is the root
    parent INTEGER,
    children TEXT NOT NULL,   -- JSON, in order
    chosen INTEGER,
    turn TEXT NOT NULL,       -- JSON
    making TEXT,              -- JSON
    PRIMARY KEY (chat, id)
) WITHOUT ROWID
""",
    """
CREATE TABLE coming (
    chat TEXT PRIMARY KEY REFERENCES chats ON DELETE CASCADE,
    "to" INTEGER NOT NULL,
    resumed INTEGER,
    turn TEXT NOT NULL        -- JSON
) WITHOUT ROWID
""",
)


class Store:
    """The chats in a folder that is the person's alone; for use in one thread.

    Raises Problem where a newer Facet has written there, and sqlite3.Error or OSError where the
    disk fails.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._written: dict[str, dict[int, Entry]] = {}
        self._database = sqlite3.connect(folder / FILE, isolation_level=None)
        try:
            self._prepare(folder)
        except BaseException:
            self._database.close()
            raise

    def close(self) -> None:
        """Leave the database; what was written stays."""
        self._database.close()

    def write(self, record: ChatRecord) -> None:
        """Write a whole chat in place of what is there of it; a reply that was coming has ended."""
        before = self._written.get(record.id) or self._entries(record.id)
        now = {entry.id: entry for entry in record.entries}
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._write_chat(record)
            gone = [(record.id, id) for id in before.keys() - now.keys()]
            self._database.executemany("DELETE FROM entries WHERE chat = ? AND id = ?", gone)
            changed = (entry for id, entry in now.items() if before.get(id) != entry)
            self._write_entries(record.id, changed)
            self._database.execute("DELETE FROM coming WHERE chat = ?", (record.id,))
        self._written[record.id] = now

    def write_coming(self, chat: str, coming: Coming) -> None:
        """Write what has come of a reply so far; the chat itself is written already."""
        self._database.execute(
            "REPLACE INTO coming VALUES (?, ?, ?, ?)",
            (chat, coming.to, coming.resumed, _json(write_turn(coming.turn))),
        )

    def read(self, chat: str) -> ChatRecord | None:
        """A chat, None if there is none; what was coming of a reply is part of it, as broken off.

        Raises Problem where what is kept makes no sense.
        """
        query = "SELECT settings, left_out FROM chats WHERE id = ?"
        row = self._database.execute(query, (chat,)).fetchone()
        if row is None:
            return None
        entries = self._entries(chat)
        self._take_in_coming(chat, entries)
        settings, left_out = map(json.loads, row)
        return ChatRecord(chat, tuple(entries.values()), settings, _left_out(left_out))

    def _prepare(self, folder: Path) -> None:
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute("PRAGMA foreign_keys = ON")
        with self._database:
            # Another start of Facet may be preparing it, too.
            self._database.execute("BEGIN IMMEDIATE")
            version = self._database.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise Problem("newer_chats", path=folder)
            if version < _VERSION:
                for statement in _SCHEMA:
                    self._database.execute(statement)
                self._database.execute(f"PRAGMA user_version = {_VERSION}")

    def _write_chat(self, record: ChatRecord) -> None:
        now = time.time()
        left_out = record.left_out
        kept = {
            "turns": sorted(left_out.turns),
            "media": sorted(left_out.media),
            "summary": left_out.summary,
        }
        self._database.execute(
            "INSERT INTO chats VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET changed = "
            "excluded.changed, settings = excluded.settings, left_out = excluded.left_out",
            (record.id, now, now, _json(record.settings), _json(kept)),
        )

    def _write_entries(self, chat: str, entries: Iterable[Entry]) -> None:
        rows = (
            (
                chat,
                entry.id,
                entry.parent,
                _json(entry.children),
                entry.chosen,
                _json(write_turn(entry.turn)),
                _json(asdict(entry.making)) if entry.making else None,
            )
            for entry in entries
        )
        self._database.executemany("REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def _entries(self, chat: str) -> dict[int, Entry]:
        query = (
            "SELECT id, parent, children, chosen, turn, making FROM entries "
            "WHERE chat = ? ORDER BY id"
        )
        return {
            id: Entry(
                id,
                read_turn(json.loads(turn)),
                parent,
                Making(**json.loads(making)) if making else None,
                json.loads(children),
                chosen,
            )
            for id, parent, children, chosen, turn, making in self._database.execute(query, (chat,))
        }

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


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _left_out(kept: dict[str, Any]) -> LeftOut:
    return LeftOut(frozenset(kept["turns"]), frozenset(kept["media"]), kept["summary"])
