"""Bars at the left of what is quoted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextDocument, QTextFormat

from desktop.ui.theme import current_theme

from .block_places import lower_edge, upper_edge

_WIDTH = 3


def paint_quote_bars(
    document: QTextDocument, step: int, painter: QPainter, exposed: QRectF
) -> None:
    """Draw one bar for each level of each quote that is exposed, `step` points apart."""
    layout = document.documentLayout()
    colour = QColor(current_theme().line)
    at = layout.hitTest(QPointF(0, exposed.top()), Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(at, 0))
    block = block.previous() if block.previous().isValid() else block
    while block.isValid():
        top = upper_edge(block)
        if top > exposed.bottom():
            break
        following = block.next()
        for level in range(_level(block)):
            goes_on = following.isValid() and _level(following) > level
            bottom = upper_edge(following) if goes_on else lower_edge(block)
            painter.fillRect(QRectF(level * step, top, _WIDTH, bottom - top), colour)
        block = following


def _level(block: QTextBlock) -> int:
    """How many quotes a block stands in."""
    return block.blockFormat().intProperty(QTextFormat.Property.BlockQuoteLevel.value)
