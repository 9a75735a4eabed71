"""The golden cases: what the reference was given, what it computed, and Facet's way in."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np

from desktop.conversation import Clip, Medium, Picture, Sound
from desktop.engine.reading import Reading, lay_out, prepare
from desktop.gemma4.checkpoint import Checkpoint, load_model, open_checkpoint
from desktop.gemma4.model import Gemma4
from desktop.gemma4.prompt import Markup, MediaSegment, Segment

GOLDEN = Path(__file__).parent / "golden"
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
"""What each case holds; the video is there while `video_written` lasts."""
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


@contextmanager
def video_written() -> Generator[None]:
    """The reference's video as a file, two frames a second, without loss."""
    with TemporaryDirectory() as folder:
        path = f"{folder}/video.mkv"
        with av.open(path, "w") as file:
            stream = file.add_stream("ffv1", rate=2)
            stream.pix_fmt = "bgr0"
            frames = video_frames()
            stream.height, stream.width = frames.shape[2:]
            for frame in frames:
                picture = np.ascontiguousarray(frame.transpose(1, 2, 0))
                file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            file.mux(stream.encode(None))
        MEDIA["video"] = [Clip(path)]
        yield


def video_frames() -> np.ndarray:
    """The reference's video: [frames, 3, height, width] uint8."""
    return np.load(INPUTS / "video.npz")["frames"]


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
    checkpoint, model = loaded(family, name)
    return lay_out(prepare(segments, checkpoint, model), checkpoint, model)


def first_difference(drawn: Sequence[int], case: dict[str, Any]) -> int:
    """How many tokens come before the first that is not the reference's; all of them at most."""
    greedy = case["greedy"].tolist()
    pairs = enumerate(zip(drawn, greedy, strict=True))
    return next((i for i, (ours, its) in pairs if ours != its), len(greedy))


def is_tie(step: int, case: dict[str, Any]) -> bool:
    """Whether the reference's best two tokens at a step are too close to tell apart."""
    return bool(case["greedy_gap"][step] < TIE)
