"""Every chat: the one that is shown, those that are answered out of sight, and those on disk."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal, Slot

from desktop.chats.record import ChatRecord
from desktop.chats.search import Found
from desktop.problems import Problem

from .aside import ChatsAside
from .catalogue import Catalogue
from .chat import Chat
from .drafts import Drafts
from .keeping import LAST_CHAT, ChatKeeping, last_chat
from .media.made_files import delete_made
from .sentences import sentence


class Chats(QObject):
    """Shows one of the chats in a folder and keeps them all; `chat` is the one that is shown.

    Attributes:
        folder: where they are kept.
        catalogue: what is known of each.
        keeping: has them written to disk.
        drafts: what is being written in each.

    Signals:
        found: a turn of the chat that is shown is to be seen.
        shown: another chat is shown, or something was said in it for the first time.
        failed: the sentence that says why a chat can't be shown.
        broke_off: the sentence that says why the answer in the chat that is shown now broke off.
    """

    found = Signal(Found)
    shown = Signal()
    failed = Signal(str)
    broke_off = Signal(str)

    def __init__(self, folder: Path, chat: Chat, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self._chat = chat
        self._deleted_shown: str | None = None
        self.keeping = ChatKeeping(folder, self)
        self.drafts = Drafts(self.keeping.keeper)
        self.catalogue = Catalogue(folder, self.keeping.keeper, self)
        self._aside = ChatsAside(self)
        self._aside.ended.connect(self._note_end)
        self.keeping.kept.connect(self._note)
        self.keeping.follow(chat)
        for other in (chat.opened, chat.said, chat.kept):
            other.connect(self._remember)
        self.catalogue.load()

    @property
    def shown_id(self) -> str:
        """The chat that is shown."""
        return self._chat.id

    @property
    def title(self) -> str:
        """What the chat that is shown is called, as far as it has a name."""
        chat = self.catalogue.chats.get(self._chat.id)
        return chat.title if chat else ""

    def open_last(self) -> bool:
        """Show the chat of the last time; returns whether there was one.

        `failed` tells where it can't be read.
        """
        try:
            kept, drafts = last_chat(self.folder)
        except Problem as problem:
            self._tell(problem)
            return False
        self.drafts.load(drafts)
        if kept is not None:
            self.catalogue.know(kept)
            self._chat.open(kept)
        return kept is not None

    def begin(self, *, temporary: bool = False) -> None:
        """Show a new chat; an answer that is coming goes on out of sight."""
        if not self._leave() or temporary:
            self._chat.clear(temporary=temporary)

    def open(self, id: str) -> None:
        """Show a chat; an answer that is coming in the one before goes on out of sight."""
        if id == self._chat.id:
            return
        try:
            record = None if id in self._aside else self.catalogue.read(id)
        except Problem as problem:
            self._tell(problem)
            return
        if record is None and id not in self._aside:
            return
        self._leave()
        if record is not None:
            self._chat.open(record)
        else:
            self._aside.give_back(id, self._chat)
            self.catalogue.note_running(id, False)
        self.catalogue.mark_unread([id], False)
        if why := self._aside.failure(id):
            self.broke_off.emit(why)

    def open_at(self, found: Found) -> None:
        """Show a chat at the turn in which something was found."""
        self.open(found.chat)
        entry, dialogue = found.entry, self._chat.dialogue
        if found.chat != self._chat.id or entry is None or entry not in dialogue:
            return
        if dialogue[entry] not in dialogue.shown and not self._chat.answering:
            self._chat.choose(entry)
        self.found.emit(found)

    def delete(self, ids: Collection[str]) -> None:
        """Delete chats; what is coming in them is stopped."""
        for id in ids:
            self._aside.stop(id)
        if self._chat.temporary and self._chat.id in ids:
            self.begin()
            return
        self._deleted_shown = self._chat.id if self._chat.id in ids else None
        if self._deleted_shown:
            self._chat.clear()
        self.catalogue.delete(ids)

    def put_back(self) -> None:
        """Put back what was deleted last, and show it if it was shown."""
        self.catalogue.put_back()
        if self._deleted_shown:
            self.open(self._deleted_shown)

    def delete_everything(self) -> None:
        """Delete all chats for ever; every answer is stopped."""
        self._aside.end()
        self._deleted_shown = None
        self._chat.clear()
        self.drafts.load({})
        self.catalogue.forget_everything()
        self.keeping.keeper.delete_everything()

    def end(self) -> None:
        """Stop every answer; what has come of them stays, but for a temporary chat."""
        self._chat.end()
        if self._chat.temporary:
            self._forget_temporary()
        self._aside.end()

    def _leave(self) -> bool:
        """Let an answer that is coming go on out of sight; returns whether one does."""
        if self._chat.temporary:
            self._forget_temporary()
            return False
        if not self._chat.answering:
            return False
        other = self._chat.step_aside(self._aside)
        self.keeping.follow(other)
        self._aside.add(other)
        self.catalogue.note_running(other.id, True)
        return True

    def _forget_temporary(self) -> None:
        delete_made(entry.turn for entry in self._chat.dialogue.entries)

    @Slot(ChatRecord)
    def _note(self, record: ChatRecord) -> None:
        self.catalogue.note(record, seen=record.id == self._chat.id)

    @Slot(str)
    def _note_end(self, id: str) -> None:
        self.catalogue.note_running(id, False)

    @Slot()
    def _remember(self) -> None:
        """Begin with this chat next time, or with a new one where nothing is said in it."""
        if self._chat.turns and not self._chat.temporary:
            QSettings().setValue(LAST_CHAT, self._chat.id)
        else:
            QSettings().remove(LAST_CHAT)
        self.shown.emit()

    def _tell(self, problem: Problem) -> None:
        self.failed.emit(sentence(problem.kind, problem.details))
