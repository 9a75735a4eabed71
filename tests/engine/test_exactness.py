"""Every golden case of every size: the reference's own logits and tokens, whole and in chunks."""

from __future__ import annotations

from collections.abc import Iterator

import mlx.core as mx
import numpy as np
import pytest
from golden_cases import (
    BANNED,
    CASES,
    MEDIA,
    case_of,
    first_difference,
    is_tie,
    loaded,
    reading_of,
    video_written,
)

from desktop.conversation import Clip, Picture, Sound
from desktop.engine.decoding import cuts, decode, prefill
from desktop.engine.reading import PromptEmbeddings


@pytest.fixture(autouse=True, scope="module")
def video() -> Iterator[None]:
    with video_written():
        yield


def test_the_golden_cases_are_there() -> None:
    assert len(CASES) == 38


@pytest.mark.parametrize(("family", "name"), CASES)
def test_the_prompt_is_laid_out_as_the_reference_lays_it_out(family: str, name: str) -> None:
    case = case_of(family, name)
    expected = np.where(case["mm_token_type_ids"] > 0, 0, case["input_ids"])
    assert reading_of(family, name).ids == expected.tolist()


@pytest.mark.parametrize(("family", "name"), CASES)
def test_soft_tokens_are_the_references(family: str, name: str) -> None:
    case = case_of(family, name)
    encoded = [np.array(encode()) for _, encode in reading_of(family, name).media]
    kinds = ("image_soft", Picture), ("audio_soft", Sound), ("video_soft", Clip)
    for sense, kind in kinds:
        media = MEDIA[name] * (len(encoded) if name == "video" else 1)
        rows = [e for e, medium in zip(encoded, media, strict=True) if type(medium) is kind]
        if rows:
            np.testing.assert_allclose(np.concatenate(rows), case[sense], atol=5e-4, rtol=0)


@pytest.mark.parametrize("chunk", [10_000, 7, 33])
@pytest.mark.parametrize(("family", "name"), CASES)
def test_logits_are_the_references_at_any_chunk(family: str, name: str, chunk: int) -> None:
    case, (_, model) = case_of(family, name), loaded(family, name)
    prompt = PromptEmbeddings(model, reading_of(family, name))
    keys = model.make_cache()
    hidden = [
        model.hidden(prompt.stretch(start, stop), keys)
        for start, stop in cuts(prompt.count, chunk, prompt.blocks)
    ]
    logits = np.array(model.logits(mx.concatenate(hidden)))[int(case["logits_from"]) :]
    np.testing.assert_allclose(logits, case["logits"], atol=2e-2, rtol=0)


@pytest.mark.parametrize("chunk", [10_000, 7, 33])
@pytest.mark.parametrize(("family", "name"), CASES)
def test_greedy_decoding_draws_the_references_tokens(family: str, name: str, chunk: int) -> None:
    case, (_, model) = case_of(family, name), loaded(family, name)
    prompt = PromptEmbeddings(model, reading_of(family, name))
    keys = model.make_cache()
    for _ in prefill(model, prompt, keys, chunk):
        pass
    limit = len(case["greedy"])
    drawn = list(decode(model, prompt, keys, lambda p: mx.argmax(p, axis=-1), limit, BANNED))
    agreed = first_difference(drawn, case)
    assert agreed == limit or is_tie(agreed, case), (drawn, case["greedy"])
