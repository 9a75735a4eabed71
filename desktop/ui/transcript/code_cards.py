"""Cards behind the code in an answer: its language, and a button that copies it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QTextEdit

from desktop.ui.markdown.document import Code, MarkdownDocument
from desktop.ui.markdown.style import CODE_HEADER_PX, CODE_PADDING_PX, TextStyle
from desktop.ui.theme import Theme, current_theme

from .block_places import lower_edge, upper_edge

_ROUNDING, _SMALL = 10, 13
_COPIED_MS = 1500


class CopyButton(QPushButton):
    """Copies one code block and says so for a moment."""

    def __init__(self, cards: CodeCards, index: int, view: QTextEdit) -> None:
        super().__init__(self.tr("Copy"), view.viewport())
        self._cards = cards
        self._index = index
        self.setObjectName("quiet")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Copy code"))
        self.clicked.connect(self._copy)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._cards.text(self._index))
        self.setText(self.tr("Copied"))
        self.setAccessibleName(self.tr("Copied"))
        QTimer.singleShot(_COPIED_MS, self, self._offer)

    @Slot()
    def _offer(self) -> None:
        self.setText(self.tr("Copy"))
        self.setAccessibleName(self.tr("Copy code"))


class CodeCards(QObject):
    """Draws the cards of a document's code blocks and keeps their buttons in place.

    Attributes:
        buttons: one for each code block, in order.
    """

    def __init__(self, document: MarkdownDocument, style: TextStyle, view: QTextEdit) -> None:
        super().__init__(view)
        self._document = document
        self._header = style.scaled(CODE_HEADER_PX)
        self._padding = style.scaled(CODE_PADDING_PX)
        self._view = view
        self._codes: Sequence[Code] = ()
        self._places: list[QRectF] = []
        self.buttons: list[CopyButton] = []

    def text(self, index: int) -> str:
        """The code of one block."""
        return self._document.code_text(index)

    def settle(self, width: int) -> None:
        """Make the buttons that are missing, and put each where its card is in a text so wide."""
        codes = self._codes = self._document.codes
        while len(self.buttons) > len(codes):
            self.buttons.pop().deleteLater()
        while len(self.buttons) < len(codes):
            button = CopyButton(self, len(self.buttons), self._view)
            self.buttons.append(button)
            button.show()
        self._places = [self._card(code, width) for code in codes]
        self.place_buttons()

    def place_buttons(self) -> None:
        """Put each button at the right of its card's header."""
        for button, header in zip(self.buttons, self._places, strict=True):
            size = button.sizeHint()
            top = header.top() + (self._header - size.height()) / 2
            button.setGeometry(
                int(header.right()) - size.width() - 4, int(top), size.width(), size.height()
            )

    def paint(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the cards that are exposed, in the view's coordinates."""
        theme = current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for code, card in zip(self._codes, self._places, strict=True):
            if card.intersects(exposed):
                self._draw(painter, card, code.language, theme)

    def _card(self, code: Code, width: int) -> QRectF:
        document, format = code.first.document(), code.first.blockFormat()
        inset = format.leftMargin() + format.indent() * document.indentWidth()
        left = inset - self._padding
        top = upper_edge(code.first) - self._padding - self._header
        bottom = lower_edge(code.last) + self._padding
        return QRectF(left, top, width - left, bottom - top).adjusted(0.5, 0.5, -0.5, -0.5)

    def _draw(self, painter: QPainter, card: QRectF, language: str, theme: Theme) -> None:
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(card, _ROUNDING, _ROUNDING)
        below = card.top() + self._header
        painter.drawLine(QPointF(card.left(), below), QPointF(card.right(), below))
        font = QFont(painter.font())
        font.setPixelSize(_SMALL)
        painter.setFont(font)
        painter.setPen(QColor(theme.quiet))
        left, half = card.left() + self._padding, card.width() / 2
        header = QRectF(left, card.top(), half, self._header)
        painter.drawText(header, Qt.AlignmentFlag.AlignVCenter, language)
