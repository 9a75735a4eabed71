"""What leaves the Mac is listed and can be forbidden; everything can be deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from carried_chats import picture_file
from facet import Facet
from person import click, drop, files, settle, wait_until, write
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from desktop.conversation import Text, Turn
from desktop.network import Connection, is_offline
from desktop.ui.keeping import LAST_CHAT
from desktop.ui.settings.dialog import SettingsDialog
from desktop.ui.settings.privacy_page import PrivacyPage

Start = Callable[[], Facet]


def open_page(facet: Facet) -> PrivacyPage:
    facet.window.open_settings()
    dialog = facet.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog) and dialog.privacy is not None
    click(dialog.tabs[-1])
    assert dialog.privacy.isVisible()
    return dialog.privacy


def listed(page: PrivacyPage) -> list[str]:
    return [page.connections.item(row).text() for row in range(page.connections.count())]


def answer(words: str) -> None:
    """Press a button of the question that is asked."""
    question = QApplication.activeModalWidget()
    assert isinstance(question, QMessageBox)
    (button,) = (each for each in question.findChildren(QPushButton) if each.text() == words)
    click(button)
    settle()


def test_no_connection_is_said_to_be_none(facet: Facet) -> None:
    page = open_page(facet)
    assert page.none.isVisible() and not page.connections.isVisible()


def test_connections_are_listed_with_what_they_were_for(facet: Facet, tmp_path: Path) -> None:
    made = [Connection(1e9 + n, f"{n}.example", 443, "Gemma 4 E4B") for n in range(3)]
    lines = [json.dumps(asdict(connection)) for connection in made]
    (tmp_path / "connections.jsonl").write_text("\n".join(lines))
    page = open_page(facet)
    assert page.connections.isVisible() and not page.none.isVisible()
    assert [line.split("   ")[1] for line in listed(page)] == [
        f"{n}.example, for Gemma 4 E4B" for n in (2, 1, 0)
    ]


def test_offline_is_chosen_for_every_process_and_remembered(start: Start, tmp_path: Path) -> None:
    facet = start()
    page = open_page(facet)
    page.offline.click()
    assert is_offline(tmp_path)
    facet.close()
    page = open_page(start())
    assert page.offline.isChecked()
    page.offline.click()
    assert not is_offline(tmp_path)


def test_what_cannot_be_forbidden_is_not_said_to_be(facet: Facet, tmp_path: Path) -> None:
    page = open_page(facet)
    (tmp_path / "offline").mkdir()
    page.show_state()
    page.offline.click()
    assert page.offline.isChecked() and is_offline(tmp_path)


def test_where_everything_is_kept_is_shown(
    facet: Facet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = open_page(facet)
    shown: list[Path] = []
    monkeypatch.setattr("desktop.ui.settings.privacy_page.reveal", shown.append)
    click(page.show_place)
    assert page.place.text() == str(tmp_path) and shown == [tmp_path]


def test_everything_is_deleted_once_that_is_confirmed(start: Start, tmp_path: Path) -> None:
    facet = start()
    facet.say("Kites", "Boats")
    facet.catalogue.add_folder("Work")
    for name in ("Recordings", "Pasted"):
        (tmp_path / name / "a").mkdir(parents=True)
    picture = tmp_path / "kite.png"
    picture_file(picture)
    drop(facet.window, files(picture))
    write(facet.window, "half a")
    wait_until(lambda: facet.window.composer.chips.media)
    facet.window.composer.keep_draft()
    page = open_page(facet)
    click(page.delete)
    answer("Cancel")
    assert len(facet.catalogue.chats) == 2
    click(page.delete)
    answer("Delete Everything")
    assert not facet.catalogue.chats and not facet.catalogue.folders and not facet.said
    assert facet.sidebar.empty.isVisible() and facet.window.empty.isVisible()
    assert not facet.window.composer.turn.parts and not facet.window.can_put_back
    assert facet.chats.keeping.keeper.flush()
    # Closed, so that no file of a transaction comes and goes meanwhile.
    facet.close()
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path != picture]
    assert {path.parent.name for path in left} == {"chats"}
    assert not any(b"Kites" in path.read_bytes() for path in left)
    facet = start()
    assert not facet.catalogue.chats and not facet.window.composer.turn.parts
    assert QSettings().value(LAST_CHAT) is None


def test_an_answer_that_is_coming_is_deleted_too(start: Start) -> None:
    facet = start()
    facet.say("Kites", answer=None)
    facet.model.say("A ki")
    facet.window.new_chat()
    facet.window.chat.say(Turn("user", (Text("Boats"),)))
    facet.model.say("A bo")
    facet.window.delete_everything()
    facet.model.say("at")
    facet.model.end()
    settle()
    assert not facet.said and not facet.catalogue.chats and not facet.catalogue.running
    facet.close()
    assert not start().catalogue.chats


def test_one_can_go_on_at_once(start: Start) -> None:
    facet = start()
    facet.say("Kites")
    facet.window.delete_everything()
    facet.say("Boats")
    assert list(facet.names) == ["Today", "Boats"]
    facet.close()
    assert start().names == ["Today", "Boats"]
