"""Has the chat written to disk as it happens, and finds it again at the next start."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot

from desktop.chats.keeper import Keeper
from desktop.chats.record import ChatRecord
from desktop.chats.store import Store
from desktop.problems import Problem

from .chat import Chat
from .sentences import sentence

_SETTING = "chat"
_COMING_MS = 500


def last_chat(folder: Path) -> ChatRecord | None:
    """The chat that was open when Facet was closed, None if there was none.

    Raises Problem where what is kept in the folder can't be read.
    """
    id = QSettings().value(_SETTING)
    if not isinstance(id, str):
        return None
    try:
        store = Store(folder)
        try:
            return store.read(id)
        finally:
            store.close()
    except (OSError, sqlite3.Error, ValueError, LookupError) as error:
        raise Problem("unreadable_chats", path=folder) from error


class ChatKeeping(QObject):
    """Keeps a chat in a folder: every turn when it is said, a reply twice a second as it comes.

    Signals:
        failed: the sentence that says why nothing can be kept at the moment.
        recovered: everything is kept again.
    """

    failed = Signal(str)
    recovered = Signal()
    _told = Signal(str, dict)

    def __init__(self, folder: Path, chat: Chat, parent: QObject) -> None:
        super().__init__(parent)
        self._chat = chat
        self._told.connect(self._hear)
        self._keeper = Keeper(folder, self._tell)
        self._pace = QTimer(self, interval=_COMING_MS)
        self._pace.timeout.connect(self._keep_coming)
        for begun in (chat.asked, chat.resumed):
            begun.connect(self._pace.start)
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

    def forget(self) -> None:
        """Begin with a new chat next time; the one that is open stays on disk."""
        QSettings().remove(_SETTING)

    def flush(self) -> bool:
        """Wait until everything is written; returns whether it is."""
        return self._keeper.flush()

    def close(self) -> None:
        """Write what waits, and end."""
        self._keeper.close()

    @Slot()
    def _keep(self) -> None:
        if not self._chat.answering:
            self._pace.stop()
        self._keeper.keep(self._chat.record)
        QSettings().setValue(_SETTING, self._chat.id)

    @Slot()
    def _keep_coming(self) -> None:
        coming = self._chat.coming
        if coming is not None:
            self._keeper.keep_coming(self._chat.id, coming)

    def _tell(self, problem: Problem | None) -> None:
        """Called in the keeper's thread."""
        self._told.emit(problem.kind if problem else "", problem.details if problem else {})

    @Slot(str, dict)
    def _hear(self, kind: str, details: dict[str, str]) -> None:
        if kind:
            self.failed.emit(sentence(kind, details))
        else:
            self.recovered.emit()
