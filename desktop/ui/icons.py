"""Small drawn icons, crisp at any scale."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_SIZE, _SCALE = 20, 3

Icon = Callable[[str], QIcon]
"""A colour, as style sheets write it → the icon in it."""


def arrow_up(colour: str) -> QIcon:
    """Send."""
    path = _lines([(10, 16), (10, 4.5)], [(5, 9), (10, 4), (15, 9)])
    return _drawn(lambda painter: painter.drawPath(path), colour)


def square(colour: str) -> QIcon:
    """Stop."""

    def draw(painter: QPainter) -> None:
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(6.5, 6.5, 7, 7), 1, 1)

    return _drawn(draw, colour)


def chevron(colour: str, *, down: bool) -> QIcon:
    """Folded, or unfolded."""
    stroke = (
        [(5.0, 7.5), (10.0, 12.5), (15.0, 7.5)] if down else [(7.5, 5.0), (12.5, 10.0), (7.5, 15.0)]
    )
    path = _lines(stroke)
    return _drawn(lambda painter: painter.drawPath(path), colour)


def chevron_up(colour: str) -> QIcon:
    """To what is above."""
    path = _lines([(5, 12.5), (10, 7.5), (15, 12.5)])
    return _drawn(lambda painter: painter.drawPath(path), colour)


def plus(colour: str) -> QIcon:
    """Add a picture."""
    path = _lines([(10, 4), (10, 16)], [(4, 10), (16, 10)])
    return _drawn(lambda painter: painter.drawPath(path), colour)


def pencil(colour: str) -> QIcon:
    """Begin a chat."""
    paper = _lines([(10, 3.5), (5.5, 3.5)], [(16.5, 10), (16.5, 14.5)])
    paper.moveTo(5.5, 3.5)
    paper.arcTo(QRectF(3.5, 3.5, 4, 4), 90, 90)
    paper.lineTo(3.5, 14.5)
    paper.arcTo(QRectF(3.5, 12.5, 4, 4), 180, 90)
    paper.lineTo(14.5, 16.5)
    paper.arcTo(QRectF(12.5, 12.5, 4, 4), 270, 90)
    pen = _lines([(8, 12), (8.5, 9.5), (15.5, 2.5), (17.5, 4.5), (10.5, 11.5), (8, 12)])

    def draw(painter: QPainter) -> None:
        painter.drawPath(paper)
        painter.drawPath(pen)

    return _drawn(draw, colour)


def sidebar(colour: str) -> QIcon:
    """Show the sidebar, or do not."""
    edge = _lines([(8, 4), (8, 16)])

    def draw(painter: QPainter) -> None:
        painter.drawRoundedRect(QRectF(2.5, 4, 15, 12), 2.5, 2.5)
        painter.drawPath(edge)

    return _drawn(draw, colour)


def triangle(colour: str) -> QIcon:
    """Play."""
    path = _lines([(7, 5), (15, 10), (7, 15), (7, 5)])

    def draw(painter: QPainter) -> None:
        painter.setBrush(QColor(colour))
        painter.drawPath(path)

    return _drawn(draw, colour)


def bars(colour: str) -> QIcon:
    """Pause."""
    path = _lines([(7, 5.5), (7, 14.5)], [(13, 5.5), (13, 14.5)])
    return _drawn(lambda painter: painter.drawPath(path), colour)


def cross(colour: str) -> QIcon:
    """Throw away."""
    path = _lines([(5, 5), (15, 15)], [(15, 5), (5, 15)])
    return _drawn(lambda painter: painter.drawPath(path), colour)


def tick(colour: str) -> QIcon:
    """Done."""
    path = _lines([(4, 10.5), (8.5, 15), (16.5, 5.5)])
    return _drawn(lambda painter: painter.drawPath(path), colour)


def microphone(colour: str, *, crossed: bool = False) -> QIcon:
    """Speak; crossed out where nobody hears."""
    stand = _lines([(10, 15), (10, 18)], [(7, 18), (13, 18)])
    cross = _lines([(3.5, 3), (16.5, 17.5)])

    def draw(painter: QPainter) -> None:
        painter.drawRoundedRect(QRectF(7, 2, 6, 9.5), 3, 3)
        painter.drawArc(QRectF(4, 5, 12, 10), 180 * 16, 180 * 16)
        painter.drawPath(stand)
        if crossed:
            painter.drawPath(cross)

    return _drawn(draw, colour)


def loudspeaker(colour: str, *, crossed: bool = False) -> QIcon:
    """A video's sound; crossed out where it is left out."""
    box = _lines([(3, 8), (6, 8), (10, 4.5), (10, 15.5), (6, 12), (3, 12), (3, 8)])
    cross = _lines([(13, 8), (17, 12)], [(17, 8), (13, 12)])

    def draw(painter: QPainter) -> None:
        painter.drawPath(box)
        if crossed:
            painter.drawPath(cross)
        else:
            for reach in (3.0, 6.0):
                around = QRectF(10 - reach, 10 - reach, 2 * reach, 2 * reach)
                painter.drawArc(around.translated(2, 0), -50 * 16, 100 * 16)

    return _drawn(draw, colour)


def dot(colour: str) -> QIcon:
    """A state: ready, waiting or broken."""

    def draw(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(10, 10), 6, 6)

    return _drawn(draw, colour)


def picture(colour: str) -> QIcon:
    """A picture in its frame."""
    path = _lines([(3.5, 14), (8, 10), (11, 13), (13, 11.5), (16.5, 14.5)])

    def draw(painter: QPainter) -> None:
        painter.drawRoundedRect(QRectF(2.5, 3.5, 15, 13), 2.5, 2.5)
        painter.drawEllipse(QPointF(12.5, 7.5), 1.4, 1.4)
        painter.drawPath(path)

    return _drawn(draw, colour)


def bubble(colour: str) -> QIcon:
    """Talk."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(2.5, 3.5, 15, 10.5), 3, 3)
    tail = _lines([(6, 14), (6, 17.5), (9.5, 14)])

    def draw(painter: QPainter) -> None:
        painter.drawPath(path)
        painter.drawPath(tail)

    return _drawn(draw, colour)


def bulb(colour: str) -> QIcon:
    """Think."""
    path = QPainterPath(QPointF(7.5, 14))
    path.arcTo(QRectF(4.5, 2, 11, 11), 235, -290)
    path.lineTo(12.5, 14)
    path.closeSubpath()
    foot = _lines([(8, 17), (12, 17)])

    def draw(painter: QPainter) -> None:
        painter.drawPath(path)
        painter.drawPath(foot)

    return _drawn(draw, colour)


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


def lock(colour: str) -> QIcon:
    """What stays private."""
    body = QPainterPath()
    body.addRoundedRect(QRectF(4, 9, 12, 8.5), 2, 2)
    shackle = QPainterPath(QPointF(6.5, 9))
    shackle.lineTo(6.5, 6)
    shackle.arcTo(QRectF(6.5, 2.5, 7, 7), 180, -180)
    shackle.lineTo(13.5, 9)

    def draw(painter: QPainter) -> None:
        painter.drawPath(body)
        painter.drawPath(shackle)

    return _drawn(draw, colour)


def _lines(*strokes: list[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath()
    for (x, y), *rest in strokes:
        path.moveTo(x, y)
        for point in rest:
            path.lineTo(*point)
    return path


def _drawn(draw: Callable[[QPainter], object], colour: str) -> QIcon:
    pixmap = QPixmap(_SIZE * _SCALE, _SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    draw(painter)
    painter.end()
    return QIcon(pixmap)
