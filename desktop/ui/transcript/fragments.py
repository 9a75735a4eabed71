"""The stretches of a text block whose letters look alike."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextFragment


def fragments(block: QTextBlock) -> list[QTextFragment]:
    """The fragments of a block, in order."""
    found: list[QTextFragment] = []
    within = block.begin()
    while not within.atEnd():
        found.append(within.fragment())
        within += 1
    return found
