"""Markdown in a QTextDocument, laid out as it grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QTextBlock, QTextDocument

from .blocks import Kind, Paragraph
from .formats import Formats
from .outline import Outline, Start
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
    """A document that shows Markdown.

    While it grows, only its last block is read again: in CommonMark a block that has ended never
    changes, unless a definition of links or footnotes follows.
    """

    def __init__(self, document: QTextDocument, style: TextStyle, formulas: Formulas) -> None:
        document.setUndoRedoEnabled(False)
        self.source = ""
        self._writer = Writer(document, Formats(style), formulas)
        self._unsettle()

    def show(self, source: str) -> None:
        """Show a whole text."""
        self.source = source
        self._unsettle()
        self._lay_out(finished=True)

    def add(self, more: str) -> None:
        """Show more, below what stands there."""
        self.source += more
        self._lay_out(finished=False)

    def finish(self) -> None:
        """Nothing more will come."""
        self._lay_out(finished=True)

    def restyle(self, style: TextStyle) -> None:
        """Show the same in another style."""
        self._writer.restyle(Formats(style))

    def _unsettle(self) -> None:
        """Nothing is known to stay: `settled` characters are `blocks` blocks."""
        self._settled = self._blocks = 0
        self._start = Start()

    def _lay_out(self, *, finished: bool) -> None:
        definitions: dict[str, Any] = {}
        tokens = parse(self.source[self._settled :], definitions)
        defines = any(definitions.values())
        if defines and self._settled:
            self._unsettle()
            tokens = parse(self.source, {})
        outline = Outline(tokens, self._start, finished=finished)
        self._writer.write(self._blocks, outline.blocks)
        if not defines:
            self._settle(outline)

    def _settle(self, outline: Outline) -> None:
        """All before the last block stays, once the line that this begins with is whole."""
        last = outline.last
        if last is None or "\r" in self.source[self._settled :]:
            return
        lines = self.source[self._settled :].split("\n")
        if not 0 < last.line < len(lines) - 1:
            return
        before = outline.blocks[last.blocks - 1] if last.blocks else self._start.before
        self._start = Start(before=before, lists=last.lists, codes=last.codes)
        self._settled += sum(len(text) + 1 for text in lines[: last.line])
        self._blocks += last.blocks

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
