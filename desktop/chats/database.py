"""Opens the database of chats: made where there is none, brought up to date, mended."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Generator
from pathlib import Path

from desktop.problems import Problem

from .rescue import move_in, rescue, set_aside
from .schema import VERSION, bring_up, version_of

FILE = "chats.sqlite3"
_LOCK = "chats.lock"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def open_database(folder: Path) -> sqlite3.Connection:
    """The chats in a folder that is the person's alone; a damaged file is set aside, and rescued.

    Raises Problem where a newer Facet has written there, and sqlite3.Error or OSError where the
    disk fails.
    """
    with _alone(folder):
        try:
            return _open(folder)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            rescue(folder / FILE)
            return _open(folder)


def mend(folder: Path) -> None:
    """Look closely at a database that seems damaged, and mend it if it is."""
    with _alone(folder):
        if not _is_whole(folder):
            rescue(folder / FILE)


def delete_database(folder: Path) -> None:
    """Delete the database, its backups and what was set aside."""
    with _alone(folder):
        path = folder / FILE
        # First the database: without it, nobody takes its log for anything.
        path.unlink(missing_ok=True)
        for other in (*folder.glob(f"{path.name}-*"), *backups(folder), *set_aside(path)):
            other.unlink(missing_ok=True)


def backups(folder: Path) -> list[Path]:
    """Copies of databases as they were before they were brought up to date."""
    return list(folder.glob("chats-before-*"))


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is bad, so that trying again is of no use."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Generator[None]:
    """All or nothing."""
    with database:
        database.execute("BEGIN IMMEDIATE")
        yield


@contextlib.contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Let no other thread and no other Facet open, mend or bring up the same files meanwhile."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (mode := folder.stat().st_mode & 0o777) & 0o077:
        folder.chmod(mode & 0o700)
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _is_whole(folder: Path) -> bool:
    """Whether no page of the file is damaged; the index of words is made again."""
    try:
        with contextlib.closing(_open(folder)) as database:
            if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return False
            database.execute("INSERT INTO sought (sought) VALUES ('rebuild')")
            return True
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return False


def _open(folder: Path) -> sqlite3.Connection:
    path = folder / FILE
    move_in(path)
    with contextlib.suppress(FileExistsError):
        # Never opened where it is there: closing it would drop the locks of other connections.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        # What is committed outlives the process; a power cut may take the last moments of it.
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA checkpoint_fullfsync = ON")
        database.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten, too.
        database.execute("PRAGMA secure_delete = ON")
        _bring_up(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _bring_up(database: sqlite3.Connection, path: Path) -> None:
    version = version_of(database)
    if version > VERSION:
        raise Problem("newer_chats", path=path.parent)
    if version == VERSION:
        return
    if version:
        _back_up(database, path.with_name(f"{path.stem}-before-{VERSION}{path.suffix}"))
    with transaction(database):
        bring_up(database)


def _back_up(database: sqlite3.Connection, to: Path) -> None:
    unfinished = to.with_name(f"{to.name}.part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with contextlib.closing(sqlite3.connect(unfinished)) as backup:
        database.backup(backup)
        backup.execute("PRAGMA journal_mode = DELETE")
    unfinished.replace(to)
