"""A damaged file of chats is set aside as it is, and what can be read of it goes on."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from saying import chat, model, shown, user

from desktop.chats.database import FILE
from desktop.chats.keeper import Keeper
from desktop.chats.library import Library
from desktop.chats.record import Coming
from desktop.chats.store import Store
from desktop.dialogue import Dialogue
from desktop.problems import Problem

CHATS = 60
PAGE = 4096


def words(number: int) -> str:
    return f"question {number} {'about things ' * 20}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Many chats, one of them named and in a folder."""
    folder = tmp_path / "chats"
    store = Store(folder)
    for number in range(CHATS):
        store.write(chat(f"{number:03}", words(number), model("answer " * 30, "Hm."), "and more"))
    store.add_folder(7, "Work")
    store.put_in(["001"], 7)
    store.rename("001", "Named")
    store.write_coming("001", Coming(3, model("so far")))
    store.close()
    return folder


def damage(folder: Path, *pages: int) -> bytes:
    """Overwrite pages with noise; returns the whole file as it is then."""
    path = folder / FILE
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(content)
    return bytes(content)


def pages_of(folder: Path, table: str) -> list[int]:
    """Where the leaves of a table lie, which hold its rows."""
    with closing(sqlite3.connect(folder / FILE)) as database:
        query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'"
        try:
            return [page - 1 for (page,) in database.execute(query, (table,))]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite can't tell where tables lie")


def set_aside(folder: Path) -> list[Path]:
    return list(folder.glob("chats-damaged-*.sqlite3"))


def told_by(folder: Path) -> list[str]:
    """What a start of Facet says of the files."""
    told: list[Problem | None] = []
    keeper = Keeper(folder, told.append)
    keeper.keep(chat("new", "new"))
    assert keeper.flush(30)
    keeper.close()
    return [str(problem) for problem in told]


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_file_that_is_no_database_is_set_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    (told,) = told_by(tmp_path)
    (aside,) = set_aside(tmp_path)
    assert aside.read_bytes() == content and str(aside) in told and "no chat" in told
    assert told_by(tmp_path) == []
    store = Store(tmp_path)
    assert shown(store, "new") == ["new"]
    store.close()


