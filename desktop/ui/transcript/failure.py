"""What went wrong, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.ui import icons
from desktop.ui.theme import current_theme

from .row_view import OVERHANG, RowView
from .rows import Failed


class FailureCard(RowView):
    """A sentence on a card.

    Attributes:
        words: the sentence.
        button: starts again, where that helps.

    Signals:
        start_again: the button was pressed.
    """

    start_again = Signal()

    def __init__(self, failed: Failed, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(failed.sentence)
        self._card = QFrame(self)
        self._card.setObjectName("card")
        row = QHBoxLayout(self._card)
        row.setContentsMargins(12, 14, 14, 14)
        row.setSpacing(8)
        mark = QLabel(self._card)
        mark.setPixmap(icons.dot(current_theme().warning).pixmap(20, 20))
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.words = QLabel(failed.sentence, self._card)
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        if failed.restartable:
            self.button = QPushButton(self.tr("Start again"), self._card)
            self.button.setObjectName("primary")
            self.button.clicked.connect(self.start_again)
            row.addWidget(self.button)

    def fit(self, width: int) -> int:
        height = self._card.heightForWidth(width)
        self._card.setGeometry(OVERHANG, 0, width, height)
        return height
