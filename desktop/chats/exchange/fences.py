"""Code blocks in Markdown that nothing inside them closes, and that close."""

from __future__ import annotations

import re

_RUN = re.compile(r"`{3,}")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")


def fenced(code: str, language: str = "") -> str:
    """A code block."""
    longest = max(map(len, _RUN.findall(code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code.removesuffix(chr(10))}\n{fence}"


def closed(markdown: str) -> str:
    """Markdown that ends outside of code: the fence that an answer left open is closed."""
    opened = ""
    for line in markdown.split("\n"):
        opened = _opened(opened, line)
    return f"{markdown.removesuffix(chr(10))}\n{opened}" if opened else markdown


def with_breaks(words: str) -> str:
    """Words as a person typed them: where a line ends, Markdown ends it too; code is left alone."""
    lines = words.split("\n")
    opened = ""
    for number, line in enumerate(lines[:-1]):
        opened = _opened(opened, line)
        if not opened and line.strip() and lines[number + 1].strip() and not _FENCE.match(line):
            lines[number] = f"{line.rstrip()}  "
    return "\n".join(lines)


def _opened(opened: str, line: str) -> str:
    """The fence that is open after a line, where `opened` was before it."""
    fence = _FENCE.fullmatch(line)
    if fence is None:
        return opened
    if not opened:
        return fence[1]
    return "" if fence[1].startswith(opened) and not fence[2].strip() else opened
