"""The words around what was found, as they are read."""

from __future__ import annotations

import re

from desktop.chats.search import Found

_MARKS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`+|(?<!\S)#{1,6}\s")
"""What Markdown writes around words; their form is not seen here."""

Range = tuple[int, int]


def as_read(found: Found) -> tuple[str, list[Range]]:
    """The words without Markdown's marks, and where in them the hits begin and end."""
    gone = [mark.span() for mark in _MARKS.finditer(found.snippet)]
    gone = [mark for mark in gone if not any(_meet(mark, hit) for hit in found.ranges)]
    words, end = "", 0
    for begin, after in gone:
        words += found.snippet[end:begin]
        end = after
    words += found.snippet[end:]
    moved = [(_moved(begin, gone), _moved(end, gone)) for begin, end in found.ranges]
    return words, moved


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _moved(place: int, gone: list[Range]) -> int:
    return place - sum(end - begin for begin, end in gone if end <= place)
