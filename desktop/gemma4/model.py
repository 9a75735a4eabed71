"""Gemma 4 whole: the language model and the encoders that speak its soft tokens."""

from __future__ import annotations

import math
from typing import Any, cast

import mlx.core as mx
import mlx.nn as nn
from mlx_lm.models import gemma4_text
from mlx_lm.models.cache import KVCache, RotatingKVCache

from .audio import AudioTower, sanitize_audio_weights
from .config import Config
from .pictures import PictureArrays
from .soft_tokens import SoftTokenEmbedder
from .vision import VisionTower, sanitize_vision_weights

Weights = dict[str, mx.array]
Cache = list[KVCache | RotatingKVCache]


class Gemma4(nn.Module):
    """A Gemma 4 checkpoint as MLX modules, named as the published tensors are.

    A sense that the checkpoint declares but has no weights for is left out by the loader
    through `sees` and `hears`.
    """

    def __init__(self, config: Config, *, sees: bool, hears: bool) -> None:
        super().__init__()
        self.language_model = gemma4_text.Model(config.text)
        # The backbone would scale every input embedding; soft tokens must enter unscaled, so
        # `embed` scales the words instead, which also saves bf16 a rounding.
        self._embed_scale = math.sqrt(config.text.hidden_size)
        self.language_model.model.embed_scale = 1.0
        self._pad = config.text.pad_token_id
        hidden = config.text.hidden_size
        if sees and config.vision is not None:
            self.vision_tower = VisionTower(config.vision)
            self.embed_vision = SoftTokenEmbedder(
                config.vision.hidden_size, hidden, config.vision.rms_norm_eps
            )
        if hears and config.audio is not None:
            self.audio_tower = AudioTower(config.audio)
            self.embed_audio = SoftTokenEmbedder(
                config.audio.output_proj_dims, hidden, config.audio.rms_norm_eps
            )

    @property
    def dtype(self) -> mx.Dtype:
        """The type that activations are kept in."""
        return self.language_model.model.norm.weight.dtype

    @property
    def pad(self) -> int:
        """The id that stands at the place of a soft token.

        Per-layer embeddings of a medium are those of padding (Transformers,
        modeling_gemma4.py, `get_per_layer_inputs`).
        """
        return self._pad

    def see(self, picture: PictureArrays) -> mx.array:
        """One picture → [soft_tokens, hidden]."""
        patches, positions = mx.array(picture.patches), mx.array(picture.positions)
        return self.embed_vision(self.vision_tower(patches, positions))

    def hear(self, features: mx.array) -> mx.array:
        """Log-mel [frames, 128] of one clip → [soft_tokens, hidden]."""
        return self.embed_audio(self.audio_tower(features.astype(self.dtype)))

    def embed(self, ids: mx.array) -> mx.array:
        """Token ids [tokens] → [tokens, hidden], scaled as the first layer expects."""
        return self.language_model.model.embed_tokens(ids) * self._embed_scale

    def make_cache(self) -> Cache:
        """An empty key-value cache for one conversation."""
        return self.language_model.make_cache()

    def hidden(self, ids: mx.array, embeddings: mx.array, cache: Cache) -> mx.array:
        """The last layer's output, normalised: [tokens] and [tokens, hidden] → [tokens, hidden]."""
        return self.language_model.model(ids[None], cache=cache, input_embeddings=embeddings[None])[
            0
        ]

    def logits(self, hidden: mx.array) -> mx.array:
        """[tokens, hidden] → soft-capped logits [tokens, vocabulary]."""
        if self.language_model.tie_word_embeddings:
            logits = self.language_model.model.embed_tokens.as_linear(hidden)
        else:
            logits = self.language_model.lm_head(hidden)
        cap = cast("float | None", self.language_model.final_logit_softcapping)
        return logits if cap is None else gemma4_text.logit_softcap(cap, logits)

    def sanitize(self, weights: Weights) -> Weights:
        """Published tensors, in any of the converters' layouts → this module's own names.

        The reference writes `model.language_model.layers…`, mlx-lm and mlx-vlm write
        `language_model.model.layers…`, and a text-only conversion plain `model.layers…`.
        """
        parts: dict[str, Weights] = {}
        for name, array in weights.items():
            part, rest = _placed(name)
            parts.setdefault(part, {})[rest] = array
        sanitized = self.language_model.sanitize(parts.pop("language_model", {}))
        flat = {f"language_model.{name}": array for name, array in sanitized.items()}
        cleaners: dict[str, Any] = {
            "vision_tower": sanitize_vision_weights,
            "audio_tower": sanitize_audio_weights,
        }
        for part, arrays in parts.items():
            if part not in self:
                continue
            cleaned = cleaners[part](arrays) if part in cleaners else arrays
            flat |= {f"{part}.{name}": array for name, array in cleaned.items()}
        return flat


def _placed(name: str) -> tuple[str, str]:
    """A published tensor's name → the part it belongs to, and its name within that part."""
    bare = name.removeprefix("model.")
    part, _, rest = bare.partition(".")
    if part in ("vision_tower", "audio_tower", "embed_vision", "embed_audio"):
        return part, rest
    if part == "language_model":
        own = rest if rest.startswith(("model.", "lm_head.")) else f"model.{rest}"
        return part, own
    return "language_model", bare if part == "lm_head" else f"model.{bare}"


def senses_in(names: list[str]) -> tuple[bool, bool]:
    """Whether tensors of these names can see, and whether they can hear."""
    parts = {_placed(name)[0] for name in names}
    return {"vision_tower", "embed_vision"} <= parts, {"audio_tower", "embed_audio"} <= parts
