"""A conversation → the positions of a prompt, with its media encoded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain

import mlx.core as mx
import numpy as np
from numpy.typing import NDArray

from desktop.clip_files import read_clip_sound, read_frames
from desktop.conversation import Clip, Conversation, Medium, Picture, Sound, Text, Turn
from desktop.gemma4.audio import AudioTower
from desktop.gemma4.backbone import Block, Stretch
from desktop.gemma4.checkpoint import Checkpoint
from desktop.gemma4.config import Config
from desktop.gemma4.model import Gemma4
from desktop.gemma4.pictures import PictureArrays, cut_picture, read_picture
from desktop.gemma4.prompt import Markup, MediaSegment, Segment, Tokens, render, tokenize
from desktop.gemma4.sound import SHORTEST, log_mel
from desktop.gemma4.unified import FrameConfig, PatchConfig, cut_frames
from desktop.gemma4.vision import VisionConfig
from desktop.problems import Problem
from desktop.sound_files import Samples, read_sound
from desktop.sound_parts import parts


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


def read(conversation: Conversation, checkpoint: Checkpoint, model: Gemma4) -> list[Reading]:
    """Lay out a conversation; raises Problem where it is empty, unreadable or too long.

    There is one prompt, or, where the last turn has a sound too long to hear at once, one for
    each part of its sounds. Media files are read here and encoded later, so that a bad file costs
    nothing.
    """
    if not _says_something(conversation):
        raise Problem("empty_prompt")
    segments = render(conversation, empty_thought=checkpoint.config.opens_with_empty_thought)
    prepared = prepare(segments, checkpoint, model)
    prompts = _asked_in_turn(prepared, conversation.turns[-1])
    return [lay_out(prompt, checkpoint, model) for prompt in prompts]


def _asked_in_turn(prepared: list[Segment], turn: Turn) -> Iterator[list[Segment]]:
    """The prompt as it is, or once for each part of the sounds in a turn, if there are several."""
    sounds = [part for part in turn.parts if isinstance(part, Sound)]
    heard = [s for s in prepared if isinstance(s, Encoding) and any(s.medium is m for m in sounds)]
    if len(heard) == len(sounds):
        yield prepared
        return
    for part in heard:
        yield [segment for segment in prepared if segment is part or segment not in heard]


def prepare(segments: Iterable[Segment], checkpoint: Checkpoint, model: Gemma4) -> list[Segment]:
    """Read the media of a rendered prompt; raises Problem for one that cannot be taken."""
    return list(chain.from_iterable(_prepare(segment, checkpoint, model) for segment in segments))


def lay_out(prepared: Iterable[Segment], checkpoint: Checkpoint, model: Gemma4) -> Reading:
    """Lay out a rendered prompt whose media were read; raises Problem where it is too long."""
    reading = Reading()
    for segment in tokenize(prepared, checkpoint.tokenizer):
        if isinstance(segment, Tokens):
            reading.ids.extend(segment.ids)
        elif isinstance(segment, Encoding):
            _place(segment, reading, checkpoint, model)
    if len(reading.ids) >= checkpoint.config.context:
        raise Problem(
            "prompt_too_long",
            tokens=f"{len(reading.ids):,}",
            limit=f"{checkpoint.config.context:,}",
            model=checkpoint.name,
        )
    return reading


@dataclass(frozen=True, eq=False)
class Encoding(MediaSegment):
    """A medium that was read: the tokens around it, how many soft tokens, how they are made."""

    before: str
    count: int
    encode: Callable[[], mx.array]
    after: str


def _place(encoding: Encoding, reading: Reading, checkpoint: Checkpoint, model: Gemma4) -> None:
    reading.ids.append(_id(checkpoint, encoding.before))
    start = len(reading.ids)
    reading.media.append((start, encoding.encode))
    if checkpoint.config.picture_blocks and not isinstance(encoding.medium, Sound):
        reading.blocks.append((start, start + encoding.count))
    reading.ids.extend([model.pad] * encoding.count)
    reading.ids.append(_id(checkpoint, encoding.after))


def _prepare(segment: Segment, checkpoint: Checkpoint, model: Gemma4) -> Iterator[Segment]:
    """Read the medium of a segment, if it is one; a clip becomes its frames and its sound.

    A model without the sense refuses before anything is read.
    """
    match segment:
        case MediaSegment(Picture(detail=detail) as medium):
            eyes = _eyes(checkpoint, "cannot_see")
            detail = detail or checkpoint.picture_tokens
            picture = read_picture(_path(medium), detail, eyes.patch_size, eyes.pooling_kernel_size)
            yield _seen(medium, picture, model)
        case MediaSegment(Sound() as medium):
            if not checkpoint.hears:
                raise Problem("cannot_hear", model=checkpoint.name)
            yield from _heard(medium, read_sound(_path(medium)), checkpoint, model)
        case MediaSegment(Clip() as medium):
            yield from _watched(medium, checkpoint, model)
        case _:
            yield segment


def _eyes(checkpoint: Checkpoint, otherwise: str) -> VisionConfig | PatchConfig:
    """How the model sees; `otherwise` is the Problem where it does not."""
    if not checkpoint.sees or checkpoint.config.vision is None:
        raise Problem(otherwise, model=checkpoint.name)
    return checkpoint.config.vision


def _seen(medium: Medium, picture: PictureArrays, model: Gemma4) -> Encoding:
    # Once, however many parts of a sound are asked about beside it.
    see = cache(lambda: model.see(picture))
    return Encoding(medium, "<|image>", picture.soft_tokens, see, "<image|>")


def _heard(
    medium: Medium, samples: Samples, checkpoint: Checkpoint, model: Gemma4
) -> Iterator[Encoding]:
    """A sound, in parts where it is longer than the model can follow."""
    if len(samples) < SHORTEST:
        raise Problem("sound_too_short", path=_path(medium))
    for start, stop in parts(samples):
        features, count = _listen(samples[start:stop], checkpoint.config)
        encode = partial(_hear, model, features)
        yield Encoding(medium, "<|audio>", count, encode, "<audio|>")


def _hear(model: Gemma4, features: NDArray[np.float32]) -> mx.array:
    return model.hear(mx.array(features))


def _listen(samples: Samples, config: Config) -> tuple[NDArray[np.float32], int]:
    """Samples → what the model's ears take, and the soft tokens that they make of it."""
    if isinstance(config.audio, FrameConfig):
        frames = cut_frames(samples, config.audio.output_proj_dims)
        return frames, len(frames)
    features = log_mel(samples)
    return features, AudioTower.soft_token_count(len(features))


