"""Lets what is being written stay with its chat."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop.conversation import Turn

from .chat import Chat
from .composer.view import Composer
from .drafts import NOTHING, Drafts
from .media.made_files import delete_made


class Drafting(QObject):
    """Puts aside what is written where another chat is shown, and takes up what belongs there.

    Of what is written in a temporary chat nothing is kept.
    """

    def __init__(self, chat: Chat, composer: Composer, drafts: Drafts, parent: QObject) -> None:
        super().__init__(parent)
        self._chat = chat
        self._composer = composer
        self._drafts = drafts
        # None where nothing is kept, as before the first chat is shown.
        self._written_in: str | None = None
        composer.drafted.connect(self._keep)
        chat.said.connect(self._was_said)
        for other in (chat.refused, chat.overflowed, chat.turned, chat.kept):
            other.connect(self._follow)

    def change(self) -> None:
        """Another chat is shown now."""
        self._composer.keep_draft()
        self.forget_temporary()
        self._follow()
        self._composer.take_up(self._drafts.of(self._written_in or ""))

    @Slot()
    def _follow(self) -> None:
        """What is written belongs to the chat that is shown now, as far as it is kept."""
        begun = self._chat.id if self._chat.turns else ""
        self._written_in = None if self._chat.temporary else begun

    def forget_temporary(self) -> None:
        """Delete what was recorded and pasted for a message that is not kept."""
        if self._written_in is None:
            delete_made([self._composer.turn])

    @Slot(Turn)
    def _keep(self, turn: Turn) -> None:
        if self._written_in is not None:
            self._drafts.keep(self._written_in, turn)

    @Slot()
    def _was_said(self) -> None:
        """What was being written is said, or waits beside what is."""
        self._keep(NOTHING)
        self._follow()
        self._composer.keep_draft()
