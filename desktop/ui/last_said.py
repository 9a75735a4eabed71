"""What was said last, for the commands that mean it."""

from __future__ import annotations

from desktop.dialogue import Entry

from .chat import Chat


class LastSaid:
    """The last turns of the branch of a chat that is shown."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    @property
    def question(self) -> Entry | None:
        """What the person said last."""
        return self._last("user")

    @property
    def answer(self) -> Entry | None:
        """What the model said last, unless more of it is coming."""
        return None if self._chat.answering else self._last("model")

    def version(self, step: int) -> int | None:
        """The entry so many versions on, in the last place where there are several."""
        dialogue = self._chat.dialogue
        for entry in reversed(dialogue.shown):
            versions = dialogue.alternatives(entry.id)
            if len(versions) > 1:
                place = versions.index(entry.id) + step
                return versions[place] if 0 <= place < len(versions) else None
        return None

    def _last(self, role: str) -> Entry | None:
        shown = reversed(self._chat.dialogue.shown)
        return next((entry for entry in shown if entry.turn.role == role), None)
