"""Has the chat written to disk as it happens, and finds it again at the next start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot

from desktop.chats.keeper import Keeper
from desktop.chats.library import opened_library
from desktop.chats.record import ChatRecord
from desktop.conversation import Turn
from desktop.problems import Problem

from .chat import Chat
from .sentences import sentence

LAST_CHAT = "chat"
_COMING_MS = 500


def last_chat(folder: Path) -> tuple[ChatRecord | None, dict[str, Turn]]:
    """The chat that was open when Facet was closed, None if there was none, and the drafts.

    Raises Problem where what is kept in the folder can't be read.
    """
    id = QSettings().value(LAST_CHAT)
    with opened_library(folder) as library:
        drafts = library.drafts()
        return library.read(id) if isinstance(id, str) else None, drafts


class ChatKeeping(QObject):
    """Keeps chats in a folder: every turn when it is said, a reply twice a second as it comes.

    Attributes:
        keeper: writes to disk.

    Signals:
        kept: something was said or changed in a chat.
        failed: the sentence that says why nothing can be kept at the moment.
        recovered: everything is kept again.
    """

    kept = Signal(ChatRecord)
    failed = Signal(str)
    recovered = Signal()
    _told = Signal(str, dict)

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._told.connect(self._hear)
        self.keeper = Keeper(folder, self._tell)

    def follow(self, chat: Chat) -> None:
        """Keep a chat from now on, for as long as its object lives."""
        Scribe(self.keeper, chat).kept.connect(self.kept)

    def _tell(self, problem: Problem | None) -> None:
        """Called in the keeper's thread."""
        self._told.emit(problem.kind if problem else "", problem.details if problem else {})

    @Slot(str, dict)
    def _hear(self, kind: str, details: dict[str, str]) -> None:
        if kind:
            self.failed.emit(sentence(kind, details))
        else:
            self.recovered.emit()


class Scribe(QObject):
    """Hands what is said in one chat to the keeper.

    Signals:
        kept: something was said or changed.
    """

    kept = Signal(ChatRecord)

    def __init__(self, keeper: Keeper, chat: Chat) -> None:
        super().__init__(chat)
        self._keeper = keeper
        self._chat = chat
        self._pace = QTimer(self, interval=_COMING_MS)
        self._pace.timeout.connect(self._keep_coming)
        for begun in (chat.asked, chat.resumed, chat.opened):
            begun.connect(self._set_pace)
        for changed in (
            chat.said,
            chat.settled,
            chat.turned,
            chat.refused,
            chat.overflowed,
            chat.room_made,
            chat.answered_otherwise,
        ):
            changed.connect(self._keep)
        chat.kept.connect(self._keep_after_all)
        self._set_pace()

    @Slot()
    def _set_pace(self) -> None:
        if self._chat.answering:
            self._pace.start()
        else:
            self._pace.stop()

    @Slot()
    def _keep(self) -> None:
        self._set_pace()
        if self._chat.temporary:
            return
        record = self._chat.record
        self._keeper.keep(record)
        self.kept.emit(record)

    @Slot()
    def _keep_after_all(self) -> None:
        if self._chat.turns:
            self._keep()

    @Slot()
    def _keep_coming(self) -> None:
        coming = self._chat.coming
        if coming is not None and not self._chat.temporary:
            self._keeper.keep_coming(self._chat.id, coming)
