"""How a chat is answered: the system prompt, how long to think, and how words are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from desktop.engine.protocol import Sampling


class Thinking(StrEnum):
    """How long the model may think before it answers."""

    OFF = "off"
    SHORT = "short"
    LONG = "long"
    UNLIMITED = "unlimited"

    @property
    def max_thought(self) -> int | None:
        """The longest thought in tokens; None where nothing limits it."""
        return {Thinking.SHORT: 256, Thinking.LONG: 2048}.get(self)


@dataclass(frozen=True)
class Range:
    """The numbers that a setting may have, both ends included."""

    lowest: float
    highest: float

    def __contains__(self, value: float) -> bool:
        return self.lowest <= value <= self.highest


TEMPERATURE = Range(0, 2)
TOP_P = Range(0.05, 1)
TOP_K = Range(1, 1000)
MAX_TOKENS = Range(1, 262_144)
SEED = Range(0, 2**31 - 1)


@dataclass(frozen=True)
class ChatSettings:
    """What one chat is answered with; None stands for the model's own default.

    `instructions` is the whole system prompt. `persona` only names where it was taken from, so
    that a chat stays as it began when that persona is changed later. `max_tokens` is in tokens.
    """

    instructions: str = ""
    persona: str | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    max_tokens: int | None = None
    seed: int | None = None
    thinking: Thinking = Thinking.OFF

    def sampling(self) -> Sampling:
        """The same, as the engine is asked."""
        return Sampling(
            temperature=self.temperature,
            top_p=self.top_p,
            top_k=self.top_k,
            seed=self.seed,
            max_tokens=self.max_tokens,
            max_thought=self.thinking.max_thought,
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values, fit for JSON."""
        return {**asdict(self), "thinking": self.thinking.value}

    @classmethod
    def from_dict(cls, kept: object) -> ChatSettings:
        """The settings that `to_dict` wrote; what is missing or makes no sense is the default."""
        if not isinstance(kept, Mapping):
            return cls()
        persona, instructions = kept.get("persona"), kept.get("instructions")
        thinking = kept.get("thinking")
        return cls(
            instructions=instructions if isinstance(instructions, str) else "",
            persona=persona if isinstance(persona, str) and persona else None,
            temperature=_real(kept.get("temperature"), TEMPERATURE),
            top_p=_real(kept.get("top_p"), TOP_P),
            top_k=_whole(kept.get("top_k"), TOP_K),
            max_tokens=_whole(kept.get("max_tokens"), MAX_TOKENS),
            seed=_whole(kept.get("seed"), SEED),
            thinking=Thinking(thinking) if thinking in list(Thinking) else Thinking.OFF,
        )


def _real(value: object, allowed: Range) -> float | None:
    match value:
        case bool():
            return None
        case int() | float() if value in allowed:
            return float(value)
        case _:
            return None


def _whole(value: object, allowed: Range) -> int | None:
    match value:
        case bool():
            return None
        case int() if value in allowed:
            return value
        case _:
            return None
