"""Chats are taken elsewhere and brought in: from the menus, by drag and drop, by the clipboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from carried_chats import picture_file
from facet import Facet
from person import drop, files, settle, wait_until
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from desktop.chats.exchange.formats import read_any
from desktop.ui.exchange.dragged_chats import DraggedChats
from desktop.ui.exporting.formats import FORMATS

Start = Callable[[], Facet]
NO_BUTTON = Qt.KeyboardModifier.NoModifier


def command(facet: Facet, *words: str) -> QAction:
    """A command of the menu bar, by the words on the way to it."""
    actions = facet.window.menuBar().actions()
    for word in words[:-1]:
        (menu,) = (each.menu() for each in actions if each.text() == word)
        assert isinstance(menu, QMenu)
        actions = menu.actions()
    (found,) = (each for each in actions if each.text() == words[-1])
    return found


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """Have a person choose where to save; returns what was suggested."""
    suggested: list[str] = []

    def chosen(_parent: object, _title: str, place: str, _filter: str) -> tuple[str, str]:
        suggested.append(place)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    return suggested


def told(facet: Facet) -> str:
    return facet.window.carried.words.text() if facet.window.carried.isVisible() else ""


def wait_for(facet: Facet, beginning: str) -> None:
    wait_until(lambda: told(facet).startswith(beginning))


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.extension)
def test_the_chat_that_is_shown_is_exported_in_every_form(
    facet: Facet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, format: object
) -> None:
    name = getattr(format, "name", "")
    path = tmp_path / f"out.{getattr(format, 'extension', '')}"
    facet.say("What flies?", answer="A **kite** of $x^2$.\n\n```python\nfly()\n```\n")
    suggested = save_to(monkeypatch, path)
    words = f"{name}, Complete…" if name == "Facet" else f"{name}…"
    command(facet, "File", "Export This Chat", words).trigger()
    wait_for(facet, "Saved")
    assert Path(suggested[0]).name == f"What flies-{path.suffix}".replace("-.", ".")
    assert path.stat().st_size > 50 and told(facet) == f"Saved as “{path.name}”."
    if name == "Markdown":
        assert "A **kite**" in path.read_text()


def test_an_ending_is_added_where_none_was_written(
    facet: Facet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facet.say("What flies?")
    save_to(monkeypatch, tmp_path / "kites")
    command(facet, "File", "Export This Chat", "Markdown…").trigger()
    wait_for(facet, "Saved")
    assert (tmp_path / "kites.md").exists()


def test_what_was_saved_is_shown_where_it_lies(
    facet: Facet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facet.say("What flies?")
    save_to(monkeypatch, tmp_path / "kites.md")
    shown: list[Path] = []
    monkeypatch.setattr("desktop.ui.exchange.carried_line.reveal", shown.append)
    command(facet, "File", "Export This Chat", "Markdown…").trigger()
    wait_for(facet, "Saved")
    facet.window.carried.button.click()
    assert shown == [tmp_path / "kites.md"]


def test_a_place_that_cannot_be_written_to_is_told(
    facet: Facet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facet.say("What flies?")
    save_to(monkeypatch, tmp_path / "gone" / "kites.md")
    command(facet, "File", "Export This Chat", "Markdown…").trigger()
    wait_until(facet.window.composer.notice.isVisible)
    assert "could not be saved" in facet.window.composer.notice.text()
    assert not told(facet)


def test_several_chats_are_exported_into_a_folder_under_names_of_their_own(
    facet: Facet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facet.say("Kites?", "Kites?", "Boats?")
    (tmp_path / "Boats.md").write_text("mine")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    facet.sidebar.list.setFocus()
    facet.sidebar.list.selectAll()
    facet.sidebar.list.asked_for_menu.emit(QPoint(10, 10))
    facet.choose("Markdown…", within="Export")
    wait_for(facet, "Saved")
    written = {path.name for path in tmp_path.glob("*.md")}
    assert written == {"Boats.md", "Boats 2.md", "Kites.md", "Kites 2.md"}
    assert (tmp_path / "Boats.md").read_text() == "mine"


def test_all_chats_come_back_from_one_file(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facet = start()
    facet.say("Kites?", "Boats?")
    facet.catalogue.rename(facet.window.chat.id, "On boats")
    save_to(monkeypatch, tmp_path / "all.jsonl")
    command(facet, "File", "Export All Chats…").trigger()
    wait_for(facet, "Saved")
    facet.chats.delete(list(facet.catalogue.chats))
    picked = [str(tmp_path / "all.jsonl")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (picked, ""))
    command(facet, "File", "Import Chats…").trigger()
    wait_for(facet, "New chats: 2.")
    assert sorted(facet.names) == ["Kites?", "On boats", "Today"]
    command(facet, "File", "Import Chats…").trigger()
    wait_for(facet, "Nothing new")
    assert len(facet.catalogue.chats) == 2
    facet.close()
    assert sorted(start().names) == ["Kites?", "On boats", "Today"]


def test_a_chat_that_comes_in_alone_is_shown_and_can_go_on(facet: Facet, tmp_path: Path) -> None:
    chat = {
        "name": "Kites",
        "createdAt": 1_700_000_000_000,
        "messages": [
            {"versions": [{"type": "singleStep", "role": "user", "content": [
                {"type": "text", "text": "What flies?"}]}], "currentlySelected": 0},
        ],
    }  # fmt: skip
    path = tmp_path / "1.conversation.json"
    path.write_text(json.dumps(chat))
    facet.say("Boats?")
    drop(facet.sidebar, files(path))
    wait_for(facet, "Brought in.")
    wait_until(lambda: facet.said == ["What flies?"])
    assert facet.window.title.text() == "Kites"
    facet.window.chat.start_again()
    facet.model.say("A kite.")
    facet.model.end()
    settle()
    assert facet.said == ["What flies?", "A kite."]


def test_a_file_without_chats_is_told_and_leaves_nothing(facet: Facet, tmp_path: Path) -> None:
    path = tmp_path / "numbers.json"
    path.write_text("[1, 2]")
    drop(facet.sidebar, files(path))
    wait_until(facet.window.composer.notice.isVisible)
    assert "holds no chats" in facet.window.composer.notice.text()
    assert not told(facet) and not facet.catalogue.chats


def test_other_files_are_for_the_composer_wherever_they_fall(facet: Facet, tmp_path: Path) -> None:
    picture = picture_file(tmp_path / "kite.png")
    drop(facet.sidebar.list.viewport(), files(tmp_path / "kite.png"))
    wait_until(lambda: facet.window.composer.chips.media)
    assert facet.window.composer.chips.media == [picture]


def test_a_dragged_chat_is_files_for_other_programs_alone(facet: Facet) -> None:
    facet.say("What flies?", answer="A kite.")
    written: list[list[Path]] = []

    def write(ids: object) -> list[Path]:
        written.append(facet.window.exporter.write_to_drag([facet.window.chat.id]))
        return written[-1]

    data = DraggedChats([facet.window.chat.id], write)
    move, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPoint(20, 20), move, data, button, NO_BUTTON)
    QApplication.sendEvent(facet.window, entering)
    assert not entering.isAccepted() and not written
    (url,) = data.urls()
    assert Path(url.toLocalFile()).name == "What flies.md"
    assert "A kite." in Path(url.toLocalFile()).read_text()
    assert data.urls() == [url] and len(written) == 1


def test_what_is_dragged_is_gone_when_facet_is(start: Start) -> None:
    facet = start()
    facet.say("What flies?")
    (path,) = facet.window.exporter.write_to_drag([facet.window.chat.id])
    facet.close()
    assert not path.parent.exists()


def test_a_chat_is_copied_as_text_and_as_markdown(facet: Facet) -> None:
    facet.say("What flies?", answer="A **kite**.")
    command(facet, "Edit", "Copy This Chat").trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert isinstance(data, QMimeData)
    assert data.text() == "You:\nWhat flies?\n\nGemma:\nA **kite**."
    assert b"**You**" in bytes(data.data("text/markdown").data())


def test_several_chats_are_copied_from_the_sidebar(facet: Facet) -> None:
    facet.say("Kites?", "Boats?")
    facet.sidebar.list.setFocus()
    facet.sidebar.list.selectAll()
    facet.sidebar.list.asked_for_menu.emit(QPoint(10, 10))
    facet.choose("Copy")
    text = QGuiApplication.clipboard().text()
    assert text.count("You:") == 2 and "Kites?" in text and "Boats?" in text


def test_what_cannot_be_kept_can_be_exported(
    facet: Facet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facet.say("Boats?")
    (tmp_path / "chats").rename(tmp_path / "away")
    (tmp_path / "chats").write_text("no folder")
    facet.say("Kites?")
    wait_until(facet.window.composer.notice.isVisible)
    save_to(monkeypatch, tmp_path / "kites.jsonl")
    command(facet, "File", "Export This Chat", "Facet, Complete…").trigger()
    wait_for(facet, "Saved")
    (chat,) = read_any(tmp_path / "kites.jsonl", tmp_path / "new")
    assert [entry.turn.text for entry in chat.shown] == ["Kites?", "Yes."]
    (tmp_path / "chats").unlink()
    (tmp_path / "away").rename(tmp_path / "chats")
    wait_until(facet.chats.keeping.keeper.flush)


def test_a_chat_is_shared_as_something_that_anybody_can_read(
    facet: Facet, monkeypatch: pytest.MonkeyPatch
) -> None:
    facet.say("What flies?")
    shared: list[Path] = []
    monkeypatch.setattr(
        "desktop.ui.window.open_share_sheet", lambda path, part: shared.append(path)
    )
    facet.window.exporter.share_shown()
    wait_until(lambda: shared)
    assert shared[0].name == "What flies.pdf" and shared[0].read_bytes().startswith(b"%PDF")
