"""Tokens → the blocks of a text, in one flat list; the way to the last of them is noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from .blocks import Block, Cells, Item, Kind, Paragraph, Place, Run, Runs, Table, joined
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
class OpenLeaf:
    """A block that goes on: what of it is still needed to read the rest.

    `type` is the token's; `runs` are a paragraph's so far; `rows` are those of a table's last
    part, whose columns are `widths` wide, None while it is the first part.
    """

    type: str
    runs: Runs = ()
    rows: tuple[Cells, ...] = ()
    widths: tuple[int, ...] | None = None
    begun: bool = True


@dataclass(frozen=True)
class Start:
    """What stands before the text that is read.

    `lists` and `codes` are how many there were, `openers` how many lines only open again what is
    `open`.
    """

    before: Block | None = None
    lists: int = 0
    codes: int = 0
    openers: int = 0
    open: tuple[OpenList, ...] = ()
    leaf: OpenLeaf | None = None


@dataclass(frozen=True)
class Step:
    """On the way to the last block: a token, and how much there was before it."""

    token: Token
    blocks: int
    lists: int
    codes: int
    list: OpenList | None = None


class Unsettled(Exception):
    """What is read changes what stands before it."""


PLACEHOLDER = "x "
"""Stands in a paragraph for its words so far."""


class Outline:
    """Reads tokens into blocks.

    Attributes:
        blocks: the blocks.
        way: the way to the last block, from the outside in.

    Where the text is not `finished`, code at its end is not coloured yet, as it may change.

    Raises Unsettled where `start` was not all that matters.
    """

    def __init__(
        self, tokens: Sequence[Token], start: Start = Start(), *, finished: bool = True
    ) -> None:
        self.blocks: list[Block] = []
        self.way: list[Step] = []
        self._tokens = tokens
        self._start = start
        self._finished = finished
        self._last = next((t for t in reversed(tokens) if t.nesting >= 0), None)
        self._before = start.before
        self._lists_begun = start.lists
        self._codes_begun = start.codes
        self._resumed = 0
        self._leaf = start.leaf
        self._quotes = 0
        self._lists: list[OpenList] = []
        self._item: Item | None = None
        self._note: str | None = None
        self._in_note = False
        index = 0
        while index < len(tokens):
            index = self._read(index)
        if self._leaf is not None:
            raise Unsettled

    def _read(self, index: int) -> int:
        """Read what begins at a token; returns where the next begins."""
        token = self._tokens[index]
        if token.nesting >= 0 and token.map is not None:
            self._step(token)
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._begin_list(index)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._begin_item(token)
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

    def _step(self, token: Token) -> None:
        while self.way and self.way[-1].token.level >= token.level:
            self.way.pop()
        self.way.append(Step(token, len(self.blocks), self._lists_begun, self._codes_begun))

    # Lists

    def _begin_list(self, index: int) -> None:
        token = self._tokens[index]
        self._mark_item()
        loose = _is_loose(self._tokens, index)
        if self._resumed < len(self._start.open):
            opened = self._start.open[self._resumed]
            self._resumed += 1
            if loose and not opened.loose:
                raise Unsettled
            self._lists.append(opened)
            return
        number = int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None
        if token.attrGet("start") == 0:
            number = 0
        self._lists.append(OpenList(self._lists_begun, number, loose))
        self._lists_begun += 1

    def _begin_item(self, token: Token) -> None:
        opened = self._lists[-1]
        self._item = Item(opened.list, len(self._lists), opened.number)
        self.way[-1] = replace(self.way[-1], list=opened)

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
        leaf = self._take_leaf("paragraph_open")
        if leaf is not None:
            if not runs or not runs[0].text.startswith(PLACEHOLDER):
                raise Unsettled
            rest = replace(runs[0], text=runs[0].text.removeprefix(PLACEHOLDER))
            runs = joined([*leaf.runs, rest, *runs[1:]])
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
        continued = leaf is not None and leaf.begun
        for number, piece in enumerate(pieces(runs)):
            self._add(
                Paragraph(piece, kind, item=None if number or continued else item),
                tight=token.hidden,
                continued=continued or number > 0,
            )

    def _read_heading(self, token: Token, inline: Token) -> None:
        if _line(token) < self._start.openers:
            self._item = None
            return
        self._refuse_leaf()
        runs = runs_of(inline.children or [])
        self._add(Paragraph(runs, Kind.HEADING, item=self._take_item(), level=int(token.tag[1])))

    def _read_leaf(self, token: Token) -> None:
        match token.type:
            case "fence":
                self._read_code(token, token.info.strip().split(" ")[0])
            case "code_block":
                self._refuse_leaf()
                self._read_code(token, "")
            case "math_block":
                self._refuse_leaf()
                self._mark_item()
                formula = Run(token.content, formula=True, display=True)
                self._add(Paragraph((formula,), Kind.FORMULA))
            case "hr":
                self._refuse_leaf()
                self._mark_item()
                self._add(Paragraph((), Kind.RULE))
            case _:
                self._refuse_leaf()
                text = token.content.rstrip("\n").replace("\n", "\u2028")
                self._add(Paragraph((Run(text),) if text else (), item=self._take_item()))

    def _read_code(self, token: Token, language: str) -> None:
        self._mark_item()
        lines = token.content.removesuffix("\n").split("\n") if token.content else []
        leaf = self._take_leaf("fence")
        if leaf is None:
            lines = lines or [""]
            self._codes_begun += 1
        code = self._codes_begun - 1
        ended = self._finished or token is not self._last
        inks = coloured("\n".join(lines), language if ended and leaf is None else "")
        for number, runs in enumerate(inks if lines else (), 1):
            paragraph = Paragraph(runs, Kind.CODE, code=code, language=language)
            self._add(paragraph, continued=leaf is not None or number > 1)

    def _read_table(self, index: int) -> int:
        self._mark_item()
        leaf = self._take_leaf("table_open")
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
        self._add_table(rows, tuple(aligns), leaf)
        return index + 1

    def _add_table(self, rows: list[Cells], aligns: tuple[str, ...], leaf: OpenLeaf | None) -> None:
        first = leaf is None or leaf.widths is None
        if leaf is not None:
            rows = [*leaf.rows, *rows[1:]]
        widths = leaf.widths if leaf is not None else None
        for number, chunk in enumerate(in_chunks(rows)):
            widths = widths or column_widths(chunk)
            headed = first and not number
            self._add(Table(chunk, aligns, widths, headed), continued=not headed)

    def _take_leaf(self, type: str) -> OpenLeaf | None:
        leaf, self._leaf = self._leaf, None
        if leaf is not None and leaf.type != type:
            raise Unsettled
        return leaf

    def _refuse_leaf(self) -> None:
        if self._leaf is not None:
            raise Unsettled

    def _add(self, block: Block, *, tight: bool = False, continued: bool = False) -> None:
        item = block.item if isinstance(block, Paragraph) else None
        if item is not None:
            tight = not self._lists[-1].loose
        above = 0 if continued else space_above(self._before, block, tight=tight)
        block = replace(block, place=Place(above, self._quotes, len(self._lists)))
        self.blocks.append(block)
        self._before = block


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _is_loose(tokens: Sequence[Token], index: int) -> bool:
    """Whether the items of a list are paragraphs of their own."""
    level = tokens[index].level
    for token in tokens[index + 1 :]:
        if token.level == level:
            return False
        if token.type == "paragraph_open" and token.level == level + 2 and not token.hidden:
            return True
    return False
