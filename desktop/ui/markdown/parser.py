"""Markdown → tokens: CommonMark with GitHub's extensions, footnotes and formulas."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from desktop.ui.formulas.delimiters import math_plugin

_ADDRESS = re.compile(r"^[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_AFTER = ".,:;!?'\"*_~)]、。」）"


@cache
def markdown() -> MarkdownIt:
    """The one parser."""
    parser = MarkdownIt("commonmark", {"linkify": True})
    parser.enable(["table", "strikethrough", "linkify"])
    # Names of files and modules are no addresses: `main.py` would be one in Paraguay.
    parser.linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": True})
    parser.linkify.add("//", None)
    parser.linkify.add("www.", {"validate": _www, "normalize": _with_scheme})
    footnote_plugin(parser, inline=False, move_to_end=False)
    math_plugin(parser)
    return parser


def parse(source: str, definitions: dict[str, Any]) -> list[Token]:
    """The tokens of a source; `definitions` of links and footnotes are used and added to."""
    return markdown().parse(source, definitions)


def _www(_: LinkifyIt, text: str, position: int) -> int:
    """How much of the text after `www.` belongs to an address."""
    found = _ADDRESS.match(text[position:])
    return len(found[0].rstrip(_AFTER)) if found else 0


def _with_scheme(_: LinkifyIt, match: Match) -> None:
    match.url = f"http://{match.url}"
