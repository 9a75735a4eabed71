"""Looks for words in every chat, out of the window's way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chats.library import opened_library
from desktop.chats.search import Found
from desktop.problems import Problem
from desktop.ui.background import in_background


class Searching(QObject):
    """One search runs at a time; of those that were asked for meanwhile the last is next.

    Signals:
        found: what the words that were last asked for are found in, the best first.
    """

    found = Signal(list)
    _ended = Signal(str, list)

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._wanted: str | None = None
        self._runs = False
        self._ended.connect(self._take)

    @property
    def settled(self) -> bool:
        """Whether nothing is being looked for."""
        return self._wanted is None

    def seek(self, words: str) -> None:
        """Look for words; `found` follows, unless other words are sought first."""
        self._wanted = words
        if not self._runs:
            self._begin(words)

    def forget(self) -> None:
        """Look for nothing any more."""
        self._wanted = None

    def _begin(self, words: str) -> None:
        self._runs = True
        in_background(lambda: self._ended.emit(words, _search(self._folder, words)))

    @Slot(str, list)
    def _take(self, words: str, found: list[Found]) -> None:
        self._runs = False
        if words == self._wanted:
            self._wanted = None
            self.found.emit(found)
        elif self._wanted is not None:
            self._begin(self._wanted)


def _search(folder: Path, words: str) -> list[Found]:
    """What is found; nothing where the disk fails, which whoever writes there tells of."""
    try:
        with opened_library(folder) as library:
            return library.search(words)
    except Problem:
        return []
