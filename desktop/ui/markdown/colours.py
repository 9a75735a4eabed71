"""The colours of code, laid over the text of a document a little at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pygments.lexer import Lexer
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout

from .code import LineLexer, Spans, exact_lines, lexer_of
from .style import CodePalette

_LONGEST, _LONGEST_LINE = 50_000, 2_000
"""The letters of a code block that is coloured, and of a line in it."""
_SLICE_S = 0.004
"""How long the window may be held up at a time."""


@dataclass
class _Coloured:
    """How far a code block is coloured.

    `lines` are the spans that are laid over each. `line` is the next that is read: by
    `line_lexer` as it comes, or by `exact` once the code has `ended`.
    """

    lines: list[Spans] = field(default_factory=list)
    line: int = 0
    line_lexer: LineLexer | None = None
    exact: Iterator[Spans] | None = None
    ended: bool = False


class CodeColours(QObject):
    """Colours the code of a document: each line as it ends, and once the code has ended exactly.

    Colours are no part of the text, so that what is copied has none.

    Attributes:
        codes: how far each code block is coloured, in order.
    """

    def __init__(
        self,
        document: QTextDocument,
        palette: CodePalette,
        line_of_code: Callable[[int, int], QTextBlock],
    ) -> None:
        super().__init__(document)
        self.codes: list[_Coloured] = []
        self._document = document
        self._palette = palette
        self._line_of_code = line_of_code
        self._formats: dict[str, QTextCharFormat] = {}
        self._touched: list[QTextBlock] = []
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._go_on)

    @property
    def settled(self) -> bool:
        """Whether everything has its colours."""
        return all(code.exact is None for code in self.codes)

    def has_ended(self, number: int) -> bool:
        """Whether a code block is known to have ended."""
        return number < len(self.codes) and self.codes[number].ended

    def colour(self, number: int, language: str, lines: int, *, kept: int, ended: bool) -> None:
        """Colour a code block of so many `lines`, of which the first are `kept` as they were.

        More come unless it has `ended`.
        """
        if number == len(self.codes):
            self.codes.append(_Coloured())
        code = self.codes[number]
        if kept < code.line or code.ended:
            code = self.codes[number] = _Coloured(code.lines[:kept])
        code.ended = ended
        lexer = lexer_of(language)
        if lexer is None:
            return
        if ended:
            code.line, code.exact = 0, self._read_all(number, lines, lexer)
            self._go_on()
            return
        code.line_lexer = code.line_lexer or LineLexer(lexer)
        while code.line < lines - 1:
            line = self._line_of_code(number, code.line).text()
            self._lay_over(number, code.line_lexer.read(line[:_LONGEST_LINE]))
        self._show()

    def _read_all(self, number: int, lines: int, lexer: Lexer) -> Iterator[Spans]:
        """The spans of all lines of a code block that has ended."""
        texts = [self._line_of_code(number, line).text() for line in range(lines)]
        if max(map(len, texts)) > _LONGEST_LINE or sum(map(len, texts)) > _LONGEST:
            return iter(())
        return exact_lines(lexer, "\n".join(texts))

    @Slot()
    def _go_on(self) -> None:
        """Colour for a while what has ended, the last block first: there the reader is."""
        until = time.monotonic() + _SLICE_S
        waiting = [n for n, code in enumerate(self.codes) if code.exact is not None]
        while waiting:
            self._read_exactly(waiting[-1])
            if self.codes[waiting[-1]].exact is None:
                waiting.pop()
            if time.monotonic() >= until:
                break
        self._show()
        if not self.settled:
            self._soon.start()

    def _read_exactly(self, number: int) -> None:
        """Read the next line of a code block."""
        code = self.codes[number]
        assert code.exact is not None
        spans = next(code.exact, None)
        if spans is None:
            code.exact = None
        else:
            self._lay_over(number, spans)

    def _lay_over(self, number: int, spans: Spans) -> None:
        """Colour the next line of a code block."""
        code = self.codes[number]
        before = code.lines[code.line] if code.line < len(code.lines) else ()
        code.lines[code.line : code.line + 1] = [spans]
        if spans != before:
            block = self._line_of_code(number, code.line)
            block.layout().setFormats([self._range(*span) for span in spans])
            self._touched.append(block)
        code.line += 1

    def _range(self, start: int, length: int, word: str) -> QTextLayout.FormatRange:
        if word not in self._formats:
            self._formats[word] = QTextCharFormat()
            self._formats[word].setForeground(QColor(getattr(self._palette, word)))
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, length, self._formats[word]
        return made

    def _show(self) -> None:
        """Have what was coloured drawn anew."""
        for block in self._touched:
            self._document.markContentsDirty(block.position(), block.length())
        self._touched.clear()
