"""Full, read-only and slow disks: nothing that is said is lost while Facet runs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from saying import chat, model, shown, user

from desktop.chats import keeper as keeping
from desktop.chats.keeper import Keeper
from desktop.chats.record import ChatRecord, Coming
from desktop.chats.store import Store
from desktop.problems import Problem

ROOM = 256 << 10
LONG = "many words " * 2000


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_AGAIN_S", 0.05)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk on which there is little room."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root alone, on Linux")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def kinds(told: list[Problem | None]) -> list[str | None]:
    return [problem and problem.kind for problem in told]


def test_a_full_disk_loses_nothing(disk: Path) -> None:
    told: list[Problem | None] = []
    keeper = Keeper(disk / "chats", told.append)
    keeper.keep(chat("a", "said before"))
    assert keeper.flush()
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        file.write(b"x" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize))
    keeper.keep(chat("a", "said before", LONG))
    keeper.keep(chat("b", "another"))
    keeper.keep_coming("b", Coming(1, model("so far")))
    keeper.rename("a", "Named")
    wait_until(lambda: told)
    time.sleep(0.3)
    assert kinds(told) == ["cannot_keep_chats"] and not keeper.flush(0.1)
    ballast.unlink()
    wait_until(lambda: len(told) == 2)
    assert told[1] is None and keeper.flush()
    keeper.close()
    store = Store(disk / "chats")
    assert shown(store, "a") == ["said before", LONG] and shown(store, "b")[-1] == "so far"
    assert {summary.title for summary in store.summaries()} == {"Named", "another"}
    store.close()


def test_a_file_that_finds_no_room_costs_no_turn(disk: Path, tmp_path: Path) -> None:
    picture = tmp_path / "large.png"
    picture.write_bytes(b"x" * ROOM)
    told: list[Problem | None] = []
    keeper = Keeper(disk / "chats", told.append)
    keeper.keep(chat("a", user("Look", str(picture))))
    assert keeper.flush()
    keeper.keep(chat("b", "another"))
    keeper.close()
    assert told == []
    store = Store(disk / "chats")
    assert shown(store, "a") == ["Look"] and shown(store, "b") == ["another"]
    store.close()
    assert list((disk / "chats" / "Attachments").iterdir()) == []


def test_a_read_only_disk_loses_nothing(disk: Path) -> None:
    told: list[Problem | None] = []
    folder = disk / "chats"
    keeper = Keeper(folder, told.append)
    keeper.keep(chat("a", "said before"))
    keeper.close()
    remount(disk, "ro")
    keeper = Keeper(folder, told.append)
    keeper.keep(chat("a", "said before", "said meanwhile"))
    wait_until(lambda: told)
    time.sleep(0.3)
    assert kinds(told) == ["cannot_keep_chats"]
    remount(disk, "rw")
    wait_until(lambda: len(told) == 2)
    assert told[1] is None and keeper.flush()
    keeper.close()
    store = Store(folder)
    assert shown(store, "a") == ["said before", "said meanwhile"]
    store.close()


def test_a_slow_disk_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Store.write
    written: list[ChatRecord] = []

    def write_slowly(store: Store, record: ChatRecord) -> None:
        time.sleep(0.5)
        written.append(record)
        write(store, record)

    monkeypatch.setattr(Store, "write", write_slowly)
    keeper = Keeper(tmp_path, lambda _: None)
    began = time.monotonic()
    said = [f"{number}" for number in range(100)]
    for number in range(100):
        keeper.keep(chat("a", *said[: number + 1]))
        keeper.keep_coming("a", Coming(number + 1, model("so far")))
    keeper.pin("a", True)
    assert time.monotonic() - began < 0.5
    assert keeper.flush() and len(written) <= 2
    keeper.close()
    store = Store(tmp_path)
    assert shown(store, "a") == [*said, "so far"] and store.summaries()[0].pinned
    store.close()


def test_changes_are_made_in_the_order_they_were_wished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()
    take_notices = Store.take_notices
    monkeypatch.setattr(Store, "take_notices", lambda store: free.wait(20) and take_notices(store))
    keeper = Keeper(tmp_path, lambda _: None)
    keeper.keep(chat("first", "the keeper is busy now"))
    keeper.keep(chat("a", "one"))
    keeper.rename("a", "Named")
    keeper.keep(chat("a", "one", "two"))
    keeper.delete_everything()
    keeper.keep(chat("b", "one"))
    keeper.rename("b", "First")
    keeper.rename("b", "Last")
    free.set()
    assert keeper.flush()
    keeper.close()
    store = Store(tmp_path)
    assert [summary.title for summary in store.summaries()] == ["Last"]
    store.close()
