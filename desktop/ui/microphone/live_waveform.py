"""What the microphone hears now: bars that move to the left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.loudness import envelope
from desktop.sound_files import RATE, Samples
from desktop.ui.theme import current_theme

_BAR, _STEP, _HEIGHT = 2.5, 4.5, 28
_SLICE = RATE // 20
"""Samples that one bar stands for: 50 ms."""
_FLOOR_DB = 50
"""How far below full scale a bar is a dot, in dB."""


class LiveWaveform(QWidget):
    """Draws the end of a recording, the newest at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._samples: Samples = np.zeros(0, np.float32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_samples(self, samples: Samples) -> None:
        """Draw what is recorded so far."""
        self._samples = samples
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars = int(self.width() / _STEP)
        heights = self._heights(bars)
        pen = QPen(QColor(current_theme().line), _BAR)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle, room = self.height() / 2, self.height() - _BAR
        quiet = bars - len(heights)
        painter.drawLines([_line(i, middle, 0) for i in range(quiet)])
        pen.setColor(QColor(current_theme().accent_text))
        painter.setPen(pen)
        painter.drawLines(
            [_line(i, middle, height * room) for i, height in enumerate(heights, quiet)]
        )

    def _heights(self, bars: int) -> NDArray[np.float64]:
        """How high the last bars are, as shares; a bar stands for the same moment until it goes."""
        last = len(self._samples) // _SLICE
        first = max(last - bars, 0)
        peaks = envelope(self._samples[first * _SLICE : last * _SLICE], last - first)
        decibels = 20 * np.log10(np.maximum(peaks.astype(float), 1e-6))
        return np.clip(1 + decibels / _FLOOR_DB, 0, 1)


def _line(place: int, middle: float, height: float) -> QLineF:
    x = (place + 0.5) * _STEP
    # A line of no length is not drawn everywhere.
    return QLineF(x, middle - height / 2, x, middle + height / 2 + 0.1)
