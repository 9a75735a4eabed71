"""Whatever the keyboard reaches has a name and a role, and looks different when it is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conversations import SAMPLE, TALKS, show_everything
from engine_processes import engines
from languages import spoken
from person import Key, settle, wait_until
from PySide6.QtCore import QEvent, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.client import EngineClient
from desktop.ui.settings.chat_settings import ChatSettings
from desktop.ui.settings.conversation_options import ConversationOptions
from desktop.ui.settings.dialog import SettingsDialog
from desktop.ui.window import MainWindow

Role = QAccessible.Role
VAGUE = (Role.NoRole, Role.Client, Role.Border, Role.Pane)
CHOSEN = ChatSettings("", None, 0.7, 0.9, 40, 2048, 7)


@pytest.fixture(scope="module", params=list(TALKS))
def window(request: pytest.FixtureRequest, application: QApplication) -> Iterator[MainWindow]:
    """One window for all tests of a language."""
    with spoken(application, request.param):
        QSettings().clear()
        opened = MainWindow(EngineClient())
        opened.resize(760, 1500)
        opened.show()
        wait_until(lambda: opened.model.loaded)
        yield opened
        opened.close()
        opened.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert engines() == []


def name(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def role(part: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(part).role()


def stops(window: QWidget) -> list[QWidget]:
    """What can have the focus; a part whose focus another part takes is no stop."""
    return [
        part
        for part in window.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and part.window() is window
        and part.isVisible()
        and part.isEnabled()
    ]


def check(window: QWidget, at_least: int) -> None:
    """Walk a window with Tab; all of it has names, roles and a look of its own."""
    window.activateWindow()
    wait_until(window.isActiveWindow, 5)
    found = stops(window)
    assert len(found) >= at_least
    for part in found:
        assert name(part).strip(" ⌄›"), part
        assert role(part) not in VAGUE, part
    for part in found:
        before = found[found.index(part) - 1]
        # A real key tells the system's style that the focus is to be seen.
        QTest.keyClick(before, Key.Key_Tab)
        before.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        without = part.window().grab(around(part)).toImage()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        assert part.window().grab(around(part)).toImage() != without, part


def around(part: QWidget) -> QRect:
    place = QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())
    return place.adjusted(-8, -8, 8, 8)


def test_an_empty_chat(window: MainWindow) -> None:
    window.new_chat()
    check(window, 8)


def test_a_conversation_with_everything_in_it(window: MainWindow) -> None:
    window.new_chat()
    show_everything(window)
    window.transcript.add_failure("It stopped.", restartable=True)
    window.composer.attach([str(SAMPLE)])
    window.composer.thinking.toggle.setChecked(True)
    thought = window.transcript.replies[0].thought
    assert thought is not None
    thought.fold.setChecked(True)
    window.deleted.tell_deleted(2)
    window.room.say("There is no room.", *window.room.buttons)
    wait_until(lambda: window.composer.pictures)
    settle()
    check(window, 26)
    window.room.say("")
    window.composer.chips.clear()


def test_rows_are_items_of_a_list(window: MainWindow) -> None:
    window.new_chat()
    show_everything(window)
    window.transcript.add_failure("It stopped.")
    settle()
    assert role(window.transcript) is Role.List and name(window.transcript)
    assert len(window.transcript.views) == 3
    for row in window.transcript.views:
        assert role(row) is Role.ListItem and name(row)


def test_a_picture_seen_large(window: MainWindow) -> None:
    window.new_chat()
    show_everything(window)
    window.transcript.open_picture(str(SAMPLE))
    viewer = window.transcript.viewer
    assert viewer is not None
    assert role(viewer) is Role.Graphic and SAMPLE.name in name(viewer)
    viewer.close()
    settle()


@pytest.mark.parametrize("page", range(3))
def test_the_settings(window: MainWindow, page: int) -> None:
    window.preferences.chat = CHOSEN
    window.open_settings()
    dialog = window.findChild(SettingsDialog)
    dialog.show_page(page)
    check(dialog, 5)
    dialog.close()


def test_the_page_on_privacy(window: MainWindow, tmp_path: Path) -> None:
    made = {"at": 1.0, "host": "a.example", "port": 443, "purpose": "a model"}
    (tmp_path / "connections.jsonl").write_text(json.dumps(made))
    dialog = SettingsDialog(window.preferences, window, tmp_path)
    dialog.show()
    dialog.show_page(3)
    check(dialog, 5)
    dialog.close()


def test_the_options_of_a_chat(window: MainWindow) -> None:
    window.preferences.chat = CHOSEN
    window.new_chat()
    window.open_options()
    options = window.findChild(ConversationOptions)
    check(options, 12)
    options.close()


def test_what_a_screen_reader_asks_outlives_what_is_thrown_away(window: MainWindow) -> None:
    for size in (15, 16) * 5:
        window.new_chat()
        show_everything(window)
        settle()
        parts = everything(QAccessible.queryAccessibleInterface(window))
        window.preferences.text_px = size
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert 50 < parts < 400


def everything(part: QAccessibleInterface) -> int:
    """How many parts a screen reader finds, each asked what it asks."""
    part.role(), part.text(QAccessible.Text.Name), part.rect(), part.state(), part.parent()
    children = (part.child(place) for place in range(part.childCount()))
    return 1 + sum(everything(child) for child in children if child is not None)
