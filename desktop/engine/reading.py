"""A conversation → the positions of a prompt, with its media encoded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import mlx.core as mx
import numpy as np
from numpy.typing import NDArray

from desktop.conversation import Conversation, Medium, Picture, Sound, Text
from desktop.gemma4.audio import AudioTower
from desktop.gemma4.backbone import Block, Stretch
from desktop.gemma4.checkpoint import Checkpoint
from desktop.gemma4.config import Config
from desktop.gemma4.model import Gemma4
from desktop.gemma4.pictures import PictureArrays, read_picture
from desktop.gemma4.prompt import MediaSegment, Segment, Tokens, render, tokenize
from desktop.gemma4.sound import log_mel, read_sound
from desktop.gemma4.unified import FrameConfig, cut_frames
from desktop.problems import Problem


@dataclass
class Reading:
    """A prompt laid out: ids, with padding where soft tokens stand, and what makes those.

    `media` holds, for each medium, its first position and the work that encodes it. `blocks` are
    the pictures that sliding layers see whole.
    """

    ids: list[int] = field(default_factory=list)
    media: list[tuple[int, Callable[[], mx.array]]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class PromptEmbeddings:
    """The inputs of any stretch of a prompt, media encoded once, at construction.

    `count` is the prompt's length, in tokens; `blocks` are the pictures that must not be cut.
    """

    def __init__(self, model: Gemma4, reading: Reading) -> None:
        self.count = len(reading.ids)
        self.blocks = tuple(reading.blocks)
        self._model = model
        self._ids = mx.array(reading.ids)
        self._soft = [(start, encode()) for start, encode in reading.media]
        mx.eval([rows for _, rows in self._soft])

    def stretch(self, start: int, stop: int) -> Stretch:
        """Positions start…stop, as the model takes them."""
        ids = self._ids[start:stop]
        embeddings = self._model.embed(ids)
        for first, rows in self._soft:
            low, high = max(first, start), min(first + rows.shape[0], stop)
            if low < high:
                embeddings[low - start : high - start] = rows[low - first : high - first]
        within = [(a - start, b - start) for a, b in self.blocks if start <= a < stop]
        return Stretch(ids, embeddings, within)


def read(conversation: Conversation, checkpoint: Checkpoint, model: Gemma4) -> Reading:
    """Lay out a conversation; raises Problem where it is empty, unreadable or too long."""
    if not _says_something(conversation):
        raise Problem("empty_prompt")
    return lay_out(
        render(conversation, empty_thought=checkpoint.config.opens_with_empty_thought),
        checkpoint,
        model,
    )


def lay_out(segments: Sequence[Segment], checkpoint: Checkpoint, model: Gemma4) -> Reading:
    """Lay out a rendered prompt; raises Problem for a bad medium or too long a prompt.

    Media files are read here and encoded later, so that a bad file costs nothing.
    """
    reading = Reading()
    for segment in tokenize(segments, checkpoint.tokenizer):
        if isinstance(segment, Tokens):
            reading.ids.extend(segment.ids)
        else:
            _place(segment, reading, checkpoint, model)
    if len(reading.ids) >= checkpoint.config.context:
        raise Problem(
            "prompt_too_long",
            tokens=f"{len(reading.ids):,}",
            limit=f"{checkpoint.config.context:,}",
            model=checkpoint.name,
        )
    return reading


def _place(segment: MediaSegment, reading: Reading, checkpoint: Checkpoint, model: Gemma4) -> None:
    before, encode, count, after = _prepare(segment.medium, checkpoint, model)
    reading.ids.append(_id(checkpoint, before))
    start = len(reading.ids)
    reading.media.append((start, encode))
    if checkpoint.config.picture_blocks and isinstance(segment.medium, Picture):
        reading.blocks.append((start, start + count))
    reading.ids.extend([model.pad] * count)
    reading.ids.append(_id(checkpoint, after))


def _prepare(
    medium: Medium, checkpoint: Checkpoint, model: Gemma4
) -> tuple[str, Callable[[], mx.array], int, str]:
    """A medium → its opening token, its encoding, its soft-token count, its closing token."""
    if isinstance(medium, Picture):
        if not checkpoint.sees:
            raise Problem("cannot_see", model=checkpoint.name)
        picture = _read_picture(medium, checkpoint)
        return "<|image>", lambda: model.see(picture), picture.soft_tokens, "<image|>"
    if isinstance(medium, Sound):
        if not checkpoint.hears:
            raise Problem("cannot_hear", model=checkpoint.name)
        features, count = _listen(_path(medium), checkpoint.config)
        return "<|audio>", lambda: model.hear(mx.array(features)), count, "<audio|>"
    raise Problem("cannot_watch", model=checkpoint.name)


def _read_picture(medium: Picture, checkpoint: Checkpoint) -> PictureArrays:
    vision = checkpoint.config.vision
    assert vision is not None
    return read_picture(
        _path(medium),
        medium.detail or checkpoint.picture_tokens,
        vision.patch_size,
        vision.pooling_kernel_size,
    )


def _listen(path: str, config: Config) -> tuple[NDArray[np.float32], int]:
    """A sound file → what the model's ears take, and the soft tokens that they make of it."""
    samples = read_sound(path)
    if isinstance(config.audio, FrameConfig):
        frames = cut_frames(samples, config.audio.output_proj_dims)
        return frames, len(frames)
    features = log_mel(samples)
    return features, AudioTower.soft_token_count(len(features))


def _path(medium: Medium) -> str:
    if medium.path is None:
        raise Problem("bad_messages", detail="a picture or sound has no path")
    return medium.path


def _id(checkpoint: Checkpoint, token: str) -> int:
    found = checkpoint.tokenizer.token_to_id(token)
    if found is None:
        raise Problem("unreadable_tokenizer", path=checkpoint.folder)
    return found


def _says_something(conversation: Conversation) -> bool:
    parts: Iterable[object] = conversation.turns[-1].parts if conversation.turns else ()
    return any(not isinstance(part, Text) or part.text.strip() for part in parts)
