"""What the words of a programming language are: by the line as they come, or exactly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pygments.lexer import ExtendedRegexLexer, Lexer, RegexLexer
from pygments.token import Error, Text, Token
from pygments.util import ClassNotFound

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


class Span(NamedTuple):
    """A stretch of a line, in UTF-16 units, and the name of its colour in a CodePalette."""

    start: int
    length: int
    word: str


Spans = tuple[Span, ...]
_Tokens = Iterator[tuple[Any, str]]


@lru_cache(64)
def lexer_of(language: str) -> Lexer | None:
    """The lexer of a language by the name behind a fence; it changes no letter."""
    # Their list alone takes 40 ms to read, which is not spent before there is code.
    from pygments.lexers import get_lexer_by_name

    name = language.split()[0] if language.split() else ""
    try:
        return get_lexer_by_name(name, stripnl=False, ensurenl=True)
    except ClassNotFound:
        return None


def exact_lines(lexer: Lexer, code: str) -> Iterator[Spans]:
    """The spans of each line, one line after the other; an iterator may be left and resumed."""
    return _by_line(iter(lexer.get_tokens(code)))


class LineLexer:
    """Reads code that is still coming, line by line.

    What needs later lines to be known, such as a comment of several lines, may be told wrongly.
    """

    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer
        self._stack = ["root"]

    def read(self, line: str) -> Spans:
        """The spans of the next line."""
        return next(_by_line(self._tokens(f"{line}\n")))

    def _tokens(self, text: str) -> _Tokens:
        if isinstance(self._lexer, RegexLexer) and not isinstance(self._lexer, ExtendedRegexLexer):
            return self._follow_rules(text, self._lexer)
        return ((kind, letters) for _, kind, letters in self._lexer.get_tokens_unprocessed(text))

    def _follow_rules(self, text: str, lexer: RegexLexer) -> _Tokens:
        """What RegexLexer.get_tokens_unprocessed does, but for the states that outlast the line."""
        rules: dict[str, Any] = lexer._tokens  # pyright: ignore[reportAttributeAccessIssue, reportPrivateUsage]
        position = 0
        while position < len(text):
            for match_at, action, new_state in rules[self._stack[-1]]:
                if found := match_at(text, position):
                    if type(action) is type(Token):
                        yield action, found.group()
                    elif action is not None:
                        for _, kind, letters in action(lexer, found):
                            yield kind, letters
                    position = found.end()
                    self._enter(new_state)
                    break
            else:
                if text[position] == "\n":
                    self._stack = ["root"]
                yield Text if text[position] == "\n" else Error, text[position]
                position += 1

    def _enter(self, state: Any) -> None:
        """Enter one or several states, leave some, or stay."""
        for each in state if isinstance(state, tuple) else (state,):
            if isinstance(each, int):
                # Lexers may leave more states than they have entered.
                del self._stack[max(len(self._stack) + each, 1) :]
            elif each == "#pop":
                del self._stack[max(len(self._stack) - 1, 1) :]
            elif each == "#push":
                self._stack.append(self._stack[-1])
            elif each is not None:
                self._stack.append(each)


def _by_line(tokens: _Tokens) -> Iterator[Spans]:
    spans: list[Span] = []
    at = 0
    for kind, letters in tokens:
        word = _word(kind)
        first, *rest = letters.split("\n")
        for number, piece in enumerate((first, *rest)):
            if number:
                yield tuple(spans)
                spans, at = [], 0
            length = len(piece) if piece.isascii() else len(piece.encode("utf-16-le")) // 2
            if word and piece.strip():
                spans.append(Span(at, length, word))
            at += length


def _word(kind: Any) -> str:
    while kind is not None:
        if kind in _WORDS:
            return _WORDS[kind]
        kind = kind.parent
    return ""
