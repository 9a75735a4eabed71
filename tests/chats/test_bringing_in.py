"""Chats that come from elsewhere are kept beside those that were there."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from carried_chats import chat, model, picture_file, random_chat, user

from desktop.chats.carried import CarriedChat
from desktop.chats.database import FILE
from desktop.chats.exchange import own
from desktop.chats.keeper import Keeper
from desktop.chats.library import opened_library
from desktop.chats.made_files import PASTED, RECORDINGS, incoming_folder
from desktop.chats.store import Store
from desktop.conversation import Picture, Sound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "chats"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = Store(folder)
    yield opened
    opened.close()


def titles(store: Store) -> list[str]:
    return [summary.title for summary in store.summaries()]


def age(folder: Path) -> None:
    """Let it seem to be two days old."""
    then = time.time() - 2 * 86_400
    os.utime(folder, (then, then))


def old_chat(title: str = "Kites") -> CarriedChat:
    said = chat(user("What flies?"), model("A kite."), title=title)
    return replace(said, began=1000.0, said={1: 2000.0, 2: 3000.0}, pinned=True)


def test_all_that_is_known_of_a_chat_comes_back(store: Store) -> None:
    assert store.bring_in(old_chat())
    assert store.carried("a") == old_chat()
    (summary,) = store.summaries()
    assert (summary.title, summary.began, summary.changed) == ("Kites", 1000, 3000)
    assert summary.pinned and not summary.unread
    assert [found.chat for found in store.search("kites")] == ["a"]


def test_chats_of_any_shape_come_back(store: Store, tmp_path: Path) -> None:
    chance = random.Random(6)
    files = [str(tmp_path / name) for name in ("a.png", "b.wav", "c.mp4")]
    for _ in range(60):
        came = random_chat(chance, files)
        store.bring_in(came)
        found = store.carried(came.record.id)
        title = " ".join(came.title.replace("\0", " ").split())
        began = min(came.said.values(), default=None) if came.began is None else came.began
        assert found and found.record == came.record and found.said == came.said
        assert found.title == title and found.pinned == came.pinned
        assert began is None or found.began == began


def test_a_chat_without_times_is_of_today(store: Store) -> None:
    store.bring_in(chat(user("Who?"), model("I.")))
    store.bring_in(replace(old_chat(), record=replace(old_chat().record, id="b")))
    assert [summary.id for summary in store.summaries()] == ["a", "b"]
    assert (carried := store.carried("a")) and not carried.said


def test_the_same_chat_is_there_once(store: Store, tmp_path: Path) -> None:
    picture = picture_file(tmp_path / "kite.png")
    store.bring_in(chat(user(picture, "What is this?"), model("A kite.")))
    moved = chat(user(Picture("/elsewhere/kite.png"), "What is this?"), model("A kite."))
    assert not store.bring_in(moved)
    assert len(store.summaries()) == 1


def test_another_chat_under_the_same_id_stands_beside_it(store: Store) -> None:
    store.bring_in(chat(user("Who?"), model("I."), title="One"))
    assert store.bring_in(chat(user("Who?"), model("You."), title="Other"))
    assert sorted(titles(store)) == ["One", "Other"]


def test_a_deleted_chat_can_be_brought_in_again(store: Store) -> None:
    store.bring_in(old_chat())
    store.delete(["a"])
    assert store.bring_in(old_chat()) == "a" and titles(store) == ["Kites"]
    assert store.bring_in(old_chat()) is None


def test_files_are_kept_though_the_import_is_tidied_away(folder: Path, tmp_path: Path) -> None:
    picture = picture_file(tmp_path / "kite.png")
    saved = tmp_path / "chats.jsonl"
    own.write([chat(user(picture, "What is this?"), model("A kite."))], saved)
    before = Path(picture.path or "").read_bytes()
    Path(picture.path or "").unlink()
    keeper = Keeper(folder, lambda problem: None)
    told: list[str] = []
    done = threading.Event()
    chats = own.read(saved, incoming_folder(folder))
    (place,) = (folder / "Incoming").iterdir()
    keeper.bring_in(chats, lambda ids: (told.extend(ids), done.set()))
    assert done.wait(10) and told == ["a"]
    age(place)
    keeper.close()
    assert not list((folder / "Incoming").iterdir())
    with opened_library(folder) as library:
        record = library.read("a")
        assert record is not None
        (part, _) = record.entries[1].turn.parts
        assert isinstance(part, Picture) and Path(part.path or "").read_bytes() == before


def test_a_file_that_is_not_copied_yet_is_not_tidied_away(store: Store, folder: Path) -> None:
    place = incoming_folder(folder)
    place.mkdir(parents=True)
    waiting = chat(user(picture_file(place / "kite.png")), model("A kite."))
    store.bring_in(waiting)
    left, young = incoming_folder(folder), incoming_folder(folder)
    young.mkdir()
    for old in (left, place):
        old.mkdir(exist_ok=True)
        age(old)
    store.collect()
    assert young.exists()
    assert place.exists() and not left.exists()
    while store.copy_attachment():
        pass
    store.collect()
    assert not place.exists()


def test_when_something_was_said_is_known_from_then_on(store: Store) -> None:
    """What is written anew, as a reply that goes on, keeps its time."""
    first = chat(user("Who?"), model("I"))
    store.write(first.record)
    before = store.carried("a")
    assert before and set(before.said) == {1, 2}
    longer = chat(user("Who?"), model("I am"), user("And?"))
    store.write(longer.record)
    after = store.carried("a")
    assert after and {id: after.said[id] for id in (1, 2)} == before.said
    assert after.said[3] >= before.said[2]


@pytest.mark.parametrize("name", [RECORDINGS, PASTED])
def test_what_facet_made_itself_is_kept_while_anything_refers_to_it(
    store: Store, tmp_path: Path, name: str
) -> None:
    said, drafted, young, left = (tmp_path / name / which for which in "abcd")
    for folder in (said, drafted, young, left):
        folder.mkdir(parents=True)
        (folder / "it.wav").write_bytes(b"")
        if folder is not young:
            age(folder)
    store.bring_in(chat(user(Sound(str(said / "it.wav"))), model("Yes.")))
    store.write_draft("", user(Sound(str(drafted / "it.wav"))))
    store.collect()
    assert {folder.name for folder in (tmp_path / name).iterdir()} == {"a", "b", "c"}
    store.delete_everything()
    assert not (tmp_path / name).exists()


def test_drafts_are_kept_by_chat_until_it_is_gone_for_ever(store: Store, tmp_path: Path) -> None:
    picture = picture_file(tmp_path / "kite.png")
    store.bring_in(old_chat())
    store.write_draft("a", user(picture, Picture("/gone.png"), "And this?"))
    store.write_draft("", user("Half a"))
    assert store.drafts() == {"a": user(picture, "And this?"), "": user("Half a")}
    store.write_draft("", user())
    store.delete(["a"])
    assert set(store.drafts()) == {"a"}
    store.purge(time.time() + 1)
    assert store.drafts() == {}


def test_a_draft_that_makes_no_sense_is_passed_over(store: Store, folder: Path) -> None:
    store.write_draft("a", user("Half a"))
    store.write_draft("b", user("Half b"))
    with sqlite3.connect(folder / FILE) as database:
        database.execute("UPDATE drafts SET turn = '{' WHERE chat = 'a'")
    assert store.drafts() == {"b": user("Half b")}


def test_a_chat_without_words_is_named_after_its_first_file(store: Store) -> None:
    store.bring_in(chat(user(Sound("/a/Boats  at dusk.m4a")), model("Waves.")))
    store.write(chat(user(Sound("/a/memo.wav")), model("Yes."), user("What was that?")).record)
    assert titles(store) == ["What was that?"]
    other = replace(chat(user(Sound("/a/memo.wav"))).record, id="b")
    store.write(other)
    assert sorted(titles(store)) == ["What was that?", "memo"]
