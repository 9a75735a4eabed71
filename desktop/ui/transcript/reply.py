"""One answer: its thought, its words, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.theme import current_theme

from .text import TextView
from .thought import ThoughtView


class ReplyView(QWidget):
    """What the model answers, as it comes.

    Attributes:
        thought: what it thinks first, if it does.
        body: the answer.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.thought: ThoughtView | None = None
        self._waiting = QLabel(self.tr("Reading…"), self)
        self._waiting.setObjectName("quiet")
        self.body = TextView("answer", self)
        self.body.setAccessibleName(self.tr("Answer"))
        self.body.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(self._waiting)
        self._layout.addWidget(self.body)

    @property
    def text(self) -> str:
        """The answer so far."""
        return self._text

    def show_reading(self, done: int, total: int) -> None:
        """`done` of the prompt's `total` tokens are computed."""
        if done < total:
            self._waiting.setText(self.tr("Reading, {share} %").format(share=100 * done // total))

    def add_thought(self, text: str) -> None:
        """More of the thought."""
        self._waiting.hide()
        if self.thought is None:
            self.thought = ThoughtView(self)
            self._layout.insertWidget(0, self.thought)
        self.thought.add(text)

    def add_answer(self, text: str) -> None:
        """More of the answer."""
        self._waiting.hide()
        if self.thought is not None:
            self.thought.end()
        self._text += text
        self.body.show()
        self.body.show_markdown(self._text)

    def end(self) -> None:
        """Nothing more will come."""
        self._waiting.hide()
        if self.thought is not None:
            self.thought.end()


class FailureCard(QFrame):
    """A sentence that says what went wrong, and the way on.

    Signals:
        start_again: the button was pressed.
    """

    start_again = Signal()

    def __init__(self, sentence: str, parent: QWidget, *, restartable: bool) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 14, 14)
        row.setSpacing(12)
        mark = QLabel(self)
        mark.setPixmap(icons.dot(current_theme().warning).pixmap(12, 12))
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.words = QLabel(sentence, self)
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        if restartable:
            self.button = QPushButton(self.tr("Start again"), self)
            self.button.setObjectName("primary")
            self.button.clicked.connect(self.start_again)
            row.addWidget(self.button)
