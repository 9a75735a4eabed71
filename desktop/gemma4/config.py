"""What a checkpoint's JSON files say, as one dataclass per part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlx_lm.models.gemma4_text import ModelArgs as TextConfig

from .audio import AudioConfig
from .vision import VisionConfig

GEMMA4_TYPES = ("gemma4", "gemma4_text")

_SIZES = {35: "E2B", 42: "E4B", 48: "12B", 30: "26B-A4B", 60: "31B"}


@dataclass(frozen=True)
class SamplingDefaults:
    """The checkpoint's generation_config.json, or the model card's values."""

    temperature: float = 1.0
    top_p: float = 0.95
    top_k: int = 64


@dataclass(frozen=True)
class Config:
    """config.json: the text model and the senses that it declares."""

    text: TextConfig
    vision: VisionConfig | None
    audio: AudioConfig | None

    @classmethod
    def from_dict(cls, config: Mapping[str, Any]) -> Config:
        """Read the nested form, or the flat one of a text-only conversion."""
        text: Mapping[str, Any] = config.get("text_config") or config
        vision = config.get("vision_config")
        audio = config.get("audio_config")
        return cls(
            text=TextConfig.from_dict({"vocab_size": config.get("vocab_size", 262144), **text}),
            vision=VisionConfig.from_dict(vision) if vision else None,
            audio=AudioConfig.from_dict(audio) if audio else None,
        )

    @property
    def context(self) -> int:
        """The longest conversation, in tokens."""
        return self.text.max_position_embeddings

    @property
    def opens_with_empty_thought(self) -> bool:
        """Whether the prompt of a reply without thinking ends in an empty thought.

        The sizes without per-layer embeddings (12B, 26B-A4B, 31B) are trained so; E2B and E4B
        are not (chat template of July 2026).
        """
        return not self.text.hidden_size_per_layer_input

    def size_name(self) -> str | None:
        """The published size with this many layers, or None."""
        return _SIZES.get(self.text.num_hidden_layers)
