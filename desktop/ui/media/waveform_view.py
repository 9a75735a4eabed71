"""A sound as bars, as loud as it is from moment to moment."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import current_theme
from desktop.waveform import Waveform

_BAR, _STEP = 2.5, 4.5
_QUIETEST = 0.02
"""The loudest of a sound is drawn as high as there is room, unless it is quieter than this."""
_PALE = 0.35
_CURVE = 0.6  # What is half as loud is two thirds as high.


class WaveformView(QWidget):
    """Draws a waveform, which of it has been played, and where it is cut."""

    def __init__(self, parent: QWidget, width: int = 90, height: int = 32) -> None:
        super().__init__(parent)
        self._size = QSize(width, height)
        self._waveform: Waveform | None = None
        self._played: float | None = None
        self._kept: tuple[float, float] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_waveform(self, waveform: Waveform) -> None:
        """Draw a sound; until then there is a row of dots."""
        self._waveform = waveform
        self.update()

    def show_played(self, seconds: float | None) -> None:
        """Pale what is still to be heard from here on; None where nothing is being played."""
        self._played = seconds
        self.update()

    def show_kept(self, start: float, stop: float) -> None:
        """Pale all but the stretch from `start` to `stop`, in s."""
        self._kept = start, stop
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars = max(int(self.width() / _STEP), 1)
        heights = self._heights(bars)
        seconds = self._waveform.seconds if self._waveform else 0
        first, last = (round(bars * place / max(seconds, 0.01)) for place in self._strong(seconds))
        weak = QColor(theme.quiet) if self._waveform is None else _pale(theme.accent_text)
        pen = QPen(weak, _BAR, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLines(self._lines(heights, 0, first) + self._lines(heights, last, bars))
        pen.setColor(QColor(theme.accent_text))
        painter.setPen(pen)
        painter.drawLines(self._lines(heights, first, last))
        self._draw_cuts(painter, QColor(theme.text), seconds)

    def _strong(self, seconds: float) -> tuple[float, float]:
        """From where to where the colour is strong, in s."""
        start, stop = self._kept or (0.0, seconds)
        return start, stop if self._played is None else min(self._played, stop)

    def _heights(self, bars: int) -> NDArray[np.float64]:
        """How high each bar is, as a share."""
        if self._waveform is None:
            return np.zeros(bars)
        columns = len(self._waveform.peaks)
        starts = np.arange(bars) * columns // bars
        peaks = np.maximum.reduceat(self._waveform.peaks, starts).astype(float)
        return (peaks / max(float(peaks.max()), _QUIETEST)) ** _CURVE

    def _lines(self, heights: NDArray[np.float64], start: int, stop: int) -> list[QLineF]:
        middle, room = self.height() / 2, self.height() - _BAR
        return [
            QLineF(
                QPointF((i + 0.5) * _STEP, middle - heights[i] * room / 2),
                # A line of no length is not drawn everywhere.
                QPointF((i + 0.5) * _STEP, middle + heights[i] * room / 2 + 0.1),
            )
            for i in range(start, min(stop, len(heights)))
        ]

    def _draw_cuts(self, painter: QPainter, colour: QColor, seconds: float) -> None:
        if self._waveform is None:
            return
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        for cut in self._waveform.cuts:
            x = math.floor(self.width() * cut / seconds) + 0.5
            painter.drawLine(QLineF(x, 0, x, self.height()))


def _pale(ink: str) -> QColor:
    """A colour that lets the paper through, whichever it lies on."""
    colour = QColor(ink)
    colour.setAlphaF(_PALE)
    return colour
