"""The words of the domain: what people and models say to each other, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .listening import Task

Role = Literal["system", "user", "model", "tool"]


@dataclass(frozen=True)
class Text:
    """Written words."""

    text: str


DETAILS = (70, 140, 280, 560, 1120)
"""How many soft tokens a picture may take, as the model card has it."""


@dataclass(frozen=True)
class Picture:
    """A picture file; `path` is None where only its place matters, `detail` is in soft tokens."""

    path: str | None = None
    detail: int | None = None


@dataclass(frozen=True)
class Sound:
    """A sound file; `path` is None where only its place matters.

    `task` is what to do with what is said in it, None where it is to be answered.
    """

    path: str | None = None
    task: Task | None = None


@dataclass(frozen=True)
class Clip:
    """A video file; `path` is None where only its place matters. `mute` leaves its sound out."""

    path: str | None = None
    mute: bool = False


@dataclass(frozen=True)
class Thought:
    """What the model thought before it answered."""

    text: str


@dataclass(frozen=True)
class ToolCall:
    """The model asks for a tool; `id` ties a later result to it."""

    name: str
    arguments: Mapping[str, Any]
    id: str | None = None


@dataclass(frozen=True)
class ToolResult:
    """What a tool returned: a mapping, a value or text; named directly or by its call's id."""

    body: Any
    name: str | None = None
    call_id: str | None = None


Medium = Picture | Sound | Clip
Part = Text | Picture | Sound | Clip | Thought | ToolCall | ToolResult


@dataclass(frozen=True)
class Turn:
    """What one side says at once, in order.

    `token_ids` are the ids that the model generated for this turn, empty if they are not known.
    """

    role: Role
    parts: tuple[Part, ...]
    token_ids: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The written words alone."""
        return "".join(part.text for part in self.parts if isinstance(part, Text))

    @property
    def media(self) -> tuple[Medium, ...]:
        """What is seen and heard in it, in order."""
        return tuple(part for part in self.parts if isinstance(part, Medium))

    @property
    def thought(self) -> str:
        """The thoughts alone."""
        return "".join(part.text for part in self.parts if isinstance(part, Thought))


@dataclass(frozen=True)
class Conversation:
    """Everything a prompt is made of.

    `tools` are JSON-schema function declarations as chat APIs carry them. `thinking` lets the
    model think, `preserve_thinking` keeps thoughts of earlier tool calls, `reply_opened` ends
    the prompt with the opening of the model's turn.
    """

    turns: tuple[Turn, ...] = ()
    tools: tuple[Mapping[str, Any], ...] = ()
    thinking: bool = False
    preserve_thinking: bool = False
    reply_opened: bool = True
