"""What a person does to a window, as the events that Qt would get from the system."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.transcript.reply import ReplyView
from desktop.ui.window import MainWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Let events run until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        QApplication.processEvents()
        time.sleep(0.005)


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key; the widget that has the focus gets it."""
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def write(window: MainWindow, text: str) -> None:
    """Type into the composer, key by key; what has no key comes from an input method."""
    if text.isascii():
        QTest.keyClicks(window.composer.edit, text)
    else:
        commit_text(window.composer.edit, text)


def compose(field: QWidget, text: str) -> None:
    """Begin to write with an input method."""
    QApplication.sendEvent(field, QInputMethodEvent(text, []))


def commit_text(field: QWidget, text: str) -> None:
    """Have an input method write what was composed."""
    commit = QInputMethodEvent("", [])
    commit.setCommitString(text)
    QApplication.sendEvent(field, commit)


def click(widget: QWidget) -> None:
    """Click in the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def ask(window: MainWindow, text: str) -> ReplyView:
    """Type, press Return and wait for the whole answer."""
    write(window, text)
    press(window, Key.Key_Return)
    wait_until(lambda: not window.chat.answering)
    return window.transcript.replies[-1]


def files(*paths: Path) -> QMimeData:
    """What the Finder drags and copies."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(target: QWidget, data: QMimeData) -> None:
    """Drag something in, over and let go of it."""
    point, action, button = QPoint(20, 20), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(point, action, data, button, NONE)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(target, QDragMoveEvent(point, action, data, button, NONE))
    falling = QDropEvent(QPointF(point), action, data, button, NONE)
    QApplication.sendEvent(target, falling)
    assert falling.isAccepted()


def press_on(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key in a widget that has the focus."""
    QTest.keyClick(widget, key, modifiers)


def wheel(widget: QWidget, points: int) -> None:
    """Scroll as a trackpad does; upwards where `points` are more than 0."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(0, points),
        QPoint(0, 0),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(widget, event)


def settle() -> None:
    """Let everything happen that is due."""
    for _ in range(30):
        QApplication.processEvents()
