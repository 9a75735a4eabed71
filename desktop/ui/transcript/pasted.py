"""What is copied out of the window, fit for a page of other colours."""

from __future__ import annotations

from PySide6.QtGui import (
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)

from .fragments import fragments


def without_colours(document: QTextDocument) -> None:
    """Take the window's colours away from all letters of a document, those of links too."""
    block = document.begin()
    while block.isValid():
        for fragment in fragments(block):
            _put(document, fragment, _plain(fragment.charFormat()))
        block = block.next()


def _plain(format: QTextCharFormat) -> QTextCharFormat:
    made = QTextCharFormat(format)
    made.clearForeground()
    made.clearBackground()
    made.clearProperty(QTextFormat.Property.TextUnderlineColor)
    return made


def _put(document: QTextDocument, fragment: QTextFragment, format: QTextCharFormat) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(format)
