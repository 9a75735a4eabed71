"""Draws the rows of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.chats.summary import ChatSummary
from desktop.ui import icons
from desktop.ui.theme import TEXT_PX, Theme, current_theme

from .groups import Group
from .model import ChatsModel

Index = QModelIndex | QPersistentModelIndex

MARGIN = 8
"""Between the edge of the sidebar and what marks a row, in points."""
INSET = 12
"""Between that mark and the words in it."""
RADIUS = 8
_MARK = 24
_DOT = 4.0
_MORE_DOT = 1.5
_LOWER = 4
_HEADING_PX = -3
"""How much smaller than the text of answers headings are; titles are by 1."""


class RowDelegate(QStyledItemDelegate):
    """Draws chats and headings, in the size of the text.

    Attributes:
        open_chat: the chat that the window shows.
        ringed: whether a ring is around the row that has the keyboard.
    """

    def __init__(self, model: ChatsModel, parent: QObject) -> None:
        super().__init__(parent)
        self.open_chat = ""
        self.ringed = False
        self._model = model
        self.paint_with(current_theme(), TEXT_PX)

    def paint_with(self, theme: Theme, text_px: int) -> None:
        """Take a theme's colours, and text of so many px."""
        self._theme = theme
        self._font, self._heading_font = QFont(), QFont()
        self._font.setPixelSize(text_px - 1)
        self._heading_font.setPixelSize(text_px + _HEADING_PX)
        self._heading_font.setWeight(QFont.Weight.DemiBold)
        # 32 points with text of 15. All are alike, as thousands are laid out at once then.
        self._row = QSize(1, text_px + 17)
        self._fold_marks = {
            folded: icons.chevron(theme.quiet, down=not folded) for folded in (True, False)
        }

    def more_place(self, row: QRect) -> QRect:
        """Where in a row the button is that opens its menu."""
        place = QRect(0, 0, _MARK, _MARK)
        place.moveCenter(row.center())
        place.moveRight(row.right() - MARGIN - 4)
        return place

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._row

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match self._model.row(index):
            case ChatSummary() as chat:
                self._paint_chat(painter, option, chat, index)
            case Group() as group:
                self._paint_heading(painter, option, group, index)
            case None:
                pass
        painter.restore()

    def _paint_chat(
        self, painter: QPainter, option: QStyleOptionViewItem, chat: ChatSummary, index: Index
    ) -> None:
        self._paint_mark(painter, option, is_open=chat.id == self.open_chat)
        words = option.rect.adjusted(MARGIN + INSET, 0, -MARGIN - INSET, 0)
        more = self.more_place(option.rect)
        running = self._model.is_running(chat)
        if option.state & QStyle.StateFlag.State_MouseOver:
            self._paint_more(painter, more)
            words.setRight(more.left() - 4)
        elif running or chat.unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.quiet if running else self._theme.accent))
            painter.drawEllipse(QPointF(more.center()) + QPointF(0.5, 0.5), _DOT, _DOT)
            words.setRight(more.left() - 4)
        font = QFont(self._font)
        if chat.unread:
            font.setWeight(QFont.Weight.DemiBold)
        colour = self._theme.quiet if chat.archived else self._theme.text
        self._write(painter, words, index, font, colour)

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, group: Group, index: Index
    ) -> None:
        words = option.rect.adjusted(MARGIN + INSET, 0, -MARGIN - INSET, 0)
        if group.folds:
            self._paint_mark(painter, option, is_open=False)
            mark = QRect(0, 0, 12, 12)
            mark.moveCenter(words.center())
            mark.moveLeft(words.left() - 2)
            self._fold_marks[self._model.is_folded(group)].paint(painter, mark)
            words.setLeft(mark.right() + 5)
        else:
            # It belongs to what is below it.
            words.translate(0, _LOWER)
        self._write(painter, words, index, self._heading_font, self._theme.quiet)

    def _paint_mark(
        self, painter: QPainter, option: QStyleOptionViewItem, *, is_open: bool
    ) -> None:
        """Mark a row that is selected, open, or has the keyboard."""
        place = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self._theme.accent_soft))
            painter.drawRoundedRect(place, RADIUS, RADIUS)
        elif is_open or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(self._theme.line))
            painter.setOpacity(1 if is_open else 0.5)
            painter.drawRoundedRect(place, RADIUS, RADIUS)
            painter.setOpacity(1)
        if self.ringed and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _paint_more(self, painter: QPainter, place: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.quiet))
        middle = QPointF(place.center()) + QPointF(0.5, 0.5)
        for step in (-5, 0, 5):
            painter.drawEllipse(middle + QPointF(step, 0), _MORE_DOT, _MORE_DOT)

    def _write(
        self, painter: QPainter, place: QRect, index: Index, font: QFont, colour: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        end = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(str(index.data()), end, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("rename")
        editor.setAccessibleName(self.tr("Name"))
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(MARGIN, 0, -MARGIN, 0))
