"""Chats on disk: all of a chat comes back, and what was coming of a reply when Facet ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.chats.record import ChatRecord, Coming
from desktop.chats.store import FILE, Store
from desktop.conversation import Clip, Picture, Sound, Text, Thought, Turn
from desktop.dialogue import Dialogue, Making
from desktop.problems import Problem
from desktop.room import LeftOut

MAKING = Making("stop", 20, 100, 7, 1.5, 80.25, 3.0)


def user(words: str) -> Turn:
    return Turn("user", (Picture("/a b/絵.png", 280), Sound("/s.wav"), Clip("/c.mp4"), Text(words)))


def model(words: str) -> Turn:
    return Turn("model", (Thought("Hm…\n"), Text(words)), (5, 6, 7))


def record(dialogue: Dialogue, id: str = "a") -> ChatRecord:
    left_out = LeftOut(frozenset({1, 2}), frozenset({3}), "In short.")
    return ChatRecord(id, dialogue.entries, {"temperature": 0.5, "thinking": "off"}, left_out)


@pytest.fixture
def dialogue() -> Dialogue:
    """A question with two answers, the first of which is shown."""
    new = Dialogue()
    question = new.add(user("Who?"), None)
    first = new.add(model("I."), question.id, MAKING)
    new.add(model("You."), question.id, Making("cancelled"))
    new.choose(first.id)
    return new


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "chats")
    yield opened
    opened.close()


def again(tmp_path: Path) -> Store:
    """What another start of Facet finds."""
    return Store(tmp_path / "chats")


def beside(tmp_path: Path, *statements: str) -> list[tuple[int]]:
    """What the last of some statements finds, made by somebody else than Facet."""
    found: list[tuple[int]] = []
    with closing(sqlite3.connect(tmp_path / "chats" / FILE, isolation_level=None)) as database:
        for statement in statements:
            found = database.execute(statement).fetchall()
    return found


def test_a_chat_comes_back_as_it_was(store: Store, tmp_path: Path, dialogue: Dialogue) -> None:
    written = record(dialogue)
    store.write(written)
    assert again(tmp_path).read("a") == written
    assert Dialogue(written.entries).shown == dialogue.shown


def test_what_changed_is_written_and_what_is_gone_is_gone(
    store: Store, tmp_path: Path, dialogue: Dialogue
) -> None:
    store.write(record(dialogue))
    dialogue.remove(3)
    more = dialogue.add(user("And then?"), 2)
    dialogue.revise(2, model("I am."), MAKING)
    store.write(record(dialogue))
    read = again(tmp_path).read("a")
    assert read == record(dialogue)
    assert more.id == 4 and [entry.id for entry in read.entries] == [0, 1, 2, 4]


def test_chats_are_apart(store: Store, dialogue: Dialogue) -> None:
    store.write(record(dialogue, "a"))
    store.write(record(Dialogue(), "b"))
    assert store.read("a") == record(dialogue, "a")
    assert store.read("b") == record(Dialogue(), "b")
    assert store.read("c") is None


def test_a_reply_that_was_coming_is_there_and_can_go_on(
    store: Store, tmp_path: Path, dialogue: Dialogue
) -> None:
    dialogue.remove(3)
    dialogue.remove(2)
    store.write(record(dialogue))
    store.write_coming("a", Coming(1, model("I a")))
    store.write_coming("a", Coming(1, model("I am P")))
    read = again(tmp_path).read("a")
    assert read
    question, reply = Dialogue(read.entries).shown
    assert question.turn == user("Who?") and reply.turn == model("I am P")
    assert reply.making and not reply.making.finished


def test_a_reply_that_was_going_on_has_what_came(store: Store, dialogue: Dialogue) -> None:
    store.write(record(dialogue))
    store.write_coming("a", Coming(1, model("I. And"), resumed=2))
    read = store.read("a")
    assert read and Dialogue(read.entries)[2].turn == model("I. And")
    assert len(read.entries) == 4


def test_a_reply_that_has_ended_is_coming_no_more(store: Store, dialogue: Dialogue) -> None:
    store.write(record(dialogue))
    store.write_coming("a", Coming(1, model("I a")))
    store.write(record(dialogue))
    assert store.read("a") == record(dialogue)


def test_only_what_changed_is_written_again(
    store: Store, tmp_path: Path, dialogue: Dialogue
) -> None:
    store.write(record(dialogue))
    beside(
        tmp_path,
        "CREATE TABLE written (id)",
        *(
            f"CREATE TRIGGER on_{how} AFTER {how} ON entries "
            "BEGIN INSERT INTO written VALUES (new.id); END"
            for how in ("INSERT", "UPDATE")
        ),
    )
    more = dialogue.add(user("More?"), 2)
    store.write(record(dialogue))
    assert sorted(beside(tmp_path, "SELECT id FROM written")) == [(2,), (more.id,)]


def test_a_write_that_fails_leaves_what_was_there(
    store: Store, tmp_path: Path, dialogue: Dialogue
) -> None:
    store.write(record(dialogue))
    more = Dialogue(dialogue.entries)
    more.add(user("lost"), 2)
    beside(
        tmp_path,
        "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(FAIL, 'full'); END",
    )
    with pytest.raises(sqlite3.Error):
        store.write(record(more))
    assert again(tmp_path).read("a") == record(dialogue)


def test_a_file_of_a_newer_facet_is_left_alone(tmp_path: Path) -> None:
    again(tmp_path).close()
    path = tmp_path / "chats" / FILE
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(Problem, match="newer Facet"):
        again(tmp_path)


def test_nobody_else_may_look_into_the_folder(store: Store, tmp_path: Path) -> None:
    assert (tmp_path / "chats").stat().st_mode & 0o777 == 0o700
