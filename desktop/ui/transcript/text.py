"""Text that is as high as its words, and can be selected."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from desktop.ui.theme import LINE_PX


class TextView(QTextBrowser):
    """A stretch of a conversation; it never scrolls by itself."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(0)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_markdown(self, text: str) -> None:
        """Show Markdown."""
        self.setMarkdown(text)
        self._space()

    def show_plain(self, text: str) -> None:
        """Show text as it is."""
        self.setPlainText(text)
        self._space()

    def hug(self, widest: int) -> None:
        """Be as narrow as the words allow, at most `widest` points."""
        document = self.document()
        document.setTextWidth(widest)
        self.setFixedWidth(min(math.ceil(document.idealWidth()), widest))

    def _space(self) -> None:
        """Set every line on the window's line height."""
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LINE_PX, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(max(math.ceil(self.document().size().height()), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
