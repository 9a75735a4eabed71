"""ChatGPT's export is brought in whole: branches, media, code, thoughts, whatever its state."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from chatgpt_export import EVERYTHING, conversation, node, text

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.chatgpt import chats_in_archive
from desktop.chats.exchange.formats import read_any
from desktop.chats.store import Store
from desktop.conversation import Picture, Text, Thought
from desktop.dialogue import Dialogue
from desktop.problems import Problem


def archive(path: Path, conversations: Any = (EVERYTHING,), **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("chat.html", "<html>")
        made.writestr("conversations.json", json.dumps(conversations))
        for name, content in files.items():
            made.writestr(name, content)
    return path


def read(tmp_path: Path, *conversations: Any) -> list[CarriedChat]:
    (tmp_path / "conversations.json").write_text(json.dumps(conversations), "utf-8")
    return read_any(tmp_path / "conversations.json", tmp_path / "new")


def shown(chat: CarriedChat) -> list[str]:
    return [entry.turn.text for entry in chat.shown]


def test_everything_in_an_archive_is_brought_in(tmp_path: Path) -> None:
    files = {"user-1/file_00ab-cat.png": b"a picture", "file-other.png": b"not shown"}
    (chat,) = read_any(archive(tmp_path / "export.zip", **files), tmp_path / "new")
    assert (chat.title, chat.began) == ("Cats", 1_700_000_000.25)
    assert chat.record.settings == {"instructions": "I have a cat.\n\nBe brief."}
    question, answer = chat.shown
    media, words = question.turn.parts
    assert media == Picture(str(tmp_path / "new" / "file_00ab-cat.png"))
    assert (tmp_path / "new" / "file_00ab-cat.png").read_bytes() == b"a picture"
    assert words == Text("[file-service://file-Gone]\n\nWho?\n\n[notes.pdf]")
    assert len(list((tmp_path / "new").iterdir())) == 1
    assert answer.turn.parts == (
        Thought("Looking\n\nIt has whiskers.\n\nA cat?\n\nThought for 3 seconds"),
        Text(
            "````python\nprint('```')\n````\n\n````\n```\n````\n\n"
            "> [Cats](https://cats.example)\n>\n> Cats\n> purr.\n\n"
            '```json\n{\n  "content_type": "smell",\n  "strength": 3\n}\n```\n\n'
            "A cat ([Cats](https://cats.example))."
        ),
    )


def test_branches_and_times_are_kept_and_the_last_node_is_shown(tmp_path: Path) -> None:
    (chat,) = read(tmp_path, EVERYTHING)
    dialogue = Dialogue(chat.record.entries)
    question, answer = dialogue.shown
    others = [dialogue[id].turn.text for id in dialogue.alternatives(answer.id)]
    assert others[0] == "A dog." and len(others) == 2
    assert chat.said == {1: 1_700_000_001.5, 2: 1_700_000_005.5, 3: 1_700_000_008.5}
    assert dialogue.alternatives(question.id) == (question.id,)


def test_the_node_that_is_current_is_shown(tmp_path: Path) -> None:
    (chat,) = read(tmp_path, {**EVERYTHING, "current_node": "first"})
    assert shown(chat)[1:] == ["A dog."]


def test_what_is_brought_in_is_kept(tmp_path: Path) -> None:
    (chat,) = read(tmp_path, EVERYTHING)
    store = Store(tmp_path / "store")
    store.write(chat.record)
    assert store.read(chat.record.id) == chat.record
    store.close()


def test_files_that_lie_beside_it_unpacked_are_found(tmp_path: Path) -> None:
    (tmp_path / "dalle-generations").mkdir()
    (tmp_path / "dalle-generations" / "file_00ab-x.webp").write_bytes(b"a picture")
    (chat,) = read(tmp_path, EVERYTHING)
    assert Picture(str(tmp_path / "new" / "file_00ab-x.webp")) in chat.shown[0].turn.parts


def test_several_files_of_one_archive_are_one_export(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for number in (1, 0):
            chat = conversation(node("q", None, "user", text(str(number))))
            made.writestr(f"conversations-00{number}.json", json.dumps([chat]))
    assert [shown(chat) for chat in read_any(tmp_path / "a.zip", tmp_path / "new")] == [
        ["0"],
        ["1"],
    ]


def test_a_single_conversation_is_one_too(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text("\ufeff" + json.dumps(EVERYTHING), "utf-8")
    assert len(read_any(path, tmp_path / "new")) == 1


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    cut = conversation(node("q", None, "user", text(r"\\ud83d 😀 \n" + "\ud83d")))
    path.write_text(json.dumps(cut))
    (chat,) = read_any(path, tmp_path / "new")
    assert shown(chat) == [r"\\ud83d 😀 \n" + "\ufffd"]


ALONE = {"id": "x", "message": None, "parent": "x", "children": ["x"]}
STRANGE: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": (conversation(), []),
    "no parent": (conversation(node("q", "gone", "user", text("?"))), ["?"]),
    "its own parent": (conversation(node("q", "q", "user", text("?"))), ["?"]),
    "a circle": (
        conversation(node("q", "a", "user", text("?")), node("a", "q", "assistant", text("!"))),
        ["!", "?"],
    ),
    "two roots": (
        conversation(node("p", None, "user", text("1")), node("q", None, "user", text("2"))),
        ["2"],
    ),
    "a current node that is gone": (
        {**conversation(node("q", None, "user", text("?"))), "current_node": "gone"},
        ["?"],
    ),
    "values of other kinds": (
        {"mapping": {"a": 3, "b": None, "c": {"message": [], "parent": 4, "children": "x"}}},
        [],
    ),
    "content of other kinds": (
        conversation(
            node("q", None, "user", {"content_type": ["x"], "parts": 3}),
            node("r", "q", "user", {"content_type": "text", "parts": [None, 3, {}, "ok"]}),
        ),
        ['```json\n{\n  "content_type": [\n    "x"\n  ],\n  "parts": 3\n}\n```', "ok"],
    ),
    "an empty node in a circle": (conversation(("x", ALONE)), []),
}


@pytest.mark.parametrize(("found", "said"), STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_tree_is_made_one(found: dict[str, Any], said: list[str], tmp_path: Path) -> None:
    (chat,) = read(tmp_path, found)
    assert shown(chat) == said


def refused(path: Path, folder: Path) -> str:
    with pytest.raises(Problem) as caught:
        read_any(path, folder)
    assert not folder.exists()
    return caught.value.kind


def test_names_in_an_archive_lead_nowhere_else(tmp_path: Path) -> None:
    files = {"../../file_00ab-x.png": b"a picture"}
    (chat,) = read_any(archive(tmp_path / "export.zip", **files), tmp_path / "in" / "new")
    assert chat.shown[0].turn.parts[0] == Picture(str(tmp_path / "in" / "new" / "file_00ab-x.png"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.zip", "in"]


def test_more_than_it_says_is_not_unpacked(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.zip", **{"file_00ab.png": bytes(20_000_000)})
    with pytest.raises(Problem, match="more than Facet brings in"):
        chats_in_archive(bomb, tmp_path / "new", limit=10_000_000)
    assert not (tmp_path / "new").exists()


def test_too_many_chats_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.chats.exchange.export_files.LARGEST_JSON", 1000)
    assert refused(archive(tmp_path / "a.zip"), tmp_path / "new") == "export_too_large"


def test_damaged_archives_are_refused_in_words(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as made:
        made.writestr("cats.json", "[]")
    assert refused(tmp_path / "other.zip", tmp_path / "new") == "not_an_export"
    for damaged in (whole[:-30], whole[:40] + b"x" * 400 + whole[440:], b"PK\3\4"):
        (tmp_path / "bad.zip").write_bytes(damaged)
        assert refused(tmp_path / "bad.zip", tmp_path / "new") == "damaged_export"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "not_an_export"),
        (b"\xff\xd8\xff\xe0JPEG", "not_an_export"),
        (b"[]", "not_an_export"),
        (b'{"messages": [{"role": "user"}]}', "not_an_export"),
        (b'[{"mapping": {', "damaged_export"),
        (b'[{"mapping": {"\xff": 1}}]', "damaged_export"),
        (b"[" * 1_000_000, "damaged_export"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "damaged_export"),
    ],
)
def test_what_is_no_export_is_refused(content: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert refused(tmp_path / "x.json", tmp_path / "new") == kind
