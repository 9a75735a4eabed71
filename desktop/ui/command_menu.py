"""A menu of commands, each of them possible or not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

Keys = str | QKeySequence.StandardKey


class CommandMenu(QMenu):
    """Commands, of which those that could do nothing are dimmed while the menu is open.

    While it is closed none is dimmed, so that a key works from the moment when it can do something.
    """

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._possible: dict[QAction, Callable[[], object]] = {}
        self.aboutToShow.connect(self._dim)
        self.aboutToHide.connect(self._undim)

    def add(
        self,
        words: str,
        act: Callable[[], object],
        *keys: Keys,
        possible: Callable[[], object] | None = None,
    ) -> QAction:
        """One more command, after those that are there."""
        action = QAction(words, self)
        action.setShortcuts([sequence for key in keys for sequence in _sequences(key)])
        action.triggered.connect(act)
        self.addAction(action)
        if possible is not None:
            self._possible[action] = possible
        return action

    @Slot()
    def _dim(self) -> None:
        for action, possible in self._possible.items():
            action.setEnabled(bool(possible()))

    @Slot()
    def _undim(self) -> None:
        for action in self._possible:
            action.setEnabled(True)


def _sequences(key: Keys) -> list[QKeySequence]:
    return [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
