"""Takes what can be read out of a damaged database into a new one; the damaged one is kept."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.conversation import Turn
from desktop.dialogue import Entry
from desktop.problems import Problem

from .rows import readable, write_entries
from .schema import bring_up, leave_notice
from .words import first_words, write_title, write_words

_ASIDE = "damaged"
_READY = "recovered"
_SCRATCH = "rescue-"
_SHARED, _LOG = "-shm", "-wal"
_WITHOUT_ITS_OTHER = (
    "UPDATE chats SET folder = NULL WHERE folder NOT IN (SELECT id FROM folders)",
    """
DELETE FROM coming WHERE NOT EXISTS (
    SELECT 1 FROM entries WHERE entries.chat = coming.chat AND id = coalesce(resumed, "to")
)
""",
    """
DELETE FROM attachments WHERE NOT EXISTS (
    SELECT 1 FROM entries WHERE entries.chat = attachments.chat AND id = entry
)
""",
)
"""What is left of things of which the other half could not be read."""
_ENTRY = "id, parent, children, chosen, turn, making"


def rescue(path: Path) -> None:
    """Set a damaged database aside, with a new one of what could be read in its place.

    A notice in the new one tells of it. Raises sqlite3.Error or OSError where the disk fails; the
    damaged file is where it was then.
    """
    for old in path.parent.glob(f"{_SCRATCH}*"):
        shutil.rmtree(old, ignore_errors=True)
    when = _now(path)
    scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=path.parent))
    try:
        # Reading changes a database that was not closed, and the damaged one must not be changed.
        for suffix in ("", _LOG):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(_with(path, suffix), _with(scratch / path.name, suffix))
        new = scratch / "new"
        os.close(os.open(new, os.O_RDWR | os.O_CREAT, 0o600))
        _fill(new, scratch / path.name, told=_named(path, _ASIDE, when))
        new.rename(_named(path, _READY, when))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    move_in(path)


def move_in(path: Path) -> None:
    """Put a recovered database in the place of the damaged one, if one is ready.

    Each step can be the last one before a sudden end: the next start goes on with the rest.
    """
    for ready in path.parent.glob(f"{path.stem}-{_READY}-*{path.suffix}"):
        when = ready.stem.removeprefix(f"{path.stem}-{_READY}-")
        # The log first: it would be taken for the new one's.
        for suffix in (_SHARED, _LOG, ""):
            with contextlib.suppress(FileNotFoundError):
                _with(path, suffix).rename(_with(_named(path, _ASIDE, when), suffix))
        ready.rename(path)


def set_aside(path: Path) -> list[Path]:
    """The damaged databases that lie beside one."""
    return list(path.parent.glob(f"{path.stem}-{_ASIDE}-*"))


def _now(path: Path) -> str:
    """The time, such that nothing is overwritten that was set aside before."""
    while _named(path, _ASIDE, now := time.strftime("%Y-%m-%d-%H%M%S")).exists():
        time.sleep(0.1)
    return now


def _named(path: Path, what: str, when: str) -> Path:
    return path.with_name(f"{path.stem}-{what}-{when}{path.suffix}")


def _with(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _fill(new: Path, damaged: Path, told: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(damaged)) as source,
        contextlib.closing(sqlite3.connect(new, isolation_level=None)) as target,
        target,
    ):
        source.row_factory = sqlite3.Row
        source.text_factory = lambda text: text.decode(errors="replace")
        target.execute("BEGIN IMMEDIATE")
        bring_up(target)
        _copy_rows(source, target, "folders", "id")
        _copy_rows(source, target, "chats", "id")
        count = sum(_take_over(source, target, chat) for chat in _chats(source))
        target.execute("DELETE FROM chats WHERE id NOT IN (SELECT chat FROM entries)")
        _copy_rows(source, target, "coming", "chat")
        _copy_rows(source, target, "drafts", "chat")
        _copy_rows(source, target, "attachments", "chat, entry, path")
        for statement in _WITHOUT_ITS_OTHER:
            target.execute(statement)
        kind = "chats_recovered" if count else "chats_lost"
        leave_notice(target, Problem(kind, count=count, path=told))


def _scanned(
    source: sqlite3.Connection, query: str, order: str, values: tuple[Any, ...] = ()
) -> Iterator[sqlite3.Row]:
    """Rows from the first one to where reading fails, and from the last one back to there."""
    backwards = ", ".join(f"{column} DESC" for column in order.split(", "))
    for way in (order, backwards):
        try:
            yield from source.execute(f"{query} ORDER BY {way}", values)
        except sqlite3.DatabaseError:
            continue
        return


def _copy_rows(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, order: str
) -> None:
    known = {row[1] for row in target.execute(f"PRAGMA table_info({table})")}
    for row in _scanned(source, f"SELECT * FROM {table}", order):
        columns = [column for column in row.keys() if column in known]  # noqa: SIM118
        names = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join("?" * len(columns))
        with contextlib.suppress(sqlite3.IntegrityError):
            target.execute(
                f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})",
                [row[column] for column in columns],
            )


def _chats(source: sqlite3.Connection) -> set[str]:
    """The ids of the chats of which anything is left."""
    ids = {row[0] for row in _scanned(source, "SELECT id FROM chats", "id")}
    return ids | {row[0] for row in _scanned(source, "SELECT chat FROM entries", "chat, id")}


def _take_over(source: sqlite3.Connection, target: sqlite3.Connection, chat: str) -> bool:
    """Take over what is left of a chat; returns whether anything is."""
    query = f"SELECT {_ENTRY} FROM entries WHERE chat = ?"
    entries = _healed(readable(tuple(row) for row in _scanned(source, query, "id", (chat,))))
    if len(entries) < 2:
        return False
    now = time.time()
    target.execute(
        "INSERT OR IGNORE INTO chats (id, began, changed, settings, left_out) "
        'VALUES (?, ?, ?, \'{}\', \'{"turns":[],"media":[],"summary":""}\')',
        (chat, now, now),
    )
    target.execute(
        "UPDATE chats SET first_words = ?, turns = ? WHERE id = ?",
        (first_words(entries), len(entries) - 1, chat),
    )
    # An older Facet did not write when; then there are no such rows.
    times = _scanned(source, "SELECT id, said FROM entries WHERE chat = ?", "id", (chat,))
    write_entries(target, chat, entries, dict(tuple(row) for row in times))
    write_words(target, chat, entries)
    (title,) = target.execute("SELECT title FROM chats WHERE id = ?", (chat,)).fetchone()
    write_title(target, chat, title)
    return True


def _healed(left: Iterable[Entry]) -> list[Entry]:
    """A whole tree of the entries that are left: whose parent is gone is a first one."""
    entries = {entry.id: entry for entry in left}
    entries.setdefault(0, Entry(0, Turn("system", ()), None))
    for id, entry in entries.items():
        # A parent is older than what answers it, or there would be a ring.
        if entry.parent is not None and not (entry.parent in entries and entry.parent < id):
            entries[id] = replace(entry, parent=None)
    below: dict[int, list[int]] = {id: [] for id in entries}
    for id, entry in sorted(entries.items()):
        if id:
            below[entry.parent or 0].append(id)
    return [_with_children(entries[id], below[id]) for id in sorted(entries)]


def _with_children(entry: Entry, below: list[int]) -> Entry:
    """The entry over just these children, in the order it had them."""
    known = [id for id in entry.children if id in below]
    children = [*known, *(id for id in below if id not in known)]
    chosen = entry.chosen if entry.chosen in children else None
    return replace(entry, children=children, chosen=chosen or (children[-1] if children else None))
