"""Whatever a file holds, it is brought in or refused in one sentence, and soon."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from chatgpt_export import EVERYTHING
from lmstudio_export import EVERYTHING as LM_STUDIO

from desktop.chats.exchange.formats import read_any
from desktop.chats.store import Store
from desktop.dialogue import Dialogue
from desktop.problems import Problem

STRANGE = (None, True, -1, 2**80, 1e308, float("nan"), "", "x", "\ud800", [], [[]], {}, {"a": None})


def changed(value: Any, chance: random.Random) -> Any:
    """A value with some of what is in it of another kind, gone, or elsewhere."""
    if chance.random() < 0.03:
        return chance.choice(STRANGE)
    if isinstance(value, dict):
        kept = [key for key in value if chance.random() > 0.02]
        return {key: changed(value[key], chance) for key in kept}
    if isinstance(value, list):
        return [
            changed(chance.choice(value) if chance.random() < 0.05 else v, chance) for v in value
        ]
    return value


@pytest.mark.parametrize("seed", range(150))
def test_exports_of_any_kind_are_brought_in_or_refused(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = tmp_path / "chats.json"
    path.write_text(json.dumps(changed(chance.choice([[EVERYTHING], LM_STUDIO]), chance)))
    try:
        chats = read_any(path, tmp_path / "new")
    except Problem:
        assert not (tmp_path / "new").exists()
        return
    store = Store(tmp_path / "store")
    for chat in chats:
        store.write(chat.record)
        assert store.read(chat.record.id) == chat.record
        assert all(entry.turn.parts for entry in Dialogue(chat.record.entries).shown)
    store.close()
