"""The quiet line that offers to put back what was deleted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from .transcript.announcer import announce


class DeletedLine(QWidget):
    """Says that something is gone, until something else is said.

    Attributes:
        button: puts it back.

    Signals:
        put_back: the button was pressed.
    """

    put_back = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setObjectName("quiet")
        self.button = QPushButton(self.tr("Put back"), self)
        self.button.setObjectName("link")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.put_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._words)
        row.addWidget(self.button)
        row.addStretch()
        self.hide()

    def tell(self, turns: int) -> None:
        """Say how many messages and answers are gone."""
        one = self.tr("Deleted.")
        self._words.setText(one if turns == 1 else self.tr("{n} deleted.").format(n=turns))
        self.show()
        announce(self, f"{self._words.text()} {self.button.text()}")
