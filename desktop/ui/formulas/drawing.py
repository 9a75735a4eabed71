"""How a formula is drawn among the words of a QTextDocument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextFrame,
)
from PySide6.QtSvg import QSvgRenderer

from .typeset import INK, Formula
from .typesetter import Asked

FORMULA = QTextFormat.ObjectTypes.UserObject.value + 1
"""The object type of a formula's character."""
_TEX = QTextFormat.Property.UserProperty.value + 1
_DISPLAY = QTextFormat.Property.UserProperty.value + 2
# The mathematical font's small letters are lower than those of the system's fonts.
_EM_PER_PX = 1.13
_CODE_PER_PX = 0.9
_LONGEST = 100_000
_WRAPPED = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft


def mark(format: QTextCharFormat, tex: str, display: bool) -> QTextCharFormat:
    """The format of the character that stands for a formula."""
    marked = QTextCharFormat(format)
    marked.setObjectType(FORMULA)
    marked.setProperty(_TEX, tex)
    marked.setProperty(_DISPLAY, display)
    # The one alignment that gives an object room below the line, see `_Room`.
    marked.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    return marked


def source(format: QTextFormat) -> tuple[str, bool] | None:
    """The TeX of a formula's character and whether it is displayed; None for other characters."""
    if format.objectType() != FORMULA:
        return None
    return str(format.property(_TEX)), bool(format.property(_DISPLAY))


@dataclass(frozen=True)
class _Room:
    """What a formula needs, in px.

    Qt counts half the height of an object of AlignMiddle and a quarter of an x above the line's
    baseline, and the rest below. So the object is as high as the larger part asks for.
    """

    width: float
    ascent: float
    descent: float

    def height(self, font: QFont) -> float:
        quarter_x = _quarter_x(font)
        return 2 * max(self.ascent - quarter_x, self.descent + quarter_x)


class FormulaDrawing(QPyTextObject):
    """Lays out and draws the characters that stand for formulas."""

    def __init__(
        self,
        look_up: Callable[[Asked, QTextDocument, int], Formula | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._look_up = look_up

    def _formula(
        self, document: QTextDocument, position: int, format: QTextFormat
    ) -> tuple[str, Formula | None]:
        tex, display = source(format) or ("", False)
        em = round(_px(format) * _EM_PER_PX, 2)
        return tex, self._look_up(Asked(tex, em, display), document, position)

    def intrinsicSize(
        self,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803
        format: QTextFormat,
    ) -> QSizeF:
        tex, formula = self._formula(doc, posInDocument, format)
        widest = _column(doc, posInDocument)
        if formula is None:
            room = _room_of_source(tex, _px(format), widest)
        else:
            scale = min(1.0, widest / formula.width)
            room = _Room(formula.width * scale, formula.ascent * scale, formula.descent * scale)
        return QSizeF(room.width, room.height(format.toCharFormat().font()))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803
        format: QTextFormat,
    ) -> None:
        rect = QRectF(rect)
        tex, formula = self._formula(doc, posInDocument, format)
        baseline = _baseline(doc, posInDocument, rect)
        if formula is None:
            room = _room_of_source(tex, _px(format), _column(doc, posInDocument))
            _draw_source(painter, QPointF(rect.x(), baseline - room.ascent), tex, _px(format), room)
            return
        scale = rect.width() / formula.width
        top = baseline - formula.ascent * scale
        height = (formula.ascent + formula.descent) * scale
        ink = _renderer(formula.svg, painter.pen().color().name())
        ink.render(painter, QRectF(rect.x(), top, rect.width(), height))


@lru_cache(maxsize=500)
def _renderer(svg: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(svg.replace(INK, colour).encode())


def _draw_source(painter: QPainter, corner: QPointF, tex: str, px: float, room: _Room) -> None:
    painter.setFont(_code_font(px))
    box = QRectF(corner.x(), corner.y(), room.width + 1, room.ascent + room.descent + 1)
    painter.drawText(box, _WRAPPED.value, tex)


@lru_cache(maxsize=500)
def _room_of_source(tex: str, px: float, widest: float) -> _Room:
    metrics = QFontMetricsF(_code_font(px))
    box = metrics.boundingRect(QRectF(0, 0, widest, _LONGEST), _WRAPPED.value, tex)
    # Several lines have no baseline: they stand about the middle, where they take the least room.
    ascent = max(metrics.ascent(), box.height() / 2)
    return _Room(box.width(), ascent, box.height() - ascent)


def _code_font(px: float) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(round(px * _CODE_PER_PX))
    return font


def _px(format: QTextFormat) -> float:
    font = format.toCharFormat().font()
    return font.pixelSize() if font.pixelSize() > 0 else QFontMetricsF(font).height() * 0.8


def _baseline(document: QTextDocument, position: int, place: QRectF) -> float:
    """The y of the baseline of the line in whose middle Qt has placed an object."""
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    return place.center().y() - line.height() / 2 + line.ascent()


def _quarter_x(font: QFont) -> float:
    return QFontMetricsF(font).xHeight() / 4


def _column(document: QTextDocument, position: int) -> float:
    """The width that a formula may take, in px."""
    width = document.textWidth()
    if width <= 0:
        return _LONGEST
    block = document.findBlock(position)
    shape, text_list = block.blockFormat(), block.textList()
    steps = shape.indent() + (text_list.format().indent() if text_list else 0)
    width -= 2 * document.documentMargin() + shape.leftMargin() + shape.rightMargin()
    width -= steps * document.indentWidth() + _margins(document.frameAt(position))
    return max(width, 1.0)


def _margins(frame: QTextFrame | None) -> float:
    """What the frames around a formula take on both sides, the document's own left out."""
    taken = 0.0
    while frame and frame.parentFrame():
        shape = frame.frameFormat()
        taken += shape.leftMargin() + shape.rightMargin()
        taken += 2 * (shape.padding() + shape.border())
        frame = frame.parentFrame()
    return taken
