"""One of several values, chosen by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

Value = TypeVar("Value")

_LETTERS = 22


class Choice(QComboBox, Generic[Value]):
    """A combo box of names, each with its value; all are equally wide, long names are elided."""

    def __init__(self, parent: QWidget, choices: Iterable[tuple[str, Value]] = ()) -> None:
        super().__init__(parent)
        self._values: list[Value] = []
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.offer(choices)

    @property
    def value(self) -> Value:
        """The value that is chosen."""
        return self._values[self.currentIndex()]

    def offer(self, choices: Iterable[tuple[str, Value]]) -> None:
        """Offer these choices and no others, without a signal."""
        with QSignalBlocker(self):
            self.clear()
            self._values.clear()
            for name, value in choices:
                self.addItem(name)
                self._values.append(value)

    def show_value(self, value: Value) -> None:
        """Show a value, without a signal."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A command's key would else be taken for the first letter of a choice.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
