"""The words of an answer: Markdown as it comes, with its code on cards."""

from __future__ import annotations

import time

from PySide6.QtCore import QMimeData, QRectF, QTimer, Slot
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
from .pasted import without_colours
from .quote_bars import paint_quote_bars
from .text import TextView

_OBJECT = "\ufffc"  # stands for a formula among the letters.
_QUICK_MS = 3
_SHARE = 10
"""What takes longer than _QUICK_MS to lay out gets one part in so many of the time, no more."""


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
        self._coming = ""
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._lay_out)

    @property
    def markdown(self) -> str:
        """The Markdown that is shown."""
        return self._markdown.source

    @property
    def settled(self) -> bool:
        """Whether all that has come is shown."""
        return not self._coming

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
        """Show more, below what stands there; at once, unless that would hold the window up."""
        self._coming += more
        if not self._pause.isActive():
            self._lay_out()

    def finish(self) -> None:
        """Nothing more will come."""
        self._pause.stop()
        self._lay_out()
        self._markdown.finish()

    @Slot()
    def _lay_out(self) -> None:
        """Show what has come since the last time."""
        began = time.monotonic()
        more, self._coming = self._coming, ""
        self._markdown.add(more)
        taken_ms = (time.monotonic() - began) * 1000
        if taken_ms > _QUICK_MS:
            self._pause.start(round(taken_ms * _SHARE))

    def fit(self, width: int) -> int:
        height = super().fit(width)
        self.cards.settle(width)
        return height

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection in both forms, formulas as TeX; Qt's own knows nothing of formulas."""
        data = QMimeData()
        data.setText(self._formulas.plain_text(self.textCursor()))
        data.setHtml(self._to_be_pasted(self.textCursor().selection()).toHtml())
        return data

    def _to_be_pasted(self, selection: QTextDocumentFragment) -> QTextDocument:
        """What is selected, with TeX for each formula, in the colours of where it is pasted."""
        copy = QTextDocument()
        QTextCursor(copy).insertFragment(selection)
        without_colours(copy)
        formula = copy.find(_OBJECT)
        while not formula.isNull():
            formula.insertText(self._formulas.plain_text(formula), QTextCharFormat())
            formula = copy.find(_OBJECT, formula)
        return copy

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """A text that is as high as its words scrolls only until it is; its buttons stay."""
        super().scrollContentsBy(dx, dy)
        self.cards.place_buttons()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.cards.paint(painter, QRectF(event.rect()))
        paint_quote_bars(self.document(), self._quote_px, painter, QRectF(event.rect()))
        painter.end()
        super().paintEvent(event)
