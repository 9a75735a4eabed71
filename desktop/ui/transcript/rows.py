"""What stands in the transcript, as plain records: they outlive the widgets that show them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from desktop.conversation import Clip, Picture, Sound, Turn

_CHARACTER, _LINE = 7.6, 24
_BUBBLE_SHARE, _PICTURE, _CLIP, _SOUND = 0.75, 288, 74, 40
_BESIDE_WORDS = 36


class Part(Enum):
    """A text of a row."""

    THOUGHT = auto()
    WORDS = auto()


@dataclass(frozen=True)
class Mark:
    """Where a row's turn stands in the dialogue.

    `entry` is its id there, `alternatives` the ids of all that was said in its place, oldest
    first. `told` says how it came about, `resumable` that it broke off and can go on, `thought_s`
    how long was thought, in seconds; 0 where that is not known.
    """

    entry: int
    alternatives: tuple[int, ...]
    told: str = ""
    resumable: bool = False
    thought_s: float = 0


@dataclass(eq=False)
class Said:
    """What the person said."""

    turn: Turn
    mark: Mark | None = None

    @property
    def pictures(self) -> list[str]:
        """The files of its pictures, each once."""
        return _pictures(self.turn)

    @property
    def clips(self) -> list[Clip]:
        """Its videos, each once."""
        return list(dict.fromkeys(p for p in self.turn.parts if isinstance(p, Clip) and p.path))

    @property
    def sounds(self) -> list[Sound]:
        """What is to be heard, each once."""
        return list(dict.fromkeys(p for p in self.turn.parts if isinstance(p, Sound) and p.path))

    @property
    def files(self) -> str:
        """The names of all that is seen and heard, to be read out."""
        paths = filter(None, (medium.path for medium in self.turn.media))
        return ", ".join(dict.fromkeys(Path(path).name for path in paths))

    def guess(self, width: int) -> int:
        """About how high it is in a column of `width` points."""
        words = _TextSize.of(self.turn.text).height(int(width * _BUBBLE_SHARE))
        media = _PICTURE * bool(self.pictures) + _CLIP * len(self.clips) + _SOUND * len(self.sounds)
        return words + media + _BESIDE_WORDS + 20


@dataclass(eq=False)
class Thinking:
    """A thought, how long it took, and whether it is unfolded.

    `began` is a time of `time.monotonic`, None where nobody was there; `seconds` is None while
    the thought goes on, and where it is not known.
    """

    text: str = ""
    began: float | None = None
    seconds: float | None = None
    unfolded: bool = False

    @property
    def running(self) -> bool:
        """Whether more of it may come."""
        return self.began is not None and self.seconds is None

    @property
    def elapsed(self) -> float | None:
        """How long it has taken so far, in seconds; None where that is not known."""
        if self.began is not None and self.seconds is None:
            return time.monotonic() - self.began
        return self.seconds

    def end(self) -> None:
        """The thought is over."""
        self.seconds = self.elapsed


@dataclass(eq=False)
class Answered:
    """What the model answers, as it comes.

    `read` is the share of the prompt that is computed, in percent. `part` is which part of a long
    sound is being answered, from 1, and of how many; None where it is answered at once. `aloud`
    says that it is being read aloud now. `pictures` are files that it came with from elsewhere.
    """

    answer: str = ""
    thinking: Thinking | None = None
    read: int | None = None
    part: tuple[int, int] | None = None
    coming: bool = True
    aloud: bool = False
    pictures: list[str] = field(default_factory=list[str])
    mark: Mark | None = None
    size: _TextSize | None = field(default=None, repr=False)

    @classmethod
    def of(cls, turn: Turn, mark: Mark | None = None) -> Answered:
        """An answer that was given earlier."""
        seconds = mark.thought_s or None if mark else None
        thinking = Thinking(turn.thought, seconds=seconds) if turn.thought else None
        pictures = _pictures(turn)
        return cls(turn.text, thinking, coming=False, pictures=pictures, mark=mark)

    @classmethod
    def begun(cls, answer: str, thought: str, began: float | None, seconds: float) -> Answered:
        """An answer that is coming, of which so much has come already.

        `began` is when the thought began, None where it is over, after so many `seconds`.
        """
        ended_s = None if began else seconds or None
        return cls(answer, Thinking(thought, began, ended_s) if thought else None)

    @property
    def unfolded(self) -> bool:
        """Whether its thought is unfolded."""
        return self.thinking is not None and self.thinking.unfolded

    def take_after(self, other: Answered) -> None:
        """Be shown as the same answer was before."""
        self.aloud = other.aloud
        if self.thinking is not None:
            self.thinking.unfolded = other.unfolded

    def guess(self, width: int) -> int:
        """About how high it is in a column of `width` points."""
        if self.size is None or self.coming:
            self.size = _TextSize.of(self.answer)
        beside = _BESIDE_WORDS + (36 if self.thinking else 0) + _PICTURE * bool(self.pictures)
        return self.size.height(width) + beside


@dataclass(eq=False)
class Failed:
    """What went wrong, and whether a button offers to start again."""

    sentence: str
    restartable: bool

    def guess(self, width: int) -> int:
        """About how high it is in a column of `width` points."""
        return 70


Row = Said | Answered | Failed


def _pictures(turn: Turn) -> list[str]:
    """The files of a turn's pictures, each once."""
    pictures = (part for part in turn.parts if isinstance(part, Picture) and part.path)
    return list(dict.fromkeys(picture.path or "" for picture in pictures))


@dataclass(frozen=True)
class _TextSize:
    """How much text there is: its lines, and its characters, where a wide one counts as two."""

    lines: int
    characters: int

    @classmethod
    def of(cls, text: str) -> _TextSize:
        wide = 0 if text.isascii() else (len(text.encode()) - len(text)) // 2
        return cls(text.count("\n") + 1, len(text) + wide)

    def height(self, width: int) -> int:
        """Points, as if every line were as long as the average and were broken in the middle."""
        full = self.characters * _CHARACTER / max(width, 1)
        return int((self.lines * 0.5 + full) * _LINE)
