"""The 12B's senses: no encoder, patches of pixels and frames of samples enter directly.

Written from the reference's behaviour (Transformers 5.23, models/gemma4_unified).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import mlx.core as mx
import mlx.nn as nn
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class PatchConfig:
    """The 12B's vision_config: a soft token is one patch, `patch_size` pixels a side."""

    hidden_size: int = 3840
    positions: int = 1120
    patch_size: int = 48
    pooling_kernel_size: int = 1
    rms_norm_eps: float = 1e-6

    @classmethod
    def from_dict(cls, config: Mapping[str, Any]) -> PatchConfig:
        """The reference cuts small patches and merges `pooling_kernel_size`² of them to one."""
        merged = config.get("pooling_kernel_size", 3)
        return cls(
            hidden_size=config.get("mm_embed_dim", cls.hidden_size),
            positions=config.get("mm_posemb_size", cls.positions),
            patch_size=config.get("patch_size", 16) * merged,
            rms_norm_eps=config.get("rms_norm_eps", cls.rms_norm_eps),
        )


@dataclass(frozen=True)
class FrameConfig:
    """The 12B's audio_config: a soft token is one frame of `output_proj_dims` samples."""

    output_proj_dims: int = 640
    rms_norm_eps: float = 1e-6

    @classmethod
    def from_dict(cls, config: Mapping[str, Any]) -> FrameConfig:
        """Take the known keys."""
        return cls(
            output_proj_dims=config.get("audio_embed_dim", cls.output_proj_dims),
            rms_norm_eps=config.get("rms_norm_eps", cls.rms_norm_eps),
        )


class PatchEmbedder(nn.Module):
    """Pixels of a patch, normalised and mapped, plus a learnt vector for its place."""

    def __init__(self, config: PatchConfig) -> None:
        super().__init__()
        pixels, hidden = 3 * config.patch_size**2, config.hidden_size
        self.patch_ln1 = nn.LayerNorm(pixels)
        self.patch_dense = nn.Linear(pixels, hidden)
        self.patch_ln2 = nn.LayerNorm(hidden)
        self.pos_embedding = mx.zeros((config.positions, 2, hidden))
        self.pos_norm = nn.LayerNorm(hidden)

    def __call__(self, patches: mx.array, positions: mx.array) -> mx.array:
        """Pixels 0…255 [patches, 6912], (x, y) [patches, 2] → [soft_tokens, hidden]."""
        pixels = patches.astype(mx.float32) / 255
        # MLX's norm loses the variance of a plain patch beside its mean; without a mean it cannot.
        normed = self.patch_ln1(pixels - pixels.mean(axis=-1, keepdims=True))
        x = self.patch_ln2(self.patch_dense(normed.astype(self.patch_dense.bias.dtype)))
        columns, rows = self.pos_embedding[:, 0], self.pos_embedding[:, 1]
        return self.pos_norm(x + (columns[positions[:, 0]] + rows[positions[:, 1]]))


def cut_frames(samples: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """16 kHz samples → [frames, length], the last filled up with silence."""
    return np.pad(samples, (0, -len(samples) % length)).reshape(-1, length)
