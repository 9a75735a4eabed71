"""Gemma 4 whole: the language model and the encoders that speak its soft tokens."""

from __future__ import annotations

import math
from typing import Any, cast

import mlx.core as mx
import mlx.nn as nn
from mlx_lm.models import gemma4_text

from .audio import AudioConfig, AudioTower, sanitize_audio_weights
from .backbone import Backbone, Cache, Stretch
from .config import Config
from .pictures import PictureArrays
from .soft_tokens import SoftTokenEmbedder
from .unified import FrameConfig, PatchConfig, PatchEmbedder
from .vision import VisionConfig, VisionTower, sanitize_vision_weights

Weights = dict[str, mx.array]

_SENSES = ("vision_tower", "vision_embedder", "audio_tower", "embed_vision", "embed_audio")


class Gemma4(nn.Module):
    """A Gemma 4 checkpoint as MLX modules, named as the published tensors are.

    A sense that the checkpoint declares but has no weights for is left out by the loader
    through `sees` and `hears`.
    """

    def __init__(self, config: Config, *, sees: bool, hears: bool) -> None:
        super().__init__()
        self.language_model = gemma4_text.Model(config.text)
        backbone = self.language_model.model = Backbone(config.text)
        # The backbone would scale every input embedding; soft tokens must enter unscaled, so
        # `embed` scales the words instead, which also saves bf16 a rounding.
        self._embed_scale = math.sqrt(config.text.hidden_size)
        backbone.embed_scale = 1.0
        self._pad = config.text.pad_token_id
        hidden, vision, audio = config.text.hidden_size, config.vision, config.audio
        if sees and vision is not None:
            if isinstance(vision, VisionConfig):
                self.vision_tower = VisionTower(vision)
            else:
                self.vision_embedder = PatchEmbedder(vision)
            self.embed_vision = SoftTokenEmbedder(vision.hidden_size, hidden, vision.rms_norm_eps)
        if hears and audio is not None:
            if isinstance(audio, AudioConfig):
                self.audio_tower = AudioTower(audio)
            self.embed_audio = SoftTokenEmbedder(audio.output_proj_dims, hidden, audio.rms_norm_eps)

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
        encode = self.vision_tower if "vision_tower" in self else self.vision_embedder
        return self.embed_vision(encode(patches, positions))

    def hear(self, features: mx.array) -> mx.array:
        """What the ears take of one clip → [soft_tokens, hidden].

        That is the log-mel [frames, 128], or for the 12B frames of samples [soft_tokens, 640].
        """
        features = features.astype(self.dtype)
        return self.embed_audio(self.audio_tower(features) if "audio_tower" in self else features)

    def embed(self, ids: mx.array) -> mx.array:
        """Token ids [tokens] → [tokens, hidden], scaled as the first layer expects."""
        # Packed in one of the floating-point modes, embeddings would come out as bf16 always.
        words = self.language_model.model.embed_tokens(ids).astype(self.dtype)
        return words * self._embed_scale

    def make_cache(self) -> Cache:
        """An empty key-value cache for one conversation."""
        return self.language_model.make_cache()

    def hidden(self, stretch: Stretch, cache: Cache) -> mx.array:
        """The last layer's output for positions that follow those in the cache.

        [tokens, hidden], normalised.
        """
        backbone = cast(Backbone, self.language_model.model)
        return backbone.compute(stretch, cache)

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
            part, rest = placed(name)
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


def placed(name: str) -> tuple[str, str]:
    """A published tensor's name → the part it belongs to, and its name within that part."""
    bare = name.removeprefix("model.")
    part, _, rest = bare.partition(".")
    if part in _SENSES:
        return part, rest
    if part == "language_model":
        own = rest if rest.startswith(("model.", "lm_head.")) else f"model.{rest}"
        return part, own
    return "language_model", bare if part == "lm_head" else f"model.{bare}"


def senses_in(names: list[str], config: Config) -> tuple[bool, bool]:
    """Whether a checkpoint with tensors of these names can see, and whether it can hear."""
    parts = {placed(name)[0] for name in names}
    eyes = {
        VisionConfig: {"vision_tower", "embed_vision"},
        PatchConfig: {"vision_embedder", "embed_vision"},
    }
    ears = {AudioConfig: {"audio_tower", "embed_audio"}, FrameConfig: {"embed_audio"}}
    sees = config.vision is not None and eyes[type(config.vision)] <= parts
    hears = config.audio is not None and ears[type(config.audio)] <= parts
    return sees, hears