def test_an_empty_file_is_begun_with(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    assert told_by(tmp_path) == [] and set_aside(tmp_path) == []


def test_a_damaged_page_costs_the_chats_on_it_alone(folder: Path) -> None:
    leaves = pages_of(folder, "entries")
    before = damage(folder, leaves[len(leaves) // 2])
    library = Library(folder)
    for number in range(CHATS):
        library.read(f"{number:03}")
    left = [summary.id for summary in library.summaries()]
    assert CHATS - 6 <= len(left) < CHATS
    intact = chat("000", words(0), model("answer " * 30, "Hm."), "and more")
    assert library.read("000") == intact
    library.close()
    (aside,) = set_aside(folder)
    assert aside.read_bytes() == before
    (told,) = told_by(folder)
    assert f"recovered: {len(left)}" in told and str(aside) in told


def test_names_and_folders_are_recovered(folder: Path) -> None:
    damage(folder, pages_of(folder, "entries")[-1])
    library = Library(folder)
    for number in range(CHATS):
        library.read(f"{number:03}")
    assert set_aside(folder)
    named = next(summary for summary in library.summaries() if summary.id == "001")
    assert named.title == "Named" and named.folder == 7 and library.folders()[0].name == "Work"
    assert [found.chat for found in library.search("Named")] == ["001"]
    read = library.read("001")
    assert read and Dialogue(read.entries).shown[-1].turn.text == "so far"
    library.close()


def test_chats_are_recovered_by_their_turns_where_the_list_is_damaged(folder: Path) -> None:
    damage(folder, *pages_of(folder, "chats"))
    library = Library(folder)
    assert len(library.summaries()) == CHATS
    assert library.read("000") == chat("000", words(0), model("answer " * 30, "Hm."), "and more")
    library.close()


def test_a_damaged_index_of_words_is_made_again(folder: Path) -> None:
    damage(folder, *pages_of(folder, "sought_data"))
    library = Library(folder)
    assert len(library.search("question", limit=100)) == CHATS
    library.close()
    store = Store(folder)
    assert len(store.summaries()) == CHATS
    store.close()


def test_damage_that_is_met_in_writing_loses_nothing_that_is_said(folder: Path) -> None:
    told: list[Problem | None] = []
    keeper = Keeper(folder, told.append)
    keeper.keep(chat("new", "first"))
    assert keeper.flush()
    keeper.close()
    damage(folder, *pages_of(folder, "entries"))
    keeper = Keeper(folder, told.append)
    keeper.keep(chat("newer", "second"))
    assert keeper.flush(30)
    keeper.close()
    store = Store(folder)
    assert shown(store, "newer") == ["second"]
    store.close()


def test_a_tree_with_lost_turns_is_whole_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(chat("a", "one", model("two"), "three", model("four")))
    store.write_coming("a", Coming(2, model("so far")))
    store.close()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE entries SET turn = '{' WHERE id IN (0, 2)")
        database.execute("UPDATE chats SET began = 1.5")
    store = Store(tmp_path)
    with pytest.raises(Problem, match="could not be read"):
        store.read("a")
    store.close()
    damage(tmp_path, *pages_of(tmp_path, "folders"))
    store = Store(tmp_path)
    store.folders()
    record = store.read("a")
    assert record
    dialogue = Dialogue(record.entries)
    assert [entry.turn.text for entry in dialogue.shown] == ["three", "four"]
    assert [dialogue[id].turn.text for id in dialogue.alternatives(1)] == ["one", "three"]
    dialogue.add(user("five"), 4)
    store.close()


def test_a_damaged_file_of_an_older_facet_is_rescued(tmp_path: Path) -> None:
    shutil.copyfile(Path(__file__).with_name("schema_1.sqlite3"), tmp_path / FILE)
    damage(tmp_path, *pages_of(tmp_path, "chats"))
    (told,) = told_by(tmp_path)
    assert "recovered: 2" in told
    store = Store(tmp_path)
    assert len(shown(store, "kite")) == 3 and len(shown(store, "haiku")) == 2
    store.close()


def test_what_was_set_aside_before_is_not_overwritten(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        (tmp_path / FILE).write_bytes(content * 500)
        Store(tmp_path).close()
    assert sorted(path.read_bytes()[:5] for path in set_aside(tmp_path)) == [b"first", b"secon"]


@pytest.mark.parametrize("steps", range(4))
def test_a_rescue_that_ended_half_way_is_finished(tmp_path: Path, steps: int) -> None:
    """Each of the last steps may be followed by a sudden end."""
    store = Store(tmp_path)
    store.write(chat("a", "recovered"))
    store.close()
    ready = "chats-recovered-2026-01-01-000000.sqlite3"
    aside = "chats-damaged-2026-01-01-000000.sqlite3"
    (tmp_path / FILE).rename(tmp_path / ready)
    for done, suffix in enumerate(("-shm", "-wal", "")):
        name = aside if done < steps else FILE
        (tmp_path / f"{name}{suffix}").write_bytes(b"damaged")
    store = Store(tmp_path)
    assert shown(store, "a") == ["recovered"]
    store.close()
    assert (tmp_path / f"{aside}-wal").read_bytes() == b"damaged"
    assert (tmp_path / aside).read_bytes() == b"damaged" and not (tmp_path / ready).exists()


def test_what_a_rescue_left_half_done_is_cleared_away(folder: Path) -> None:
    (folder / "rescue-abc").mkdir()
    (folder / FILE).write_bytes(b"no database" * 500)
    Store(folder).close()
    assert not list(folder.glob("rescue-*"))


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_damaged_facet_goes_on(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = folder / FILE
    size = path.stat().st_size
    if seed % 4 == 0:
        with path.open("r+b") as file:
            file.truncate(chance.randrange(size))
    else:
        damage(folder, *chance.sample(range(size // PAGE), 5))
    told_by(folder)
    library = Library(folder)
    for summary in library.summaries():
        library.read(summary.id)
    library.search("question")
    assert library.read("new")
    library.close()
