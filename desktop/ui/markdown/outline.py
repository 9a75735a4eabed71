"""Tokens → the blocks of a text, in one flat list; where the last one begins is noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from .blocks import Block, Cells, Item, Kind, Paragraph, Place, Run, Runs, Table
from .code import coloured
from .inline import runs_of
from .spacing import space_above
from .splitting import pieces
from .tables import column_widths, in_chunks


@dataclass(frozen=True)
class OpenList:
    """A list that goes on: its number among lists, that of its item, and whether it is loose."""

    list: int
    number: int | None
    loose: bool


@dataclass(frozen=True)
class Start:
    """What stands before the text that is read; `lists` and `codes` are how many there were."""

    before: Block | None = None
    lists: int = 0
    codes: int = 0


@dataclass(frozen=True)
class Step:
    """A block that stands in no other: the line it begins on, and how much there was before it."""

    line: int
    blocks: int
    lists: int
    codes: int


class Outline:
    """Reads tokens into blocks.

    Attributes:
        blocks: the blocks.
        last: where the last of those begins that stand in no other; None where there is none.

    Where the text is not `finished`, code at its end is not coloured yet, as it may change.
    """

    def __init__(
        self, tokens: Sequence[Token], start: Start = Start(), *, finished: bool = True
    ) -> None:
        self.blocks: list[Block] = []
        self.last: Step | None = None
        self._tokens = tokens
        self._finished = finished
        self._last_token = next((t for t in reversed(tokens) if t.nesting >= 0), None)
        self._before = start.before
        self._lists_begun = start.lists
        self._codes_begun = start.codes
        self._quotes = 0
        self._lists: list[OpenList] = []
        self._item: Item | None = None
        self._note: str | None = None
        self._in_note = False
        index = 0
        while index < len(tokens):
            index = self._read(index)

    def _read(self, index: int) -> int:
        """Read what begins at a token; returns where the next begins."""
        token = self._tokens[index]
        if token.nesting >= 0 and token.level == 0 and token.map is not None:
            self.last = Step(token.map[0], len(self.blocks), self._lists_begun, self._codes_begun)
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._begin_list(index)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._begin_item()
            case "list_item_close":
                self._mark_item()
                self._next_item()
            case "blockquote_open":
                self._mark_item()
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "footnote_reference_open":
                self._note, self._in_note = str(token.meta["label"]), True
            case "footnote_reference_close":
                self._note, self._in_note = None, False
            case "paragraph_open":
                self._read_paragraph(token, self._tokens[index + 1])
                return index + 3
            case "heading_open":
                self._read_heading(token, self._tokens[index + 1])
                return index + 3
            case "table_open":
                return self._read_table(index)
            case _:
                self._read_leaf(token)
        return index + 1

    # Lists

    def _begin_list(self, index: int) -> None:
        token = self._tokens[index]
        self._mark_item()
        loose = _is_loose(self._tokens, index)
        number = int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None
        if token.attrGet("start") == 0:
            number = 0
        self._lists.append(OpenList(self._lists_begun, number, loose))
        self._lists_begun += 1

    def _begin_item(self) -> None:
        opened = self._lists[-1]
        self._item = Item(opened.list, len(self._lists), opened.number)

    def _next_item(self) -> None:
        opened = self._lists[-1]
        if opened.number is not None:
            self._lists[-1] = replace(opened, number=opened.number + 1)

    def _mark_item(self) -> None:
        """Give the mark of an item a line of its own, where no text stands beside it."""
        if self._item is not None:
            self._add(Paragraph((), item=self._take_item()))

    def _take_item(self) -> Item | None:
        item, self._item = self._item, None
        return item

    # Leaves

    def _read_paragraph(self, token: Token, inline: Token) -> None:
        runs = runs_of(inline.children or [])
        item = self._take_item()
        if item is not None and runs and runs[0].text[:4] in ("[ ] ", "[x] ", "[X] "):
            item = replace(item, done=runs[0].text[1] != " ")
            runs = (replace(runs[0], text=runs[0].text[4:]), *runs[1:])
        if self._note is not None:
            runs = (
                (Run(self._note, replace(runs[0].ink, raised=1)), Run(" "), *runs) if runs else ()
            )
            self._note = None
        kind = Kind.NOTE if self._in_note else Kind.TEXT
        if len(runs) == 1 and runs[0].display:
            kind = Kind.FORMULA
        for number, piece in enumerate(pieces(runs)):
            self._add(
                Paragraph(piece, kind, item=None if number else item),
                tight=token.hidden,
                continued=number > 0,
            )

    def _read_heading(self, token: Token, inline: Token) -> None:
        runs = runs_of(inline.children or [])
        self._add(Paragraph(runs, Kind.HEADING, item=self._take_item(), level=int(token.tag[1])))

    def _read_leaf(self, token: Token) -> None:
        match token.type:
            case "fence":
                self._read_code(token, token.info.strip().split(" ")[0])
            case "code_block":
                self._read_code(token, "")
            case "math_block":
                self._mark_item()
                formula = Run(token.content, formula=True, display=True)
                self._add(Paragraph((formula,), Kind.FORMULA))
            case "hr":
                self._mark_item()
                self._add(Paragraph((), Kind.RULE))
            case _:
                text = token.content.rstrip("\n").replace("\n", "\u2028")
                self._add(Paragraph((Run(text),) if text else (), item=self._take_item()))

    def _read_code(self, token: Token, language: str) -> None:
        self._mark_item()
        code = self._codes_begun
        self._codes_begun += 1
        ended = self._finished or token is not self._last_token
        lines = coloured(token.content.removesuffix("\n"), language if ended else "")
        for number, runs in enumerate(lines):
            paragraph = Paragraph(runs, Kind.CODE, code=code, language=language)
            self._add(paragraph, continued=number > 0)

    def _read_table(self, index: int) -> int:
        self._mark_item()
        rows: list[Cells] = []
        cells: list[Runs] = []
        aligns: list[str] = []
        while self._tokens[index].type != "table_close":
            token = self._tokens[index]
            match token.type:
                case "tr_open":
                    cells = []
                case "th_open":
                    aligns.append(str(token.attrGet("style") or "").removeprefix("text-align:"))
                case "inline":
                    cells.append(runs_of(token.children or []))
                case "tr_close":
                    rows.append(tuple(cells))
                case _:
                    pass
            index += 1
        widths: tuple[int, ...] | None = None
        for number, chunk in enumerate(in_chunks(rows)):
            widths = widths or column_widths(chunk)
            self._add(Table(chunk, tuple(aligns), widths, headed=not number), continued=number > 0)
        return index + 1

    def _add(self, block: Block, *, tight: bool = False, continued: bool = False) -> None:
        item = block.item if isinstance(block, Paragraph) else None
        if item is not None:
            tight = not self._lists[-1].loose
        above = 0 if continued else space_above(self._before, block, tight=tight)
        block = replace(block, place=Place(above, self._quotes, len(self._lists)))
        self.blocks.append(block)
        self._before = block


def _is_loose(tokens: Sequence[Token], index: int) -> bool:
    """Whether the items of a list are paragraphs of their own."""
    level = tokens[index].level
    for token in tokens[index + 1 :]:
        if token.level == level:
            return False
        if token.type == "paragraph_open" and token.level == level + 2 and not token.hidden:
            return True
    return False
