"""What a checkpoint's JSON files say, as one dataclass per part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlx_lm.models.gemma4_text import ModelArgs as TextConfig

from desktop.family import size_with

from .audio import AudioConfig
from .unified import FrameConfig, PatchConfig
from .vision import VisionConfig

_ABSENT: dict[str, Any] = {
    "hidden_size": 2304,
    "intermediate_size": 9216,
    "num_hidden_layers": 30,
    "num_key_value_heads": 4,
    "num_kv_shared_layers": 0,
    "sliding_window_pattern": 6,
    "use_double_wide_mlp": False,
}
"""What an absent key of text_config stands for, where mlx-lm would take E2B's value.

From Transformers 5.23, configuration_gemma4.py.
"""


@dataclass(frozen=True)
class SamplingDefaults:
    """The checkpoint's generation_config.json, or the model card's values."""

    temperature: float = 1.0
    top_p: float = 0.95
    top_k: int = 64


@dataclass(frozen=True)
class Config:
    """config.json: the text model and the senses that it declares.

    `picture_blocks` says that sliding layers see the whole of the picture that they are in.
    """

    text: TextConfig
    vision: VisionConfig | PatchConfig | None
    audio: AudioConfig | FrameConfig | None
    picture_blocks: bool

    @classmethod
    def from_dict(cls, config: Mapping[str, Any]) -> Config:
        """Read the nested form, or the flat one of a text-only conversion."""
        text: Mapping[str, Any] = config.get("text_config") or config
        unified = str(config.get("model_type", "")).startswith("gemma4_unified")
        vision, audio = config.get("vision_config"), config.get("audio_config")
        return cls(
            text=_text_config({"vocab_size": config.get("vocab_size", 262144), **text}, unified),
            vision=(PatchConfig if unified else VisionConfig).from_dict(vision) if vision else None,
            audio=(FrameConfig if unified else AudioConfig).from_dict(audio) if audio else None,
            picture_blocks=text.get("use_bidirectional_attention") == "vision",
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
        return size_with(self.text.num_hidden_layers)


def _text_config(text: Mapping[str, Any], unified: bool) -> TextConfig:
    absent = {**_ABSENT, "hidden_size_per_layer_input": 0} if unified else _ABSENT
    return TextConfig.from_dict({**absent, **text, **_full_layers(text)})


def _full_layers(text: Mapping[str, Any]) -> dict[str, Any]:
    """What sets full layers apart, from where Transformers 5.23 writes it, layer by layer."""
    names = {"head_dim": "global_head_dim", "num_key_value_heads": "num_global_key_value_heads"}
    found: dict[str, Any] = {}
    for layer in (text.get("per_layer_config") or {}).values():
        found |= {names[key]: value for key, value in layer.items() if key in names}
    return found
