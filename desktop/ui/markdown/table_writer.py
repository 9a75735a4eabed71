"""One part of a table → a QTextTable, changed only where it differs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextTable

from .blocks import PLAIN, Cells, Run, Runs, Table
from .formats import Formats


class TableWriter:
    """Writes tables; `insert` puts a run at a cursor."""

    def __init__(
        self, formats: Formats, insert: Callable[[QTextCursor, Run, QTextCharFormat], None]
    ) -> None:
        self._formats = formats
        self._insert = insert

    def insert(self, cursor: QTextCursor, table: Table) -> None:
        """Insert a table; the cursor ends behind it."""
        made = cursor.insertTable(len(table.rows), len(table.aligns), self._formats.table(table))
        for row, cells in enumerate(table.rows):
            self._write_row(made, table, row, cells)

    def update(self, made: QTextTable, old: Table, new: Table) -> None:
        """Change a table that stands there."""
        if old.widths != new.widths:
            made.setFormat(self._formats.table(new))
        if len(new.rows) < len(old.rows):
            made.removeRows(len(new.rows), len(old.rows) - len(new.rows))
        if len(new.rows) > len(old.rows):
            made.appendRows(len(new.rows) - len(old.rows))
        for row, cells in enumerate(new.rows):
            if row >= len(old.rows):
                self._write_row(made, new, row, cells)
            elif cells != old.rows[row]:
                self._update_row(made, new, row, old.rows[row])

    def _write_row(self, made: QTextTable, table: Table, row: int, cells: Cells) -> None:
        for column, runs in enumerate(cells):
            cell = made.cellAt(row, column)
            cursor = cell.firstCursorPosition()
            cursor.setBlockFormat(self._formats.cell_block(table.aligns[column]))
            header = table.headed and not row
            # Qt keeps a cell's format and its first block's letters in one place.
            format = self._formats.cell(first=not column)
            format.merge(self._formats.cell_ink(PLAIN, header=header))
            cell.setFormat(format)
            self._write(cursor, runs, header=header)

    def _update_row(self, made: QTextTable, table: Table, row: int, old: Cells) -> None:
        for column, runs in enumerate(table.rows[row]):
            if runs != old[column]:
                cell = made.cellAt(row, column)
                cursor = cell.firstCursorPosition()
                last = cell.lastCursorPosition().position()
                cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
                cursor.setBlockFormat(self._formats.cell_block(table.aligns[column]))
                self._write(cursor, runs, header=table.headed and not row)

    def _write(self, cursor: QTextCursor, runs: Runs, *, header: bool) -> None:
        for run in runs:
            self._insert(cursor, run, self._formats.cell_ink(run.ink, header=header))
