"""Small drawn icons, crisp at any scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_SIZE, _SCALE = 20, 3


def arrow_up(colour: str) -> QIcon:
    """Send."""
    path = QPainterPath(QPointF(10, 16))
    path.lineTo(10, 4.5)
    path.moveTo(5, 9)
    path.lineTo(10, 4)
    path.lineTo(15, 9)
    return _drawn(lambda painter: painter.drawPath(path), colour)


def square(colour: str) -> QIcon:
    """Stop."""
    return _drawn(lambda painter: painter.fillRect(QRectF(5.5, 5.5, 9, 9), QColor(colour)), colour)


def plus(colour: str) -> QIcon:
    """Add a picture."""
    path = QPainterPath(QPointF(10, 4))
    path.lineTo(10, 16)
    path.moveTo(4, 10)
    path.lineTo(16, 10)
    return _drawn(lambda painter: painter.drawPath(path), colour)


def _drawn(draw: Callable[[QPainter], object], colour: str) -> QIcon:
    pixmap = QPixmap(_SIZE * _SCALE, _SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    draw(painter)
    painter.end()
    return QIcon(pixmap)
