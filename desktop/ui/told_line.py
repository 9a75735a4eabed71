"""A quiet line that says what was done, and offers one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from .elided import ElidedLabel
from .transcript.announcer import announce


class ToldLine(QWidget):
    """Hidden until there is something to tell.

    Attributes:
        words: what is told.
        button: does what is offered.

    Signals:
        taken: the button was pressed.
    """

    taken = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ElidedLabel(self)
        self.words.setObjectName("quiet")
        self.words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(self)
        self.button.setObjectName("link")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words)
        row.addWidget(self.button)
        row.addStretch()
        self.hide()

    def tell(self, words: str, offered: str = "") -> None:
        """Say something; `offered` is what the button says, which is not there without."""
        self.words.setText(words)
        self.button.setText(offered)
        self.button.setVisible(bool(offered))
        self.show()
        announce(self, f"{words} {offered}".rstrip())
