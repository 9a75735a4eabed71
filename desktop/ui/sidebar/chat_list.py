"""The list of chats: what keys, the pointer and what is dragged do in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.chats.summary import ChatSummary
from desktop.ui.exchange.dragged_chats import MIME, DraggedChats, dragged_ids
from desktop.ui.exchange.exporter import Exporter
from desktop.ui.theme import Theme, current_theme
from desktop.ui.transcript.row_view import BY_KEYBOARD

from .delegate import MARGIN, RADIUS, RowDelegate
from .groups import Group
from .model import ChatsModel


class ChatList(QListView):
    """Chats under headings, of which one or several are selected.

    Signals:
        opened: the chat that is selected is to be shown.
        asked_for_menu: what can be done with what is selected is to be shown, at a place on the
            screen.
        deleted: the chats that are selected are to be deleted.
        dropped: chats were let go of under a heading; their ids.
    """

    opened = Signal()
    asked_for_menu = Signal(QPoint)
    deleted = Signal()
    dropped = Signal(list, Group)

    def __init__(self, model: ChatsModel, exporter: Exporter, parent: QWidget) -> None:
        super().__init__(parent)
        self._chats = model
        self._exporter = exporter
        self._rows = RowDelegate(model, self)
        self._target: Group | None = None
        self.setObjectName("chats")
        self.setAccessibleName(self.tr("Chats"))
        self.setModel(model)
        self.setItemDelegate(self._rows)
        self.setFrameStyle(0)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._click)

    @property
    def selected(self) -> list[str]:
        """The chats that are selected, from above."""
        rows = map(self._chats.row, sorted(self.selectedIndexes(), key=QModelIndex.row))
        return [row.id for row in rows if isinstance(row, ChatSummary)]

    @property
    def heading(self) -> Group | None:
        """The heading that has the keyboard, if one does."""
        row = self._chats.row(self.currentIndex())
        return row if isinstance(row, Group) else None

    def show_open(self, id: str) -> None:
        """Mark the chat that the window shows, and select it alone."""
        self._rows.open_chat = id
        index = self._chats.index_of(id)
        if index.isValid():
            self.select_alone(index)
        else:
            self.clearSelection()
        self.viewport().update()

    def select_alone(self, index: QModelIndex) -> None:
        """Select a row, and no other, whatever keys are held."""
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)

    @Slot()
    def rename(self) -> None:
        """Let the name of what has the keyboard be written anew in its place."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def paint_with(self, theme: Theme, text_px: int) -> None:
        """Take a theme's colours, and text of so many px."""
        self._rows.paint_with(theme, text_px)
        self.scheduleDelayedItemsLayout()

    def more_place(self, index: QModelIndex) -> QRect:
        """Where in the viewport the button of a row is that opens its menu."""
        return self._rows.more_place(self.visualRect(index))

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        match self._chats.row(index):
            case Group() as group:
                self._chats.fold(group, not self._chats.is_folded(group))
            case ChatSummary() as chat if self.selected == [chat.id]:
                self.opened.emit()
            case _:
                pass

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The button of a row opens the menu; of all that are selected where the row is, too."""
        self._ring(False)
        index = self.indexAt(event.position().toPoint())
        is_chat = isinstance(self._chats.row(index), ChatSummary)
        if not is_chat or not self.more_place(index).contains(event.position().toPoint()):
            super().mousePressEvent(event)
            return
        self._ask_for_menu(index, self.more_place(index).bottomLeft())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self._ask_for_menu(self.indexAt(event.pos()), event.pos())
        else:
            index = self.currentIndex()
            self._ask_for_menu(index, self.visualRect(index).center())

    def _ask_for_menu(self, index: QModelIndex, place: QPoint) -> None:
        if index not in self.selectedIndexes():
            self.select_alone(index)
        self.asked_for_menu.emit(self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            # The key that ends the writing of a name means nothing more.
            return
        self._ring(True)
        group = self.heading
        match event.key():
            case Qt.Key.Key_Return if group is not None:
                self._chats.fold(group, not self._chats.is_folded(group))
            case Qt.Key.Key_Left | Qt.Key.Key_Right if group is not None:
                self._chats.fold(group, event.key() == Qt.Key.Key_Left)
            case Qt.Key.Key_Return if len(self.selected) == 1:
                self.opened.emit()
            case Qt.Key.Key_F2 | Qt.Key.Key_Enter:
                self.rename()
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete if self.selected:
                self.deleted.emit()
            case _:
                super().keyPressEvent(event)

    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,  # noqa: N803
        bottomRight: QModelIndex | QPersistentModelIndex,  # noqa: N803
        roles: Sequence[int] = (),
    ) -> None:
        """Draw one row anew; Qt would lay out all of them, though they are all as high."""
        self.update(topLeft)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring(event.reason() in BY_KEYBOARD)
        if not self.currentIndex().isValid():
            self._go_to_first()
        self.scrollTo(self.currentIndex())

    def _ring(self, shown: bool) -> None:
        """Show or hide which row the keys mean."""
        self._rows.ringed = shown
        self.viewport().update()

    def _go_to_first(self) -> None:
        """Give the keyboard the first row that can have it."""
        for row in range(self._chats.rowCount()):
            index = self._chats.index(row)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.select_alone(index)
                return

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag what is selected; where it goes says what becomes of it, and nothing is removed."""
        ids = self.selected
        if ids:
            drag = QDrag(self)
            drag.setMimeData(DraggedChats(ids, self._exporter.write_to_drag))
            drag.setPixmap(self.viewport().grab(self.visualRect(self.currentIndex())))
            move = Qt.DropAction.MoveAction
            drag.exec(move | Qt.DropAction.CopyAction, move)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(MIME))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # Scrolls near the edges.
        super().dragMoveEvent(event)
        self._aim(self._chats.group_at(self.indexAt(event.position().toPoint())))
        event.setAccepted(self._target is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.stopAutoScroll()
        self._aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        target = self._chats.group_at(self.indexAt(event.position().toPoint()))
        self.stopAutoScroll()
        self._aim(None)
        if target is not None:
            event.acceptProposedAction()
            self.dropped.emit(dragged_ids(event.mimeData()), target)

    def _aim(self, group: Group | None) -> None:
        """Show where what is dragged would go."""
        self._target = group
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._target is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_theme().accent), 2))
            heading = self.visualRect(self._chats.index_of_group(self._target))
            place = heading.adjusted(MARGIN + 1, 1, -MARGIN - 1, -1)
            painter.drawRoundedRect(place, RADIUS, RADIUS)
