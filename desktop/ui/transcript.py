"""The conversation as it is read: bubbles at the right, answers at the left, thoughts folded."""

from __future__ import annotations

import time

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import Picture, Turn

from .theme import COLUMN, LINE_PX
from .thumbnails import Thumbnails

_PICTURE = QSize(354, 280)
_FILL = Qt.AlignmentFlag(0)


class Body(QTextBrowser):
    """Text that is as high as its words, and can be selected."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setOpenExternalLinks(False)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(0)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_markdown(self, text: str) -> None:
        """Show Markdown on the window's line height."""
        self.setMarkdown(text)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LINE_PX, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(max(int(self.document().size().height()) + 2, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class ThoughtView(QWidget):
    """A thought: one line with its running time, which unfolds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._started = time.monotonic()
        self._seconds: float | None = None
        self._text = ""
        self.fold = QPushButton(self)
        self.fold.setObjectName("fold")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfold)
        self.body = Body("thoughtText", self)
        self.body.setAccessibleName(self.tr("Thought"))
        self.body.hide()
        self._clock = QTimer(self, interval=100)
        self._clock.timeout.connect(self._refresh)
        self._clock.start()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.fold, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.body)
        self._refresh()

    @property
    def text(self) -> str:
        """The thought so far."""
        return self._text

    def add(self, text: str) -> None:
        """More of the thought."""
        self._text += text
        if self.fold.isChecked():
            self.body.setPlainText(self._text)

    def end(self) -> None:
        """The thought is over."""
        if self._seconds is None:
            self._seconds = time.monotonic() - self._started
            self._clock.stop()
            self._refresh()

    @Slot(bool)
    def _unfold(self, unfolded: bool) -> None:
        self.body.setPlainText(self._text)
        self.body.setVisible(unfolded)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        mark = "⌄" if self.fold.isChecked() else "›"
        if self._seconds is None:
            told = self.tr("Thinking, {seconds} s")
        else:
            told = self.tr("Thought for {seconds} s")
        seconds = self._seconds or time.monotonic() - self._started
        self.fold.setText(f"{mark}  {told.format(seconds=f'{seconds:.1f}')}")


class ReplyView(QWidget):
    """One answer: its thought, its words, and what went wrong.

    Signals:
        start_again: the button on the card of a failure was pressed.
    """

    start_again = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.thought: ThoughtView | None = None
        self.waiting = QLabel(self.tr("Reading…"), self)
        self.waiting.setObjectName("quiet")
        self.body = Body("body", self)
        self.body.setAccessibleName(self.tr("Answer"))
        self.body.hide()
        self.card: QFrame | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.waiting)
        self._layout.addWidget(self.body)

    @property
    def text(self) -> str:
        """The answer so far."""
        return self._text

    def add_thought(self, text: str) -> None:
        """More of the thought."""
        self.waiting.hide()
        if self.thought is None:
            self.thought = ThoughtView(self)
            self._layout.insertWidget(0, self.thought)
        self.thought.add(text)

    def add_answer(self, text: str) -> None:
        """More of the answer."""
        self.waiting.hide()
        if self.thought is not None:
            self.thought.end()
        self._text += text
        self.body.show()
        self.body.show_markdown(self._text)

    def end(self) -> None:
        """Nothing more will come."""
        self.waiting.hide()
        if self.thought is not None:
            self.thought.end()

    def fail(self, sentence: str, *, restartable: bool) -> None:
        """Say what went wrong, below what had come."""
        self.end()
        self.card = QFrame(self)
        self.card.setObjectName("card")
        row = QHBoxLayout(self.card)
        row.setContentsMargins(18, 14, 14, 14)
        words = QLabel(sentence, self.card)
        words.setWordWrap(True)
        row.addWidget(words, 1)
        if restartable:
            button = QPushButton(self.tr("Start again"), self.card)
            button.setObjectName("primary")
            button.clicked.connect(self.start_again)
            row.addWidget(button)
        self._layout.addWidget(self.card)


class Transcript(QScrollArea):
    """All that was said; it follows the end only while the reader is there.

    Signals:
        start_again: a card's button was pressed.
    """

    start_again = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Conversation"))
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
        around.setContentsMargins(24, 0, 24, 0)
        around.addStretch()
        around.addWidget(self._column, 100)
        around.addStretch()
        self.setWidget(page)
        self._pictures: dict[str, list[QLabel]] = {}
        self._thumbnails = Thumbnails(self)
        self._thumbnails.ready.connect(self._show_picture)
        self._at_end = True
        self.verticalScrollBar().valueChanged.connect(self._note_place)
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    def add_user(self, turn: Turn) -> None:
        """Show what the person said."""
        bubble = QFrame(self._column)
        bubble.setObjectName("bubble")
        bubble.setMaximumWidth(COLUMN * 3 // 4)
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(16, 10, 16, 10)
        for part in turn.parts:
            if isinstance(part, Picture) and part.path:
                label = QLabel(bubble)
                self._pictures.setdefault(part.path, []).append(label)
                self._thumbnails.request(part.path)
                inside.addWidget(label)
        if turn.text.strip():
            words = QLabel(turn.text, bubble)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(len(turn.text) > 60 or "\n" in turn.text)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(words)
        self._insert(bubble, Qt.AlignmentFlag.AlignRight)
        self._at_end = True

    def begin_reply(self) -> ReplyView:
        """The place of the next answer."""
        reply = ReplyView(self._column)
        reply.start_again.connect(self.start_again)
        self._insert(reply)
        return reply

    def _insert(self, widget: QWidget, alignment: Qt.AlignmentFlag = _FILL) -> None:
        self._layout.insertWidget(self._layout.count() - 1, widget, 0, alignment)

    @Slot(str, QImage)
    def _show_picture(self, path: str, image: QImage) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap.fromImage(image).scaled(
            _PICTURE * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap.setDevicePixelRatio(ratio)
        for label in self._pictures.pop(path, []):
            label.setPixmap(pixmap)

    @Slot(int)
    def _note_place(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum() - LINE_PX

    @Slot(int, int)
    def _follow(self, _low: int, high: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(high)
