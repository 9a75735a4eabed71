"""A temporary chat is never written, and is gone once it is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from facet import Facet
from person import CONTROL, SHIFT, Key, press, settle, wait_until, write
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from desktop.conversation import Sound, Text, Turn
from desktop.recording.wave_files import write_wave
from desktop.sound_files import RATE
from desktop.ui.exporting.formats import PLAIN

Start = Callable[[], Facet]
SECRET = "a secret kite"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where recordings are kept."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    found = QStandardPaths.writableLocation
    monkeypatch.setattr(
        "desktop.ui.media.made_files.QStandardPaths.writableLocation",
        lambda wanted: str(tmp_path) if wanted == place else found(wanted),
    )
    path = tmp_path / "Recordings" / "a" / "Recording.wav"
    path.parent.mkdir(parents=True)
    write_wave(path, np.zeros(RATE, np.float32))
    return path


def begin(facet: Facet) -> None:
    press(facet.window, Key.Key_N, CONTROL | SHIFT)
    assert facet.window.chat.temporary


def say(facet: Facet, turn: Turn | None = None) -> None:
    facet.window.chat.say(turn or Turn("user", (Text(SECRET),)))
    facet.model.say(SECRET)
    facet.model.end()
    settle()


def holds_secret(folder: Path) -> bool:
    files = (path for path in folder.rglob("*") if path.is_file())
    return any(SECRET.encode() in path.read_bytes() for path in files)


def test_it_says_what_it_is(facet: Facet) -> None:
    assert not facet.window.temporary.isVisible() and facet.window.empty.forget.isVisible()
    begin(facet)
    assert facet.window.title.text() == "Temporary chat"
    assert "not kept" in facet.window.empty.promise.text()
    assert not facet.window.empty.forget.isVisible()
    say(facet)
    assert facet.window.title.text() == "Temporary chat" and facet.window.temporary.isVisible()
    facet.window.new_chat()
    assert facet.window.title.text() == "New chat" and not facet.window.temporary.isVisible()


def test_it_begins_from_the_empty_chat_too(facet: Facet) -> None:
    facet.window.empty.forget.click()
    assert facet.window.chat.temporary


@pytest.mark.parametrize("leave", ["new", "other", "delete", "close", "temporary"])
def test_nothing_of_it_is_ever_written(
    start: Start, tmp_path: Path, made: Path, leave: str
) -> None:
    facet = start()
    facet.say("Boats")
    (boats,) = facet.catalogue.chats
    begin(facet)
    say(facet, Turn("user", (Sound(str(made)), Text(SECRET))))
    write(facet.window, f"{SECRET} and more")
    facet.window.composer.keep_draft()
    assert facet.chats.keeping.keeper.flush()
    assert list(facet.catalogue.chats) == [boats] and not holds_secret(tmp_path)
    match leave:
        case "new":
            facet.window.new_chat()
        case "other":
            facet.chats.open(boats)
        case "delete":
            facet.window.delete_chat()
        case "temporary":
            begin(facet)
        case _:
            pass
    if leave != "close":
        assert SECRET not in " ".join(facet.said) and not facet.window.composer.edit.toPlainText()
    facet.close()
    assert not made.exists() and not holds_secret(tmp_path)
    facet = start()
    assert SECRET not in " ".join(facet.said) and list(facet.catalogue.chats) == [boats]


def test_an_answer_that_is_coming_stops_where_it_is_left(facet: Facet) -> None:
    begin(facet)
    facet.window.chat.say(Turn("user", (Text(SECRET),)))
    facet.model.say(SECRET)
    facet.window.new_chat()
    assert not facet.catalogue.chats and not facet.catalogue.running
    assert not facet.window.chat.answering


def test_it_can_be_kept_after_all(start: Start) -> None:
    facet = start()
    begin(facet)
    say(facet)
    write(facet.window, "And more")
    facet.window.temporary.click()
    assert not facet.window.chat.temporary and facet.window.title.text() == SECRET
    facet.close()
    facet = start()
    assert facet.said == [SECRET, SECRET]
    assert facet.window.composer.edit.toPlainText() == "And more"


def test_it_can_be_exported(facet: Facet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(facet)
    say(facet)
    path = tmp_path / "kite.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    facet.window.exporter.export_shown(PLAIN)
    wait_until(path.exists)
    assert path.read_text().count(SECRET) == 2


def test_it_is_not_named_anew(facet: Facet) -> None:
    begin(facet)
    say(facet)
    facet.window.rename_chat()
    assert facet.window.title.text() == "Temporary chat"
