"""Where the lines of a text block are."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock


def upper_edge(block: QTextBlock) -> float:
    """Where the first line begins, in the document's points."""
    return block.layout().position().y()


def lower_edge(block: QTextBlock) -> float:
    """Where the last line ends; a block's bounding rectangle leaves the lines' leading out."""
    layout = block.layout()
    if not layout.lineCount():
        return layout.position().y()
    last = layout.lineAt(layout.lineCount() - 1)
    return layout.position().y() + last.y() + last.height()