def _watched(medium: Clip, checkpoint: Checkpoint, model: Gemma4) -> Iterator[Segment]:
    """Frames, each behind its time; then the sound, for a model that hears."""
    eyes, path = _eyes(checkpoint, "cannot_watch"), _path(medium)
    side, pooling = eyes.patch_size, eyes.pooling_kernel_size
    for i, frame in enumerate(read_frames(path, checkpoint.frames)):
        yield Markup(f"{' ' if i else ''}{frame.label} ")
        picture = cut_picture(frame.image, checkpoint.frame_tokens, side, pooling, path=path)
        yield _seen(medium, picture, model)
    if checkpoint.hears and not medium.mute:
        samples = read_clip_sound(path)
        if samples is not None and len(samples) >= SHORTEST:
            yield from _heard(medium, samples, checkpoint, model)


def _path(medium: Medium) -> str:
    if medium.path is None:
        raise Problem("bad_messages", detail="a picture, sound or video has no path")
    return medium.path


def _id(checkpoint: Checkpoint, token: str) -> int:
    found = checkpoint.tokenizer.token_to_id(token)
    if found is None:
        raise Problem("unreadable_tokenizer", path=checkpoint.folder)
    return found


def _says_something(conversation: Conversation) -> bool:
    parts: Iterable[object] = conversation.turns[-1].parts if conversation.turns else ()
    return any(not isinstance(part, Text) or part.text.strip() for part in parts)
