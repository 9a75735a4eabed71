"""How each published size is planned for on the Macs that people have."""

from __future__ import annotations

import pytest
from published import published_config

from desktop.engine.memory import decode_bytes, kv_bytes, prefill_bytes
from desktop.engine.plan import ANSWER, SHORTEST, SMALLEST_CHUNK, Plan, make_plan
from desktop.gemma4.config import Config, TextConfig

WEIGHTS = {"e2b": 3.55, "e4b": 5.15, "12b": 6.74, "26b-a4b": 15.6, "31b": 18.4}
"""GB that the conversions to 4 bits take."""
K, MIB, GIB = 1024, 2**20, 2**30
OTHERS = 4 * GIB
"""What macOS and a few apps hold."""


def text_of(size: str) -> TextConfig:
    return Config.from_dict(published_config(size)).text


def plan(size: str, prompt: int, free: int, whole: int = 1) -> Plan:
    text = text_of(size)
    longest = int(published_config(size)["text_config"]["max_position_embeddings"])
    return make_plan(text, prompt, free, longest=longest, whole=whole, metal=True)


def taken(size: str, tokens: int, chunk: int) -> int:
    text = text_of(size)
    computing = prefill_bytes(text, chunk, tokens, metal=True)
    return kv_bytes(text, tokens, chunk) + max(computing, decode_bytes(text, tokens))


@pytest.mark.parametrize(
    "memory, size, prompt, chunk, context, fits",
    [
        (8, "e2b", 1_000, 512, 26 * K, True),
        (8, "e2b", 15_000, 256, 26 * K, True),
        (8, "e2b", 25_000, 128, 26 * K, True),
        (8, "e2b", 30_000, 128, 30_000 + ANSWER, False),
        (8, "e4b", 1_000, 128, SHORTEST, False),
        (16, "e2b", 1_000, 512, 128 * K, True),
        (16, "e4b", 100_000, 512, 128 * K, True),
        (16, "12b", 1_000, 512, 248 * K, True),
        (16, "12b", 200_000, 256, 248 * K, True),
        (16, "26b-a4b", 1_000, 128, SHORTEST, False),
        (24, "26b-a4b", 1_000, 512, 202 * K, True),
        (24, "31b", 1_000, 512, 17 * K, True),
        (24, "31b", 10_000, 256, 17 * K, True),
        (24, "31b", 30_000, 128, 30_000 + ANSWER, False),
        (32, "12b", 1_000, 512, 256 * K, True),
        (32, "26b-a4b", 100_000, 512, 256 * K, True),
        (32, "31b", 1_000, 512, 110 * K, True),
        (32, "31b", 100_000, 256, 110 * K, True),
        (64, "31b", 250_000, 512, 256 * K, True),
    ],
)
def test_what_a_mac_has_room_for(
    memory: int, size: str, prompt: int, chunk: int, context: int, fits: bool
) -> None:
    free = memory * GIB - OTHERS - int(WEIGHTS[size] * 1e9)
    planned = plan(size, prompt, free)
    assert (planned.chunk, planned.context, planned.lacking == 0) == (chunk, context, fits)


@pytest.mark.parametrize("size", WEIGHTS)
@pytest.mark.parametrize("prompt", [500, 20_000])
def test_what_is_planned_fits_or_says_by_how_much_it_does_not(size: str, prompt: int) -> None:
    for free in range(0, 8 * GIB, 900 * MIB):
        planned = plan(size, prompt, free)
        if not planned.lacking:
            assert taken(size, prompt, min(planned.chunk, prompt)) <= free
            assert planned.context >= prompt + ANSWER
        if planned.context > max(SHORTEST, prompt + ANSWER):
            assert taken(size, planned.context, SMALLEST_CHUNK) <= free
        enough = plan(size, prompt, free + planned.lacking)
        assert enough.lacking == 0


def test_less_memory_means_smaller_chunks_then_a_shorter_context_and_never_a_refusal() -> None:
    plans = [plan("31b", 20_000, free) for free in range(24 * GIB, -GIB, -200 * MIB)]
    chunks, contexts = [p.chunk for p in plans], [p.context for p in plans]
    assert chunks == sorted(chunks, reverse=True) and set(chunks) == {512, 256, 128}
    assert contexts == sorted(contexts, reverse=True)
    assert contexts[0] == 256 * K and contexts[-1] == 20_000 + ANSWER
    first_short = next(i for i, p in enumerate(plans) if p.lacking)
    assert chunks[first_short] == SMALLEST_CHUNK and contexts[first_short] == 20_000 + ANSWER


def test_a_picture_is_not_cut_however_small_the_chunks_are() -> None:
    """So chunks smaller than it save nothing, and what it takes is counted."""
    free = taken("12b", 4_000, 256)
    assert plan("12b", 4_000, free).chunk == 256
    seeing = plan("12b", 4_000, free, whole=1_120)
    assert seeing.lacking == taken("12b", 4_000 + ANSWER, 1_120) - free
