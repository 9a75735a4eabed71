"""Documents as pixels."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTextCursor
from PySide6.QtGui import QTextDocument as Document


def drawn(document: Document) -> QImage:
    """What a document looks like on white."""
    size = document.size().toSize().expandedTo(QSize(600, 1))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    document.drawContents(painter)
    painter.end()
    return image


def inked_rows(image: QImage, left: int, right: int) -> list[int]:
    """The rows in which something dark stands between two columns."""
    return [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).lightness() < 160 for x in range(left, right))
    ]


def end_of(document: Document) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    return cursor
