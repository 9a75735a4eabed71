"""What is being written stays with its chat, and is there at the next start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from carried_chats import picture_file
from facet import Facet
from person import drop, files, settle, wait_until, write
from PySide6.QtCore import QThreadPool

from desktop.conversation import Sound, Text, Turn
from desktop.listening import Task
from desktop.recording.wave_files import write_wave
from desktop.sound_files import RATE

Start = Callable[[], Facet]


def written(facet: Facet) -> str:
    return facet.window.composer.edit.toPlainText()


def open_chat(facet: Facet, title: str) -> None:
    (id,) = (chat.id for chat in facet.catalogue.chats.values() if chat.title == title)
    facet.chats.open(id)


def test_each_chat_has_a_draft_of_its_own(facet: Facet) -> None:
    facet.say("Kites", "Boats")
    write(facet.window, "About boats")
    open_chat(facet, "Kites")
    assert written(facet) == ""
    write(facet.window, "About kites")
    facet.window.new_chat()
    assert written(facet) == ""
    write(facet.window, "Something else")
    for title, draft in (("Boats", "About boats"), ("Kites", "About kites")):
        open_chat(facet, title)
        assert written(facet) == draft
    facet.window.new_chat()
    assert written(facet) == "Something else"


def test_drafts_are_there_at_the_next_start(start: Start, tmp_path: Path) -> None:
    facet = start()
    facet.say("Kites")
    picture = picture_file(tmp_path / "kite.png")
    drop(facet.window, files(tmp_path / "kite.png"))
    write(facet.window, "half a")
    wait_until(lambda: facet.window.composer.chips.media)
    facet.window.new_chat()
    write(facet.window, "half b")
    facet.close()
    facet = start()
    assert written(facet) == "half b" and not facet.window.composer.turn.parts[1:]
    open_chat(facet, "Kites")
    assert written(facet) == "half a"
    wait_until(lambda: facet.window.composer.chips.media == [picture])


def test_a_draft_is_kept_though_facet_ends_suddenly(start: Start) -> None:
    facet = start()
    write(facet.window, "half a")
    wait_until(lambda: facet.chats.drafts.of("").parts)
    assert facet.chats.keeping.keeper.flush()
    assert written(start()) == "half a"


def test_what_was_sent_is_no_draft(start: Start) -> None:
    facet = start()
    write(facet.window, "Kites")
    facet.window.composer.keep_draft()
    facet.window.composer.submit()
    facet.model.say("Yes.")
    facet.model.end()
    settle()
    facet.close()
    facet = start()
    assert written(facet) == "" and facet.said == ["Kites", "Yes."]
    facet.window.new_chat()
    assert written(facet) == ""


def test_what_could_not_be_answered_is_a_draft_of_a_new_chat(start: Start) -> None:
    facet = start()
    write(facet.window, "Kites")
    facet.window.composer.submit()
    facet.model.fail("out_of_memory")
    settle()
    assert written(facet) == "Kites" and not facet.said
    facet.close()
    assert written(start()) == "Kites"


def test_an_example_leaves_what_is_being_written(start: Start) -> None:
    facet = start()
    write(facet.window, "half a")
    facet.window.empty.examples[1].click()
    facet.model.say("I am Gemma.")
    facet.model.end()
    settle()
    facet.close()
    facet = start()
    assert facet.said[-1] == "I am Gemma." and written(facet) == "half a"


def test_a_message_that_is_being_changed_goes_with_its_chat(facet: Facet) -> None:
    facet.say("Kites", "Boats")
    facet.window.rewrite_last()
    write(facet.window, "!")
    open_chat(facet, "Kites")
    assert written(facet) == "" and not facet.window.composer.rewriting
    assert not facet.window.composer.notice.isVisible()
    open_chat(facet, "Boats")
    assert written(facet) == "Boats!" and not facet.window.composer.rewriting


def test_what_was_chosen_for_a_file_and_files_still_looked_at_are_kept(
    start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "memo.wav"
    write_wave(path, np.zeros(RATE, np.float32))
    memo = Sound(str(path), Task("French"))
    facet = start()
    facet.window.composer.give_back(Turn("user", (memo, Text("Well?"))))
    facet.close()
    facet = start()
    wait_until(lambda: facet.window.composer.turn.parts == (Text("Well?"), memo))


def test_a_file_that_is_still_looked_at_comes_to_its_own_chat_alone(
    facet: Facet, tmp_path: Path
) -> None:
    facet.say("Kites")
    picture_file(tmp_path / "kite.png")
    drop(facet.window, files(tmp_path / "kite.png"))
    facet.window.new_chat()
    QThreadPool.globalInstance().waitForDone()
    settle()
    assert not facet.window.composer.chips.media
    open_chat(facet, "Kites")
    wait_until(lambda: facet.window.composer.chips.media)
