"""Finds words in a conversation, most of which has no widgets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.markdown.blocks import Table
from desktop.ui.markdown.outline import Outline, Start
from desktop.ui.markdown.parser import parse

from .row_view import RowView
from .rows import Answered, Part, Row, Said

if TYPE_CHECKING:
    from .view import Transcript

_FORMULA = "\ufffc"
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Hit:
    """A place where the words stand: for the so many-th time, from 0, in a text of a row."""

    row: int
    part: Part
    number: int


class Finder(QObject):
    """Goes from place to place where words stand.

    Attributes:
        words: what is sought; "" where nothing is.
        hits: the places, from above.
        at: which of them is looked at, -1 where there is none.

    Signals:
        changed: there are other places, or another one is looked at.
    """

    changed = Signal()

    def __init__(self, transcript: Transcript) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self._read: dict[str, list[str]] = {}
        self.words = ""
        self.hits: list[Hit] = []
        self.at = -1

    @property
    def hit(self) -> Hit | None:
        """The place that is looked at."""
        return self.hits[self.at] if 0 <= self.at < len(self.hits) else None

    @Slot(str)
    def seek(self, words: str) -> None:
        """Find words; the first place from what is in sight on is looked at."""
        self.words = words
        if not words:
            self._read.clear()
        self.hits = list(self._all())
        first = self._transcript.first_in_sight
        after = (number for number, hit in enumerate(self.hits) if hit.row >= first)
        self._look_at(next(after, 0 if self.hits else -1))

    @Slot()
    def refresh(self) -> None:
        """Something else is said; the reader stays where he is."""
        if self.words:
            before, self.hits = self.hit, list(self._all())
            self.at = self.hits.index(before) if before in self.hits else min(0, len(self.hits) - 1)
            self._mark_all()
            self.changed.emit()

    @Slot(int)
    def step(self, places: int) -> None:
        """Look at another place, so many on; after the last comes the first."""
        if self.hits:
            self._look_at((self.at + places) % len(self.hits))

    def mark(self, row: int, view: RowView) -> None:
        """Mark what is found in the widget of a row."""
        hit = self.hit
        here = hit is not None and hit.row == row
        view.mark_found(self.words, hit.part if hit and here else None, hit.number if hit else 0)

    def _look_at(self, at: int) -> None:
        self.at = at
        if hit := self.hit:
            self._show(hit)
        self._mark_all()
        self.changed.emit()

    def _show(self, hit: Hit) -> None:
        """Scroll to a place, and unfold the thought that it is in."""
        transcript = self._transcript
        if transcript.view(hit.row) is None:
            transcript.go_to_row(hit.row)
        view = transcript.view(hit.row)
        if view is None:
            return
        if hit.part is Part.THOUGHT:
            view.unfold()
        if text := view.texts.get(hit.part):
            transcript.show_place(hit.row, text.viewport(), text.place_of(self.words, hit.number))

    def _mark_all(self) -> None:
        for row in range(len(self._transcript.rows)):
            if view := self._transcript.view(row):
                self.mark(row, view)

    def _all(self) -> Iterator[Hit]:
        if not self.words:
            return
        sought = re.compile(re.escape(self.words), re.IGNORECASE)
        letters = _letters(self.words)
        for number, row in enumerate(self._transcript.rows):
            for part, text in _texts(row):
                # What has not even the letters need not be read as Markdown.
                if letters not in _letters(text):
                    continue
                seen = self._seen(text) if _is_markdown(row, part) else [text]
                count = sum(len(sought.findall(each)) for each in seen)
                yield from (Hit(number, part, each) for each in range(count))

    def _seen(self, source: str) -> list[str]:
        """What is seen of Markdown, block by block."""
        if source not in self._read:
            self._read[source] = list(_blocks(source))
        return self._read[source]


def _texts(row: Row) -> Iterator[tuple[Part, str]]:
    match row:
        case Said():
            yield Part.WORDS, row.turn.text.strip("\n")
        case Answered():
            if row.thinking is not None:
                yield Part.THOUGHT, row.thinking.text
            yield Part.WORDS, row.answer
        case _:
            pass


def _is_markdown(row: Row, part: Part) -> bool:
    return isinstance(row, Answered) and part is Part.WORDS


def _blocks(source: str) -> Iterator[str]:
    for block in Outline(source, parse(source, {}), Start()).blocks:
        rows = block.rows if isinstance(block, Table) else [[block.runs]]
        for runs in (runs for row in rows for runs in row):
            yield "".join(_FORMULA if run.formula else run.text for run in runs)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()
