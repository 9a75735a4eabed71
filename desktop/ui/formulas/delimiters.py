"""Where formulas stand in Markdown: a plugin for markdown-it-py.

Tokens `math_inline` and `math_block`: `content` is the TeX without its delimiters, `markup` the
opening delimiter: `$`, `$$`, `\\(`, `\\[`, or `\\begin{…}` of a bare environment, whose content is
the whole environment.

A formula that is still being written is plain text, and so is an amount of money. Whatever comes
after a block has ended never changes it, so text may be rendered as it grows.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

CLOSERS = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
"""Opening delimiter → closing delimiter."""

_ENVIRONMENTS = (
    r"(?:align|alignat|equation|gather|multline|eqnarray)\*?"
    r"|aligned|alignedat|gathered|split|array|[dr]?cases|[pbBvV]?matrix|smallmatrix"
)
_BLOCK_OPENER = re.compile(rf"\$\$(?!\$)|\\\[|\\begin\{{({_ENVIRONMENTS})\}}")
_MARK = re.compile(r"\\.|\$+|`", re.DOTALL)
_SOMETHING = re.compile(r"[^\W_]")
# `$5 to 10$` and `$20 or so (about 18 €)$`: an amount that goes on as prose.
_MONEY = re.compile(r"\d[\d.,]*(?:\s+|-)[a-z]{2,}\b[^\\^_=]*", re.IGNORECASE)


def math_plugin(md: MarkdownIt) -> None:
    """Have a parser find formulas."""
    md.inline.ruler.before("escape", "math_inline", _inline)
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("table", "math_block", _block, {"alt": interrupts})


def _inline(state: StateInline, silent: bool) -> bool:
    opener = _opener(state.src, state.pos)
    if opener is None:
        return False
    start = state.pos + len(opener)
    end = _closing(state.src, start, CLOSERS[opener], state.posMax)
    if end is None or not _is_formula(state.src, opener, start, end):
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = state.src[start:end].strip()
        token.markup = opener
    state.pos = end + len(CLOSERS[opener])
    return True


def _opener(source: str, position: int) -> str | None:
    """The delimiter that opens a formula here, a run of dollars being one delimiter."""
    two = source[position : position + 2]
    if two in ("\\(", "\\["):
        return two
    if not two.startswith("$") or source[position - 1 : position] == "$":
        return None
    run = re.compile(r"\$+").match(source, position)
    assert run is not None
    return run[0] if run[0] in CLOSERS else None


def _closing(source: str, start: int, closer: str, limit: int) -> int | None:
    """Where the closing delimiter stands; a lone dollar ends at the next, whatever that is."""
    for mark in _MARK.finditer(source, start, limit):
        if mark[0] == closer:
            return mark.start()
        if mark[0] == "`" or (closer == "$" and mark[0][0] == "$"):
            return None
    return None


def _is_formula(source: str, opener: str, start: int, end: int) -> bool:
    content = source[start:end]
    if not _SOMETHING.search(content):
        return False
    return opener != "$" or _is_between_dollars(source, content, start, end)


def _is_between_dollars(source: str, content: str, start: int, end: int) -> bool:
    """Tell a formula from money and from the names of variables: `US$5`, `$5-$10`, `$HOME/$PATH`.

    `H$_2$O` and `2$\\times$2` may touch letters and digits, since what begins so is no amount.
    """
    if content[0].isspace() or content[-1].isspace():
        return False
    if content[0] in "\\^_{":
        return True
    touching = source[start - 2 : start - 1] if start > 1 else ""
    following = source[end + 1 : end + 2]
    if re.match(r"[A-Za-z0-9]", touching) or re.match(r"[A-Z0-9_]", following):
        return False
    return _MONEY.fullmatch(content) is None


def _block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A formula that stands alone in its lines, which no blank line divides.

    A line that opens one always begins a block, and the block goes on to its closing delimiter or
    to a blank line: a list in it is none. What turns out to be no formula is a paragraph.
    """
    if state.is_code_block(first):
        return False
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]]
    opener = _BLOCK_OPENER.match(line)
    if opener is None:
        return False
    if silent:
        return True
    after = _end_of_lines(state, first, last)
    text = state.getLines(first, after, state.blkIndent, False).lstrip()
    closing = _closing_of_block(text, opener)
    if closing is None:
        return _paragraph(state, first, after)
    lines = text.count("\n", 0, closing[1]) + 1
    rest = text[closing[1] :].partition("\n")[0]
    if rest.strip() or not _SOMETHING.search(text[opener.end() : closing[0]]):
        return _paragraph(state, first, _end_of_paragraph(state, first + lines, after))
    token = state.push("math_block", "math", 0)
    token.block = True
    whole = opener[1] is not None
    token.content = text[: closing[1]] if whole else text[opener.end() : closing[0]].strip()
    token.markup = opener[0]
    token.map = [first, first + lines]
    state.line = first + lines
    return True


def _end_of_lines(state: StateBlock, first: int, last: int) -> int:
    """The line after the last that belongs to the same container and is not blank."""
    line = first + 1
    while line < last and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        line += 1
    return line


def _closing_of_block(text: str, opener: re.Match[str]) -> tuple[int, int] | None:
    """Where the closing delimiter begins and ends."""
    if opener[1] is None:
        closer = CLOSERS[opener[0]]
        start = _closing(text, opener.end(), closer, len(text))
        return None if start is None else (start, start + len(closer))
    depth = 0
    for mark in re.finditer(rf"\\(begin|end)\{{{re.escape(opener[1])}\}}", text):
        depth += 1 if mark[1] == "begin" else -1
        if depth == 0:
            return mark.span()
    return None


def _end_of_paragraph(state: StateBlock, line: int, after: int) -> int:
    """Where a paragraph that goes on from `line` ends, as CommonMark has it."""
    rules = state.md.block.ruler.getRules("paragraph")
    while line < after and not any(rule(state, line, after, True) for rule in rules):
        line += 1
    return line


def _paragraph(state: StateBlock, first: int, after: int) -> bool:
    token = state.push("paragraph_open", "p", 1)
    token.map = [first, after]
    token = state.push("inline", "", 0)
    token.content = state.getLines(first, after, state.blkIndent, False).strip()
    token.map = [first, after]
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.line = after
    return True
