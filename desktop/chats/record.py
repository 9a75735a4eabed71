"""A chat as it is kept: plain data, which another thread may hold."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.conversation import Turn
from desktop.dialogue import Entry
from desktop.room import LeftOut


@dataclass(frozen=True)
class ChatRecord:
    """Everything of one chat.

    `entries` are the dialogue's, its root first; `settings` is plain and fit for JSON.
    """

    id: str
    entries: tuple[Entry, ...]
    settings: Mapping[str, Any]
    left_out: LeftOut


def new_id() -> str:
    """What tells a new chat from every other."""
    return uuid.uuid4().hex


def id_from(program: str, id: str) -> str:
    """The id of a chat that has one in another program, the same each time; a new one for none."""
    if not id:
        return new_id()
    whole = f"{program}:{id}".encode(errors="replace").decode()
    return uuid.uuid5(uuid.NAMESPACE_URL, whole).hex


@dataclass(frozen=True)
class Coming:
    """What has come so far of the reply to an entry, or of the `resumed` one that goes on."""

    to: int
    turn: Turn
    resumed: int | None = None
