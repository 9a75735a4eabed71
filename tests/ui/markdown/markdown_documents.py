"""Markdown documents as a transcript makes them: at once, or piece by piece."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextDocument

from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown.document import MarkdownDocument
from desktop.ui.markdown.style import TextStyle
from desktop.ui.theme import current_theme

Shown = tuple[MarkdownDocument, QTextDocument]


def empty(formulas: Formulas) -> Shown:
    """A document in which nothing stands."""
    document = QTextDocument()
    formulas.register(document)
    return MarkdownDocument(document, TextStyle.of(current_theme(), 15), formulas), document


def shown(formulas: Formulas, source: str) -> Shown:
    """A document that shows a whole text."""
    markdown, document = empty(formulas)
    markdown.show(source)
    return markdown, document


def grown(formulas: Formulas, pieces: Iterable[str]) -> Shown:
    """A document that was shown piece by piece."""
    markdown, document = empty(formulas)
    for piece in pieces:
        markdown.add(piece)
    markdown.finish()
    return markdown, document


def in_threes(source: str) -> list[str]:
    """A text cut at every third character."""
    return [source[i : i + 3] for i in range(0, len(source), 3)]


def codes_of(markdown: MarkdownDocument) -> list[tuple[str, str, int, int]]:
    """Language, text, first and last text block of each code block."""
    return [
        (code.language, markdown.code_text(i), code.first.blockNumber(), code.last.blockNumber())
        for i, code in enumerate(markdown.codes)
    ]


def assert_grows_into_the_same(
    formulas: Formulas, source: str, pieces: Iterable[str] | None = None
) -> None:
    """Piece by piece, by default at every third character, becomes what the whole is at once."""
    at_once, piecewise = shown(formulas, source), grown(formulas, pieces or in_threes(source))
    assert piecewise[1].toHtml() == at_once[1].toHtml()
    assert codes_of(piecewise[0]) == codes_of(at_once[0])
