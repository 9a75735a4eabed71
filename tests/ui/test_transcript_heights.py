"""Rows of a column: where each stands, which are in sight, and what stays in its place."""

from __future__ import annotations

import pytest

from desktop.ui.transcript.heights import Anchor, Heights

MARGIN, GAP = 10, 4


@pytest.fixture
def heights() -> Heights:
    """Rows at 10–110, 114–164 and 168–468; the column ends at 478."""
    column = Heights(MARGIN, GAP)
    for height in (100, 50, 300):
        column.append(height)
    return column


def test_rows_stand_below_each_other(heights: Heights) -> None:
    assert [heights.top(row) for row in range(3)] == [10, 114, 168]
    assert heights.total == 478


def test_an_empty_column_is_its_margins() -> None:
    column = Heights(MARGIN, GAP)
    assert column.total == 20 and column.between(0, 1000) == range(0)


def test_a_height_that_changes_moves_what_is_below(heights: Heights) -> None:
    assert heights.total == 478
    heights[0] = 130
    assert [heights.top(row) for row in range(3)] == [10, 144, 198]
    assert heights.total == 508


def test_the_last_row_goes(heights: Heights) -> None:
    heights.pop()
    heights.append(7)
    assert heights.top(2) == 168 and heights.total == 185
    heights.clear()
    heights.append(7)
    assert len(heights) == 1 and heights.total == 27


@pytest.mark.parametrize(
    ("upper", "lower", "rows"),
    [
        (0, 10, []),
        (0, 11, [0]),
        (109, 115, [0, 1]),
        (110, 114, []),
        (112, 115, [1]),
        (164, 200, [2]),
        (0, 1000, [0, 1, 2]),
        (468, 1000, []),
    ],
)
def test_rows_between_two_places(heights: Heights, upper: int, lower: int, rows: list[int]) -> None:
    assert list(heights.between(upper, lower)) == rows


@pytest.mark.parametrize(
    ("place", "anchor"),
    [
        (0, Anchor(0, -10)),
        (60, Anchor(0, 50)),
        (112, Anchor(1, -2)),
        (460, Anchor(2, 292)),
        (475, Anchor(2, 307)),
    ],
)
def test_an_anchor_is_the_row_there_or_the_next(
    heights: Heights, place: int, anchor: Anchor
) -> None:
    assert heights.anchor(place) == anchor and heights.place(anchor) == place


def test_an_anchor_moves_with_its_row(heights: Heights) -> None:
    anchor = heights.anchor(200)
    heights[0] += 1000
    assert heights.place(anchor) == 1200
    heights[2] += 1000
    assert heights.place(anchor) == 1200
