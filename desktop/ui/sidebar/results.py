"""What a search found, as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.chats.search import Found
from desktop.ui.catalogue import Catalogue
from desktop.ui.letters import utf16
from desktop.ui.theme import TEXT_PX, Theme, current_theme

from .delegate import INSET, MARGIN, RADIUS
from .snippet import as_read
from .words import Words

Index = QModelIndex | QPersistentModelIndex
_ABOVE, _LINES = 8, 2


class ResultsModel(QAbstractListModel):
    """Chats that hold what is sought, the best first."""

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._found: list[Found] = []
        self._words = Words(self)
        catalogue.removed.connect(self._forget)

    def show_found(self, found: Sequence[Found]) -> None:
        """Have these in place of those before."""
        self.beginResetModel()
        self._found = [each for each in found if each.chat in self._catalogue.chats]
        self.endResetModel()

    @Slot(str)
    def _forget(self, id: str) -> None:
        """A chat is gone."""
        if any(found.chat == id for found in self._found):
            self.show_found(self._found)

    def at(self, index: Index) -> Found:
        """What was found in a row."""
        return self._found[index.row()]

    def title(self, found: Found) -> str:
        """What the chat is called."""
        return self._words.title(self._catalogue.chats[found.chat])

    def day(self, found: Found) -> str:
        """When something was said in the chat last."""
        return self._words.day(self._catalogue.chats[found.chat].changed, date.today())

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        found = self.at(index)
        title = self.title(found)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        return f"{title}, {self.day(found)}: {as_read(found)[0]}"


class ResultsList(QListView):
    """What was found, one of which is meant.

    Signals:
        chosen: what is meant is to be shown.
    """

    chosen = Signal()

    def __init__(self, model: ResultsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._results = model
        self._rows = _ResultDelegate(model, self)
        self.setObjectName("chats")
        self.setAccessibleName(self.tr("Found"))
        self.setModel(model)
        self.setItemDelegate(self._rows)
        self.setFrameStyle(0)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # The keys of the field choose here.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self.chosen)

    @property
    def meant(self) -> Found | None:
        """The one that is meant."""
        index = self.currentIndex()
        return self._results.at(index) if index.isValid() else None

    @Slot(int)
    def step(self, rows: int) -> None:
        """Mean another one, so many on."""
        count = self._results.rowCount()
        if count:
            row = min(max(self.currentIndex().row() + rows, 0), count - 1)
            self.setCurrentIndex(self._results.index(row))

    def paint_with(self, theme: Theme, text_px: int) -> None:
        """Take a theme's colours, and text of so many px."""
        self._rows.paint_with(theme, text_px)
        self.scheduleDelayedItemsLayout()


class _ResultDelegate(QStyledItemDelegate):
    """Draws a title, its day, and two lines around what is sought."""

    def __init__(self, model: ResultsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.paint_with(current_theme(), TEXT_PX)

    def paint_with(self, theme: Theme, text_px: int) -> None:
        self._theme = theme
        self._title, self._small, self._bold = QFont(), QFont(), QFont()
        self._title.setPixelSize(text_px - 1)
        self._small.setPixelSize(text_px - 2)
        self._bold.setPixelSize(text_px - 2)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._title_height = text_px + 7
        self._line_height = text_px + 4
        height = 2 * _ABOVE + self._title_height + _LINES * self._line_height
        self._size = QSize(1, height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        found = self._model.at(index)
        self._paint_mark(painter, option)
        place = option.rect.adjusted(MARGIN + INSET, _ABOVE, -MARGIN - INSET, -_ABOVE)
        line = QRect(place.topLeft(), QSize(place.width(), self._title_height))
        self._paint_title(painter, line, found)
        self._paint_snippet(painter, place.adjusted(0, self._title_height, 0, 0), found)
        painter.restore()

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state, place = option.state, option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self._theme.accent_soft))
            painter.drawRoundedRect(place, RADIUS, RADIUS)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setOpacity(0.5)
            painter.setBrush(QColor(self._theme.line))
            painter.drawRoundedRect(place, RADIUS, RADIUS)
            painter.setOpacity(1)

    def _paint_title(self, painter: QPainter, place: QRect, found: Found) -> None:
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.quiet))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        day = self._model.day(found)
        painter.drawText(place, side, day)
        room = place.width() - painter.fontMetrics().horizontalAdvance(day) - MARGIN
        painter.setFont(self._title)
        painter.setPen(QColor(self._theme.text))
        end = Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(self._model.title(found), end, room)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_snippet(self, painter: QPainter, place: QRect, found: Found) -> None:
        """Draw as much as there is room for, with what is sought in bold."""
        words, hits = as_read(found)
        layout = QTextLayout(words, self._small)
        layout.setTextOption(_wrapping())
        layout.setFormats([self._emphasis(words, *hit) for hit in hits])
        layout.beginLayout()
        ascent = QFontMetrics(self._small).ascent()
        for number in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(place.width())
            line.setPosition(QPointF(0, number * self._line_height + ascent - line.ascent()))
        layout.endLayout()
        painter.setPen(QColor(self._theme.quiet))
        layout.draw(painter, QPointF(place.topLeft()))

    def _emphasis(self, text: str, begin: int, end: int) -> QTextLayout.FormatRange:
        span = QTextLayout.FormatRange()
        span.start, span.length = utf16(text[:begin]), utf16(text[begin:end])
        span.format = QTextCharFormat()
        span.format.setFont(self._bold)
        span.format.setForeground(QColor(self._theme.text))
        return span


def _wrapping() -> QTextOption:
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return wrapping
