"""Finds words in titles, turns and thoughts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """The best hit in one chat.

    `entry` is the turn that holds it, None for the title; `snippet` is the text around it and
    `ranges` are where in it the hits begin and end.
    """

    chat: str
    entry: int | None
    title: str
    snippet: str
    ranges: tuple[tuple[int, int], ...]
