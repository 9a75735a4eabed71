"""What a text consists of, before it is a document: paragraphs and tables of runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


@dataclass(frozen=True, slots=True)
class Ink:
    """How letters look; `raised` is 1 above the line, −1 below it."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    underlined: bool = False
    code: bool = False
    raised: int = 0
    link: str = ""


PLAIN = Ink()


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike; with `formula`, TeX instead, displayed or in the line."""

    text: str
    ink: Ink = PLAIN
    formula: bool = False
    display: bool = False


Runs = tuple[Run, ...]


class Kind(Enum):
    """What a paragraph is."""

    TEXT = "text"
    HEADING = "heading"
    CODE = "code"
    RULE = "rule"
    FORMULA = "formula"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Item:
    """The list item that a paragraph begins.

    `list` tells lists apart; `number` is None in a bulleted list; `done` is None where the item is
    no task.
    """

    list: int
    depth: int
    number: int | None
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: inside how many quotes and lists, how far below the one before."""

    above: int = 0
    quotes: int = 0
    lists: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of text.

    `level` is a heading's; `code` tells code blocks apart, `language` is what stands behind the
    fence. Each line of code is a paragraph.
    """

    runs: Runs
    kind: Kind = Kind.TEXT
    place: Place = Place()
    item: Item | None = None
    level: int = 0
    code: int = -1
    language: str = ""

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(run.text for run in self.runs)


Cells = tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Some rows of a table, the header first if `headed`; `widths` are per cent of the whole."""

    rows: tuple[Cells, ...]
    aligns: tuple[str, ...]
    widths: tuple[int, ...]
    headed: bool
    place: Place = Place()


Block = Paragraph | Table


def joined(runs: list[Run]) -> Runs:
    """Runs with those that look alike made one, and empty ones left out."""
    kept: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if kept and not run.formula and not kept[-1].formula and kept[-1].ink == run.ink:
            kept[-1] = replace(kept[-1], text=kept[-1].text + run.text)
        else:
            kept.append(run)
    return tuple(kept)
