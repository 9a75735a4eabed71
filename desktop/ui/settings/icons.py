"""Icons of the settings' pages."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

_SIZE, _SCALE = 20, 3


def gear(colour: str) -> QIcon:
    """What is general."""

    def draw(painter: QPainter) -> None:
        painter.drawEllipse(QPointF(10, 10), 5, 5)
        painter.drawEllipse(QPointF(10, 10), 1.8, 1.8)
        for tooth in range(8):
            angle = math.tau * tooth / 8
            x, y = math.cos(angle), math.sin(angle)
            painter.drawLine(QPointF(10 + 5 * x, 10 + 5 * y), QPointF(10 + 7.8 * x, 10 + 7.8 * y))

    return _drawn(draw, colour)


def person(colour: str) -> QIcon:
    """Personas."""

    def draw(painter: QPainter) -> None:
        painter.drawEllipse(QPointF(10, 6.5), 3.5, 3.5)
        painter.drawArc(QRectF(3.5, 12, 13, 12), 12 * 16, 156 * 16)

    return _drawn(draw, colour)


def _drawn(draw: Callable[[QPainter], object], colour: str) -> QIcon:
    pixmap = QPixmap(_SIZE * _SCALE, _SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    draw(painter)
    painter.end()
    return QIcon(pixmap)
