"""All the formulas of a document, typeset before it is drawn."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from desktop.ui.formulas.drawing import FORMULA, FormulaDrawing, mark
from desktop.ui.formulas.outlines import outlines
from desktop.ui.formulas.process import LIMIT_S, decode, encode
from desktop.ui.formulas.typeset import LONGEST, Formula
from desktop.ui.formulas.typesetter import Asked, typesetter_command

_OBJECT = "\ufffc"
_START_S = 20.0


class TypesetFormulas(QObject):
    """Puts formulas into one document; what cannot be typeset stays its TeX."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._known: Mapping[Asked, Formula | None] = {}
        self._asked: dict[Asked, None] = {}
        self._drawing = FormulaDrawing(self._look_up, self)
        document.documentLayout().registerHandler(FORMULA, self._drawing)

    def insert(self, cursor: QTextCursor, tex: str, display: bool, format: QTextCharFormat) -> None:
        """Insert a formula as one character; a display formula that begins a block centres it."""
        if display and cursor.atBlockStart():
            block = cursor.blockFormat()
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            cursor.setBlockFormat(block)
        cursor.insertText(_OBJECT, mark(format, tex, display))

    def typeset(self) -> None:
        """Typeset all that was inserted, and lay the document out with it."""
        # Laying it out asks for each formula in its size.
        self._document.pageCount()
        if self._asked:
            self._known = _typeset(self._asked)
            self._document.markContentsDirty(0, self._document.characterCount())

    def _look_up(self, asked: Asked, _: QTextDocument, __: int) -> Formula | None:
        self._asked[asked] = None
        return self._known.get(asked)


def _typeset(asked: Iterable[Asked]) -> Mapping[Asked, Formula | None]:
    """Formulas from a process of their own, which may hang on one or end with it."""
    wanted = list(asked)
    requests = (
        encode(each.tex, each.px, each.display, outlines(each.tex[:LONGEST])) for each in wanted
    )
    patience = _START_S + LIMIT_S * len(wanted)
    try:
        ended = subprocess.run(
            typesetter_command(),
            input=b"".join(requests),
            stdout=subprocess.PIPE,
            timeout=patience,
            check=False,
        )
        answers: bytes = ended.stdout
    except subprocess.TimeoutExpired as late:
        answers = late.output or b""
    except OSError:
        answers = b""
    lines = answers.splitlines(keepends=True)
    whole = (line for line in lines if line.endswith(b"\n"))
    return {each: _unlined(decode(line)) for each, line in zip(wanted, whole, strict=False)}


def _unlined(formula: Formula | None) -> Formula | None:
    """A formula whose glyphs are filled alone: Qt's PDFs draw a line around them, too."""
    if formula is None:
        return None
    return replace(formula, svg=formula.svg.replace("<svg ", '<svg stroke-width="0" ', 1))
