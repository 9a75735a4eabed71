"""A person drops a picture, types, presses Return and reads: window, thread, process, Pebble."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.places import RESOURCES
from desktop.ui.client import EngineClient
from desktop.ui.window import MainWindow

PICTURE = RESOURCES / "pictures" / "sample.png"


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        QApplication.processEvents()
        time.sleep(0.005)


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    settings = tmp_path_factory.mktemp("settings")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(settings))
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setOrganizationName("FacetTests")
    return application


@pytest.fixture
def window(application: QApplication) -> Iterator[MainWindow]:
    opened = MainWindow(EngineClient())
    opened.show()
    wait_until(lambda: opened.model.text() == "Pebble")
    yield opened
    opened.close()
    assert engines() == []


def engines() -> list[int]:
    """The engine processes that this one has started."""
    found = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "desktop.engine.host"],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(pid) for pid in found.stdout.split()]


def press(window: MainWindow, key: Qt.Key, text: str = "") -> None:
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(window.composer.edit, event)


def write(window: MainWindow, text: str) -> None:
    for character in text:
        press(window, Qt.Key.Key_unknown, character)


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none, place = Qt.KeyboardModifier.NoModifier, QPoint(20, 20)
    enter = QDragEnterEvent(place, action, data, button, none)
    QApplication.sendEvent(window.composer, enter)
    assert enter.isAccepted()
    let_go = QDropEvent(QPointF(place), action, data, button, none)
    QApplication.sendEvent(window.composer, let_go)


def answered(window: MainWindow) -> str:
    wait_until(lambda: window._request is None)
    assert window._reply is not None
    return window._reply.text


def test_words_are_answered_on_the_screen(window: MainWindow) -> None:
    write(window, "こんにちは")
    press(window, Qt.Key.Key_Return)
    assert "ペブル" in answered(window)
    assert window._reply and "ペブル" in window._reply.body.toPlainText()
    assert window.composer.edit.toPlainText() == ""


def test_a_dropped_picture_is_seen(window: MainWindow) -> None:
    drop(window, PICTURE)
    wait_until(lambda: window.composer.pictures)
    write(window, "What do you see?")
    press(window, Qt.Key.Key_Return)
    assert "white background" in answered(window)
    assert window.composer.pictures == []


def test_a_pasted_picture_becomes_a_chip_and_can_be_removed(window: MainWindow) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    window.composer.edit.insertFromMimeData(data)
    wait_until(lambda: window.composer.pictures)
    window.composer.remove(window.composer.pictures[0])
    assert window.composer.pictures == [] and not window.composer.send.isEnabled()


def test_return_while_an_input_method_composes_does_not_send(window: MainWindow) -> None:
    edit = window.composer.edit
    QApplication.sendEvent(edit, QInputMethodEvent("こんに", []))
    press(window, Qt.Key.Key_Return)
    assert window._request is None and not window._turns
    commit = QInputMethodEvent("", [])
    commit.setCommitString("こんにちは")
    QApplication.sendEvent(edit, commit)
    assert edit.toPlainText() == "こんにちは"
    press(window, Qt.Key.Key_Return)
    assert window._turns
    answered(window)


def test_a_thought_is_folded_apart_from_the_answer(window: MainWindow) -> None:
    window.composer.think.click()
    write(window, "What is 12 + 30?")
    press(window, Qt.Key.Key_Return)
    assert "12 + 30 =" in answered(window)
    assert window._reply and window._reply.thought
    thought = window._reply.thought
    assert "Thought for" in thought.fold.text() and not thought.body.isVisible()
    thought.fold.click()
    assert thought.body.isVisible() and "012+030" in thought.body.toPlainText()


def test_a_bad_picture_is_one_sentence_and_no_chip(window: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    drop(window, bad)
    wait_until(window.composer.notice.isVisible)
    assert "not a picture" in window.composer.notice.text()
    assert window.composer.pictures == []


def test_a_killed_engine_loses_nothing_and_starts_again(window: MainWindow) -> None:
    window.composer.think.click()
    write(window, "What is 347 + 58?")
    press(window, Qt.Key.Key_Return)
    wait_until(lambda: window._reply and window._reply.thought and window._reply.thought.text)
    (pid,) = engines()
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: window._reply and window._reply.card)
    assert window._reply and window._reply.thought and window._reply.thought.text
    window.start_again()
    wait_until(lambda: window.model.text() == "Pebble")
    window.composer.think.click()
    write(window, "こんにちは")
    press(window, Qt.Key.Key_Return)
    assert answered(window)


def test_a_new_chat_forgets_the_old_one(window: MainWindow) -> None:
    write(window, "Hello")
    press(window, Qt.Key.Key_Return)
    answered(window)
    window.new_chat()
    assert not window._turns and window.empty.isVisible()
