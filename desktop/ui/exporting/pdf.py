"""The branch of a chat that is shown, as a PDF: what the transcript looks like, on paper.

Its letters can be selected and searched for; pictures fit their page, and long lines of code go on
in the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from pygments.lexer import Lexer
from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextLayout,
)

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import ENGLISH, Labels
from desktop.chats.exchange.saving import saved
from desktop.ui.markdown.blocks import Kind, Paragraph
from desktop.ui.markdown.code import Spans, exact_lines, lexer_of
from desktop.ui.markdown.formats import Formats
from desktop.ui.markdown.style import CODE_PADDING_PX, LIGHT_CODE, TextStyle
from desktop.ui.markdown.writer import Writer
from desktop.ui.theme import current_theme

from .composition import Composition
from .kanji import with_kanji
from .pages import COLUMN, MARGIN, Card, Pages
from .pictures import Embedded
from .typesetting import TypesetFormulas

_RESOLUTION = 1200
_ASKED_PADDING = 12  # px
_TALLEST = 0.6
"""The most of a page's height that a picture takes."""


def write(
    chat: CarriedChat,
    path: Path,
    labels: Labels = ENGLISH,
    size: QPageSize.PageSizeId | None = None,
) -> None:
    """Write a chat on pages of a size; without one, on the paper that the country has.

    Sounds, videos and pictures that are gone are named. Any thread of Qt's may do it. Raises
    Problem where it can't be saved.
    """
    page = QPageSize(size or _usual_size())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    with saved(path) as file:
        writer = QPdfWriter(buffer)
        writer.setCreator("Facet")
        writer.setTitle(chat.title)
        writer.setResolution(_RESOLUTION)
        writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
        _laid_out(Composition(chat, labels), page).draw(writer)
        file.write(with_kanji(bytes(buffer.data().data())))


def _usual_size() -> QPageSize.PageSizeId:
    imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4


def _style() -> TextStyle:
    """The transcript's fonts, in the colours of paper."""
    return replace(
        TextStyle.of(current_theme()),
        text="#1b1b1f",
        quiet="#6b6b73",
        link="#0a5bd8",
        line="#e2e2e7",
        code_background="#f1f1f5",
        code=LIGHT_CODE,
    )


def _laid_out(said: Composition, paper: QPageSize) -> Pages:
    points, width = paper.sizePoints(), COLUMN + 2 * MARGIN
    size = QSizeF(width, width * points.height() / points.width())
    style = _style()
    document = QTextDocument()
    # Widths that were rounded for a screen would be uneven on paper.
    document.setUseDesignMetrics(True)
    formulas = TypesetFormulas(document)
    writer = Writer(document, Formats(style), formulas)
    writer.write(0, said.blocks)
    document.setDocumentMargin(MARGIN)
    document.setPageSize(size)
    paragraphs = {
        number: (block, writer.block(number))
        for number, block in enumerate(said.blocks)
        if isinstance(block, Paragraph)
    }
    for number, picture in said.pictures.items():
        _insert(paragraphs[number][1], picture, _TALLEST * size.height())
    cards = [_asked_card(paragraphs[number][1], style) for number in said.asked]
    cards += _code_cards(paragraphs, style)
    formulas.typeset()
    pages = Pages(document, size, style, cards)
    headings = [place for block, place in paragraphs.values() if block.kind is Kind.HEADING]
    names = [paragraphs[number][1] for number in said.names]
    pages.keep_together(sorted([*headings, *names], key=QTextBlock.position))
    return pages


def _insert(place: QTextBlock, picture: Embedded, tallest: float) -> None:
    """Put a picture into a block, no larger than it is and than fits."""
    document = place.document()
    scale = min(COLUMN / picture.width, tallest / picture.height, 1)
    name = f"picture:{place.position()}"
    kind = QTextDocument.ResourceType.ImageResource.value
    document.addResource(kind, QUrl(name), QImage.fromData(picture.data))
    format = QTextImageFormat()
    format.setName(name)
    format.setWidth(picture.width * scale)
    format.setHeight(picture.height * scale)
    QTextCursor(place).insertImage(format)


def _asked_card(place: QTextBlock, style: TextStyle) -> Card:
    format = place.blockFormat()
    format.setLeftMargin(_ASKED_PADDING)
    format.setRightMargin(_ASKED_PADDING)
    QTextCursor(place).setBlockFormat(format)
    return Card([place], _ASKED_PADDING, style.code_background)


def _code_cards(
    paragraphs: Mapping[int, tuple[Paragraph, QTextBlock]], style: TextStyle
) -> list[Card]:
    """A card for each code block, whose words get their colours."""
    cards: list[Card] = []
    lines = [(block, place) for block, place in paragraphs.values() if block.kind is Kind.CODE]
    for _, group in groupby(lines, lambda line: line[0].code):
        code = list(group)
        places = [place for _, place in code]
        lexer = lexer_of(code[0][0].language)
        if lexer is not None:
            _colour(places, lexer, style)
        cards.append(Card(places, style.scaled(CODE_PADDING_PX), "#fafafc", style.line))
    return cards


def _colour(places: Sequence[QTextBlock], lexer: Lexer, style: TextStyle) -> None:
    text = "\n".join(place.text() for place in places)
    for place, spans in zip(places, exact_lines(lexer, text), strict=False):
        place.layout().setFormats(_ranges(spans, style))


def _ranges(spans: Spans, style: TextStyle) -> list[QTextLayout.FormatRange]:
    ranges: list[QTextLayout.FormatRange] = []
    for span in spans:
        coloured = QTextLayout.FormatRange()
        coloured.start, coloured.length = span.start, span.length
        format = QTextCharFormat()
        format.setForeground(QColor(getattr(style.code, span.word)))
        coloured.format = format
        ranges.append(coloured)
    return ranges
