"""Tokens → the blocks of a text, in one flat list, and the places where reading can begin anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from .blocks import Block, Cells, Item, Kind, Paragraph, Place, Run, Runs, Table
from .inline import runs_of
from .spacing import space_above
from .splitting import pieces
from .tables import ROWS, column_widths, in_chunks


@dataclass(frozen=True)
class OpenList:
    """A list that goes on: its number among lists, that of its next item, and whether it is loose.

    `again` is what must be read again of something that goes on, before the rest of it.
    """

    list: int
    number: int | None
    loose: bool
    again: str = ""


@dataclass(frozen=True)
class OpenTable:
    """A table that goes on: its head's two lines, and its columns' widths."""

    again: str
    widths: tuple[int, ...]


@dataclass(frozen=True)
class OpenCode:
    """A fenced code block that goes on: the line that opens it."""

    again: str


@dataclass(frozen=True)
class Start:
    """What stands before the text that is read.

    `lists` and `codes` are how many there were, the one that is `opened` among them.
    """

    before: Block | None = None
    lists: int = 0
    codes: int = 0
    opened: OpenList | OpenTable | OpenCode | None = None

    @property
    def again(self) -> str:
        """What must be read again before the text that goes on here."""
        return self.opened.again if self.opened is not None else ""


@dataclass(frozen=True)
class Step:
    """A place where reading can begin anew: the `line` there, after so many `blocks`.

    What stands above stays as it is once the line is whole; if `certain`, already before.
    """

    line: int
    blocks: int
    start: Start
    certain: bool = False


class Outline:
    """Reads tokens of a source into blocks.

    Attributes:
        blocks: the blocks.
        steps: where reading can begin anew.
        contradicts: the list that the source goes on with is loose now, and was tight before.
    """

    def __init__(self, source: str, tokens: Sequence[Token], start: Start = Start()) -> None:
        self.blocks: list[Block] = []
        self.steps: list[Step] = []
        self.contradicts = False
        self._source_lines = source.split("\n")
        self._tokens = tokens
        self._opened = start.opened
        self._before = start.before
        self._lists_begun = start.lists
        self._codes_begun = start.codes
        self._quotes = 0
        self._lists: list[OpenList] = []
        self._item: Item | None = None
        self._list_begins = False
        self._note: str | None = None
        self._in_note = False
        index = 0
        while index < len(tokens):
            index = self._read(index)

    def _read(self, index: int) -> int:
        """Read what begins at a token; returns where the next begins."""
        token = self._tokens[index]
        if token.nesting >= 0 and token.level == 0 and token.map is not None and index:
            self._step(token.map[0])
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

    def _step(
        self,
        line: int,
        opened: OpenList | OpenTable | OpenCode | None = None,
        *,
        blocks: int | None = None,
        certain: bool = False,
    ) -> None:
        """Note that reading can begin anew on a line, behind the blocks there are or the first."""
        blocks = len(self.blocks) if blocks is None else blocks
        before = self.blocks[blocks - 1] if blocks else self._before
        start = Start(before, self._lists_begun, self._codes_begun, opened)
        self.steps.append(Step(line, blocks, start, certain))

    # Lists

    def _begin_list(self, index: int) -> None:
        token = self._tokens[index]
        self._mark_item()
        loose = _is_loose(self._tokens, index)
        if not index and isinstance(self._opened, OpenList):
            self.contradicts = loose and not self._opened.loose
            self._lists.append(self._opened)
            return
        number = int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None
        if token.attrGet("start") == 0:
            number = 0
        self._list_begins = not self._lists
        self._lists.append(OpenList(self._lists_begun, number, loose))
        self._lists_begun += 1

    def _begin_item(self, token: Token) -> None:
        opened = self._lists[-1]
        goes_on = len(self._lists) == 1 and not self._list_begins
        if goes_on and token.level == 1 and token.map is not None:
            self._step(token.map[0], opened)
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
                tight=token.hidden and not (self._lists and self._lists[-1].loose),
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
        goes_on = isinstance(self._opened, OpenCode) and token is self._tokens[0]
        if not goes_on:
            self._codes_begun += 1
        first = len(self.blocks)
        whole = token.content.endswith("\n")
        lines = token.content.removesuffix("\n").split("\n")
        for number, line in enumerate(lines if token.content or not goes_on else ()):
            runs = (Run(line),) if line else ()
            paragraph = Paragraph(runs, Kind.CODE, code=self._codes_begun - 1, language=language)
            self._add(paragraph, continued=goes_on or number > 0)
        ended = len(lines) - (not whole)
        if token.type == "fence" and token.level == 0 and token.map is not None and ended:
            fence = self._source_lines[token.map[0]] + "\n"
            # A line of code is code, whatever follows.
            line = token.map[0] + 1 + ended
            self._step(line, OpenCode(fence), blocks=first + ended, certain=True)

    def _read_table(self, index: int) -> int:
        self._mark_item()
        opened = self._opened if not index and isinstance(self._opened, OpenTable) else None
        first_line, top = (self._tokens[index].map or [0])[0], self._tokens[index].level == 0
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
        head = "".join(f"{line}\n" for line in self._source_lines[first_line : first_line + 2])
        widths = opened.widths if opened else column_widths(rows[:ROWS])
        for number, chunk in enumerate(in_chunks(rows[1:] if opened else rows)):
            if top and number:
                # The head is one row in two lines.
                row = number * ROWS + (opened is not None)
                self._step(first_line + 1 + row, OpenTable(head, widths))
            headed = not (number or opened)
            self._add(Table(chunk, tuple(aligns), widths, headed), continued=not headed)
        return index + 1

    def _add(self, block: Block, *, tight: bool = False, continued: bool = False) -> None:
        item = block.item if isinstance(block, Paragraph) else None
        if item is not None:
            tight = not (self._lists[-1].loose or self._list_begins)
            self._list_begins = False
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
