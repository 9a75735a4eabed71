"""Every golden case of every size: the reference's own logits and tokens, whole and in chunks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import mlx.core as mx
import numpy as np
import pytest

from desktop.conversation import Clip, Medium, Picture, Sound
from desktop.engine.decoding import cuts, decode, prefill
from desktop.engine.reading import PromptEmbeddings, Reading, lay_out
from desktop.gemma4.checkpoint import Checkpoint, load_model, open_checkpoint
from desktop.gemma4.model import Gemma4
from desktop.gemma4.prompt import Markup, MediaSegment, Segment

GOLDEN = Path(__file__).parents[1] / "golden"
INPUTS = GOLDEN / "cases" / "inputs"
MEDIA: dict[str, list[Medium]] = {
    "text": [],
    "image1": [Picture(f"{INPUTS}/img_a.png")],
    "image2": [Picture(f"{INPUTS}/img_a.png"), Picture(f"{INPUTS}/img_b.png")],
    "image_wide": [Picture(f"{INPUTS}/img_wide.png")],
    "audio": [Sound(f"{INPUTS}/aud_1p3.wav")],
    "audio2": [Sound(f"{INPUTS}/aud_0p7.wav"), Sound(f"{INPUTS}/aud_1p3.wav")],
    "image_audio": [Picture(f"{INPUTS}/img_b.png"), Sound(f"{INPUTS}/aud_1p3.wav")],
    "turn2_image": [Picture(f"{INPUTS}/img_a.png")],
    "video": [],
    "image1_w24": [Picture(f"{INPUTS}/img_a.png")],
}
WINDOWS = {"image1_w24": 24}
"""Cases that the reference computed with a window shorter than the picture."""
FAMILIES = ("e2b-like", "e4b-like", "12b-unified-like", "26b-a4b-like", "31b-like")
CASES = [
    (family, name)
    for family in FAMILIES
    for name in MEDIA
    if (GOLDEN / "cases" / family / f"{name}.npz").exists()
]
BANNED = (*range(24), 511)
TIE = 0.02


@pytest.fixture(autouse=True, scope="module")
def video() -> Iterator[None]:
    """The reference's video as a file, two frames a second, without loss."""
    with TemporaryDirectory() as folder:
        path = f"{folder}/video.mkv"
        with av.open(path, "w") as file:
            stream = file.add_stream("ffv1", rate=2)
            stream.pix_fmt = "bgr0"
            frames = np.load(INPUTS / "video.npz")["frames"]
            stream.height, stream.width = frames.shape[2:]
            for frame in frames:
                picture = np.ascontiguousarray(frame.transpose(1, 2, 0))
                file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            file.mux(stream.encode(None))
        MEDIA["video"] = [Clip(path)]
        yield


def loaded(family: str, name: str) -> tuple[Checkpoint, Gemma4]:
    return _loaded(family, WINDOWS.get(name))


@cache
def _loaded(family: str, window: int | None) -> tuple[Checkpoint, Gemma4]:
    checkpoint = open_checkpoint(GOLDEN / "ckpt" / family)
    if window is not None:
        text = replace(checkpoint.config.text, sliding_window=window)
        checkpoint = replace(checkpoint, config=replace(checkpoint.config, text=text))
    return checkpoint, load_model(checkpoint)


def case_of(family: str, name: str) -> dict[str, Any]:
    return dict(np.load(GOLDEN / "cases" / family / f"{name}.npz"))


def reading_of(family: str, name: str) -> Reading:
    media = iter(MEDIA[name])
    prompt = str(case_of(family, name)["prompt"])
    segments: list[Segment] = [
        MediaSegment(next(media)) if piece.endswith("|>") and piece[:2] == "<|" else Markup(piece)
        for piece in re.split(r"(<\|(?:image|audio|video)\|>)", prompt)
    ]
    return lay_out(segments, *loaded(family, name))


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
    greedy = case["greedy"].tolist()
    drawn = list(decode(model, prompt, keys, lambda p: mx.argmax(p, axis=-1), len(greedy), BANNED))
    agreed = next((i for i, (a, b) in enumerate(zip(drawn, greedy, strict=True)) if a != b), 24)
    assert agreed == len(greedy) or case["greedy_gap"][agreed] < TIE, (drawn, greedy)
