"""A database of an older Facet becomes one of this; it is kept as it was beside it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from saying import shown

from desktop.chats import schema
from desktop.chats.database import FILE
from desktop.chats.store import Store
from desktop.conversation import Picture
from desktop.dialogue import Dialogue

FIRST = Path(__file__).with_name("schema_1.sqlite3")
"""As the first Facet wrote it: a chat of a picture with branches, one whose reply was coming, and
one in which nothing was said."""
BACKUP = "chats-before-3.sqlite3"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copyfile(FIRST, tmp_path / FILE)
    return tmp_path


def version(path: Path) -> int:
    database = sqlite3.connect(path)
    version = schema.version_of(database)
    database.close()
    return version


def test_every_chat_is_there(folder: Path) -> None:
    store = Store(folder)
    kite = store.read("kite")
    assert kite and kite.settings == {"temperature": 0.5, "thinking": "on"}
    assert kite.left_out.summary == "In short." and kite.left_out.media == {1}
    question, answer, more = Dialogue(kite.entries).shown
    assert question.turn.parts[0] == Picture("/pictures/絵.png", 280)
    assert answer.turn.thought == "Something red…\n" and answer.turn.token_ids == (5, 6, 7)
    assert answer.making and answer.making.decode_ms == 80.25
    assert more.turn.text == "And the weather?" and len(kite.entries) == 5
    assert shown(store, "haiku") == ["俳句を一つ詠んでください。", "古池や　蛙飛び込む"]
    store.close()


def test_chats_are_named_after_what_was_said_first_and_found(folder: Path) -> None:
    store = Store(folder)
    titles = {summary.id: summary.title for summary in store.summaries()}
    assert titles == {
        "kite": "What is on this picture? Look closely.",
        "haiku": "俳句を一つ詠んでください。",
    }
    assert [found.chat for found in store.search("red kite")] == ["kite"]
    store.close()


def test_what_was_there_is_kept_beside_it(folder: Path) -> None:
    before = FIRST.read_bytes()
    Store(folder).close()
    assert version(folder / FILE) == schema.VERSION and version(folder / BACKUP) == 1
    assert FIRST.read_bytes() == before
    assert (folder / BACKUP).stat().st_mode & 0o777 == 0o600
    (folder / FILE).unlink()
    shutil.move(folder / BACKUP, folder / FILE)
    assert len(shown(Store(folder), "kite")) == 3


def test_it_is_brought_up_once(folder: Path) -> None:
    Store(folder).close()
    made = (folder / BACKUP).stat().st_mtime_ns
    Store(folder).close()
    assert (folder / BACKUP).stat().st_mtime_ns == made


def test_a_step_that_fails_leaves_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(schema, "write_words", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Store(folder)
        assert version(folder / FILE) == 1
    store = Store(folder)
    assert len(shown(store, "kite")) == 3
    store.close()


def test_a_turn_that_makes_no_sense_stops_nothing(folder: Path) -> None:
    with sqlite3.connect(folder / FILE) as database:
        database.execute("UPDATE entries SET turn = '{' WHERE chat = 'kite' AND id = 3")
    store = Store(folder)
    assert len(store.summaries()) == 2 and store.search("weather")
    store.close()


def test_a_new_folder_needs_no_backup(tmp_path: Path) -> None:
    Store(tmp_path).close()
    assert not (tmp_path / BACKUP).exists() and version(tmp_path / FILE) == schema.VERSION
