"""Reads an answer to a screen reader as it comes, a few finished sentences at a time."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_INTERVAL_MS = 1000
_END = re.compile(r".*(?:[.!?](?=\s)|[。!?]|\n)", re.DOTALL)
_MARKS = re.compile(r"[*_`#>|]+")


class Announcer(QObject):
    """Announces what has come, politely and never in the middle of a sentence."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._waiting = ""
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._announce)

    def add(self, text: str) -> None:
        """More of the answer has come."""
        if not QAccessible.isActive():
            return
        self._waiting += text
        if not self._pause.isActive():
            self._pause.start(_INTERVAL_MS)

    def finish(self) -> None:
        """Announce the rest, though its last sentence may have no end."""
        self._pause.stop()
        self._say(self._waiting)
        self._waiting = ""

    @Slot()
    def _announce(self) -> None:
        finished = _END.match(self._waiting)
        if finished:
            self._waiting = self._waiting[finished.end() :]
            self._say(finished[0])

    def _say(self, text: str) -> None:
        if words := spoken(text):
            announce(self._widget, words)


def spoken(markdown: str) -> str:
    """Markdown without the marks that nobody would read aloud."""
    return _MARKS.sub("", markdown).strip()


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say something when it next falls silent."""
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)
