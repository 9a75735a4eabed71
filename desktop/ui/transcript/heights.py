"""Where the rows of a long column stand, though the heights of most are only guessed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class Anchor:
    """A place that stays while heights change: `below` points under the upper edge of a row."""

    row: int
    below: float


class Heights:
    """Rows that stand below each other; every length is in points.

    `margin` stands above the first row and below the last, `gap` between two rows. Changing a
    height costs nothing; asking for a place costs one addition for each row above it that has
    changed its own.
    """

    def __init__(self, margin: int, gap: int) -> None:
        self._margin = margin
        self._gap = gap
        self._heights: list[int] = []
        self._tops = [margin]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    def __setitem__(self, row: int, height: int) -> None:
        if self._heights[row] != height:
            self._heights[row] = height
            del self._tops[row + 1 :]

    def append(self, height: int) -> None:
        """Add a row at the end."""
        self._heights.append(height)

    def pop(self) -> None:
        """Remove the last row."""
        self._heights.pop()
        del self._tops[len(self._heights) + 1 :]

    def clear(self) -> None:
        """Remove every row."""
        self._heights.clear()
        del self._tops[1:]

    @property
    def total(self) -> int:
        """The height of the whole column."""
        if not self._heights:
            return 2 * self._margin
        return self.top(len(self) - 1) + self._heights[-1] + self._margin

    def top(self, row: int) -> int:
        """Where a row begins."""
        self._settle(row)
        return self._tops[row]

    def between(self, upper: float, lower: float) -> range:
        """The rows of which something lies between two places."""
        if not self._heights:
            return range(0)
        self._settle(len(self) - 1)
        first = max(bisect_right(self._tops, upper, hi=len(self)) - 1, 0)
        if self._tops[first] + self._heights[first] <= upper:
            first += 1
        return range(first, max(bisect_left(self._tops, lower, hi=len(self)), first))

    def anchor(self, place: float) -> Anchor:
        """The row at a place, or the first below it."""
        rows = self.between(place, place + 1)
        row = min(rows.start, len(self) - 1)
        return Anchor(row, place - self.top(row))

    def place(self, anchor: Anchor) -> float:
        """Where an anchor is now."""
        return self.top(anchor.row) + anchor.below

    def _settle(self, row: int) -> None:
        """Know the tops of all rows down to this one."""
        while len(self._tops) <= row:
            last = len(self._tops) - 1
            self._tops.append(self._tops[last] + self._heights[last] + self._gap)
