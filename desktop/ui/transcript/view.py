"""All that was said: bubbles at the right, answers at the left, thoughts folded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.conversation import Turn
from desktop.ui.theme import COLUMN, LINE_PX
from desktop.ui.thumbnails import Thumbnails

from .bubble import Bubble
from .reply import FailureCard, ReplyView

_BUBBLE_SHARE = 0.75
_SIDE = 24
_FILL = Qt.AlignmentFlag(0)


class Transcript(QScrollArea):
    """Shows a chat as it happens; it follows the end only while the reader is there.

    Signals:
        start_again: the button on a failure was pressed.
    """

    start_again = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        self._parts: list[Bubble | ReplyView | FailureCard] = []
        self._column = QWidget(self)
        self._column.setObjectName("column")
        self._column.setMaximumWidth(COLUMN)
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(0, 24, 0, 24)
        self._layout.setSpacing(20)
        self._layout.addStretch()
        page = QWidget(self)
        page.setObjectName("page")
        around = QHBoxLayout(page)
        around.setContentsMargins(_SIDE, 0, _SIDE, 0)
        around.addStretch()
        around.addWidget(self._column, 100)
        around.addStretch()
        self.setWidget(page)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.ready.connect(self._show_picture)
        self._at_end = True
        self.verticalScrollBar().valueChanged.connect(self._note_place)
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    @property
    def replies(self) -> list[ReplyView]:
        """The answers, in order."""
        return [part for part in self._parts if isinstance(part, ReplyView)]

    @property
    def failures(self) -> list[FailureCard]:
        """What went wrong and still stands there."""
        return [part for part in self._parts if isinstance(part, FailureCard)]

    def clear(self) -> None:
        """Show nothing."""
        while self._parts:
            self._remove_last()

    @Slot(Turn)
    def add_turn(self, turn: Turn) -> None:
        """Show what the person said."""
        self._drop_failures()
        bubble = Bubble(turn, self._column)
        bubble.fit_within(self._bubble_width)
        self._at_end = True
        self._add(bubble, Qt.AlignmentFlag.AlignRight)
        for path in bubble.pictures:
            self._thumbnails.request(path)

    @Slot()
    def begin_reply(self) -> None:
        """Make room for the next answer."""
        self._drop_failures()
        self._add(ReplyView(self._column))

    @Slot(int, int)
    def show_reading(self, done: int, total: int) -> None:
        """`done` of the prompt's `total` tokens are computed."""
        self.replies[-1].show_reading(done, total)

    @Slot(str)
    def add_thought(self, text: str) -> None:
        """More of the thought."""
        self.replies[-1].add_thought(text)

    @Slot(str)
    def add_answer(self, text: str) -> None:
        """More of the answer."""
        self.replies[-1].add_answer(text)

    @Slot()
    def end_reply(self) -> None:
        """Nothing more of this answer will come."""
        self.replies[-1].end()

    @Slot(str)
    def add_failure(self, sentence: str, *, restartable: bool = False) -> None:
        """Say what went wrong, below what had come."""
        card = FailureCard(sentence, self._column, restartable=restartable)
        card.start_again.connect(self._begin_again)
        self._drop_failures()
        self._add(card)

    def take_back(self) -> None:
        """Show the last turn and its answer no longer."""
        while self._parts and not isinstance(self._remove_last(), Bubble):
            pass

    @property
    def _bubble_width(self) -> int:
        return int(min(COLUMN, self.viewport().width() - 2 * _SIDE) * _BUBBLE_SHARE)

    def _add(
        self, part: Bubble | ReplyView | FailureCard, alignment: Qt.AlignmentFlag = _FILL
    ) -> None:
        self._parts.append(part)
        self._layout.insertWidget(self._layout.count() - 1, part, 0, alignment)

    def _remove_last(self) -> QWidget:
        part = self._parts.pop()
        self._layout.removeWidget(part)
        part.hide()
        part.deleteLater()
        return part

    def _drop_failures(self) -> None:
        """A failure stands only until the next attempt."""
        while self._parts and isinstance(self._parts[-1], FailureCard):
            self._remove_last()

    @Slot()
    def _begin_again(self) -> None:
        self._drop_failures()
        self.start_again.emit()

    @Slot(str, QImage)
    def _show_picture(self, path: str, image: QImage) -> None:
        for part in self._parts:
            if isinstance(part, Bubble):
                part.show_picture(path, image)

    @Slot(int)
    def _note_place(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum() - LINE_PX

    @Slot(int, int)
    def _follow(self, _low: int, high: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in self._parts:
            if isinstance(part, Bubble):
                part.fit_within(self._bubble_width)
