"""Turns in their places ↔ rows of the database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from desktop.dialogue import Entry, Making
from desktop.messages import read_turn, write_turn
from desktop.problems import Problem

SENSELESS = (ValueError, LookupError, TypeError, AttributeError, Problem)
"""What reading raises where a row is not as it was written."""
_COLUMNS = "id, parent, children, chosen, turn, making"


def to_json(value: Any) -> str:
    """JSON that the database can hold, whatever strings it has."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        # Half a character, as in the name of a file that is not UTF-8.
        return json.dumps(value, separators=(",", ":"))
    return text


def entries_of(database: sqlite3.Connection, chat: str) -> list[Entry]:
    """Every entry of a chat, the root first; raises one of SENSELESS."""
    return [_entry(*row) for row in _rows(database, chat)]


def entries_in(database: sqlite3.Connection, chat: str) -> list[Entry]:
    """The entries of a chat that make sense."""
    return readable(_rows(database, chat))


def readable(rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
    """The entries in rows, but for those that make no sense."""
    entries: list[Entry] = []
    for row in rows:
        try:
            entries.append(_entry(*row))
        except SENSELESS:
            continue
    return entries


def times_of(database: sqlite3.Connection, chat: str) -> dict[int, float]:
    """When the entries of a chat were said, as far as that is known; seconds since 1970."""
    query = "SELECT id, said FROM entries WHERE chat = ? AND said IS NOT NULL"
    return dict(database.execute(query, (chat,)).fetchall())


def write_entries(
    database: sqlite3.Connection,
    chat: str,
    entries: Iterable[Entry],
    said: Mapping[int, float],
) -> None:
    """Write entries in the place of those with their ids; what is attached to these stays.

    `said` is when those were said that are new, as far as that is known.
    """
    rows = (
        (
            chat,
            entry.id,
            entry.parent,
            to_json(entry.children),
            entry.chosen,
            to_json(write_turn(entry.turn)),
            to_json(asdict(entry.making)) if entry.making else None,
            said.get(entry.id),
        )
        for entry in entries
    )
    database.executemany(
        f"INSERT INTO entries (chat, {_COLUMNS}, said) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (chat, id) DO UPDATE SET parent = excluded.parent, "
        "children = excluded.children, chosen = excluded.chosen, turn = excluded.turn, "
        "making = excluded.making",
        rows,
    )


def _rows(database: sqlite3.Connection, chat: str) -> sqlite3.Cursor:
    query = f"SELECT {_COLUMNS} FROM entries WHERE chat = ? ORDER BY id"
    return database.execute(query, (chat,))


def _entry(
    id: int, parent: int | None, children: str, chosen: int | None, turn: str, making: str | None
) -> Entry:
    return Entry(
        id,
        read_turn(json.loads(turn)),
        parent,
        Making(**json.loads(making)) if making else None,
        json.loads(children),
        chosen,
    )
