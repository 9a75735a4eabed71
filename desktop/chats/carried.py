"""A chat on its way out of Facet or into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.chats.record import ChatRecord
from desktop.dialogue import Dialogue, Entry


@dataclass(frozen=True)
class CarriedChat:
    """A chat and what is known beside it.

    `began` is when it began, `said` when each entry was said, by its id; both in seconds since
    1970. None, and no entry, where that is not known.
    """

    record: ChatRecord
    title: str = ""
    began: float | None = None
    said: Mapping[int, float] = field(default_factory=dict[int, float])
    pinned: bool = False

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The branch that is shown, from its first turn on."""
        return Dialogue(self.record.entries).shown
