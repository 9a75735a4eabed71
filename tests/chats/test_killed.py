"""Facet is killed at any moment: what was said is there, in a file that is whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import session
from session import CHATS, State, state_in

from desktop.chats.database import FILE
from desktop.chats.keeper import Keeper
from desktop.chats.schema import VERSION
from desktop.chats.store import Store
from desktop.conversation import Picture
from desktop.dialogue import Dialogue

FIRST = Path(__file__).with_name("schema_1.sqlite3")
FOLDERS, SHORT, LONG, MIGRATING = 10, 15, 1, 40
"""How many folders are gone on in, and how often one is killed soon and late in each; how often
it is killed in the moments in which an older database is brought up to date."""
LOST_AT_MOST_S = 0.5

Kill = Callable[[Path, int, float], float]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """Runs a session in a folder for some seconds and kills it; returns when."""
    sessions = subprocess.Popen(
        [sys.executable, session.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert sessions.stdin and sessions.stdout

    def run_and_kill(folder: Path, seed: int, seconds: float) -> float:
        assert sessions.stdin and sessions.stdout
        print(folder, seed, file=sessions.stdin, flush=True)
        process = int(sessions.stdout.readline())
        time.sleep(seconds)
        killed = time.monotonic()
        os.kill(process, signal.SIGKILL)
        assert sessions.stdout.readline() == "ended\n"
        return killed

    yield run_and_kill
    sessions.stdin.close()
    sessions.wait()
    sessions.stdout.close()


def folder_of_an_older_facet(folder: Path) -> Path:
    (folder / "chats").mkdir(parents=True)
    shutil.copyfile(FIRST, folder / "chats" / FILE)
    return folder


def is_whole(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "chats" / FILE)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        if database.execute("PRAGMA user_version").fetchone() == (VERSION,):
            database.execute("INSERT INTO sought (sought) VALUES ('integrity-check')")


def possible_states(folder: Path, killed: float) -> dict[str, list[State]]:
    """What each chat may be like: as it was half a second before, or any of its states since."""
    possible: dict[str, list[tuple[float, State]]] = {}
    written = (folder / "events").read_text() if (folder / "events").exists() else ""
    for line in written.split("\n")[:-1]:
        event = json.loads(line)
        assert "told" not in event, event
        if "flushed" in event:
            possible = {chat: states[-1:] for chat, states in possible.items()}
        else:
            possible.setdefault(event["chat"], []).append((event["at"], event["state"]))
    for chat, states in possible.items():
        old = [place for place, (at, _) in enumerate(states) if at < killed - LOST_AT_MOST_S]
        possible[chat] = states[old[-1] :] if old else [(0, None), *states]
    return {chat: [state for _, state in states] for chat, states in possible.items()}


def nothing_is_lost(folder: Path, killed: float) -> None:
    store = Store(folder / "chats")
    for chat, states in possible_states(folder, killed).items():
        assert state_in(store, chat) in states, chat
    for chat in CHATS:
        read = store.read(chat)
        for entry in Dialogue(read.entries).shown if read else ():
            # What had come of a reply can be found from when the chat is opened again.
            came_late = entry.making is not None and entry.making.reason == "failed"
            hits = store.search(entry.turn.text.split()[-1])
            assert came_late or chat in {found.chat for found in hits}
    store.close()


def test_nothing_said_is_lost_and_the_file_is_whole(kill: Kill, tmp_path: Path) -> None:
    chance = random.Random(0)
    for number in range(FOLDERS):
        folder = folder_of_an_older_facet(tmp_path / f"{number}")
        moments = [chance.uniform(0, 0.06) for _ in range(SHORT)]
        moments += [chance.uniform(0.5, 0.8) for _ in range(LONG)]
        for seed, seconds in enumerate(chance.sample(moments, len(moments))):
            killed = kill(folder, 100 * number + seed, seconds)
            is_whole(folder)
            nothing_is_lost(folder, killed)
        pictures_outlive_their_originals(folder)


def pictures_outlive_their_originals(folder: Path) -> None:
    """The copies that were not made before are made at the next start."""
    Keeper(folder / "chats", lambda _: None).close()
    for original in folder.glob("*.png"):
        original.unlink()
    store = Store(folder / "chats")
    for chat in CHATS:
        read = store.read(chat)
        for entry in read.entries if read else ():
            for part in entry.turn.parts:
                if isinstance(part, Picture) and part.path and part.path.startswith(f"{folder}"):
                    assert Path(part.path).read_text() == Path(part.path).name
    store.close()


def test_bringing_up_an_older_database_loses_nothing(kill: Kill, tmp_path: Path) -> None:
    chance = random.Random(1)
    halfway = 0
    for number in range(MIGRATING):
        folder = folder_of_an_older_facet(tmp_path / f"{number}")
        killed = kill(folder, number, chance.uniform(0, 0.02))
        is_whole(folder)
        halfway += not (folder / "events").exists()
        nothing_is_lost(folder, killed)
        backup = folder / "chats" / f"chats-before-{VERSION}.sqlite3"
        with closing(sqlite3.connect(backup)) as database:
            assert database.execute("SELECT count(*) FROM entries").fetchone() == (8,)
    assert halfway < MIGRATING
