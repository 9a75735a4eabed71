"""The tables of chats, and how those of an older Facet become these."""

from __future__ import annotations

import json
import sqlite3

from desktop.problems import Problem

from .rows import entries_in
from .words import first_words, write_words

VERSION = 3
_FIRST = (
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
_SECOND = (
    """
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    place INTEGER NOT NULL    -- in their list
)
""",
    "ALTER TABLE chats ADD title TEXT NOT NULL DEFAULT ''",  # empty: named by its first words
    "ALTER TABLE chats ADD first_words TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE chats ADD turns INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE chats ADD pinned INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE chats ADD archived INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE chats ADD unread INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE chats ADD folder INTEGER REFERENCES folders ON DELETE SET NULL",
    "ALTER TABLE chats ADD deleted REAL",  # seconds since 1970
    """
CREATE TABLE attachments (
    chat TEXT NOT NULL,
    entry INTEGER NOT NULL,
    path TEXT NOT NULL,       -- as the turn has it
    digest TEXT,              -- null: not copied yet
    name TEXT,                -- of the copy
    size INTEGER,             -- of the original when it was copied
    modified INTEGER,         -- ns
    PRIMARY KEY (chat, entry, path),
    FOREIGN KEY (chat, entry) REFERENCES entries ON DELETE CASCADE
) WITHOUT ROWID
""",
    "CREATE INDEX uncopied ON attachments (path) WHERE digest IS NULL",
    """
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,   -- a newer one has a higher one
    chat TEXT NOT NULL REFERENCES chats ON DELETE CASCADE,
    entry INTEGER NOT NULL,   -- 0 is the title
    words TEXT NOT NULL,
    UNIQUE (chat, entry)
)
""",
    # Without places of hits it is of the size of the text and quick; the text itself tells them.
    """
CREATE VIRTUAL TABLE sought USING fts5 (
    words, content=passages, content_rowid=id, tokenize=trigram, detail=none, columnsize=0
)
""",
    "CREATE VIRTUAL TABLE threes USING fts5vocab (sought, row)",
    """
CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN
    INSERT INTO sought (rowid, words) VALUES (new.id, new.words);
END
""",
    """
CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN
    INSERT INTO sought (sought, rowid, words) VALUES ('delete', old.id, old.words);
END
""",
    "CREATE TABLE notices (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, details TEXT NOT NULL)",
)
_THIRD = (
    "ALTER TABLE entries ADD said REAL",  # seconds since 1970; null: not known
    """
CREATE TABLE drafts (
    chat TEXT PRIMARY KEY,    -- empty: of the chat that has not begun; it need not be there
    turn TEXT NOT NULL        -- JSON
) WITHOUT ROWID
""",
)
_STEPS = (_FIRST, _SECOND, _THIRD)


def version_of(database: sqlite3.Connection) -> int:
    """Which version of the tables a database has, 0 where it has none."""
    return database.execute("PRAGMA user_version").fetchone()[0]


def bring_up(database: sqlite3.Connection) -> None:
    """Make the newest tables of those that are there; within a transaction."""
    version = version_of(database)
    for statements in _STEPS[version:]:
        for statement in statements:
            database.execute(statement)
    if version == 1:
        _describe_all(database)
    database.execute(f"PRAGMA user_version = {VERSION}")


def _describe_all(database: sqlite3.Connection) -> None:
    """Name every chat, and let it be found."""
    for (chat,) in database.execute("SELECT id FROM chats").fetchall():
        entries = entries_in(database, chat)
        write_words(database, chat, entries)
        database.execute(
            "UPDATE chats SET first_words = ?, turns = ? WHERE id = ?",
            (first_words(entries), len(entries) - 1, chat),
        )


def leave_notice(database: sqlite3.Connection, problem: Problem) -> None:
    """Leave word of something for the next time somebody can be told."""
    database.execute(
        "INSERT INTO notices (kind, details) VALUES (?, ?)",
        (problem.kind, json.dumps(problem.details)),
    )


def take_notices(database: sqlite3.Connection) -> list[Problem]:
    """What is to be told, once."""
    taken = "DELETE FROM notices RETURNING kind, details"
    rows = database.execute(taken).fetchall()
    return [Problem(kind, **json.loads(details)) for kind, details in rows]
