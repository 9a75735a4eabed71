"""A text document on pages, with what is drawn behind its letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from desktop.ui.markdown.formats import QUOTE_PX
from desktop.ui.markdown.style import TextStyle

COLUMN, MARGIN = 680, 80
"""What a page has of text and beside it, in px; a page of A4 is 840 px wide."""
_Found = TypeVar("_Found")
_ROUNDING, _BAR, _NUMBER_PX = 10, 3, 12


@dataclass(frozen=True)
class Card:
    """What stands on a ground of its own, `padding` px around it; with a line where one is named.

    Where it goes on to another page, so does the card.
    """

    blocks: Sequence[QTextBlock]
    padding: float
    ground: str
    line: str = ""


class Pages:
    """Draws a document page by page."""

    def __init__(
        self, document: QTextDocument, size: QSizeF, style: TextStyle, cards: Sequence[Card]
    ) -> None:
        self._document = document
        self._size = size
        self._style = style
        self._cards = cards

    def keep_together(self, blocks: Sequence[QTextBlock]) -> None:
        """Have each of these blocks stand on the page on which the next one begins."""
        for block in blocks:
            following = block.next()
            if following.isValid() and self._page(block) != self._page(following):
                format = block.blockFormat()
                format.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(format)

    def draw(self, writer: QPdfWriter) -> None:
        """Draw all pages, their numbers below where there are several."""
        painter = QPainter(writer)
        scale = writer.width() / self._size.width()
        painter.scale(scale, scale)
        grounds, bars = _by_page(self._grounds()), _by_page(self._bars())
        for page in range(count := self._document.pageCount()):
            if page:
                writer.newPage()
            painter.save()
            painter.translate(0, -page * self._size.height())
            for rect, card in grounds[page]:
                _draw_card(painter, rect, card)
            for bar in bars[page]:
                painter.fillRect(bar, QColor(self._style.line))
            self._draw_letters(painter, page)
            painter.restore()
            if count > 1:
                self._draw_number(painter, page + 1)
        painter.end()

    def _draw_letters(self, painter: QPainter, page: int) -> None:
        context = QAbstractTextDocumentLayout.PaintContext()
        top = page * self._size.height()
        context.clip = QRectF(0, top, self._size.width(), self._size.height())
        context.palette.setColor(QPalette.ColorRole.Text, QColor(self._style.text))
        painter.setClipRect(context.clip)
        self._document.documentLayout().draw(painter, context)

    def _draw_number(self, painter: QPainter, number: int) -> None:
        font = self._document.defaultFont()
        font.setPixelSize(_NUMBER_PX)
        painter.setFont(font)
        painter.setPen(QColor(self._style.quiet))
        below = QRectF(0, self._size.height() - MARGIN, self._size.width(), MARGIN)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(number))

    def _grounds(self) -> Iterator[tuple[int, tuple[QRectF, Card]]]:
        """The pages that cards are on, and where."""
        for card in self._cards:
            left = min(map(_left, card.blocks)) - card.padding
            for page, (top, bottom) in self._extents(card.blocks).items():
                rect = QRectF(left, top, MARGIN + COLUMN - left, bottom - top)
                yield page, (rect.adjusted(0, -card.padding, 0, card.padding), card)

    def _bars(self) -> Iterator[tuple[int, QRectF]]:
        """The pages that quotes are on, and a bar at their left for each level of them."""
        step = self._style.scaled(QUOTE_PX)
        for level in range(max(map(_quotes, self._all_blocks()))):
            for quoted in self._quoted(level):
                for page, (top, bottom) in self._extents(quoted).items():
                    yield page, QRectF(MARGIN + level * step, top, _BAR, bottom - top)

    def _quoted(self, level: int) -> Iterator[list[QTextBlock]]:
        """Blocks that follow each other in a quote."""
        quoted: list[QTextBlock] = []
        for block in self._all_blocks():
            if _quotes(block) > level:
                quoted.append(block)
            elif quoted:
                yield quoted
                quoted = []
        if quoted:
            yield quoted

    def _extents(self, blocks: Sequence[QTextBlock]) -> dict[int, tuple[float, float]]:
        """Where the lines of blocks begin and end on each page."""
        extents: dict[int, tuple[float, float]] = {}
        for block in blocks:
            for top, bottom in _lines(block):
                page = int((top + bottom) / 2 // self._size.height())
                before = extents.get(page, (top, bottom))
                extents[page] = min(top, before[0]), max(bottom, before[1])
        return extents

    def _page(self, block: QTextBlock) -> int:
        # A block is laid out with the first question about the whole document.
        self._document.pageCount()
        top, bottom = next(_lines(block), (0.0, 0.0))
        return int((top + bottom) / 2 // self._size.height())

    def _all_blocks(self) -> Iterator[QTextBlock]:
        block = self._document.begin()
        while block.isValid():
            yield block
            block = block.next()


def _by_page(found: Iterable[tuple[int, _Found]]) -> dict[int, list[_Found]]:
    by_page: defaultdict[int, list[_Found]] = defaultdict(list)
    for page, each in found:
        by_page[page].append(each)
    return by_page


def _lines(block: QTextBlock) -> Iterator[tuple[float, float]]:
    """Where each line of a block begins and ends, in the document."""
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        top = layout.position().y() + line.y()
        yield top, top + line.height()


def _left(block: QTextBlock) -> float:
    format = block.blockFormat()
    return MARGIN + format.leftMargin() + format.indent() * block.document().indentWidth()


def _quotes(block: QTextBlock) -> int:
    return block.blockFormat().intProperty(QTextFormat.Property.BlockQuoteLevel.value)


def _draw_card(painter: QPainter, rect: QRectF, card: Card) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(card.line), 1) if card.line else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(card.ground))
    painter.drawRoundedRect(rect, _ROUNDING, _ROUNDING)
