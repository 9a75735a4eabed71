"""What is being written in each chat."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.chats.keeper import Keeper
from desktop.conversation import Turn

NOTHING = Turn("user", ())


class Drafts:
    """Drafts by chat, "" for the chat that has not begun; the keeper writes what changes."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._turns: dict[str, Turn] = {}

    def load(self, turns: Mapping[str, Turn]) -> None:
        """Take what was kept."""
        self._turns = dict(turns)

    def of(self, chat: str) -> Turn:
        """What is being written in a chat; no parts where it is nothing."""
        return self._turns.get(chat, NOTHING)

    def keep(self, chat: str, turn: Turn) -> None:
        """Keep what is being written in a chat."""
        if turn != self.of(chat):
            self._turns[chat] = turn
            self._keeper.keep_draft(chat, turn)
