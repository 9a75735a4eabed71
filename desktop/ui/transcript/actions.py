"""What can be done with a message: quiet words below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

LINE_HEIGHT = 28


class ActionButton(QPushButton):
    """A word that Tab and screen readers find always, and the eyes while its line is lit.

    One that is `joined` stands right behind the one before it, never at the beginning of a line.
    """

    def __init__(self, words: str, line: ActionsLine, *, joined: bool) -> None:
        super().__init__(words, line)
        self._line = line
        self.joined = joined
        self.setObjectName("quiet")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line.lit:
            super().paintEvent(event)


class ActionsLine(QWidget):
    """A line of actions, or two where there is no room for all of them beside each other.

    Its place is kept while it is dark, so that nothing moves.
    """

    def __init__(self, parent: QWidget, *, at_right: bool = False) -> None:
        super().__init__(parent)
        self._at_right = at_right
        self.lit = False
        self.buttons: list[ActionButton] = []

    def add(self, words: str, *, joined: bool = False) -> ActionButton:
        """One more action, after those that are there."""
        button = ActionButton(words, self, joined=joined)
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
        padding = self._padding()
        start = width - sum(widths) + padding if self._at_right else -padding
        left, top = start, 0
        for place, (button, taken) in enumerate(zip(shown, widths, strict=True)):
            if not button.joined and left + _together(shown, widths, place) - padding > width:
                left, top = start, top + LINE_HEIGHT
            button.setGeometry(left, top, taken, LINE_HEIGHT)
            left += taken
        return top + LINE_HEIGHT

    def _padding(self) -> int:
        if not self.buttons:
            return 0
        words = self.buttons[0]
        text = words.fontMetrics().size(Qt.TextFlag.TextSingleLine, words.text()).width()
        return (words.sizeHint().width() - text) // 2


def _together(buttons: Sequence[ActionButton], widths: Sequence[int], first: int) -> int:
    """How wide a button is with those that are joined to it."""
    joined = takewhile(lambda place: buttons[place].joined, range(first + 1, len(buttons)))
    return widths[first] + sum(widths[place] for place in joined)
