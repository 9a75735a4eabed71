"""The lines of a code block, coloured by what their words are."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pygments.lexer import Lexer
from pygments.token import Token
from pygments.util import ClassNotFound

from .blocks import Ink, Run, Runs, joined

_LONGEST = 20_000  # letters that are coloured; longer code would hold the window up.
_WORDS: dict[Any, str] = {
    Token.Keyword: "keyword",
    Token.Operator.Word: "keyword",
    Token.Literal.String: "string",
    Token.Literal.Number: "number",
    Token.Comment: "comment",
    Token.Name.Function: "name",
    Token.Name.Class: "kind",
    Token.Name.Builtin: "kind",
    Token.Name.Decorator: "kind",
    Token.Name.Tag: "keyword",
    Token.Name.Attribute: "name",
    Token.Keyword.Type: "kind",
    Token.Generic.Inserted: "added",
    Token.Generic.Deleted: "removed",
}
"""What a token is, of a CodePalette's colours; a token of a narrower kind is what its kind is."""


@lru_cache(32)
def coloured(text: str, language: str) -> tuple[Runs, ...]:
    """The runs of each line; plain where the language is not known.

    What is at the end of an answer is read again as it grows, and coloured once.
    """
    lines = text.split("\n")
    lexer = _lexer(language) if len(text) <= _LONGEST else None
    if lexer is None:
        return tuple((Run(line),) if line else () for line in lines)
    found: list[list[Run]] = [[]]
    for kind, letters in lexer.get_tokens(text):
        ink = Ink(word=_word(kind))
        first, *rest = letters.split("\n")
        found[-1].append(Run(first, ink))
        found += [[Run(line, ink)] for line in rest]
    return tuple(joined(runs) for runs in found[: len(lines)])


@lru_cache(64)
def _lexer(language: str) -> Lexer | None:
    """The lexer of a language by the name behind a fence; it changes no letter."""
    # Their list alone takes 40 ms to read, which is not spent before there is code.
    from pygments.lexers import get_lexer_by_name

    name = language.split()[0] if language.split() else ""
    try:
        return get_lexer_by_name(name, stripnl=False, ensurenl=True)
    except ClassNotFound:
        return None


def _word(kind: Any) -> str:
    while kind is not None:
        if kind in _WORDS:
            return _WORDS[kind]
        kind = kind.parent
    return ""
