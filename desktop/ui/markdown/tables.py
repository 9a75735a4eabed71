"""Tables in parts, with columns as wide as their words ask for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from .blocks import Cells, Runs

ROWS = 8
"""The rows of one part. Qt lays out a whole table anew with each letter that is added."""

_NARROWEST, _WIDEST = 6, 40


def in_chunks(rows: Sequence[Cells]) -> Iterator[tuple[Cells, ...]]:
    """The rows in parts of ROWS."""
    for first in range(0, len(rows), ROWS):
        yield tuple(rows[first : first + ROWS])


def column_widths(rows: Sequence[Cells]) -> tuple[int, ...]:
    """Per cent of the table for each column, by the longest words in its first part."""
    longest = [max(map(_length, column)) for column in zip(*rows, strict=True)]
    shares = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
    *most, _ = (round(100 * share / sum(shares)) for share in shares)
    # Every table is as wide as the text, however its shares are rounded.
    return (*most, 100 - sum(most))


def _length(runs: Runs) -> int:
    """How many letters wide a cell is; those of Chinese and Japanese count twice."""
    text = "".join(run.text for run in runs)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
