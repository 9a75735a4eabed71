"""Gemma 4's eyes: patches of one picture → soft tokens.

A transformer over all patches, with positions in two dimensions, pooled 3 × 3 at the end.
Written from the reference's behaviour (Transformers 5.23, models/gemma4, Gemma4VisionModel).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import mlx.core as mx
import mlx.nn as nn

from .clipping import ClippedLinear


@dataclass(frozen=True)
class VisionConfig:
    """A checkpoint's vision_config; the defaults are those of E2B."""

    hidden_size: int = 768
    intermediate_size: int = 3072
    num_hidden_layers: int = 16
    num_attention_heads: int = 12
    num_key_value_heads: int = 12
    head_dim: int = 64
    rms_norm_eps: float = 1e-6
    patch_size: int = 16
    pooling_kernel_size: int = 3
    position_embedding_size: int = 10240
    use_clipped_linears: bool = True
    standardize: bool = False
    rope_theta: float = 100.0

    @classmethod
    def from_dict(cls, config: Mapping[str, Any]) -> VisionConfig:
        """Take the known keys, and the rotary base from where it is nested."""
        known = {field.name for field in fields(cls)}
        flat = {**(config.get("rope_parameters") or {}), **config}
        return cls(**{name: value for name, value in flat.items() if name in known})


