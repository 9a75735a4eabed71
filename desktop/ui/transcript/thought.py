"""A thought: one line with its running time, which unfolds."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from .text import TextView


class ThoughtView(QWidget):
    """What the model thinks before it answers.

    Attributes:
        fold: the line, a button.
        body: the thought, hidden until it is unfolded.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._started = time.monotonic()
        self._seconds: float | None = None
        self._text = ""
        self.fold = QPushButton(self)
        self.fold.setObjectName("fold")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfold)
        self.body = TextView("thought", self)
        self.body.setAccessibleName(self.tr("Thought"))
        self.body.hide()
        self._clock = QTimer(self, interval=100)
        self._clock.timeout.connect(self._tell_time)
        self._clock.start()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.fold, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.body)
        self._tell_time()

    @property
    def text(self) -> str:
        """The thought so far."""
        return self._text

    def add(self, text: str) -> None:
        """More of the thought."""
        self._text += text
        if self.fold.isChecked():
            self.body.show_plain(self._text)

    def end(self) -> None:
        """The thought is over."""
        if self._seconds is None:
            self._seconds = time.monotonic() - self._started
            self._clock.stop()
            self._tell_time()

    @Slot(bool)
    def _unfold(self, unfolded: bool) -> None:
        self.body.show_plain(self._text)
        self.body.setVisible(unfolded)
        self._tell_time()

    @Slot()
    def _tell_time(self) -> None:
        mark = "⌄" if self.fold.isChecked() else "›"
        if self._seconds is None:
            told = self.tr("Thinking, {seconds} s")
        else:
            told = self.tr("Thought for {seconds} s")
        seconds = self._seconds or time.monotonic() - self._started
        self.fold.setText(f"{mark}  {told.format(seconds=f'{seconds:.1f}')}")
