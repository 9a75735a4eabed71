"""TeX as Gemma writes it → TeX that latex2mathml reads."""

from __future__ import annotations

import re
from collections.abc import Callable

from .chemistry import equation

_Rewrite = Callable[[re.Match[str], str], str]

_NUMBERED = re.compile(r"(\\(?:begin|end)\{(?:align|alignat|equation|gather|multline|eqnarray))\}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MATRIX_WITH_SCRIPT = re.compile(
    r"\\begin\{([pbBvV]matrix)\}(?:(?!\\begin).)*?\\end\{\1\}(?=\s*[\^_])", re.DOTALL
)
_SPACE = re.compile(r"\\[,;:! ]|~|\s+")
_THIN_SPACE = "\u2009"


def readable(tex: str) -> str:
    """Rewrite what latex2mathml misreads, and number no equations.

    Raises ValueError where a brace is not closed.
    """
    tex = _THOUSANDS.sub("{,}", _NUMBERED.sub(r"\1*}", tex)).replace(r"\bmod", r"\;\mathrm{mod}\;")
    tex = _MATRIX_WITH_SCRIPT.sub(r"{\g<0>}", tex)
    for command, rewrite in _REWRITTEN:
        tex = _rewritten(tex, command, rewrite)
    return tex


def _equation(_: re.Match[str], formula: str) -> str:
    return equation(formula)


def _operator(command: re.Match[str], name: str) -> str:
    limits = r"\limits" if command[1] else ""
    return rf"\operatorname{{{_SPACE.sub(_THIN_SPACE, name.strip())}}}{limits}"


def _labelled_arrow(command: re.Match[str], label: str) -> str:
    return rf"\; \overset{{{label}}}{{\long{command[1]}arrow}} \;"


def _words(command: re.Match[str], text: str) -> str:
    """Text may hold formulas between dollars."""
    words, *rest = re.split(r"(?<!\\)\$", text)
    written = f"{command[0]}{{{words}}}"
    for at, part in enumerate(rest):
        written += f"{{{part}}}" if at % 2 == 0 else f"{command[0]}{{{part}}}"
    return written


def _tag(_: re.Match[str], label: str) -> str:
    return rf"\qquad \text{{({label})}}"


_REWRITTEN = (
    (re.compile(r"\\ce\s*(?=\{)"), _equation),
    (re.compile(r"\\operatorname(\*?)\s*(?=\{)"), _operator),
    (re.compile(r"\\x(left|right)arrow(?:\[[^\]]*\])?\s*(?=\{)"), _labelled_arrow),
    (re.compile(r"\\text(?=\{)"), _words),
    (re.compile(r"\\tag\*?\s*(?=\{)"), _tag),
)


def _rewritten(tex: str, command: re.Pattern[str], rewrite: _Rewrite) -> str:
    """Replace each command and the braces that follow it."""
    written, end = "", 0
    for found in command.finditer(tex):
        if found.start() < end:
            continue
        closing = _closing_brace(tex, found.end())
        written += tex[end : found.start()] + rewrite(found, tex[found.end() + 1 : closing])
        end = closing + 1
    return written + tex[end:]


def _closing_brace(tex: str, opening: int) -> int:
    """Where the group that opens here is closed."""
    depth = 0
    for mark in re.compile(r"\\.|[{}]", re.DOTALL).finditer(tex, opening):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.start()
    raise ValueError("a brace is not closed")
