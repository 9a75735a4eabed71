"""Chats are written as they happen; a disk that fails is told of once, and tried again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.chats import keeper as keeping
from desktop.chats.keeper import Keeper
from desktop.chats.record import ChatRecord, Coming
from desktop.chats.store import Store
from desktop.conversation import Text, Turn
from desktop.dialogue import Dialogue
from desktop.problems import Problem
from desktop.room import LeftOut


def chat(*words: str) -> ChatRecord:
    dialogue = Dialogue()
    last = None
    for each in words:
        last = dialogue.add(Turn("user", (Text(each),)), last).id
    return ChatRecord("a", dialogue.entries, {}, LeftOut())


def words_in(folder: Path) -> list[str]:
    store = Store(folder)
    record = store.read("a")
    store.close()
    return [entry.turn.text for entry in Dialogue(record.entries).shown] if record else []


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_AGAIN_S", 0.05)


def test_the_newest_state_is_on_disk_when_it_closes(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, lambda _: None)
    for count in range(1, 30):
        keeper.keep(chat(*"abcdefghijklmnopqrstuvwxyz1234"[:count]))
    keeper.keep_coming("a", Coming(29, Turn("model", (Text("so far"),))))
    assert keeper.flush()
    keeper.close()
    assert words_in(tmp_path)[-2:] == ["3", "so far"]


def test_what_is_kept_is_written_without_waiting_for_the_end(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, lambda _: None)
    keeper.keep(chat("a"))
    wait_until(lambda: words_in(tmp_path) == ["a"])
    keeper.close()


def test_a_disk_that_fails_is_told_of_once_and_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "chats"
    folder.write_text("in the way")
    told: list[Problem | None] = []
    keeper = Keeper(folder, told.append)
    keeper.keep(chat("a"))
    wait_until(lambda: told)
    keeper.keep(chat("a", "b"))
    time.sleep(0.3)
    assert [problem and problem.kind for problem in told] == ["cannot_keep_chats"]
    folder.unlink()
    wait_until(lambda: len(told) == 2)
    assert told[1] is None and words_in(folder) == ["a", "b"]
    keeper.close()


def test_whatever_fails_is_told_of_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Problem | None] = []
    with monkeypatch.context() as broken:
        broken.setattr(Store, "write", lambda *_: 1 / 0)
        keeper = Keeper(tmp_path, told.append)
        keeper.keep(chat("a"))
        wait_until(lambda: told)
    assert told[0] and told[0].kind == "cannot_keep_chats"
    wait_until(lambda: keeper.flush())
    keeper.close()
    assert words_in(tmp_path) == ["a"]


def test_a_reply_that_comes_in_a_chat_that_is_gone_holds_nothing_up(tmp_path: Path) -> None:
    told: list[Problem | None] = []
    keeper = Keeper(tmp_path, told.append)
    keeper.keep_coming("gone", Coming(1, Turn("model", (Text("so far"),))))
    keeper.keep(chat("a"))
    assert keeper.flush() and told == []
    keeper.close()


def test_half_a_letter_holds_nothing_up(tmp_path: Path) -> None:
    told: list[Problem | None] = []
    keeper = Keeper(tmp_path, told.append)
    keeper.keep(chat("half a letter: \ud83d"))
    keeper.rename("a", "and in a title: \ud83d")
    assert keeper.flush() and told == []
    keeper.close()
    assert words_in(tmp_path) == ["half a letter: \ud83d"]


def test_a_keeper_of_nothing_makes_no_files(tmp_path: Path) -> None:
    Keeper(tmp_path / "chats", lambda _: None).close()
    assert not (tmp_path / "chats").exists()


def test_flushing_tells_whether_everything_could_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "chats"
    folder.write_text("in the way")
    keeper = Keeper(folder, lambda _: None)
    keeper.keep(chat("a"))
    assert not keeper.flush()
    keeper.close()


def test_no_thread_is_left(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, lambda _: None)
    keeper.close()
    assert "chat keeper" not in {thread.name for thread in threading.enumerate()}
