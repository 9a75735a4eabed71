"""Blocks → a QTextDocument, changed only where they differ from what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from .blocks import PLAIN, Block, Kind, Paragraph, Run, Runs, Table
from .formats import Formats
from .style import CODE_PADDING_PX
from .table_writer import TableWriter


class Formulas(Protocol):
    """Who puts formulas into a document."""

    def insert(self, cursor: QTextCursor, tex: str, display: bool, format: QTextCharFormat) -> None:
        """Insert a formula as one character."""


class Writer:
    """Writes blocks; each begins where the one before has ended.

    A table stands between two blocks of its own, since Qt leaves out the space above what follows
    a table. `free` says that the document's last block is there to be taken.

    Attributes:
        blocks: what stands in the document.
    """

    def __init__(self, document: QTextDocument, formats: Formats, formulas: Formulas) -> None:
        self.blocks: list[Block] = []
        self._document = document
        self._formats = formats
        self._formulas = formulas
        self._tables = TableWriter(formats, self._insert)
        self._starts: list[int] = []
        self._lists: dict[int, int] = {}
        self._free = True
        self._edged = False
        document.clear()
        formats.prepare(document)

    def write(self, first: int, blocks: Sequence[Block]) -> int:
        """Have these blocks stand in the document from the `first` on, and nothing after them.

        Returns the first that has changed.
        """
        same = _in_common(self.blocks[first:], blocks)
        changed = first + same
        if changed == len(self.blocks) == first + len(blocks):
            return changed
        cursor = self._end()
        cursor.beginEditBlock()
        self._remove_edge()
        rest = list(blocks[same:])
        if rest and changed < len(self.blocks) and _alike(self.blocks[changed], rest[0]):
            self._drop(changed + 1)
            self._update(changed, rest.pop(0))
        else:
            self._drop(changed)
        for block in rest:
            self._append(block)
        self._add_edge()
        if not self.blocks:
            self._end().setBlockFormat(QTextBlockFormat())
            self._end().setBlockCharFormat(QTextCharFormat())
        cursor.endEditBlock()
        return changed

    def block(self, index: int) -> QTextBlock:
        """Where a paragraph stands in the document."""
        block = self._document.findBlock(self._starts[index])
        return block.next() if self._is_edged_above(index) else block

    def _append(self, block: Block) -> None:
        cursor = self._end()
        index = len(self.blocks)
        self.blocks.append(block)
        if isinstance(block, Table):
            self._begin_block(cursor)
            cursor.setBlockFormat(self._formats.edge(0))
            cursor.setBlockCharFormat(self._formats.hidden())
            self._starts.append(cursor.position())
            self._tables.insert(cursor, block)
            self._free = True
            return
        edged = self._is_edged_above(index)
        if edged:
            cursor.setBlockFormat(self._formats.edge(0))
            cursor.setBlockCharFormat(self._formats.hidden())
            self._free = False
        start = cursor.position()
        self._begin_block(cursor)
        self._starts.append(start if edged else cursor.position())
        self._format(cursor, index, block)
        self._insert_runs(cursor, block, block.runs)

    def _begin_block(self, cursor: QTextCursor) -> None:
        if not self._free:
            cursor.insertBlock()
        self._free = False

    def _format(self, cursor: QTextCursor, index: int, paragraph: Paragraph) -> None:
        """Give the block at the cursor its format and its place in a list."""
        cursor.setBlockFormat(self._formats.block(paragraph))
        cursor.setBlockCharFormat(self._formats.ink(paragraph, PLAIN))
        item = paragraph.item
        if item is None:
            return
        first = self._lists.setdefault(item.list, index)
        if first == index:
            cursor.createList(self._formats.list(item))
        else:
            self.block(first).textList().add(cursor.block())

    def _insert_runs(self, cursor: QTextCursor, paragraph: Paragraph, runs: Runs) -> None:
        for run in runs:
            ink = self._formats.ink(paragraph, run.ink)
            self._insert(cursor, run, ink)

    def _insert(self, cursor: QTextCursor, run: Run, ink: QTextCharFormat) -> None:
        if run.formula:
            self._formulas.insert(cursor, run.text, run.display, ink)
        else:
            cursor.insertText(run.text, ink)

    def _update(self, index: int, block: Block) -> None:
        """Change a block into one that is much like it; it is the last."""
        old, self.blocks[index] = self.blocks[index], block
        if isinstance(block, Table) and isinstance(old, Table):
            cursor = QTextCursor(self._document)
            cursor.setPosition(self._starts[index] + 1)
            self._tables.update(cursor.currentTable(), old, block)
        elif isinstance(block, Paragraph) and isinstance(old, Paragraph):
            self._update_text(index, old, block)

    def _update_text(self, index: int, old: Paragraph, new: Paragraph) -> None:
        kept, rest = _kept(old.runs, new.runs)
        cursor = QTextCursor(self.block(index))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.setPosition(self.block(index).position() + kept, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if not kept:
            self._format(cursor, index, new)
        self._insert_runs(cursor, new, rest)

    def _drop(self, index: int) -> None:
        """Remove the blocks from the `index` on."""
        if index == len(self.blocks):
            return
        cursor = self._end()
        before = self.blocks[index - 1] if index else None
        start = self._starts[index] - isinstance(before, Paragraph)
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        del self.blocks[index:], self._starts[index:]
        self._lists = {id: first for id, first in self._lists.items() if first < index}
        self._free = not isinstance(before, Paragraph)
        if self._free:
            cursor.setBlockFormat(self._formats.edge(0))
        elif isinstance(before, Paragraph) and not before.runs:
            # Qt keeps the format of what was removed where nothing stood before it.
            self._format(cursor, index - 1, before)

    def _add_edge(self) -> None:
        last = self.blocks[-1] if self.blocks else None
        is_code = isinstance(last, Paragraph) and last.kind is Kind.CODE
        if not is_code and not (self._free and self.blocks):
            return
        cursor = self._end()
        self._edged = is_code
        if is_code:
            cursor.insertBlock()
        cursor.setBlockFormat(self._formats.edge(CODE_PADDING_PX if is_code else 0))
        cursor.setBlockCharFormat(self._formats.hidden())

    def _remove_edge(self) -> None:
        if self._edged:
            self._end().deletePreviousChar()
            self._edged = False
            last = self.blocks[-1]
            if isinstance(last, Paragraph) and not last.runs:
                self._format(self._end(), len(self.blocks) - 1, last)

    def _is_edged_above(self, index: int) -> bool:
        """Whether an empty block above a paragraph keeps its margin from being lost."""
        block = self.blocks[index]
        if not isinstance(block, Paragraph):
            return False
        return isinstance(self.blocks[index - 1], Table) if index else block.kind is Kind.CODE

    def _end(self) -> QTextCursor:
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor


def _in_common(old: Sequence[object], new: Sequence[object]) -> int:
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return index
    return min(len(old), len(new))


def _alike(old: Block, new: Block) -> bool:
    """Whether one can be changed into the other by changing words."""
    if isinstance(old, Table) and isinstance(new, Table):
        return replace(old, rows=(), widths=()) == replace(new, rows=(), widths=())
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        return replace(old, runs=()) == replace(new, runs=())
    return False


def _kept(old: Runs, new: Runs) -> tuple[int, Runs]:
    """How many characters stay, and the runs that come after them."""
    kept = 0
    for index, run in enumerate(new):
        before = old[index] if index < len(old) else None
        if run == before:
            kept += 1 if run.formula else _units(run.text)
            continue
        if before is not None and not run.formula and not before.formula and run.ink == before.ink:
            common = _in_common(before.text, run.text)
            rest = replace(run, text=run.text[common:])
            return kept + _units(run.text[:common]), (rest, *new[index + 1 :])
        return kept, new[index:]
    return kept, ()


def _units(text: str) -> int:
    """How many places letters take in a document, which counts as UTF-16 does."""
    return len(text) + sum(letter > "\uffff" for letter in text)
