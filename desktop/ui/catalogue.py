"""What is known of every chat, and the commands that change it."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chats.carried import CarriedChat
from desktop.chats.keeper import Keeper
from desktop.chats.library import opened_library
from desktop.chats.record import ChatRecord
from desktop.chats.summary import ChatSummary, Folder
from desktop.chats.words import first_words
from desktop.conversation import Turn
from desktop.problems import Problem

from .background import in_background
from .sentences import sentence


class Catalogue(QObject):
    """Every chat that is kept, but those that are deleted.

    What a command changes is known at once; the keeper writes it when it can.

    Attributes:
        chats: what is known of each, by its id.
        folders: those there are, by their ids.
        running: the chats in which an answer is coming.

    Signals:
        listed: all that is kept is known from now on.
        changed: a chat is new, or other than before; its id.
        removed: a chat is gone; its id.
        folders_changed: there are other folders, or they are called otherwise.
        can_put_back: so many chats were deleted last that can be put back; 0 where none can.
        failed: the sentence that says why not everything is known.
    """

    listed = Signal()
    changed = Signal(str)
    removed = Signal(str)
    folders_changed = Signal()
    can_put_back = Signal(int)
    failed = Signal(str)
    _read = Signal(list, list)

    def __init__(self, folder: Path, keeper: Keeper, parent: QObject) -> None:
        super().__init__(parent)
        self.chats: dict[str, ChatSummary] = {}
        self.folders: dict[int, Folder] = {}
        self.running: set[str] = set()
        self._folder = folder
        self._keeper = keeper
        self._deleted: list[ChatSummary] = []
        self._said_first: dict[str, str] = {}
        self._turns: dict[str, tuple[Turn, ...]] = {}
        self._read.connect(self._list)

    def load(self) -> None:
        """Learn in the background what is kept; `listed` follows."""
        in_background(self._load)

    def note(self, record: ChatRecord, *, seen: bool) -> None:
        """Something was said in a chat, which somebody saw or not."""
        if len(record.entries) < 2:
            self._forget([record.id])
            return
        first, turns = first_words(record.entries), _turns(record)
        before, now = self.chats.get(record.id), time.time()
        if before is None:
            after = ChatSummary(record.id, first, now, now, False, False, False, None)
        else:
            named = before.title not in ("", self._said_first.get(record.id))
            changed = now if turns != self._turns.get(record.id) else before.changed
            after = replace(before, title=before.title if named else first, changed=changed)
        self._said_first[record.id], self._turns[record.id] = first, turns
        self._learn(after)
        if not seen:
            self.mark_unread([record.id], True)

    def know(self, record: ChatRecord) -> None:
        """A chat is as it is kept: nothing new is said in it."""
        self._said_first[record.id] = first_words(record.entries)
        self._turns[record.id] = _turns(record)

    def note_running(self, id: str, running: bool) -> None:
        """Whether an answer is coming in a chat."""
        if running is not (id in self.running):
            self.running ^= {id}
            if id in self.chats:
                self.changed.emit(id)

    @property
    def deleted(self) -> int:
        """How many chats can be put back."""
        return len(self._deleted)

    def rename(self, id: str, title: str) -> None:
        """Give a chat a name, which it keeps."""
        self._learn(replace(self.chats[id], title=title))
        self._keeper.rename(id, title)

    def pin(self, ids: Iterable[str], pinned: bool) -> None:
        """Hold chats at the top, out of the archive, or no longer."""
        for id in ids:
            if pinned and self.chats[id].archived:
                self.archive([id], False)
            self._learn(replace(self.chats[id], pinned=pinned))
            self._keeper.pin(id, pinned)

    def archive(self, ids: Collection[str], archived: bool) -> None:
        """Put chats aside, or back."""
        for id in ids:
            self._learn(replace(self.chats[id], archived=archived))
        self._keeper.archive(ids, archived)

    def mark_unread(self, ids: Iterable[str], unread: bool) -> None:
        """Mark chats as holding something new, or as read."""
        for id in ids:
            if id in self.chats and self.chats[id].unread is not unread:
                self._learn(replace(self.chats[id], unread=unread))
                self._keeper.mark_unread(id, unread)

    def put_in(self, ids: Collection[str], folder: int | None) -> None:
        """Put chats into a folder, or into none; neither pinned nor archived any longer."""
        self.pin([id for id in ids if self.chats[id].pinned], False)
        self.archive([id for id in ids if self.chats[id].archived], False)
        for id in ids:
            self._learn(replace(self.chats[id], folder=folder))
        self._keeper.put_in(ids, folder)

    def add_folder(self, name: str) -> int:
        """Add a folder after the others; returns its id."""
        id = self._keeper.add_folder(name)
        self.folders[id] = Folder(id, name)
        self.folders_changed.emit()
        return id

    def rename_folder(self, folder: int, name: str) -> None:
        """Give a folder another name."""
        self.folders[folder] = Folder(folder, name)
        self._keeper.rename_folder(folder, name)
        self.folders_changed.emit()

    def remove_folder(self, folder: int) -> None:
        """Take a folder away; its chats stay, in none."""
        for chat in [chat for chat in self.chats.values() if chat.folder == folder]:
            self._learn(replace(chat, folder=None))
        del self.folders[folder]
        self._keeper.remove_folder(folder)
        self.folders_changed.emit()

    def delete(self, ids: Collection[str]) -> None:
        """Delete chats, which `put_back` brings back."""
        self._deleted = [self.chats[id] for id in ids]
        self._forget(ids)
        self._keeper.delete(ids)
        self.can_put_back.emit(len(ids))

    def put_back(self) -> None:
        """Put back what was deleted last."""
        chats, self._deleted = self._deleted, []
        self._keeper.restore([chat.id for chat in chats])
        for chat in chats:
            self._learn(chat)
        self.can_put_back.emit(0)

    def forget_deleted(self) -> None:
        """Offer no longer to put back what was deleted last."""
        if self._deleted:
            self._deleted = []
            self.can_put_back.emit(0)

    def forget_everything(self) -> None:
        """Know of no chats and of no folders any more."""
        self.chats, self.folders, self._deleted = {}, {}, []
        self._said_first.clear()
        self._turns.clear()
        self.can_put_back.emit(0)
        self.listed.emit()

    def read(self, id: str) -> ChatRecord | None:
        """A chat as it is now.

        Raises Problem where it can't be read, or newer words of it are not written yet.
        """
        if not self._keeper.flush():
            raise Problem("cannot_keep_chats", path=self._folder)
        with opened_library(self._folder) as library:
            record = library.read(id)
        if record is not None:
            self.know(record)
        return record

    def carry(self, ids: Iterable[str]) -> Iterator[CarriedChat]:
        """Chats as they are now, to be taken elsewhere; may be called in any thread.

        Raises what `read` raises.
        """
        if not self._keeper.flush():
            raise Problem("cannot_keep_chats", path=self._folder)
        with opened_library(self._folder) as library:
            for id in ids:
                if chat := library.carried(id):
                    yield chat

    def _learn(self, chat: ChatSummary) -> None:
        self.chats[chat.id] = chat
        self.changed.emit(chat.id)

    def _forget(self, ids: Iterable[str]) -> None:
        for id in ids:
            if self.chats.pop(id, None):
                self.removed.emit(id)

    def _load(self) -> None:
        """Called in a thread of the pool."""
        try:
            with opened_library(self._folder) as library:
                self._read.emit(library.summaries(), library.folders())
        except Problem as problem:
            self.failed.emit(sentence(problem.kind, problem.details))

    @Slot(list, list)
    def _list(self, chats: list[ChatSummary], folders: list[Folder]) -> None:
        """What was said since then is newer than what was read."""
        self.chats = {chat.id: chat for chat in chats} | self.chats
        self.folders = {folder.id: folder for folder in folders} | self.folders
        self.listed.emit()


def _turns(record: ChatRecord) -> tuple[Turn, ...]:
    return tuple(entry.turn for entry in record.entries)
