"""The process that typesets: a request a line on standard input, its answer on standard output.

A request is `{"tex", "px", "display", "outlines": {char: [advance, strokes]}}`; the answer is
`{"svg", "width", "ascent", "descent"}`, or `{}` for what cannot be typeset. Answers keep the order
of the requests. The end of its input ends the process.
"""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import asdict
from types import FrameType
from typing import Any

from .typeset import CannotTypeset, Formula, Outline, typeset

LIMIT_S = 2.0
"""The longest that one formula may take."""


def main() -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, _give_up)
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(_answer(line) + b"\n")
        sys.stdout.buffer.flush()


def encode(tex: str, px: float, display: bool, outlines: dict[str, Outline]) -> bytes:
    """A request as a line."""
    glyphs = {char: [outline.advance, outline.strokes] for char, outline in outlines.items()}
    request = {"tex": tex, "px": px, "display": display, "outlines": glyphs}
    return json.dumps(request).encode() + b"\n"


def decode(line: bytes) -> Formula | None:
    """The answer in a line; None for what cannot be typeset."""
    answer: dict[str, Any] = json.loads(line)
    return Formula(**answer) if answer else None


def _answer(line: bytes) -> bytes:
    request: dict[str, Any] = json.loads(line)
    request["outlines"] = {char: Outline(*parts) for char, parts in request["outlines"].items()}
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    try:
        answer = asdict(typeset(**request))
    except CannotTypeset:
        answer = {}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return json.dumps(answer).encode()


def _give_up(_: int, __: FrameType | None) -> None:
    raise CannotTypeset("too slow")
