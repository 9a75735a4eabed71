"""Markdown in a QTextDocument, laid out as it grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QTextBlock, QTextDocument

from .blocks import Kind, Paragraph
from .formats import Formats
from .outline import Outline
from .parser import parse
from .style import TextStyle
from .writer import Formulas, Writer


@dataclass(frozen=True)
class Code:
    """A code block: what stands behind its fence, its lines, where it begins and ends.

    Above its first line there is room for a header of CODE_HEADER_PX, and CODE_PADDING_PX are left
    free around its lines, so that a view can draw a card behind it.
    """

    language: str
    text: str
    first: QTextBlock
    last: QTextBlock


class MarkdownDocument:
    """A document that shows Markdown."""

    def __init__(self, document: QTextDocument, style: TextStyle, formulas: Formulas) -> None:
        document.setUndoRedoEnabled(False)
        self.source = ""
        self._writer = Writer(document, Formats(style), formulas)

    def show(self, source: str) -> None:
        """Show a whole text."""
        self.source = source
        definitions: dict[str, Any] = {}
        self._writer.write(0, Outline(parse(source, definitions)).blocks)

    def add(self, more: str) -> None:
        """Show more, below what stands there."""
        self.show(self.source + more)

    def finish(self) -> None:
        """Nothing more will come."""

    def restyle(self, style: TextStyle) -> None:
        """Show the same in another style."""
        self._writer.restyle(Formats(style))

    @property
    def codes(self) -> Sequence[Code]:
        """The code blocks, in order."""
        found: dict[int, list[int]] = {}
        for index, block in enumerate(self._writer.blocks):
            if isinstance(block, Paragraph) and block.kind is Kind.CODE:
                found.setdefault(block.code, []).append(index)
        return [self._code(indices) for indices in found.values()]

    def _code(self, indices: Sequence[int]) -> Code:
        lines = [b for i in indices if isinstance(b := self._writer.blocks[i], Paragraph)]
        return Code(
            lines[0].language,
            "\n".join(line.text for line in lines),
            self._writer.block(indices[0]),
            self._writer.block(indices[-1]),
        )
