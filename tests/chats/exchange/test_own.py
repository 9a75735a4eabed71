"""Facet's own form: every chat comes back as it was, with its media, or not at all."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from carried_chats import chat, model, random_chat, user

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange import own
from desktop.chats.store import Store
from desktop.conversation import Clip, Medium, Picture
from desktop.dialogue import Dialogue
from desktop.problems import Problem


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Files with nothing and a little in them, two of them alike."""
    contents = {"a b/絵.png": b"", "s.wav": b"sound", "again.wav": b"sound", "c.mp4": b"film"}
    for name, content in contents.items():
        path = tmp_path / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [str(tmp_path / "mine" / name) for name in contents]


def carried(chats: list[CarriedChat], tmp_path: Path) -> list[CarriedChat]:
    own.write(chats, tmp_path / "chats.jsonl")
    return own.read(tmp_path / "chats.jsonl", tmp_path / "new")


def with_contents(chat: CarriedChat) -> CarriedChat:
    """A chat in which each medium is what is in its file, wherever that lies."""
    entries = tuple(
        replace(entry, turn=replace(entry.turn, parts=tuple(map(_with_content, entry.turn.parts))))
        for entry in chat.record.entries
    )
    return replace(chat, record=replace(chat.record, entries=entries))


def _with_content(part: Any) -> Any:
    if isinstance(part, Medium) and part.path is not None:
        return replace(part, path=repr(Path(part.path).read_bytes()))
    return part


@pytest.mark.parametrize("seed", range(30))
def test_any_chats_come_back_as_they_were(seed: int, tmp_path: Path, files: list[str]) -> None:
    chance = random.Random(seed)
    chats = [random_chat(chance, files) for _ in range(3)]
    again = carried(chats, tmp_path)
    assert list(map(with_contents, again)) == list(map(with_contents, chats))
    assert [c.shown for c in map(with_contents, again)] == [
        c.shown for c in map(with_contents, chats)
    ]


def test_what_came_back_is_kept(tmp_path: Path, files: list[str]) -> None:
    (again,) = carried([random_chat(random.Random(5), files)], tmp_path)
    store = Store(tmp_path / "store")
    store.write(again.record)
    assert store.read(again.record.id) == again.record
    store.close()


def test_a_file_is_written_once_however_often_it_is_shown(tmp_path: Path, files: list[str]) -> None:
    shown = [chat(user(*(Picture(file) for file in files)))] * 3
    again = carried(shown, tmp_path)
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert names == ["c.mp4", "s.wav", "絵.png"]
    assert again[0] == again[2]


def test_a_large_file_comes_back_in_pieces(tmp_path: Path) -> None:
    film = random.Random(1).randbytes(7_000_001)
    (tmp_path / "film.mp4").write_bytes(film)
    carried([chat(user(Clip(str(tmp_path / "film.mp4"))))], tmp_path)
    assert (tmp_path / "new" / "film.mp4").read_bytes() == film
    assert max(map(len, (tmp_path / "chats.jsonl").read_bytes().splitlines())) < 5_000_000


def test_a_medium_that_is_gone_is_gone_still(tmp_path: Path) -> None:
    (again,) = carried([chat(user(Picture("/gone/cat.png"), "Who?"))], tmp_path)
    assert again.shown[0].turn == user(Picture(str(tmp_path / "new" / "cat.png")), "Who?")


def test_names_lead_nowhere_else(tmp_path: Path, files: list[str]) -> None:
    own.write([chat(user(Picture(files[1])))], tmp_path / "chats.jsonl")
    text = (tmp_path / "chats.jsonl").read_text("utf-8").replace('"s.wav"', '"../../s.wav"')
    (tmp_path / "chats.jsonl").write_text(text, "utf-8")
    own.read(tmp_path / "chats.jsonl", tmp_path / "new")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["s.wav"]
    assert not (tmp_path.parent / "s.wav").exists()


