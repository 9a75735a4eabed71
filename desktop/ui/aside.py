"""Chats whose answer goes on while another chat is shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from .chat import Chat


class ChatsAside(QObject):
    """Holds each chat that was left in the middle of its answer, until that has come.

    Signals:
        ended: nothing more will come in a chat; its id.
    """

    ended = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._chats: dict[str, Chat] = {}
        self._failures: dict[str, str] = {}

    def __contains__(self, id: object) -> bool:
        return id in self._chats

    def add(self, chat: Chat) -> None:
        """Hold a chat that has stepped aside."""
        self._chats[chat.id] = chat
        for broke_off in (chat.failed, chat.died):
            broke_off.connect(partial(self._note_failure, chat.id))
        chat.settled.connect(partial(self._let_go, chat.id))

    def give_back(self, id: str, shown: Chat) -> None:
        """Let a chat that is held go on where it is seen."""
        chat = self._chats.pop(id)
        shown.take_over(chat)
        chat.deleteLater()

    def failure(self, id: str) -> str:
        """The sentence that says why an answer broke off out of sight, once; "" if none did."""
        return self._failures.pop(id, "")

    def stop(self, id: str) -> None:
        """Stop the answer in a chat, if one is coming; what has come of it stays."""
        if id in self._chats:
            self._chats[id].end()

    def end(self) -> None:
        """Stop every answer; what has come of them stays."""
        for id in list(self._chats):
            self.stop(id)

    def _note_failure(self, id: str, why: str) -> None:
        self._failures[id] = why

    def _let_go(self, id: str) -> None:
        self._chats.pop(id).deleteLater()
        self.ended.emit(id)
