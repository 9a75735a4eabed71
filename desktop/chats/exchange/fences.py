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
        fence = _FENCE.fullmatch(line)
        if fence is None:
            continue
        if not opened:
            opened = fence[1]
        elif fence[1].startswith(opened) and not fence[2].strip():
            opened = ""
    return f"{markdown.removesuffix(chr(10))}\n{opened}" if opened else markdown
