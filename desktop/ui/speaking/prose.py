"""Markdown as it comes → what is to be said of it: no code blocks, no TeX, no addresses."""

from __future__ import annotations

import re

from markdown_it.token import Token

from desktop.ui.markdown.blocks import Block, Kind, Paragraph, Runs, Table
from desktop.ui.markdown.inline import LINE_BREAK
from desktop.ui.markdown.outline import Outline, Start
from desktop.ui.markdown.parser import parse

from .sentences import CLOSERS, MARKS, sentences

_UNSPOKEN = (Kind.CODE, Kind.RULE, Kind.FORMULA)
_NEWS = re.compile(
    rf"[{MARKS}][{re.escape(CLOSERS)}]*\s*[^\s{re.escape(MARKS + CLOSERS)}]|\n(?:\s*\S){{3}}"
)
"""What a sentence may have been completed by."""
_AMOUNT = r"\d[\d.,]*(?:[.!?]\s|\s+[a-z]{2})"
_OPEN = re.compile(rf"`|\$(?!{_AMOUNT})|\[(?![^\[\]]*\])")
"""What may become code, a formula or a link when more has come."""
_ADDRESS = re.compile(r"(?:https?://|www\.)([^\s/?#]+)\S*")
_TAG = re.compile(r"</?[a-z][^<>]*>|\[\^[^\]\s]+\]", re.IGNORECASE)
_STRAY = re.compile(r"(?<=\S)[*`]+|[*`]+(?=\S)")
_PICTOGRAPH = "\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\U0001f000-\U0001faff"
_GAP = re.compile(rf"(?:[^\S\n]|[_|{_PICTOGRAPH}])+")
_PLAIN_TEX = re.compile(r"[^\W_](?:[^\W_]|[\s.,+=%-])*")


class Prose:
    """Cuts a growing answer into the sentences that can be said already.

    Only what may still change is read again: the last block, and of a list, a table or code only
    the last of it. `formula` is the word for a formula that is too long to be said.
    """

    def __init__(self, formula: str) -> None:
        self._formula = formula
        self._start = Start()
        self._source = ""
        self._read = 0
        self._told = 0

    def add(self, more: str) -> list[str]:
        """More has come; returns the sentences that are complete now."""
        self._source += more.replace("\r", "")
        news = [found.end() for found in _NEWS.finditer(self._source, self._read)]
        if not news:
            return []
        # Another end may follow right where the last one was found.
        self._read = news[-1] - 1
        return self._tell(ended=False)

    def finish(self) -> list[str]:
        """Nothing more will come; returns the sentences that are left."""
        return self._tell(ended=True)

    def _tell(self, *, ended: bool) -> list[str]:
        source = self._start.again + self._source
        outline = Outline(source, _without_notes(parse(source, {})), self._start)
        found = self._sentences(outline.blocks, ended=ended)
        new = found[self._told :]
        self._told += len(new)
        self._settle(outline, source.split("\n"))
        return new

    def _settle(self, outline: Outline, lines: list[str]) -> None:
        """Forget what has ended and never changes."""
        staying = [step for step in outline.steps if step.certain or step.line < len(lines) - 1]
        if not staying:
            return
        step = staying[-1]
        read = lines[self._start.again.count("\n") : step.line]
        settled = sum(len(line) + 1 for line in read)
        self._told -= len(self._sentences(outline.blocks[: step.blocks], ended=True))
        self._source = self._source[settled:]
        self._read = max(self._read - settled, 0)
        self._start = step.start

    def _sentences(self, blocks: list[Block], *, ended: bool) -> list[str]:
        texts = [text for block in blocks for text in self._texts(block)]
        *before, last = texts or [""]
        if not ended and (open := _OPEN.search(last)):
            last = last[: open.start()]
        found = [each for text in before for each in sentences(text, ended=True)]
        return found + sentences(last, ended=ended)

    def _texts(self, block: Block) -> list[str]:
        """What is to be said of a block: a table's rows, or one text, which may be empty."""
        if isinstance(block, Table):
            return [", ".join(filter(None, map(self._words, row))) for row in block.rows]
        if block.kind in _UNSPOKEN:
            return [""]
        return [_number(block) + self._words(block.runs)]

    def _words(self, runs: Runs) -> str:
        said = "".join(self._tex(run.text) if run.formula else run.text for run in runs)
        said = _TAG.sub(" ", _ADDRESS.sub(r"\1", said.replace(LINE_BREAK, "\n")))
        return _GAP.sub(" ", _STRAY.sub("", said)).strip()

    def _tex(self, tex: str) -> str:
        return tex if _PLAIN_TEX.fullmatch(tex) else self._formula


def _without_notes(tokens: list[Token]) -> list[Token]:
    """The tokens without the numbers that lead to footnotes."""
    for token in tokens:
        token.children = [each for each in token.children or [] if each.type != "footnote_ref"]
    return tokens


def _number(paragraph: Paragraph) -> str:
    item = paragraph.item
    return "" if item is None or item.number is None else f"{item.number}: "
