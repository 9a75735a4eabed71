"""LM Studio's conversations are brought in: versions as branches, thoughts, files, tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lmstudio_export import CAT, EVERYTHING, answered, block, conversation, message, said, text

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.formats import read_any
from desktop.chats.store import Store
from desktop.conversation import Picture, Text, Thought
from desktop.dialogue import Dialogue


def read(tmp_path: Path, chat: Any) -> CarriedChat:
    path = tmp_path / "conversations" / "mine" / "17.conversation.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(chat), "utf-8")
    (read,) = read_any(path, tmp_path / "new")
    return read


def test_everything_is_brought_in(tmp_path: Path) -> None:
    (tmp_path / "user-files").mkdir()
    (tmp_path / "user-files" / "17 - 4.png").write_bytes(b"a picture")
    chat = read(tmp_path, EVERYTHING)
    assert (chat.title, chat.began, chat.pinned) == ("Cats", 1_700_000_000.25, True)
    assert chat.record.settings == {"instructions": "Be brief."}
    question, answer, more = chat.shown
    kept = tmp_path / "new" / "17 - 4.png"
    assert question.turn.parts == (Picture(str(kept)), Text("Who?\n\n[paper.pdf]"))
    assert kept.read_bytes() == b"a picture"
    call = '```json\n{\n  "name": "look_up",\n  "arguments": {\n    "what": "猫"\n  }\n}\n```'
    assert answer.turn.parts == (
        Thought("Whiskers…"),
        Text(f'{call}\n\n```\n["cat"]\n```\n\nA cat.'),
    )
    assert more.turn.text == "And?"


def test_versions_are_branches_and_the_chat_goes_on_after_the_selected_one(
    tmp_path: Path,
) -> None:
    dialogue = Dialogue(read(tmp_path, EVERYTHING).record.entries)
    _, answer, more = dialogue.shown
    assert [dialogue[id].turn.text for id in dialogue.alternatives(more.id)] == [
        "And?",
        "And then?",
    ]
    other, _ = dialogue.alternatives(answer.id)
    assert dialogue[other].turn.text == "A dog." and dialogue[other].children == []


def test_what_is_brought_in_is_kept(tmp_path: Path) -> None:
    chat = read(tmp_path, EVERYTHING)
    store = Store(tmp_path / "store")
    store.write(chat.record)
    assert store.read(chat.record.id) == chat.record
    store.close()


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, EVERYTHING).shown[0].turn.text == "[17 - 4.png]\n\nWho?\n\n[paper.pdf]"


def test_no_file_is_taken_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"")
    (tmp_path / "user-files").mkdir()
    for name in ("../secret.png", str(tmp_path / "secret.png"), "..", ""):
        chat = read(tmp_path, conversation(message(said("user", {**CAT, "fileIdentifier": name}))))
        assert all(isinstance(part, Text) for part in chat.shown[0].turn.parts)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "strange",
    [
        conversation(),
        conversation(name=None, pinned=3, createdAt="x", perChatPredictionConfig=[]),
        conversation(message(selected=4), message(said("user"), selected="x")),
        conversation({"versions": 3}, {"versions": [3, None]}),
        conversation(message(said("king", text("?"))), message(answered(3, {}, block(3)))),  # type: ignore[arg-type]
    ],
)
def test_what_is_missing_or_of_another_kind_is_left_out(
    strange: dict[str, Any], tmp_path: Path
) -> None:
    assert read(tmp_path, strange).shown == ()


def test_a_selection_that_is_none_is_the_last_version(tmp_path: Path) -> None:
    versions = message(said("user", text("1")), said("user", text("2")), selected=9)
    chat = read(tmp_path, conversation(versions, message(answered(block(text("!"))))))
    assert [entry.turn.text for entry in chat.shown] == ["2", "!"]
