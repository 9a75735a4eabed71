"""The chats in a folder, to be written."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from desktop.conversation import Clip, Picture, Sound, Turn
from desktop.dialogue import Entry
from desktop.messages import write_turn
from desktop.problems import Problem

from .carried import CarriedChat
from .database import FILE, backups, delete_database, transaction
from .library import Library, mending
from .made_files import collect_incoming, collect_made, delete_all_made
from .record import ChatRecord, Coming, new_id
from .rescue import set_aside
from .rows import entries_in, to_json, write_entries
from .schema import take_notices
from .words import clean, first_words, remove_words, write_title, write_words


class Store(Library):
    """A library that is written to; what is changed of chats that are not there is passed over.

    Raises what a Library raises.
    """

    def __init__(self, folder: Path) -> None:
        self._written: dict[str, dict[int, Entry]] = {}
        self._uncopied: set[str] = set()
        super().__init__(folder)

    @mending
    def write(self, record: ChatRecord) -> None:
        """Write a whole chat in place of what is there of it; a reply that was coming has ended."""
        now = time.time()
        with transaction(self._database):
            times = {entry.id: now for entry in record.entries if entry.id}
            written = self._write(record, times)
        self._written[record.id] = written

    @mending
    def bring_in(self, chat: CarriedChat) -> str | None:
        """Write a chat that comes from elsewhere; returns its id, None where it is there already.

        The same chat comes back where it was deleted. Where another is kept under its id, it gets
        one of its own.
        """
        record, database = chat.record, self._database
        query = "SELECT deleted, settings, left_out FROM chats WHERE id = ?"
        if there := database.execute(query, (record.id,)).fetchone():
            deleted, *kept = there
            if not _same(self._record(record.id, *kept), record):
                record = replace(record, id=new_id())
            elif deleted is None:
                return None
            else:
                self.restore([record.id])
                return record.id
        times = sorted(chat.said.values()) or [time.time()]
        began = times[0] if chat.began is None else chat.began
        with transaction(database):
            written = self._write(record, chat.said)
            database.execute(
                "UPDATE chats SET began = ?, changed = ?, pinned = ? WHERE id = ?",
                (began, max(began, times[-1]), chat.pinned, record.id),
            )
            self._name(record.id, chat.title)
        self._written[record.id] = written
        return record.id

    def _write(self, record: ChatRecord, times: Mapping[int, float]) -> dict[int, Entry]:
        """Write a whole chat, within a transaction; returns its entries.

        `times` is when what is new was said.
        """
        database = self._database
        before = self._before(record.id)
        now = {entry.id: entry for entry in record.entries}
        gone = before.keys() - now.keys()
        changed = [entry for id, entry in now.items() if before.get(id) != entry]
        said = [entry for entry in changed if _turn(before.get(entry.id)) != entry.turn]
        anew = any(_words(before.get(entry.id)) != _words(entry) for entry in said)
        self._write_chat(record, anew or bool(gone))
        rows = [(record.id, id) for id in gone]
        database.executemany("DELETE FROM entries WHERE chat = ? AND id = ?", rows)
        remove_words(database, record.id, gone)
        write_entries(database, record.id, changed, times)
        write_words(database, record.id, said)
        self._write_attachments(record.id, said)
        database.execute("DELETE FROM coming WHERE chat = ?", (record.id,))
        return now

    @mending
    def write_coming(self, chat: str, coming: Coming) -> None:
        """Write what has come of a reply so far; the chat itself is written already."""
        self._database.execute(
            "REPLACE INTO coming SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM chats WHERE id = ?)",
            (chat, coming.to, coming.resumed, to_json(write_turn(coming.turn)), chat),
        )

    @mending
    def write_draft(self, chat: str, turn: Turn) -> None:
        """Write what is being written in a chat; an empty turn is no draft."""
        if turn.parts:
            row = (chat, to_json(write_turn(turn)))
            self._database.execute("REPLACE INTO drafts (chat, turn) VALUES (?, ?)", row)
        else:
            self._database.execute("DELETE FROM drafts WHERE chat = ?", (chat,))

    @mending
    def rename(self, chat: str, title: str) -> None:
        """Give a chat a title; an empty one names it after what was said first."""
        with transaction(self._database):
            self._name(chat, title)

    def pin(self, chat: str, pinned: bool) -> None:
        """Hold a chat at the top of the list, or no more."""
        self._change("pinned = ?", [chat], pinned)

    def archive(self, chats: Collection[str], archived: bool) -> None:
        """Put chats aside, or back."""
        self._change("archived = ?", chats, archived)

    def mark_unread(self, chat: str, unread: bool) -> None:
        """Mark a chat as one with something new, or as read."""
        self._change("unread = ?", [chat], unread)

    def put_in(self, chats: Collection[str], folder: int | None) -> None:
        """Put chats into a folder, or into none."""
        self._change("folder = (SELECT id FROM folders WHERE id = ?)", chats, folder)

    @mending
    def add_folder(self, folder: int, name: str) -> None:
        """Add a folder after the others."""
        self._database.execute(
            "INSERT OR IGNORE INTO folders SELECT ?, ?, coalesce(max(place), 0) + 1 FROM folders",
            (folder, clean(name)),
        )

    @mending
    def rename_folder(self, folder: int, name: str) -> None:
        """Give a folder another name."""
        query = "UPDATE folders SET name = ? WHERE id = ?"
        self._database.execute(query, (clean(name), folder))

    @mending
    def remove_folder(self, folder: int) -> None:
        """Take a folder away; its chats are in none then."""
        self._database.execute("DELETE FROM folders WHERE id = ?", (folder,))

    def delete(self, chats: Collection[str]) -> None:
        """Take chats out of the library; `restore` brings them back until they are purged."""
        self._change("deleted = coalesce(deleted, ?)", chats, time.time())

    def restore(self, chats: Collection[str]) -> None:
        """Bring deleted chats back."""
        self._change("deleted = ?", chats, None)

    @mending
    def purge(self, before: float) -> None:
        """Forget for ever what was deleted before a time, in seconds since 1970.

        Backups that are as old go, too: they hold what was deleted since.
        """
        query = "DELETE FROM chats WHERE deleted <= ? RETURNING id"
        with transaction(self._database):
            purged = self._database.execute(query, (before,)).fetchall()
            query = "DELETE FROM drafts WHERE chat = ?"
            self._database.executemany(query, purged)
        for (chat,) in purged:
            self._written.pop(chat, None)
        for backup in backups(self._folder):
            if backup.stat().st_mtime <= before:
                backup.unlink()

    def delete_everything(self) -> None:
        """Forget all chats for ever, with all that was kept, recorded and pasted for them."""
        self.close()
        delete_database(self._folder)
        self._attachments.delete_all()
        delete_all_made(self._folder)

    @mending
    def copy_attachment(self) -> bool:
        """Copy one file that a chat refers to; returns whether there may be more to copy.

        A file that can't be copied is tried again when the store is next opened.
        """
        database = self._database
        query = "SELECT DISTINCT path FROM attachments WHERE digest IS NULL"
        paths = (path for (path,) in database.execute(query) if path not in self._uncopied)
        path = next(paths, None)
        if path is None:
            return False
        try:
            copy = self._attachments.copy(Path(path))
        except (OSError, ValueError):
            self._uncopied.add(path)
            return True
        database.execute(
            "UPDATE attachments SET digest = ?, name = ?, size = ?, modified = ? "
            "WHERE path = ? AND digest IS NULL",
            (copy.digest, copy.name, copy.size, copy.modified, path),
        )
        return True

    @mending
    def collect(self) -> None:
        """Delete the copies of files, and those of Facet's own making, that nothing refers to.

        None is deleted beside a damaged database, which may refer to them still.
        """
        if set_aside(self._folder / FILE):
            return
        query = "SELECT DISTINCT digest FROM attachments WHERE digest IS NOT NULL"
        with transaction(self._database):
            wanted = {digest for (digest,) in self._database.execute(query)}
            self._attachments.collect(wanted)
        paths = self._database.execute("SELECT path, digest IS NULL FROM attachments").fetchall()
        collect_incoming(self._folder, {path for path, waiting in paths if waiting})
        drafts = {path for turn in self.drafts().values() for path in _paths(turn)}
        collect_made(self._folder, drafts | {path for path, _ in paths})

    @mending
    def take_notices(self) -> list[Problem]:
        """What a person is to be told, once."""
        return take_notices(self._database)

    def _begin(self) -> None:
        self._written.clear()
        self._uncopied.clear()

    def _before(self, chat: str) -> dict[int, Entry | None]:
        """The entries as they are written, None for one that makes no sense."""
        if chat in self._written:
            return {**self._written[chat]}
        ids = self._database.execute("SELECT id FROM entries WHERE chat = ?", (chat,))
        there: dict[int, Entry | None] = dict.fromkeys(id for (id,) in ids)
        return there | {entry.id: entry for entry in entries_in(self._database, chat)}

    def _name(self, chat: str, title: str) -> None:
        """Give a chat a title, within a transaction."""
        title = " ".join(clean(title).split())
        query = "UPDATE chats SET title = ? WHERE id = ? RETURNING id"
        if self._database.execute(query, (title, chat)).fetchall():
            write_title(self._database, chat, title)

    def _write_chat(self, record: ChatRecord, anew: bool) -> None:
        """Write what is no entry; it has changed `anew` where something else is said now."""
        now = time.time()
        left_out = {
            "turns": sorted(record.left_out.turns),
            "media": sorted(record.left_out.media),
            "summary": record.left_out.summary,
        }
        kept = (
            to_json(record.settings),
            to_json(left_out),
            first_words(record.entries),
            len(record.entries) - 1,
        )
        self._database.execute(
            "INSERT INTO chats (id, began, changed, settings, left_out, first_words, turns) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "changed = iif(?, excluded.changed, changed), settings = excluded.settings, "
            "left_out = excluded.left_out, first_words = excluded.first_words, "
            "turns = excluded.turns",
            (record.id, now, now, *kept, anew),
        )

    def _write_attachments(self, chat: str, entries: Iterable[Entry]) -> None:
        """Note the files that entries refer to; those that are new wait to be copied."""
        database = self._database
        for entry in entries:
            paths = _paths(entry.turn)
            others = ", ".join("?" * len(paths))
            database.execute(
                f"DELETE FROM attachments WHERE chat = ? AND entry = ? AND path NOT IN ({others})",
                (chat, entry.id, *paths),
            )
            database.executemany(
                "INSERT OR IGNORE INTO attachments (chat, entry, path) VALUES (?, ?, ?)",
                [(chat, entry.id, path) for path in paths],
            )

    @mending
    def _change(self, assignment: str, chats: Collection[str], value: float | None) -> None:
        rows = [(value, chat) for chat in chats]
        with transaction(self._database):
            self._database.executemany(f"UPDATE chats SET {assignment} WHERE id = ?", rows)


def _same(one: ChatRecord, other: ChatRecord) -> bool:
    """Whether the same was said in two chats, wherever the files lie that it refers to."""
    return [_without_places(entry) for entry in one.entries] == [
        _without_places(entry) for entry in other.entries
    ]


def _without_places(entry: Entry) -> Entry:
    parts = (
        replace(part, path="") if isinstance(part, Picture | Sound | Clip) else part
        for part in entry.turn.parts
    )
    return replace(entry, turn=replace(entry.turn, parts=tuple(parts)))


def _turn(entry: Entry | None) -> Turn | None:
    return entry.turn if entry else None


def _words(entry: Entry | None) -> tuple[str, str] | None:
    return (entry.turn.text, entry.turn.thought) if entry else None


def _paths(turn: Turn) -> list[str]:
    """The files of a turn whose names the database can hold: those in UTF-8."""
    paths = {medium.path for medium in turn.media if medium.path}
    return sorted(path for path in paths if path.encode(errors="ignore").decode() == path)
