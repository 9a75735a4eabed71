"""The words of a chat: those it is found by, and those it is named after."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path

from desktop.conversation import Turn
from desktop.dialogue import Dialogue, Entry

_TITLE = 0
"""Where the title is among the entries: the root has no words."""
_LENGTH = 80
"""Of a title, in characters."""
_END = "\n\n"
"""After it, the last letters begin three characters, too."""


def first_words(entries: Sequence[Entry]) -> str:
    """What was said first, in one line, or else the name of the first file that was shown.

    Empty where there is neither.
    """
    said = [entry.turn for entry in Dialogue(entries).shown if entry.turn.role == "user"]
    names = (Path(medium.path or "").stem for turn in said for medium in turn.media)
    for name in chain((turn.text for turn in said), names):
        if words := " ".join(name.split()):
            return clean(words if len(words) <= _LENGTH else f"{words[: _LENGTH - 1].rstrip()}…")
    return ""


def write_words(database: sqlite3.Connection, chat: str, entries: Iterable[Entry]) -> None:
    """Let entries be found by their words as they are now."""
    _write(database, [(chat, entry.id, _words(entry.turn)) for entry in entries if entry.id])


def write_title(database: sqlite3.Connection, chat: str, title: str) -> None:
    """Let a chat be found by its title."""
    _write(database, [(chat, _TITLE, title)])


def remove_words(database: sqlite3.Connection, chat: str, entries: Collection[int]) -> None:
    """Let entries be found no more."""
    rows = [(chat, entry) for entry in entries]
    database.executemany("DELETE FROM passages WHERE chat = ? AND entry = ?", rows)


def clean(text: str) -> str:
    """The text as it is sought for and kept: composed, of whole characters."""
    whole = text.encode(errors="replace").decode()
    return unicodedata.normalize("NFC", whole).replace("\0", " ")


def _write(database: sqlite3.Connection, rows: list[tuple[str, int, str]]) -> None:
    database.executemany(
        "DELETE FROM passages WHERE chat = ? AND entry = ?", [row[:2] for row in rows]
    )
    database.executemany(
        "INSERT INTO passages (chat, entry, words) VALUES (?, ?, ?)",
        [(chat, entry, f"{words}{_END}") for chat, entry, words in rows if words],
    )


def _words(turn: Turn) -> str:
    return clean("\n\n".join(filter(None, (turn.text, turn.thought))))
