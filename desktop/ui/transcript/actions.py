"""What can be done with a message: quiet words below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

LINE_HEIGHT = 28


class ActionButton(QPushButton):
    """A word that Tab and screen readers find always, and the eyes while its line is lit."""

    def __init__(self, words: str, line: ActionsLine) -> None:
        super().__init__(words, line)
        self._line = line
        self.setObjectName("quiet")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line.lit:
            super().paintEvent(event)


class ActionsLine(QWidget):
    """A line of actions; its place is kept while it is dark, so that nothing moves."""

    def __init__(self, parent: QWidget, *, at_right: bool = False) -> None:
        super().__init__(parent)
        self._at_right = at_right
        self.lit = False
        self.buttons: list[ActionButton] = []

    def add(self, words: str) -> ActionButton:
        """One more action, after those that are there."""
        button = ActionButton(words, self)
        self.buttons.append(button)
        return button

    def light(self, lit: bool) -> None:
        """Show or hide the words."""
        self.lit = lit
        self.update()

    def fit(self, width: int) -> int:
        """Lay out within `width` points; returns the height."""
        shown = [button for button in self.buttons if not button.isHidden()]
        widths = [button.sizeHint().width() for button in shown]
        # The first word begins where the text above it begins, the last ends where that ends.
        left = width - sum(widths) + self._padding() if self._at_right else -self._padding()
        for button, taken in zip(shown, widths, strict=True):
            button.setGeometry(left, 0, taken, LINE_HEIGHT)
            left += taken
        return LINE_HEIGHT

    def _padding(self) -> int:
        if not self.buttons:
            return 0
        words = self.buttons[0]
        text = words.fontMetrics().size(Qt.TextFlag.TextSingleLine, words.text()).width()
        return (words.sizeHint().width() - text) // 2
