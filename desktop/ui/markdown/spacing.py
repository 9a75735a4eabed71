"""How far a block stands below the one before, in px for text of 15 px."""

from __future__ import annotations

from .blocks import Block, Kind, Paragraph, Table
from .style import CODE_HEADER_PX, CODE_PADDING_PX

_APART, _CLOSE, _RULE = 12, 4, 16
_ABOVE_HEADING, _BELOW_HEADING = (28, 24, 20), 8


def space_above(before: Block | None, block: Block, *, tight: bool) -> int:
    """The space between two blocks; `tight` holds for the items of a tight list."""
    inside = 0
    if isinstance(before, Paragraph) and before.kind is Kind.CODE:
        inside += CODE_PADDING_PX
    if isinstance(block, Paragraph) and block.kind is Kind.CODE:
        inside += CODE_HEADER_PX + CODE_PADDING_PX
    return inside + (_gap(before, block, tight=tight) if before is not None else 0)


def _gap(before: Block, block: Block, *, tight: bool) -> int:
    if isinstance(before, Paragraph) and before.kind is Kind.HEADING:
        return _BELOW_HEADING
    if isinstance(block, Paragraph) and block.kind is Kind.HEADING:
        return _ABOVE_HEADING[min(block.level, len(_ABOVE_HEADING)) - 1]
    if isinstance(block, Table) or isinstance(before, Table):
        return _APART
    if Kind.RULE in (block.kind, before.kind):
        return _RULE
    if tight and before.kind is not Kind.CODE and before.place.lists:
        return _CLOSE
    return _CLOSE if block.kind is before.kind is Kind.NOTE else _APART
