"""What a list of chats shows of each."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """One chat in a list; `began` and `changed` are seconds since 1970.

    `title` is what the chat is named, or else what was said first; empty where that has no words.
    """

    id: str
    title: str
    began: float
    changed: float
    pinned: bool
    archived: bool
    unread: bool
    folder: int | None


@dataclass(frozen=True, slots=True)
class Folder:
    """A named group of chats."""

    id: int
    name: str


def new_folder_id() -> int:
    """What tells a new folder from every other; fits 32 bits with a sign."""
    return random.randrange(1, 2**31)
