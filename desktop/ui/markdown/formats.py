"""How blocks and inks look in a document of a style."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)

from .blocks import Ink, Item, Kind, Paragraph, Place, Table
from .style import CODE_PADDING_PX, TextStyle

_MINIMUM = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
QUOTE_PX = 20
"""How far a quote is inset, at its left."""
_INDENT_PX, _CODE_LINE_PX, _NOTE_PX = 28, 20, 13
_ROOM_FOR_DIGIT_PX = 10
_CELL_PX = 8
_TAB = 4
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)
_ALIGNMENTS = {
    "": Qt.AlignmentFlag.AlignLeading,
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class Formats:
    """The formats of a style, each made once."""

    def __init__(self, style: TextStyle) -> None:
        self._style = style
        self._inks: dict[tuple[Kind, int, Ink], QTextCharFormat] = {}

    def prepare(self, document: QTextDocument) -> None:
        """Set what holds for a whole document."""
        document.setDocumentMargin(0)
        document.setDefaultFont(self._font(self._style.px))
        document.setIndentWidth(self._style.scaled(_INDENT_PX))
        option = document.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        space = QFontMetricsF(self._code_font(self._style.code_px)).horizontalAdvance(" ")
        option.setTabStopDistance(_TAB * space)
        document.setDefaultTextOption(option)

    def block(self, paragraph: Paragraph) -> QTextBlockFormat:
        """The format of a paragraph."""
        made = QTextBlockFormat()
        self._put(made, paragraph.place)
        made.setLineHeight(self._line_px(paragraph), _MINIMUM)
        if paragraph.item is None:
            made.setIndent(paragraph.place.lists)
        match paragraph.kind:
            case Kind.CODE:
                padding = self._style.scaled(CODE_PADDING_PX)
                made.setLeftMargin(made.leftMargin() + padding)
                made.setRightMargin(padding)
                made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            case Kind.FORMULA:
                made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            case Kind.HEADING:
                made.setHeadingLevel(paragraph.level)
            case Kind.RULE:
                made.setLineHeight(1, _FIXED)
                made.setBackground(QColor(self._style.line))
            case _:
                pass
        if paragraph.item is not None:
            self._mark(made, paragraph.item)
        return made

    def list(self, item: Item) -> QTextListFormat:
        """The format of the list that an item begins."""
        made = QTextListFormat()
        made.setIndent(item.depth)
        if item.number is None:
            made.setStyle(_BULLETS[min(item.depth, len(_BULLETS)) - 1])
        else:
            made.setStyle(QTextListFormat.Style.ListDecimal)
            made.setStart(item.number)
        return made

    def ink(self, paragraph: Paragraph, ink: Ink) -> QTextCharFormat:
        """The format of letters in a paragraph."""
        return self._ink(paragraph.kind, paragraph.level, ink)

    def cell_ink(self, ink: Ink, *, header: bool) -> QTextCharFormat:
        """The format of letters in a table, whose header looks like a small heading."""
        return self._ink(Kind.HEADING if header else Kind.TEXT, 4 if header else 0, ink)

    def table(self, table: Table) -> QTextTableFormat:
        """The format of a table: as wide as the text, without a frame."""
        made = QTextTableFormat()
        made.setBorderCollapse(True)
        made.setBorder(0)
        made.setCellSpacing(0)
        made.setCellPadding(0)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        made.setTopMargin(self._style.scaled(table.place.above))
        made.setLeftMargin(
            self._left(table.place) + self._style.scaled(_INDENT_PX) * table.place.lists
        )
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        percentage = QTextLength.Type.PercentageLength
        made.setColumnWidthConstraints([QTextLength(percentage, width) for width in table.widths])
        if table.headed:
            made.setHeaderRowCount(1)
        return made

    def cell(self, *, first: bool) -> QTextTableCellFormat:
        """The format of a table's cell: a thin line below it."""
        made = QTextTableCellFormat()
        made.setBottomBorder(1)
        made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBottomBorderBrush(QColor(self._style.line))
        padding = self._style.scaled(_CELL_PX)
        made.setTopPadding(padding / 2)
        made.setBottomPadding(padding / 2)
        made.setLeftPadding(0 if first else padding)
        made.setRightPadding(padding)
        return made

    def cell_block(self, align: str) -> QTextBlockFormat:
        """The format of the text in a cell."""
        made = QTextBlockFormat()
        made.setLineHeight(self._style.line_px, _MINIMUM)
        made.setAlignment(_ALIGNMENTS[align])
        return made

    def edge(self, above: int) -> QTextBlockFormat:
        """The format of an empty block that takes a pixel and keeps a margin from being lost.

        Qt leaves out the margins above a document's first block and below its last.
        """
        made = QTextBlockFormat()
        made.setLineHeight(1, _FIXED)
        made.setTopMargin(self._style.scaled(above))
        return made

    def hidden(self) -> QTextCharFormat:
        """The format of the empty line in an edge."""
        made = QTextCharFormat()
        made.setProperty(QTextFormat.Property.FontPixelSize, 1)
        return made

    def _put(self, made: QTextBlockFormat, place: Place) -> None:
        made.setTopMargin(self._style.scaled(place.above))
        if place.quotes:
            made.setLeftMargin(self._left(place))
            made.setProperty(QTextFormat.Property.BlockQuoteLevel, place.quotes)

    def _left(self, place: Place) -> int:
        return self._style.scaled(QUOTE_PX) * place.quotes

    def _mark(self, made: QTextBlockFormat, item: Item) -> None:
        digits = len(str(item.number or 0))
        if digits > 2:
            room = self._style.scaled(_ROOM_FOR_DIGIT_PX) * (digits - 2)
            made.setLeftMargin(made.leftMargin() + room)
        if item.done is not None:
            marker = QTextBlockFormat.MarkerType
            made.setMarker(marker.Checked if item.done else marker.Unchecked)

    def _line_px(self, paragraph: Paragraph) -> int:
        match paragraph.kind:
            case Kind.CODE:
                return self._style.scaled(_CODE_LINE_PX)
            case Kind.NOTE:
                return self._style.scaled(_CODE_LINE_PX)
            case Kind.HEADING:
                return max(
                    self._style.line_px, round(self._style.heading_px(paragraph.level) * 1.4)
                )
            case _:
                return self._style.line_px

    def _ink(self, kind: Kind, level: int, ink: Ink) -> QTextCharFormat:
        key = kind, level, ink
        if key not in self._inks:
            self._inks[key] = self._made(kind, level, ink)
        return self._inks[key]

    def _made(self, kind: Kind, level: int, ink: Ink) -> QTextCharFormat:
        style = self._style
        px = style.px
        if kind is Kind.HEADING:
            px = style.heading_px(level)
        elif kind is Kind.RULE:
            # Letters, though there are none, would make the line as high as they are.
            px = 1
        elif kind is Kind.NOTE:
            px = style.scaled(_NOTE_PX)
        if kind is Kind.CODE:
            font = self._code_font(style.code_px)
        elif ink.code:
            font = self._code_font(round(px * style.code_px / style.px))
        else:
            font = self._font(px)
        if ink.bold or kind is Kind.HEADING:
            font.setWeight(QFont.Weight.Bold if ink.bold else QFont.Weight.DemiBold)
        font.setItalic(ink.italic)
        font.setStrikeOut(ink.struck)
        font.setUnderline(ink.underlined)
        made = QTextCharFormat()
        made.setFont(
            font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly
        )
        made.setForeground(QColor(style.quiet if kind is Kind.NOTE else style.text))
        if ink.code and kind is not Kind.CODE:
            made.setBackground(QColor(style.code_background))
        if ink.raised:
            alignment = QTextCharFormat.VerticalAlignment
            raised = alignment.AlignSuperScript if ink.raised > 0 else alignment.AlignSubScript
            made.setVerticalAlignment(raised)
        if ink.link:
            self._link(made, ink.link)
        return made

    def _link(self, made: QTextCharFormat, address: str) -> None:
        colour, line = QColor(self._style.link), QColor(self._style.link)
        line.setAlphaF(0.4)
        made.setAnchor(True)
        made.setAnchorHref(address)
        made.setForeground(colour)
        made.setFontUnderline(True)
        made.setUnderlineColor(line)

    def _font(self, px: int) -> QFont:
        font = QFont(self._style.family)
        font.setPixelSize(px)
        return font

    def _code_font(self, px: int) -> QFont:
        font = QFont(self._style.code_family)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(px)
        return font
