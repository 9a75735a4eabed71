"""Markdown → HTML in which nothing runs and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from desktop.ui.markdown.blocks import Run, Runs
from desktop.ui.markdown.code import Spans, exact_lines, lexer_of
from desktop.ui.markdown.inline import LINE_BREAK, runs_of
from desktop.ui.markdown.parser import markdown, parse

from .mathml import mathml

_LONGEST, _LONGEST_LINE = 50_000, 2_000
"""The letters of a code block that is coloured, and of a line in it."""
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\] ")


def html_of(source: str) -> str:
    """Markdown as the transcript understands it, as HTML: tags in it are words."""
    environment: dict[str, Any] = {}
    tokens = parse(source, environment)
    _mark_tasks(tokens)
    return _Renderer().render(tokens, markdown().options, environment)


def link_of(address: str) -> str:
    """An address that may be opened; an empty one instead of any other."""
    return address if _LINK.match(address) else ""


def _mark_tasks(tokens: Sequence[Token]) -> None:
    """Give the items of a list their boxes."""
    for item, _, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        words = inline.children[0] if inline.type == "inline" and inline.children else None
        task = _TASK.match(words.content) if words and item.type == "list_item_open" else None
        if words and task:
            item.attrSet("class", "task")
            words.content = ("☐ " if task[1] == " " else "☑ ") + words.content[task.end() :]


class _Renderer(RendererHTML):
    """Renders what stands inside a paragraph by its runs, as the transcript does.

    markdown-it finds its methods by the kinds of the tokens.
    """

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        return _html_of_runs(runs_of(tokens))

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _code(tokens[idx].content, tokens[idx].info.strip().split(" ")[0])

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return _code(tokens[idx].content, "")

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<p class=formula>{_formula(tokens[idx].content, display=True)}</p>\n"

    def html_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<p class=words>{escape(tokens[idx].content.rstrip())}</p>\n"

    def footnote_reference_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        label = escape(str(tokens[idx].meta["label"]))
        return f"<aside class=note><sup>{label}</sup>"

    def footnote_reference_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</aside>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _cell(tokens[idx])

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _cell(tokens[idx])

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "<div class=wide><table>\n"

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table></div>\n"


def _cell(token: Token) -> str:
    """A cell's alignment as a class, since the page allows no styles but its own."""
    align = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f"<{token.tag} class={align}>" if align else f"<{token.tag}>"


def _html_of_runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.formula:
        html = _formula(run.text, display=run.display)
    else:
        html = escape(run.text).replace(LINE_BREAK, "<br>\n")
    ink = run.ink
    tags = {
        "code": ink.code,
        "u": ink.underlined,
        "s": ink.struck,
        "em": ink.italic,
        "strong": ink.bold,
        "sup": ink.raised > 0,
        "sub": ink.raised < 0,
    }
    for tag, wanted in tags.items():
        if wanted:
            html = f"<{tag}>{html}</{tag}>"
    address = link_of(ink.link)
    return f'<a href="{escape(address)}" rel="noreferrer">{html}</a>' if address else html


def _formula(tex: str, *, display: bool) -> str:
    return mathml(tex, display=display) or f"<code>{escape(tex)}</code>"


def _code(code: str, language: str) -> str:
    code = code.removesuffix("\n")
    lines = code.split("\n")
    lexer = lexer_of(language)
    if lexer is None or len(code) > _LONGEST or max(map(len, lines)) > _LONGEST_LINE:
        html = escape(code)
    else:
        spans = exact_lines(lexer, code)
        html = "\n".join(map(_coloured, lines, spans))
    return f"<pre><code>{html}</code></pre>\n"


def _coloured(line: str, spans: Spans) -> str:
    """A line of code, whose spans count as UTF-16 does."""
    units = line.encode("utf-16-le", "surrogatepass")

    def letters(start: int, end: int) -> str:
        return escape(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"))

    html, end = "", 0
    for span in spans:
        html += letters(end, span.start)
        end = span.start + span.length
        html += f"<span class={span.word}>{letters(span.start, end)}</span>"
    return html + letters(end, len(units) // 2)
