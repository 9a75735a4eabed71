"""Text that is as high as its words, and can be selected and copied."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, cast

from PySide6.QtCore import QEvent, QRect, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from desktop.ui.theme import COLUMN, LINE_PX, current_theme

from . import links

_KEPT_KEYS = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)


class TextView(QTextBrowser):
    """A stretch of a conversation; it never scrolls by itself and fetches nothing.

    Signals:
        grown: it is higher or lower than it was laid out for.
        pointed: where the link under the pointer or the keyboard leads; "" where there is none.
        reached: Tab came to a link in a widget; where it ends there.
    """

    grown = Signal()
    pointed = Signal(str)
    reached = Signal(QWidget, QRect)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = 0
        self._fitting = False
        self._shown_link = QUrl()
        self.setObjectName(name)
        self.setFrameStyle(0)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        # What is written is laid out at once; no width would put each letter on its own line.
        self.setLineWrapColumnOrWidth(COLUMN)
        self.document().setDocumentMargin(0)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._note_size)
        self.highlighted.connect(self._point_at)
        self.anchorClicked.connect(self._follow)

    def fit(self, width: int) -> int:
        """Lay out within `width` points; returns the height."""
        self._fitting = True
        if width != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(width)
        self._height = self._document_height()
        self._fitting = False
        return self._height

    def hug(self, widest: int) -> int:
        """The width that the words need, at most `widest` points."""
        self.fit(widest)
        return min(math.ceil(self.document().idealWidth()), widest)

    def mark_found(self, words: str, now: int | None) -> None:
        """Mark every place where words stand, and the one that is looked at; none without words."""
        theme, marks = current_theme(), list[QTextEdit.ExtraSelection]()
        for number, cursor in enumerate(self._places(words)):
            mark = QTextEdit.ExtraSelection()
            found = theme.found_now if number == now else theme.found
            cast(Any, mark).cursor = cursor
            cast(Any, mark).format.setBackground(QColor(found))
            marks.append(mark)
        self.setExtraSelections(marks)

    def place_of(self, words: str, number: int) -> QRect:
        """Where in the viewport words stand for the so many-th time, from 0."""
        for place, cursor in enumerate(self._places(words)):
            if place == number:
                cursor.setPosition(cursor.selectionStart())
                return self.cursorRect(cursor)
        return QRect()

    def _places(self, words: str) -> Iterator[QTextCursor]:
        cursor = self.document().find(words) if words else QTextCursor()
        while not cursor.isNull():
            yield QTextCursor(cursor)
            cursor = self.document().find(words, cursor)

    def show_plain(self, text: str) -> None:
        """Show text as it is."""
        self.setPlainText(text)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LINE_PX, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)

    def add_plain(self, text: str) -> None:
        """Show more text below what stands there."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)

    def _document_height(self) -> int:
        return max(math.ceil(self.document().size().height()), 1)

    @Slot()
    def _note_size(self) -> None:
        if not self._fitting and self._height and self._document_height() != self._height:
            self.grown.emit()

    @Slot(QUrl)
    def _point_at(self, url: QUrl) -> None:
        self._shown_link = url
        self.pointed.emit(links.address(url))
        self.viewport().setToolTip(links.address(url))

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        """Open a link that was shown; show it first where it was not."""
        if url == self._shown_link:
            links.follow(url, self.document(), self)
        else:
            self._point_at(url)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing: what a model writes makes Facet read no file and ask no server."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select and copy here; every other key moves the reader."""
        keeps = any(event.matches(key) for key in _KEPT_KEYS)
        selects = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        on_link = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if keeps or selects or on_link:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab walks through the links of a text that has the focus, and says where they lead."""
        if not self.hasFocus():
            # What lies on a text, as a button does, asks too where Tab goes from there.
            return QWidget.focusNextPrevChild(self, next)
        moved = super().focusNextPrevChild(next)
        if self.hasFocus():
            self._point_at(QUrl(self.textCursor().charFormat().anchorHref()))
            self.reached.emit(self.viewport(), self.cursorRect())
        return moved

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(QUrl())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(QUrl())