class Rotation:
    """Rotary angles of a picture's patches: cosines and sines, each [2, 1, patches, head_dim / 4].

    The first axis is x, then y: the first half of a head turns with x, the second with y.
    """

    def __init__(self, positions: mx.array, head_dim: int, theta: float, dtype: mx.Dtype) -> None:
        exponents = mx.arange(0, head_dim // 2, 2, dtype=mx.float32) / (head_dim // 2)
        angles = positions.T[:, None, :, None].astype(mx.float32) * theta**-exponents
        self._cos = mx.cos(angles).astype(dtype)
        self._sin = mx.sin(angles).astype(dtype)

    def __call__(self, x: mx.array) -> mx.array:
        """[heads, patches, head_dim] → the same, rotated."""
        turned: list[mx.array] = []
        for half, cos, sin in zip(mx.split(x, 2, axis=-1), self._cos, self._sin, strict=True):
            a, b = mx.split(half, 2, axis=-1)
            turned += [a * cos - b * sin, b * cos + a * sin]
        return mx.concatenate(turned, axis=-1)


class Attention(nn.Module):
    """Every patch attends to every patch; queries, keys and values are normalised per head."""

    def __init__(self, config: VisionConfig) -> None:
        super().__init__()
        hidden, clipped = config.hidden_size, config.use_clipped_linears
        self._head_dim, self._eps = config.head_dim, config.rms_norm_eps
        queries = config.num_attention_heads * config.head_dim
        keys = config.num_key_value_heads * config.head_dim
        self.q_proj = ClippedLinear(hidden, queries, clipped)
        self.k_proj = ClippedLinear(hidden, keys, clipped)
        self.v_proj = ClippedLinear(hidden, keys, clipped)
        self.o_proj = ClippedLinear(queries, hidden, clipped)
        self.q_norm = nn.RMSNorm(config.head_dim, config.rms_norm_eps)
        self.k_norm = nn.RMSNorm(config.head_dim, config.rms_norm_eps)

    def __call__(self, x: mx.array, rotate: Rotation) -> mx.array:
        """[patches, hidden] → [patches, hidden]."""
        queries = rotate(self.q_norm(self._heads(self.q_proj(x))))
        keys = rotate(self.k_norm(self._heads(self.k_proj(x))))
        values = mx.fast.rms_norm(self._heads(self.v_proj(x)), None, self._eps)
        # No 1/√d: the norms above took its place.
        seen = mx.fast.scaled_dot_product_attention(
            _fused(queries), _fused(keys), _fused(values), scale=1.0
        )[0, ..., : self._head_dim]
        return self.o_proj(seen.swapaxes(0, 1).reshape(x.shape[0], -1))

    def _heads(self, x: mx.array) -> mx.array:
        return x.reshape(x.shape[0], -1, self._head_dim).swapaxes(0, 1)


def _fused(x: mx.array) -> mx.array:
    """[heads, patches, d] → [1, heads, patches, D], zeros added up to a width that Metal fuses.

    Unfused, attention over the 10,080 patches of a big picture would write out a 3 GB table of
    scores in each layer of 31B, whose heads are 72 wide. Zeros change no score.
    """
    width = next((d for d in (64, 80, 128) if d >= x.shape[-1]), x.shape[-1])
    return mx.pad(x, [(0, 0), (0, 0), (0, width - x.shape[-1])])[None]


class MLP(nn.Module):
    """A gated feed-forward layer."""

    def __init__(self, config: VisionConfig) -> None:
        super().__init__()
        hidden, inner = config.hidden_size, config.intermediate_size
        self.gate_proj = ClippedLinear(hidden, inner, config.use_clipped_linears)
        self.up_proj = ClippedLinear(hidden, inner, config.use_clipped_linears)
        self.down_proj = ClippedLinear(inner, hidden, config.use_clipped_linears)

    def __call__(self, x: mx.array) -> mx.array:
        """[patches, hidden] → [patches, hidden]."""
        return self.down_proj(nn.gelu_approx(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    """Attention and feed-forward, each with a norm before and a norm after."""

    def __init__(self, config: VisionConfig) -> None:
        super().__init__()
        hidden, eps = config.hidden_size, config.rms_norm_eps
        self.self_attn = Attention(config)
        self.mlp = MLP(config)
        self.input_layernorm = nn.RMSNorm(hidden, eps)
        self.post_attention_layernorm = nn.RMSNorm(hidden, eps)
        self.pre_feedforward_layernorm = nn.RMSNorm(hidden, eps)
        self.post_feedforward_layernorm = nn.RMSNorm(hidden, eps)

    def __call__(self, x: mx.array, rotate: Rotation) -> mx.array:
        """[patches, hidden] → [patches, hidden]."""
        x = x + self.post_attention_layernorm(self.self_attn(self.input_layernorm(x), rotate))
        return x + self.post_feedforward_layernorm(self.mlp(self.pre_feedforward_layernorm(x)))


class Encoder(nn.Module):
    """The stack of layers."""

    def __init__(self, config: VisionConfig) -> None:
        super().__init__()
        self.layers = [Layer(config) for _ in range(config.num_hidden_layers)]
        self._head_dim, self._theta = config.head_dim, config.rope_theta

    def __call__(self, x: mx.array, positions: mx.array) -> mx.array:
        """[patches, hidden] → [patches, hidden]."""
        rotate = Rotation(positions, self._head_dim, self._theta, x.dtype)
        for layer in self.layers:
            x = layer(x, rotate)
        return x


class PatchEmbedder(nn.Module):
    """A linear map of a patch's pixels, plus a learnt vector for its column and one for its row."""

    def __init__(self, config: VisionConfig) -> None:
        super().__init__()
        self.input_proj = nn.Linear(3 * config.patch_size**2, config.hidden_size, bias=False)
        self.position_embedding_table = mx.zeros(
            (2, config.position_embedding_size, config.hidden_size)
        )

    def __call__(self, patches: mx.array, positions: mx.array) -> mx.array:
        """Pixels 0…255 [patches, 768], (x, y) [patches, 2] → [patches, hidden]."""
        columns, rows = self.position_embedding_table
        pixels = 2 * (patches.astype(mx.float32) / 255 - 0.5)
        embedded = self.input_proj(pixels.astype(columns.dtype))
        return embedded + (columns[positions[:, 0]] + rows[positions[:, 1]])


class VisionTower(nn.Module):
    """The whole encoder, for one picture at a time: without padding there is nothing to mask."""

    def __init__(self, config: VisionConfig) -> None:
        super().__init__()
        self.patch_embedder = PatchEmbedder(config)
        self.encoder = Encoder(config)
        if config.standardize:
            self.std_bias = mx.zeros(config.hidden_size)
            self.std_scale = mx.ones(config.hidden_size)
        self._config = config

    def __call__(self, patches: mx.array, positions: mx.array) -> mx.array:
        """Pixels 0…255 [patches, 768], (x, y) [patches, 2] → [soft_tokens, hidden].

        Patches lie in rows from the top left; both sides are multiples of the pooling kernel.
        """
        x = self.encoder(self.patch_embedder(patches, positions), positions)
        last_column = int(positions[-1, 0].item())  # pyright: ignore[reportArgumentType]
        pooled = self._pool(x, columns=last_column + 1)
        # In float32, as √hidden would carry float16 over its edge.
        pooled = pooled.astype(mx.float32) * math.sqrt(self._config.hidden_size)
        if self._config.standardize:
            pooled = (pooled - self.std_bias.astype(mx.float32)) * self.std_scale.astype(mx.float32)
        return pooled.astype(x.dtype)

    def _pool(self, x: mx.array, columns: int) -> mx.array:
        """The mean of each kernel × kernel square of patches."""
        kernel = self._config.pooling_kernel_size
        squares = x.reshape(-1, kernel, columns // kernel, kernel, x.shape[-1])
        mean = squares.astype(mx.float32).mean(axis=(1, 3))
        return mean.reshape(-1, x.shape[-1]).astype(x.dtype)


def sanitize_vision_weights(weights: dict[str, mx.array]) -> dict[str, mx.array]:
    """The tower's tensors under their bare names, without what some converters add.

    The tower has no convolution, so every converter's layout is the same; rotary frequencies,
    which a few conversions store, are computed here.
    """
    return {name: array for name, array in weights.items() if "rotary_emb" not in name}