def test_a_chat_10_000_turns_deep_comes_back(tmp_path: Path) -> None:
    deep = chat(*[user("?"), model("!")] * 5_000)
    (again,) = carried([deep], tmp_path)
    assert again == deep and len(Dialogue(again.record.entries).shown) == 10_000


def lines(tmp_path: Path, files: list[str]) -> list[dict[str, Any]]:
    """What is written of a small chat."""
    own.write([chat(user(Picture(files[1])), model("A cat."))], tmp_path / "chats.jsonl")
    return [json.loads(line) for line in (tmp_path / "chats.jsonl").read_bytes().splitlines()]


def refused(tmp_path: Path, lines: list[Any], limit: int = 10**6) -> str:
    """Why lines are not read; nothing of theirs is left."""
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (tmp_path / "bad.jsonl").write_text(text, "utf-8")
    with pytest.raises(Problem) as caught:
        own.read(tmp_path / "bad.jsonl", tmp_path / "new", limit)
    assert not (tmp_path / "new").exists()
    return caught.value.kind


DAMAGES: dict[str, Any] = {
    "a child is missing": lambda e: e[1].update(children=[9]),
    "a parent is another": lambda e: e[2].update(parent=2),
    "a circle": lambda e: (e[0].update(children=[]), e[2].update(children=[1])),
    "two of one id": lambda e: e[2].update(id=1),
    "the chosen is no child": lambda e: e[1].update(chosen=1),
    "an id is no number": lambda e: e[1].update(id="x"),
    "an id is too large": lambda e: (e[2].update(id=2**70), e[1].update(children=[2**70])),
    "no root": lambda e: e.pop(0),
    "no turn": lambda e: e[1].pop("turn"),
    "a role unheard of": lambda e: e[1]["turn"].update(role="king"),
    "tokens are no numbers": lambda e: e[1]["turn"].update(token_ids=["x"]),
    "a making makes no sense": lambda e: e[1].update(making={"reason": 1, "decode_ms": "x"}),
    "a path is no name": lambda e: e[1]["turn"]["content"][0].update(path=[]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_chat_that_makes_no_sense_is_damaged(
    damage: Any, tmp_path: Path, files: list[str]
) -> None:
    header, medium, written = lines(tmp_path, files)
    damage(written["chat"]["entries"])
    assert refused(tmp_path, [header, medium, written]) == "damaged_export"


def test_a_medium_that_is_not_what_was_written_is_damaged(tmp_path: Path, files: list[str]) -> None:
    header, medium, written = lines(tmp_path, files)
    for data in ("AAAA", "no base64", "é", 3):
        damaged = {**medium, "data": data}
        assert refused(tmp_path, [header, damaged, written]) == "damaged_export"


def test_other_files_are_refused_in_words(tmp_path: Path, files: list[str]) -> None:
    header, medium, written = lines(tmp_path, files)
    assert refused(tmp_path, []) == "not_an_export"
    assert refused(tmp_path, [{"a": 1}]) == "not_an_export"
    assert refused(tmp_path, [{**header, "version": 2}]) == "newer_export"
    assert refused(tmp_path, [header, "{"]) == "damaged_export"
    assert refused(tmp_path, [header, "[" * 100_000]) == "damaged_export"
    assert refused(tmp_path, [header, {"smell": 1}]) == "damaged_export"
    assert refused(tmp_path, [header, medium, written], limit=4) == "export_too_large"
    with pytest.raises(Problem, match="no file"):
        own.read(tmp_path / "none", tmp_path / "new")


def test_where_it_cannot_be_saved_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="could not be saved"):
        own.write([chat(user("Who?"))], tmp_path / "nowhere" / "chats.jsonl")

    def failing() -> Any:
        yield chat(user("Who?"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        own.write(failing(), tmp_path / "chats.jsonl")
    assert list(tmp_path.iterdir()) == []
