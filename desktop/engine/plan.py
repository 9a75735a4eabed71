"""How a prompt is computed in the memory that is free: arithmetic on sizes, in bytes and tokens.

Where memory is short, the prompt is computed in smaller chunks, then chats get shorter. A plan is
an estimate: it never says no, only by how much memory falls short.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.gemma4.config import TextConfig

from .decoding import PREFILL_CHUNK
from .memory import METAL, decode_bytes, kv_bytes, prefill_bytes

SMALLEST_CHUNK = 128
"""Smaller chunks save little more, and take much longer."""
SHORTEST = 2048
"""Tokens of prompt and answer that are tried in any case, ..."""
ANSWER = 256
"""... and tokens of an answer, however long its prompt is."""
_STEP = 1024  # tokens by which a context is shortened


@dataclass(frozen=True)
class Plan:
    """How a prompt is computed.

    `chunk` tokens of it at a time; prompt and answer are at most `context` tokens long together.
    `lacking` is how much more memory even the least of that takes than is free, in bytes.
    """

    chunk: int
    context: int
    lacking: int


def make_plan(
    text: TextConfig,
    prompt: int,
    free: int,
    *,
    longest: int,
    chunk: int = PREFILL_CHUNK,
    whole: int = 1,
    width: int = 2,
    metal: bool = METAL,
) -> Plan:
    """The best plan for a prompt of so many tokens in so many free bytes.

    `longest` is what prompt and answer may take together, at best, `chunk` how much of a prompt is
    computed at a time, at best; `whole` positions of it must stay together. `width` is the size of
    a number in keys and values.
    """

    def taken(tokens: int, chunk: int) -> int:
        at_once = min(max(chunk, whole), tokens)
        computing = prefill_bytes(text, at_once, tokens, width, metal)
        return kv_bytes(text, tokens, at_once, width) + max(
            computing, decode_bytes(text, tokens, width)
        )

    *larger, smallest = _halves(chunk)
    best = next((size for size in larger if taken(prompt, size) <= free), smallest)
    least = min(prompt + ANSWER, longest)
    context = longest
    if taken(longest, smallest) > free:
        steps = range(_STEP, longest, _STEP)
        fitting = bisect_right(steps, free, key=lambda tokens: taken(tokens, smallest))
        context = min(max(fitting * _STEP, SHORTEST, least), longest)
    return Plan(best, context, max(0, taken(least, smallest) - free))


def _halves(chunk: int) -> Iterator[int]:
    """A chunk's size, halved until it is small enough."""
    while chunk > SMALLEST_CHUNK:
        yield chunk
        chunk //= 2
    yield chunk
