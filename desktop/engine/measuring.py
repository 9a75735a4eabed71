"""How many tokens a conversation takes, told before any of its media is decoded."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from desktop.clip_files import clip_outline
from desktop.conversation import Clip, Conversation, Medium, Picture, Sound, Thought, Turn
from desktop.gemma4.audio import AudioTower
from desktop.gemma4.checkpoint import Checkpoint
from desktop.gemma4.pictures import soft_token_count
from desktop.gemma4.prompt import Tokens, render, tokenize
from desktop.gemma4.sound import frame_count
from desktop.gemma4.unified import FrameConfig
from desktop.picture_files import picture_size
from desktop.problems import Problem
from desktop.sound_files import RATE, sound_seconds
from desktop.sound_parts import LONGEST

_AROUND = 2  # tokens that open and close a medium


@dataclass(frozen=True)
class Size:
    """What a conversation takes, in tokens.

    `turns` are the shares of its turns, of which `turn_media` are taken by media; `media` are
    those of the last turn, in order.
    """

    tokens: int
    turns: tuple[int, ...]
    turn_media: tuple[int, ...]
    media: tuple[int, ...]


class Ruler:
    """Measures conversations with one checkpoint; what was measured before is known."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._words: dict[Turn, int] = {}
        self._media: dict[tuple[Medium, float, int], int] = {}

    def measure(self, conversation: Conversation) -> Size:
        """What a conversation without tools takes.

        Each turn stands between control tokens, so what it takes does not hang on the others. A
        medium that cannot be taken counts as nothing.
        """
        turns = conversation.turns
        system = turns[:1] if turns and turns[0].role == "system" else ()
        around = self._count(replace(conversation, turns=system))
        media = [[self._cost(medium) for medium in turn.media] for turn in turns]
        words = [0 if turn in system else self._turn(turn) for turn in turns]
        shares = tuple(count + sum(costs) for count, costs in zip(words, media, strict=True))
        return Size(
            tokens=around + sum(shares),
            turns=shares,
            turn_media=tuple(map(sum, media)),
            media=tuple(media[-1]) if media else (),
        )

    def _turn(self, turn: Turn) -> int:
        """What the words of a turn take, and what opens and closes it."""
        said = tuple(part for part in turn.parts if not isinstance(part, Thought))
        turn = Turn(turn.role, said)
        if turn not in self._words:
            alone = Conversation((turn,), reply_opened=False)
            self._words[turn] = self._count(alone) - 1
        return self._words[turn]

    def _count(self, conversation: Conversation) -> int:
        """Tokens of a prompt without its media."""
        empty_thought = self._checkpoint.config.opens_with_empty_thought
        segments = tokenize(
            render(conversation, empty_thought=empty_thought), self._checkpoint.tokenizer
        )
        return sum(len(segment.ids) for segment in segments if isinstance(segment, Tokens))

    def _cost(self, medium: Medium) -> int:
        path = medium.path or ""
        try:
            status = os.stat(path)
            key = medium, status.st_mtime, status.st_size
            if key not in self._media:
                self._media[key] = self._look_up(medium, path)
            return self._media[key]
        except (OSError, Problem):
            return 0

    def _look_up(self, medium: Medium, path: str) -> int:
        match medium:
            case Picture(detail=detail):
                width, height = picture_size(path)
                return self._picture(width, height, detail or self._checkpoint.picture_tokens)
            case Sound():
                return self._sound(sound_seconds(path))
            case Clip(mute=mute):
                return self._clip(path, mute=mute)

    def _picture(self, width: int, height: int, detail: int) -> int:
        eyes = self._checkpoint.config.vision
        if eyes is None:
            return 0
        side, pooling = eyes.patch_size, eyes.pooling_kernel_size
        return _AROUND + soft_token_count(width, height, detail, side, pooling)

    def _sound(self, seconds: float) -> int:
        """A sound; where it is asked about in parts, the longest that a part can be."""
        ears = self._checkpoint.config.audio
        if ears is None or not seconds:
            return 0
        samples = round(min(seconds, LONGEST) * RATE)
        if isinstance(ears, FrameConfig):
            return _AROUND - (-samples // ears.output_proj_dims)
        return _AROUND + AudioTower.soft_token_count(frame_count(samples))

    def _clip(self, path: str, *, mute: bool) -> int:
        outline = clip_outline(path, self._checkpoint.frames)
        frame = self._picture(outline.width, outline.height, self._checkpoint.frame_tokens)
        encode = self._checkpoint.tokenizer.encode
        labels = [f"{' ' if i else ''}{label} " for i, label in enumerate(outline.labels)]
        words = sum(len(encode(label, add_special_tokens=False).ids) for label in labels)
        return frame * len(labels) + words + self._sound(0 if mute else outline.sound_seconds)
