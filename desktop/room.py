"""What a conversation leaves out of the prompt so that it fits the model's context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .conversation import Clip, Picture, Sound, Turn
from .dialogue import Entry

_REPLY = 1024  # tokens that are kept free for the answer, at most a quarter of the context


@dataclass(frozen=True)
class LeftOut:
    """What is not sent any more, by the entries' ids.

    `turns` are left out whole, of `media` only the pictures, sounds and clips. `summary` is what
    the model wrote of the turns that are left out, if it did.
    """

    turns: frozenset[int] = frozenset()
    media: frozenset[int] = frozenset()
    summary: str = ""

    def __bool__(self) -> bool:
        return bool(self.turns or self.media)

    def sent(self, entries: Sequence[Entry]) -> list[Turn]:
        """The turns that are sent still."""
        return [
            _without_media(entry.turn) if entry.id in self.media else entry.turn
            for entry in entries
            if entry.id not in self.turns
        ]


def tokens_over(tokens: int, context: int) -> int:
    """How many tokens must go so that a conversation fits, with room for the answer."""
    return tokens + min(_REPLY, context // 4) - context


def leave_out_media(
    left_out: LeftOut, entries: Sequence[Entry], costs: Sequence[int], over: int
) -> LeftOut | None:
    """Leave the oldest media out, until `over` tokens are gone; None where that is not enough.

    `costs` are what the media of each entry take.
    """
    chosen = _oldest([entry.id for entry in entries], costs, over)
    return None if chosen is None else replace(left_out, media=left_out.media | chosen)


def leave_out_turns(
    left_out: LeftOut, entries: Sequence[Entry], costs: Sequence[int], over: int
) -> LeftOut | None:
    """Leave the oldest questions out with their answers, until `over` tokens are gone.

    None where that is not enough. `costs` are what the entries take.
    """
    questions = [i for i, entry in enumerate(entries) if entry.turn.role == "user"]
    gone = 0
    for start, stop in pairwise([*questions, len(entries)]):
        gone += sum(costs[start:stop])
        if gone >= over:
            ids = frozenset(entry.id for entry in entries[:stop])
            return replace(left_out, turns=left_out.turns | ids)
    return None


def _oldest(ids: Sequence[int], costs: Sequence[int], over: int) -> frozenset[int] | None:
    chosen: list[int] = []
    for id, cost in zip(ids, costs, strict=True):
        if over <= 0:
            break
        if cost:
            chosen.append(id)
            over -= cost
    return frozenset(chosen) if over <= 0 else None


def _without_media(turn: Turn) -> Turn:
    kept = (part for part in turn.parts if not isinstance(part, Picture | Sound | Clip))
    return Turn(turn.role, tuple(kept), turn.token_ids)
