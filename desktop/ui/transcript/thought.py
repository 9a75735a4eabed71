"""A thought: one line with its running time, which unfolds."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ui import icons
from desktop.ui.theme import current_theme

from .rows import Thinking
from .text import TextView

_SPACING, _INDENT, _BAR, _MARK = 8, 18, 3, 14


class ThoughtView(QWidget):
    """What the model thinks before it answers.

    Attributes:
        fold: the line, a button.
        answer_now: the link beside it, while the thought goes on.
        body: the thought, hidden until it is unfolded.

    Signals:
        grown: it is higher or lower than it was laid out for.
    """

    grown = Signal()

    def __init__(self, thinking: Thinking, parent: QWidget) -> None:
        super().__init__(parent)
        self._thinking = thinking
        self._written = 0
        self.fold = QPushButton(self)
        self.fold.setObjectName("fold")
        self.fold.setCheckable(True)
        self.fold.setChecked(thinking.unfolded)
        self.fold.setIconSize(QSize(_MARK, _MARK))
        self.fold.toggled.connect(self._unfold)
        self.answer_now = QPushButton(self.tr("Answer now"), self)
        self.answer_now.setObjectName("link")
        self.answer_now.setToolTip(self.tr("End the thought and answer"))
        self.body = TextView("thought", self)
        self.body.setAccessibleName(self.tr("Thought"))
        self.body.setVisible(thinking.unfolded)
        self.body.grown.connect(self.grown)
        self._clock = QTimer(self, interval=100)
        self._clock.timeout.connect(self._tell_time)
        self._mark()
        self._write()
        self.show_state()

    @property
    def text(self) -> str:
        """The thought so far."""
        return self._thinking.text

    def add(self) -> None:
        """There is more of the thought."""
        self._write()

    def show_state(self) -> None:
        """Whether it goes on may have changed."""
        if self._thinking.running:
            self._clock.start()
        else:
            self._clock.stop()
        if self.answer_now.hasFocus() and not self._thinking.running:
            self.fold.setFocus(Qt.FocusReason.TabFocusReason)
        self.answer_now.setVisible(self._thinking.running)
        self._tell_time()

    def fit(self, width: int) -> int:
        """Lay out within `width` points; returns the height."""
        line = self.fold.sizeHint()
        self.fold.setGeometry(0, 0, line.width(), line.height())
        beside = self.answer_now.sizeHint()
        self.answer_now.setGeometry(line.width(), 0, beside.width(), line.height())
        if not self.fold.isChecked():
            return line.height()
        top = line.height() + _SPACING
        height = self.body.fit(width - _INDENT)
        self.body.setGeometry(_INDENT, top, width - _INDENT, height)
        return top + height

    def _write(self) -> None:
        """Show what has come, if it is unfolded."""
        text = self._thinking.text
        if not self._thinking.unfolded or self._written == len(text):
            return
        if self._written:
            self.body.add_plain(text[self._written :])
        else:
            self.body.show_plain(text)
        self._written = len(text)

    @Slot(bool)
    def _unfold(self, unfolded: bool) -> None:
        self._thinking.unfolded = unfolded
        self._write()
        self.body.setVisible(unfolded)
        self._mark()
        self.grown.emit()

    def _mark(self) -> None:
        """Show whether it is unfolded."""
        colour = current_theme().quiet
        self.fold.setIcon(icons.chevron(colour, down=self._thinking.unfolded))

    @Slot()
    def _tell_time(self) -> None:
        seconds = self._thinking.elapsed
        if seconds is None:
            told = self.tr("Thought")
        elif self._thinking.running:
            told = self.tr("Thinking, {seconds} s").format(seconds=f"{seconds:.1f}")
        else:
            told = self.tr("Thought for {seconds} s").format(seconds=f"{seconds:.1f}")
        self.fold.setText(told)
        self.fold.setAccessibleName(told)
        self._widen(self.fold.sizeHint())

    def _widen(self, line: QSize) -> None:
        """Give the line the room that its words need now."""
        if line.width() != self.fold.width():
            self.fold.resize(line)
            self.answer_now.move(line.width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fold.isChecked():
            bar = self.body.geometry()
            painter = QPainter(self)
            painter.fillRect(0, bar.top(), _BAR, bar.height(), QColor(current_theme().line))
