"""A chat outlives its window, and what comes of an answer outlives Facet's sudden end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engine_processes import engines
from person import CONTROL, Key, ask, click, press, wait_until, write
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.chats import keeper
from desktop.chats.store import Store
from desktop.dialogue import Dialogue
from desktop.ui.client import EngineClient
from desktop.ui.keeping import last_chat
from desktop.ui.window import MainWindow

LONG = "How can I get a bigger model?"
ANOTHER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from desktop.conversation import Text, Turn
from desktop.engine.protocol import AnswerPiece
from desktop.ui.chat import Chat
from desktop.ui.client import EngineClient
from desktop.ui.keeping import ChatKeeping
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
application = QApplication([])
application.setOrganizationName("Facet")
client = EngineClient(["cat"])
chat = Chat(client, application)
keeping = ChatKeeping(Path(sys.argv[1]), application)
keeping.follow(chat)
print(chat.id, flush=True)
chat.say(Turn("user", (Text("Count"),)))
began = time.monotonic()
while True:
    said = time.monotonic() - began
    client.batch.emit([AnswerPiece(1, f"{said:.2f} ")])
    print(f"{said:.2f}", flush=True)
    while time.monotonic() < began + said + 0.05:
        application.processEvents()
"""
Start = Callable[[], MainWindow]


@pytest.fixture
def start(settings: QSettings, tmp_path: Path) -> Iterator[Start]:
    """Starts Facet, as often as it is called, with chats in one folder."""
    windows: list[MainWindow] = []

    def open_window() -> MainWindow:
        window = MainWindow(EngineClient(), tmp_path / "chats")
        window.show()
        window.activateWindow()
        wait_until(lambda: window.model.loaded)
        windows.append(window)
        return window

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert engines() == []


def shown(window: MainWindow) -> list[str]:
    return [turn.text for turn in window.chat.turns]


def test_the_chat_of_the_last_time_is_open_again(start: Start) -> None:
    window = start()
    click(window.composer.thinking.toggle)
    reply = ask(window, "What is 12 + 30?")
    assert reply.thought
    told = reply.thought.fold.text()
    ask(window, "こんにちは")
    before = shown(window)
    window.close()
    window = start()
    assert shown(window) == before and window.title.text() == "What is 12 + 30?"
    assert window.transcript.isVisible() and window.composer.thinking.toggle.isChecked()
    first = window.transcript.replies[0]
    assert first.thought and first.thought.fold.text() == told
    ask(window, "Who are you?")
    assert len(shown(window)) == 6


def test_closing_the_window_in_mid_answer_loses_nothing(start: Start) -> None:
    window = start()
    write(window, LONG)
    press(window, Key.Key_Return)
    wait_until(lambda: window.transcript.replies and window.transcript.replies[-1].text)
    write(window, "half a thought")
    came = window.transcript.replies[-1].text
    window.close()
    window = start()
    question, answer = shown(window)
    assert question == LONG and answer.startswith(came)
    assert window.composer.edit.toPlainText() == "half a thought"
    assert window.transcript.replies[-1].go_on.isVisible()


def test_branches_come_back_with_the_one_that_was_shown(start: Start) -> None:
    window = start()
    ask(window, "Who are you?")
    press(window, Key.Key_R, CONTROL)
    wait_until(lambda: not window.chat.answering)
    first = window.chat.dialogue.alternatives(window.chat.dialogue.shown[1].id)[0]
    window.chat.choose(first)
    window.close()
    window = start()
    entry = window.chat.dialogue.shown[1]
    assert entry.id == first and len(window.chat.dialogue.alternatives(first)) == 2


def test_after_a_new_chat_it_begins_with_a_new_one(start: Start, tmp_path: Path) -> None:
    window = start()
    ask(window, "Hello")
    press(window, Key.Key_N, CONTROL)
    window.close()
    window = start()
    assert not shown(window) and window.empty.isVisible()


def test_what_was_deleted_stays_deleted(start: Start) -> None:
    window = start()
    ask(window, "Hello")
    ask(window, "Who are you?")
    window.transcript.removed.emit(window.chat.dialogue.shown[2].id)
    window.close()
    assert len(shown(start())) == 2


def test_a_message_that_was_being_changed_is_a_draft(start: Start) -> None:
    window = start()
    ask(window, "Hello")
    press(window, Key.Key_Up)
    write(window, " again")
    window.close()
    window = start()
    assert window.composer.edit.toPlainText() == "Hello again" and shown(window)[0] == "Hello"


def test_chats_that_cannot_be_read_are_set_aside_and_told_of(start: Start, tmp_path: Path) -> None:
    window = start()
    ask(window, "Hello")
    window.close()
    for path in (tmp_path / "chats").iterdir():
        path.write_bytes(b"no database" * 500)
    window = start()
    wait_until(lambda: "damaged" in window.composer.notice.text())
    assert not shown(window)
    (kept,) = (tmp_path / "chats").glob("chats-damaged-*.sqlite3")
    assert kept.read_bytes() == b"no database" * 500


def test_a_disk_that_fails_is_told_of_and_closing_asks(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_AGAIN_S", 0.05)
    (tmp_path / "chats").write_text("in the way")
    window = start()
    ask(window, "Hello")
    wait_until(window.composer.notice.isVisible)
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    assert not window.close() and asked and window.isVisible()
    (tmp_path / "chats").unlink()
    wait_until(lambda: not window.composer.notice.isVisible())
    assert window.close()
    assert shown(start())[0] == "Hello"


def test_a_killed_facet_loses_half_a_second_of_an_answer_at_most(tmp_path: Path) -> None:
    """Another Facet writes into the folder and is killed while an answer comes."""
    other = subprocess.Popen(
        [sys.executable, "-c", ANOTHER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    chat, said = other.stdout.readline().strip(), 0.0
    while said < 2.2:
        said = float(other.stdout.readline())
    other.kill()
    other.wait()
    other.stdout.close()
    store = Store(tmp_path)
    record = store.read(chat)
    store.close()
    assert record
    question, answer = Dialogue(record.entries).shown
    assert question.turn.text == "Count"
    assert said - float(answer.turn.text.split()[-1]) < 0.9
    assert answer.making and not answer.making.finished


def test_nothing_is_open_where_nothing_was_kept(settings: QSettings, tmp_path: Path) -> None:
    assert last_chat(tmp_path)[0] is None
    settings.setValue("chat", "of another folder")
    assert last_chat(tmp_path)[0] is None
