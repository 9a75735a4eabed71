"""The tokens inside a paragraph → runs of letters that look alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from .blocks import PLAIN, Ink, Run, Runs, joined

LINE_BREAK = "\u2028"

_TAG = re.compile(r"<(/?)([a-z]+)\s*(/?)>", re.IGNORECASE)
_INKS = {
    "b": Ink(bold=True),
    "strong": Ink(bold=True),
    "i": Ink(italic=True),
    "em": Ink(italic=True),
    "u": Ink(underlined=True),
    "s": Ink(struck=True),
    "del": Ink(struck=True),
    "sub": Ink(raised=-1),
    "sup": Ink(raised=1),
    "kbd": Ink(code=True),
    "code": Ink(code=True),
}
_OPENED = {"strong_open": "strong", "em_open": "em", "s_open": "s"}
_CLOSED = {"strong_close", "em_close", "s_close", "link_close"}
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


def runs_of(tokens: Sequence[Token]) -> Runs:
    """The runs of a paragraph's tokens."""
    return joined(list(_Reader(tokens).read()))


class _Reader:
    """Reads tokens one after the other, with the inks that are in force."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._inks = [PLAIN]
        self._paired = _paired(tokens)

    def read(self) -> Iterator[Run]:
        for index, token in enumerate(self._tokens):
            ink = self._inks[-1]
            match token.type:
                case "text":
                    # A line end that was written as an entity is a space to the reader.
                    yield Run(token.content.replace("\n", " "), ink)
                case "softbreak":
                    yield Run(self._between_lines(index), ink)
                case "hardbreak":
                    yield Run(LINE_BREAK, ink)
                case "code_inline":
                    yield Run(token.content, replace(ink, code=True))
                case "math_inline":
                    yield Run(token.content, ink, formula=True, display=_is_display(token))
                case "image":
                    yield from _picture(token, ink)
                case "footnote_ref":
                    yield Run(token.meta["label"], replace(ink, raised=1))
                case "html_inline":
                    yield from self._html(index, token, ink)
                case "link_open":
                    self._inks.append(replace(ink, link=str(token.attrGet("href") or "")))
                case opened if opened in _OPENED:
                    self._inks.append(_mixed(ink, _INKS[_OPENED[opened]]))
                case closed if closed in _CLOSED:
                    self._inks.pop()
                case _:
                    yield Run(token.content, ink)

    def _html(self, index: int, token: Token, ink: Ink) -> Iterator[Run]:
        closes, name = _tag(token)
        if name == "br":
            yield Run(LINE_BREAK, ink)
        elif index not in self._paired:
            yield Run(token.content, ink)
        elif closes:
            self._inks.pop()
        else:
            self._inks.append(_mixed(ink, _INKS[name]))

    def _between_lines(self, index: int) -> str:
        """A space, but between lines of Chinese or Japanese nothing."""
        before = self._tokens[index - 1].content[-1:]
        after = self._tokens[index + 1].content[:1] if index + 1 < len(self._tokens) else ""
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "


def _picture(token: Token, ink: Ink) -> Iterator[Run]:
    """A picture is never fetched: its description stands for it, and leads to a remote one."""
    address = str(token.attrGet("src") or "")
    remote = address.startswith(("http://", "https://"))
    words = "".join(run.text for run in runs_of(token.children or []))
    if not words and not address.startswith("data:"):
        words = address
    yield Run(words, replace(ink, link=ink.link or (address if remote else "")))


def _is_display(token: Token) -> bool:
    return token.markup not in ("$", "\\(")


def _tag(token: Token) -> tuple[bool, str]:
    """Whether a tag closes, and its name; no name for what is no simple tag."""
    found = _TAG.fullmatch(token.content)
    return (bool(found[1]), found[2].lower()) if found else (False, "")


def _paired(tokens: Sequence[Token]) -> set[int]:
    """The places of tags that are honoured: known ones that open and close around whole tokens."""
    paired: set[int] = set()
    waiting: list[tuple[int, str, int]] = []
    for index, token in enumerate(tokens):
        if token.type != "html_inline":
            continue
        closes, name = _tag(token)
        if name not in _INKS:
            continue
        if not closes:
            waiting.append((index, name, token.level))
        elif waiting and waiting[-1][1:] == (name, token.level):
            if _is_level(tokens[waiting[-1][0] : index], token.level):
                paired |= {waiting[-1][0], index}
            waiting.pop()
    return paired


def _is_level(tokens: Sequence[Token], level: int) -> bool:
    return all(token.level >= level for token in tokens)


def _mixed(ink: Ink, more: Ink) -> Ink:
    return replace(
        ink,
        bold=ink.bold or more.bold,
        italic=ink.italic or more.italic,
        struck=ink.struck or more.struck,
        underlined=ink.underlined or more.underlined,
        code=ink.code or more.code,
        raised=more.raised or ink.raised,
    )
