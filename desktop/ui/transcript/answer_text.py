"""The words of an answer: Markdown as it comes, with its code on cards."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown.document import MarkdownDocument
from desktop.ui.markdown.style import TextStyle

from .code_cards import CodeCards
from .text import TextView


class AnswerText(TextView):
    """Markdown that may grow.

    Attributes:
        cards: what is drawn behind its code.
    """

    def __init__(self, style: TextStyle, formulas: Formulas, parent: QWidget) -> None:
        super().__init__("answer", parent)
        self._formulas = formulas
        formulas.register(self.document())
        self._markdown = MarkdownDocument(self.document(), style, formulas)
        self.cards = CodeCards(self._markdown, self)

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
        data = super().createMimeDataFromSelection()
        data.setText(self._formulas.plain_text(self.textCursor()))
        return data

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.cards.paint(painter, QRectF(event.rect()))
        painter.end()
        super().paintEvent(event)
