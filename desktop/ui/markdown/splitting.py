"""A very long paragraph in pieces that can be laid out quickly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .blocks import Run, Runs

_LONG, _TOO_LONG, _FAR_TOO_LONG = 2000, 2500, 3000
_SENTENCE = re.compile(r"[.!?]\s+|[。！？]|\u2028")
_WORD = re.compile(r"\s+")


def pieces(runs: Runs) -> Iterator[Runs]:
    """The runs in pieces of about 2,000 letters, that end with a sentence if they can.

    Where a piece ends depends on nothing that follows more than a few letters later.
    """
    while True:
        end = _end(runs)
        if end is None:
            yield runs
            return
        piece, runs = _cut(runs, end)
        yield piece


def _cut(runs: Runs, position: int) -> tuple[Runs, Runs]:
    """The runs before and after a position."""
    before: list[Run] = []
    for index, run in enumerate(runs):
        if run.formula or len(run.text) <= position:
            before.append(run)
            position -= len(run.text) if not run.formula else 1
            if position <= 0:
                return tuple(before), runs[index + 1 :]
        else:
            before.append(replace(run, text=run.text[:position]))
            return tuple(before), (replace(run, text=run.text[position:]), *runs[index + 1 :])
    return tuple(before), ()


def _letters(runs: Runs) -> str:
    """The letters of runs, one for each formula."""
    return "".join("\ufffc" if run.formula else run.text for run in runs)


def _end(runs: Runs) -> int | None:
    text = _letters(runs)
    if len(text) <= _LONG:
        return None
    found = _SENTENCE.search(text, _LONG, _TOO_LONG)
    found = found or _WORD.search(text, _TOO_LONG, _FAR_TOO_LONG)
    if found is None and len(text) <= _FAR_TOO_LONG:
        return None
    end = found.end() if found else _FAR_TOO_LONG
    return end if end < len(text) else None
