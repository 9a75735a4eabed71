"""The words of an answer: Markdown as it comes, with its code on cards."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QWidget

from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown.document import MarkdownDocument
from desktop.ui.markdown.formats import QUOTE_PX
from desktop.ui.markdown.style import TextStyle

from .code_cards import CodeCards
from .quote_bars import paint_quote_bars
from .text import TextView

_OBJECT = "\ufffc"  # stands for a formula among the letters.


class AnswerText(TextView):
    """Markdown that may grow.

    Attributes:
        cards: what is drawn behind its code.
    """

    def __init__(self, style: TextStyle, formulas: Formulas, width: int, parent: QWidget) -> None:
        super().__init__("answer", parent)
        self.setLineWrapColumnOrWidth(width)
        self._formulas = formulas
        self._quote_px = style.scaled(QUOTE_PX)
        formulas.register(self.document())
        self._markdown = MarkdownDocument(self.document(), style, formulas)
        self.cards = CodeCards(self._markdown, style, self)

    @property
    def markdown(self) -> str:
        """The Markdown that is shown."""
        return self._markdown.source

    @property
    def plain_text(self) -> str:
        """What is shown, as plain text; formulas as TeX."""
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        return self._formulas.plain_text(whole)

    def show_markdown(self, source: str) -> None:
        """Show a whole text."""
        self._markdown.show(source)

    def add_markdown(self, more: str) -> None:
        """Show more, below what stands there."""
        self._markdown.add(more)

    def finish(self) -> None:
        """Nothing more will come."""
        self._markdown.finish()

    def fit(self, width: int) -> int:
        height = super().fit(width)
        self.cards.settle()
        return height

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection in both forms, formulas as TeX; Qt's own knows nothing of formulas."""
        data = QMimeData()
        data.setText(self._formulas.plain_text(self.textCursor()))
        data.setHtml(self._with_tex(self.textCursor().selection()).toHtml())
        return data

    def _with_tex(self, selection: QTextDocumentFragment) -> QTextDocument:
        """What is selected, with the TeX of each formula in its place."""
        copy = QTextDocument()
        QTextCursor(copy).insertFragment(selection)
        formula = copy.find(_OBJECT)
        while not formula.isNull():
            formula.insertText(self._formulas.plain_text(formula), QTextCharFormat())
            formula = copy.find(_OBJECT, formula)
        return copy

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.cards.paint(painter, QRectF(event.rect()))
        paint_quote_bars(self.document(), self._quote_px, painter, QRectF(event.rect()))
        painter.end()
        super().paintEvent(event)
