"""What a model takes of a conversation that another one may have begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .conversation import Medium, Sound, Turn


@dataclass(frozen=True)
class Senses:
    """Whether a model sees, and whether it hears."""

    sees: bool = True
    hears: bool = True

    def take(self, medium: Medium) -> bool:
        """Whether a medium can be shown to it; a video needs eyes alone."""
        return self.hears if isinstance(medium, Sound) else self.sees

    def taken(self, turns: Sequence[Turn]) -> list[Turn]:
        """The turns without what cannot be taken, which is set aside.

        But what is asked about now, the last turn of a person, stays whole: an answer that passes
        over it would be a wrong one.
        """
        asked = _asked(turns)
        return [
            turn
            if i == asked or all(map(self.take, turn.media))
            else replace(turn, parts=tuple(p for p in turn.parts if self._keep(p)))
            for i, turn in enumerate(turns)
        ]

    def set_aside(self, turns: Sequence[Turn]) -> list[Medium]:
        """What is left out so."""
        asked = _asked(turns)
        return [
            medium
            for i, turn in enumerate(turns)
            for medium in turn.media
            if i != asked and not self.take(medium)
        ]

    def _keep(self, part: object) -> bool:
        return not isinstance(part, Medium) or self.take(part)


def _asked(turns: Sequence[Turn]) -> int | None:
    users = [i for i, turn in enumerate(turns) if turn.role == "user"]
    return users[-1] if users else None
