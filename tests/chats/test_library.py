"""What a list of chats shows, what a person changes of it, and who may look."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from saying import chat, model, shown, user

from desktop.chats.database import FILE
from desktop.chats.keeper import Keeper
from desktop.chats.library import Library
from desktop.chats.record import ChatRecord
from desktop.chats.store import Store
from desktop.chats.summary import ChatSummary, Folder
from desktop.dialogue import Dialogue
from desktop.room import LeftOut


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    keeper = Keeper(tmp_path, lambda _: None)
    yield keeper
    keeper.close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path)
    yield library
    library.close()


def summary(library: Library, id: str) -> ChatSummary:
    return next(each for each in library.summaries() if each.id == id)


def ids(library: Library) -> list[str]:
    return [each.id for each in library.summaries()]


def test_the_newest_is_first(keeper: Keeper, library: Library) -> None:
    for id in "abc":
        keeper.keep(chat(id, id))
        keeper.flush()
    assert ids(library) == ["c", "b", "a"]
    keeper.keep(chat("a", "a", model("A!")))
    keeper.flush()
    assert ids(library) == ["a", "c", "b"]


def test_looking_at_a_chat_and_sorting_it_does_not_make_it_newer(
    keeper: Keeper, library: Library
) -> None:
    dialogue = Dialogue(chat("a", "a").entries)
    other = dialogue.add(user("another"), None)
    keeper.keep(ChatRecord("a", dialogue.entries, {}, LeftOut()))
    keeper.keep(chat("b", "b"))
    keeper.flush()
    dialogue.choose(1)
    keeper.keep(ChatRecord("a", dialogue.entries, {"temperature": 1}, LeftOut()))
    keeper.rename("a", "A")
    keeper.pin("a", True)
    keeper.flush()
    assert ids(library) == ["b", "a"] and other.id == 2


def test_a_chat_is_named_after_what_was_said_first(keeper: Keeper, library: Library) -> None:
    keeper.keep(chat("a", user("", "/picture.png"), model("A cat."), "What\n\n kind?  "))
    keeper.keep(chat("b", "long " * 100))
    keeper.flush()
    assert summary(library, "a").title == "What kind?"
    assert len(summary(library, "b").title) <= 80 and summary(library, "b").title.endswith("long…")


def test_a_chat_can_be_named_and_unnamed(keeper: Keeper, library: Library) -> None:
    keeper.keep(chat("a", "Hello"))
    keeper.rename("a", "  My\nchat ")
    keeper.keep(chat("a", "Hello", model("Hi")))
    keeper.flush()
    assert summary(library, "a").title == "My chat"
    keeper.rename("a", "")
    keeper.flush()
    assert summary(library, "a").title == "Hello"


def test_what_is_marked_stays_marked(keeper: Keeper, library: Library) -> None:
    keeper.keep(chat("a", "a"))
    keeper.keep(chat("b", "b"))
    keeper.pin("a", True)
    keeper.archive(["a", "b"], True)
    keeper.archive(["b"], False)
    keeper.mark_unread("b", True)
    keeper.keep(chat("a", "a", "more"))
    keeper.flush()
    a, b = summary(library, "a"), summary(library, "b")
    assert (a.pinned, a.archived, a.unread) == (True, True, False)
    assert (b.pinned, b.archived, b.unread) == (False, False, True)


def test_chats_lie_in_folders(keeper: Keeper, library: Library) -> None:
    keeper.keep(chat("a", "a"))
    work = keeper.add_folder("Work")
    home = keeper.add_folder("Home")
    keeper.put_in(["a"], home)
    keeper.rename_folder(home, "家")
    keeper.flush()
    assert library.folders() == [Folder(work, "Work"), Folder(home, "家")]
    assert summary(library, "a").folder == home
    keeper.put_in(["a"], None)
    keeper.flush()
    assert summary(library, "a").folder is None


def test_the_chats_of_a_folder_that_is_removed_stay(keeper: Keeper, library: Library) -> None:
    keeper.keep(chat("a", "a"))
    folder = keeper.add_folder("Work")
    keeper.put_in(["a"], folder)
    keeper.remove_folder(folder)
    keeper.put_in(["a"], folder)
    keeper.flush()
    assert library.folders() == [] and summary(library, "a").folder is None


def test_what_is_deleted_can_be_brought_back(keeper: Keeper, library: Library) -> None:
    for id in "abc":
        keeper.keep(chat(id, f"words of {id}"))
    keeper.delete(["a", "b"])
    keeper.flush()
    assert ids(library) == ["c"] and library.read("a") is None
    assert [found.chat for found in library.search("words")] == ["c"]
    keeper.restore(["a"])
    keeper.flush()
    assert sorted(ids(library)) == ["a", "c"] and library.read("a") == chat("a", "words of a")


def test_a_chat_that_is_deleted_while_it_is_answered_stays_deleted(
    keeper: Keeper, library: Library
) -> None:
    keeper.keep(chat("a", "a"))
    keeper.delete(["a"])
    keeper.keep(chat("a", "a", model("late")))
    keeper.flush()
    assert ids(library) == []


def test_purging_forgets_what_was_deleted_long_enough_ago(keeper: Keeper, library: Library) -> None:
    keeper.keep(chat("a", "secret"))
    keeper.keep(chat("b", "open"))
    keeper.delete(["a"])
    keeper.purge()
    keeper.restore(["a"])
    keeper.flush()
    assert sorted(ids(library)) == ["a", "b"]
    keeper.delete(["a"])
    keeper.purge(0)
    keeper.restore(["a"])
    keeper.flush()
    assert ids(library) == ["b"] and not library.search("secret")


def test_what_is_purged_is_not_in_the_file_any_more(
    keeper: Keeper, library: Library, tmp_path: Path
) -> None:
    keeper.keep(chat("a", "a secret", model("more secrets", "secretly")))
    keeper.keep(chat("b", "open"))
    keeper.rename("a", "secret")
    keeper.flush()
    assert library.search("secret")
    keeper.delete(["a"])
    keeper.purge(0)
    keeper.flush()
    keeper.close()
    library.close()
    assert b"secret" not in (tmp_path / FILE).read_bytes()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("INSERT INTO sought (sought) VALUES ('integrity-check')")


def test_purging_takes_backups_that_are_as_old(tmp_path: Path) -> None:
    old, new = tmp_path / "chats-before-2.sqlite3", tmp_path / "chats-before-3.sqlite3"
    for path in (old, new):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    store = Store(tmp_path)
    store.purge(time.time() - 60)
    store.close()
    assert not old.exists() and new.exists()


def test_deleting_everything_leaves_no_words_on_the_disk(
    keeper: Keeper, library: Library, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"a secret picture")
    (tmp_path / "chats-before-2.sqlite3").write_bytes(b"a secret backup")
    (tmp_path / "chats-damaged-2026-01-01-000000.sqlite3").write_bytes(b"a secret wreck")
    keeper.keep(chat("a", user("a secret", str(picture))))
    keeper.flush()
    assert ids(library) == ["a"]
    keeper.delete_everything()
    keeper.flush()
    assert ids(library) == [] and library.read("a") is None
    keeper.close()
    library.close()
    picture.unlink()
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"a secret" in path.read_bytes() for path in left)


def test_after_everything_was_deleted_one_goes_on(keeper: Keeper, library: Library) -> None:
    keeper.keep(chat("a", "a"))
    keeper.delete_everything()
    keeper.keep(chat("b", "b"))
    keeper.flush()
    assert ids(library) == ["b"]


def test_a_chat_in_which_nothing_is_said_is_not_listed(keeper: Keeper, library: Library) -> None:
    keeper.keep(chat("a"))
    keeper.flush()
    assert ids(library) == [] and library.read("a") == chat("a")


def test_changing_what_is_not_there_changes_nothing(keeper: Keeper, library: Library) -> None:
    keeper.rename("a", "A")
    keeper.pin("a", True)
    keeper.put_in(["a"], 5)
    keeper.delete(["a"])
    keeper.rename_folder(5, "Five")
    assert keeper.flush() and ids(library) == [] and library.search("A") == []


def test_a_folder_that_was_swept_away_is_begun_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(chat("a", "a"))
    for path in tmp_path.iterdir():
        path.unlink()
    store.write(chat("a", "a", "b"))
    again = Store(tmp_path)
    assert shown(again, "a") == ["a", "b"]
    store.close()
    again.close()


def test_nobody_else_may_look_into_the_folder_or_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "chats"
    folder.mkdir(mode=0o755)
    picture = tmp_path / "a.png"
    picture.write_bytes(b"picture")
    (folder / "chats.sqlite3").touch(0o644)
    store = Store(folder)
    store.write(chat("a", user("Look", str(picture))))
    while store.copy_attachment():
        pass
    for path in (folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
    store.close()
