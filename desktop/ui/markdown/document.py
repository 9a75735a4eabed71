"""Markdown in a QTextDocument, laid out as it grows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QTextBlock, QTextDocument

from .blocks import Block, Kind, Paragraph
from .colours import CodeColours
from .formats import Formats
from .outline import Outline, Start, Step
from .parser import parse
from .style import TextStyle
from .writer import Formulas, Writer

_NEW_BLOCK = re.compile(r"[^\s\-+*\d]|\*\*[^\s*]")
"""What begins a block of its own behind a blank line, and can't be an item of a list before it."""


@dataclass(frozen=True)
class Code:
    """A code block: what stands behind its fence, where it begins and ends.

    Above its first line there is room for a header of CODE_HEADER_PX, and CODE_PADDING_PX are left
    free around its lines, so that a view can draw a card behind it.
    """

    language: str
    first: QTextBlock
    last: QTextBlock


@dataclass(frozen=True)
class _Place:
    """A place in the source up to which everything stays: so many characters are so many blocks."""

    characters: int = 0
    blocks: int = 0
    start: Start = field(default_factory=Start)


class MarkdownDocument:
    """A document that shows Markdown.

    While it grows, only what may still change is read again: its last block, and of a long list,
    table or code block only the last item, rows or line. In CommonMark a block that has ended never
    changes, unless a definition of links or footnotes follows; then all is read again.
    """

    def __init__(self, document: QTextDocument, style: TextStyle, formulas: Formulas) -> None:
        document.setUndoRedoEnabled(False)
        self.source = ""
        self._writer = Writer(document, Formats(style), formulas)
        self._codes: list[range] = []
        self._colours = CodeColours(document, style.code, self._line_of_code)
        self._settled = self._block_began = _Place()

    @property
    def colours(self) -> CodeColours:
        """What colours its code."""
        return self._colours

    def show(self, source: str) -> None:
        """Show a whole text."""
        self.source = source
        self._settled = self._block_began = _Place()
        self._lay_out()
        self.finish()

    def add(self, more: str) -> None:
        """Show more, below what stands there."""
        self.source += more
        self._lay_out()

    def finish(self) -> None:
        """Nothing more will come."""
        self._colour_code(len(self._writer.blocks), finished=True)

    @property
    def codes(self) -> Sequence[Code]:
        """The code blocks, in order."""
        return [self._code(lines) for lines in self._codes]

    def code_text(self, number: int) -> str:
        """What stands in a code block, the first being 0."""
        lines = (self._writer.blocks[index] for index in self._codes[number])
        return "\n".join(line.text for line in lines if isinstance(line, Paragraph))

    def _lay_out(self) -> None:
        settled = self._settled
        definitions: dict[str, Any] = {}
        text = settled.start.again + self.source[settled.characters :]
        tokens = parse(text, definitions)
        defines = any(definitions.values())
        if defines and settled.characters:
            settled = self._settled = self._block_began = _Place()
            text = self.source
            tokens = parse(text, {})
        outline = Outline(text, tokens, settled.start)
        if outline.contradicts:
            self._settled = self._block_began
            self._lay_out()
            return
        changed = self._writer.write(settled.blocks, outline.blocks)
        self._note_codes(settled.blocks, outline.blocks)
        self._colour_code(changed, finished=False)
        if not defines and "\r" not in text:
            self._settle(text.split("\n"), outline.steps)

    def _settle(self, lines: Sequence[str], steps: Sequence[Step]) -> None:
        """All before the last step stays, once its line can't change that any more."""
        staying = [step for step in steps if _stays(step, lines)]
        if not staying:
            return
        began = next((step for step in reversed(staying) if step.start.opened is None), None)
        if began is not None:
            self._block_began = self._place(began, lines)
        self._settled = self._place(staying[-1], lines)

    def _place(self, step: Step, lines: Sequence[str]) -> _Place:
        """Where a step is in the whole text."""
        settled = self._settled
        read = lines[settled.start.again.count("\n") : step.line]
        characters = sum(len(line) + 1 for line in read)
        return _Place(settled.characters + characters, settled.blocks + step.blocks, step.start)

    # Code

    def _note_codes(self, first: int, blocks: Sequence[Block]) -> None:
        """Note which blocks are code, from the `first` on."""
        kept = (range(lines.start, min(lines.stop, first)) for lines in self._codes)
        self._codes = [lines for lines in kept if lines]
        for index, block in enumerate(blocks, first):
            if isinstance(block, Paragraph) and block.kind is Kind.CODE:
                if block.code == len(self._codes):
                    self._codes.append(range(index, index))
                lines = self._codes[block.code]
                self._codes[block.code] = range(lines.start, index + 1)

    def _colour_code(self, changed: int, *, finished: bool) -> None:
        """Colour code from the first block on that has `changed`; code at the end may go on."""
        end = len(self._writer.blocks)
        del self._colours.codes[len(self._codes) :]
        for number, lines in enumerate(self._codes):
            ended = finished or lines.stop < end
            if lines.stop > changed or (ended and not self._colours.has_ended(number)):
                self._colours.colour(
                    number,
                    self._code(lines).language,
                    len(lines),
                    kept=max(changed - lines.start, 0),
                    ended=ended,
                )

    def _code(self, lines: range) -> Code:
        first = self._writer.blocks[lines.start]
        assert isinstance(first, Paragraph)
        return Code(
            first.language, self._writer.block(lines.start), self._writer.block(lines.stop - 1)
        )

    def _line_of_code(self, number: int, line: int) -> QTextBlock:
        return self._writer.block(self._codes[number][line])


def _stays(step: Step, lines: Sequence[str]) -> bool:
    """Whether what stands before a step stays, whatever follows."""
    last = len(lines) - 1
    if step.certain or step.line < last:
        return True
    begins_block = step.start.opened is None and not lines[step.line - 1].strip()
    return begins_block and _NEW_BLOCK.match(lines[step.line]) is not None
