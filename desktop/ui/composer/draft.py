"""The message that is being written, kept from start to start."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QSettings

from desktop.conversation import Conversation, Turn
from desktop.messages import read_conversation, write_conversation
from desktop.problems import Problem

_SETTING = "draft"


def read_draft() -> Turn | None:
    """What was being written when Facet was closed; files that are gone since are left out."""
    try:
        kept = json.loads(str(QSettings().value(_SETTING)))
        turn = read_conversation(kept).turns[0]
    except (ValueError, IndexError, Problem):
        return None
    there = (p for p in turn.parts if not (path := getattr(p, "path", None)) or Path(path).exists())
    return Turn("user", tuple(there))


def write_draft(turn: Turn) -> None:
    """Keep what is being written."""
    if turn.parts:
        kept = write_conversation(Conversation((turn,)))
        QSettings().setValue(_SETTING, json.dumps(kept, ensure_ascii=False))
    else:
        QSettings().remove(_SETTING)
