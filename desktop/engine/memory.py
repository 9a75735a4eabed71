"""What a model takes of memory, before it is tried: arithmetic on its config, in bytes.

Weights and keys and values are exact. Peaks are what one step allocates at once, held to
measurements at full size by tests/bench/full_scale.py. They depend on how MLX computes: Metal has
one kernel for a norm and one for a rotation, without Metal each is a chain of float32 arrays; and
either takes memory for operations that are still waiting for the ones before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import mlx.core as mx
from mlx.utils import tree_flatten
from mlx_lm.models.cache import KVCache

from desktop.conversation import DETAILS
from desktop.gemma4.audio import MEL_BINS, AudioConfig
from desktop.gemma4.config import Config, TextConfig
from desktop.gemma4.model import Gemma4
from desktop.gemma4.vision import VisionConfig

from .decoding import PREFILL_CHUNK

METAL = mx.metal.is_available()
"""Whether the formulas are for Metal, unless they are told otherwise."""
_AHEAD = 500_000_000
"""What Metal's waiting command buffers hold: at most 10, each closed once it touched 50 MB.

With it the formulas give the peaks that mlx-lm reports on an M5 Max for prompts of 2,048 tokens;
shorter work holds less.
"""
_FUSED_HEADS = 64, 80, 128
"""The widths of heads that Metal attends with in one kernel, to which vision.py fills heads up."""
_MOST_DETAIL = max(DETAILS)  # soft tokens
_F32 = 4


@dataclass(frozen=True)
class Needs:
    """What one model takes, in bytes.

    `kv_per_1000_tokens` is what a long conversation grows by; `kv_windows` is what its sliding
    layers hold besides, however long it is. `picture` is the peak of the most detailed picture,
    None where the model does not see; `chunk` that of prefilling 8,192 tokens.
    """

    weights: int
    kv_windows: int
    kv_per_1000_tokens: int
    picture: int | None
    chunk: int


def needs(model: Gemma4, config: Config, tokens: int = 8192) -> Needs:
    """All figures of a model, whose weights need not have been read yet."""
    text, width = config.text, model.dtype.size
    return Needs(
        weights=weight_bytes(model),
        kv_windows=kv_bytes(text, text.sliding_window, width=width)
        - _full_kv_bytes(text, text.sliding_window, width),
        kv_per_1000_tokens=_full_kv_bytes(text, 1000, width),
        picture=picture_bytes(config, _MOST_DETAIL, width) if "embed_vision" in model else None,
        chunk=prefill_bytes(text, PREFILL_CHUNK, tokens, width),
    )


def weight_bytes(model: Gemma4) -> int:
    """What the weights take once they are read; they need not be.

    Senses left out and tensors that the loader drops do not count.
    """
    tensors = cast("list[tuple[str, mx.array]]", tree_flatten(model.parameters()))
    return sum(array.nbytes for _, array in tensors)


def kv_bytes(text: TextConfig, tokens: int, chunk: int = 1, width: int = 2) -> int:
    """What the caches hold after a conversation of `tokens`, the last `chunk` of them at once.

    Full layers keep every token, in whole steps of 256. Sliding layers keep the window, and
    after a chunk also the chunk − 1 positions before it, which its first position saw. K and V
    are both kept even where they are equal; layers that share another's keep nothing. Exact after
    one prefill in chunks of whole steps; a later turn may leave up to one step more.
    """
    steps = -(-tokens // KVCache.step) * KVCache.step
    held = min(steps if chunk == 1 else tokens, text.sliding_window + chunk - 1)
    sliding = _own_layers(text).count("sliding_attention")
    return _full_kv_bytes(text, steps, width) + sliding * held * _kv_values(text, False) * width


def prefill_bytes(
    text: TextConfig, chunk: int, keys: int, width: int = 2, metal: bool = METAL
) -> int:
    """The peak of computing `chunk` positions, the last of `keys`, besides weights and caches.

    The greatest of four: making the per-layer inputs [chunk, layers, 256], which stay while the
    layers are computed; attention with the feed-forward after it; the experts; and copying a full
    layer's keys and values to a longer array.
    """
    per_layer = chunk * text.num_hidden_layers * text.hidden_size_per_layer_input
    widest = max(_attention_bytes(text, kind, chunk, keys, width, metal) for kind in (True, False))
    peak = max(
        2 * per_layer * width
        + _norm_bytes(per_layer, width, metal)
        + (_queries_bytes(text, chunk, width, metal) if per_layer else 0),
        per_layer * width + widest,
        _experts_bytes(text, chunk, width, metal),
        per_layer * width + keys * _kv_values(text, True) * width,
    )
    return peak + (_AHEAD if metal else 0)


def decode_bytes(text: TextConfig, keys: int, width: int = 2) -> int:
    """The peak of one step of decoding after `keys` tokens, besides weights and caches.

    Every 256 tokens each full layer's keys and values are copied to a longer array, one layer at
    a time; and drawing from the likeliest tokens takes a dozen arrays [vocabulary] of float32.
    """
    return keys * _kv_values(text, True) * width + 12 * text.vocab_size * _F32


def picture_bytes(config: Config, soft_tokens: int, width: int = 2, metal: bool = METAL) -> int:
    """The peak of encoding one picture, besides weights; a tower's does not grow with its depth.

    Without Metal the scores [heads, patches, patches] are written out; with it attention over
    heads of 64, 80 or 128 is one kernel. The 12B has no tower: its patches [soft_tokens, 6912] are
    normalised in float32.
    """
    vision = config.vision
    if vision is None:
        raise ValueError("the model does not see")
    if not isinstance(vision, VisionConfig):
        pixels = 3 * vision.patch_size**2 * soft_tokens
        return pixels * (2 * _F32 + width) + _layer_norm_bytes(pixels, _F32, metal)
    patches = soft_tokens * vision.pooling_kernel_size**2
    hidden = patches * vision.hidden_size
    head_dim = next((d for d in _FUSED_HEADS if d >= vision.head_dim), vision.head_dim)
    scores = vision.num_attention_heads * patches**2
    return (
        (_AHEAD if metal else 0)
        + (0 if metal and head_dim in _FUSED_HEADS else scores * width)
        + 5 * vision.num_attention_heads * patches * head_dim * width
        + _feed_forward_bytes(hidden, patches * vision.intermediate_size, width, metal)
    )


def sound_bytes(config: Config, soft_tokens: int, width: int = 2, metal: bool = METAL) -> int:
    """The peak of encoding one sound, besides weights.

    That of the first convolution's output [frames / 2, 64, 128] and its norm; layers are smaller.
    The 12B has no tower, and takes next to nothing.
    """
    audio = config.audio
    if not isinstance(audio, AudioConfig):
        return 0
    values = 2 * soft_tokens * (MEL_BINS // 2) * audio.subsampling_conv_channels[0]
    peak = 3 * values * width + _layer_norm_bytes(values, width, metal)
    return peak + (_AHEAD if metal else 0)


def _own_layers(text: TextConfig) -> list[str]:
    """The kinds of the layers that have keys and values of their own."""
    assert text.layer_types is not None
    return text.layer_types[: text.num_hidden_layers - text.num_kv_shared_layers]


def _kv_values(text: TextConfig, full: bool) -> int:
    """Numbers that one layer keeps of one token: K and V."""
    if not full:
        return 2 * text.num_key_value_heads * text.head_dim
    heads = text.num_global_key_value_heads if text.attention_k_eq_v else None
    return 2 * (heads or text.num_key_value_heads) * text.global_head_dim


def _full_kv_bytes(text: TextConfig, tokens: int, width: int) -> int:
    return _own_layers(text).count("full_attention") * tokens * _kv_values(text, True) * width


def _attention_bytes(
    text: TextConfig, full: bool, chunk: int, keys: int, width: int, metal: bool
) -> int:
    """A layer's scores, their mask, and what the rest of the layer takes while they are computed.

    No kernel of MLX 0.32 attends with heads of 256 or 512 without writing the scores
    [heads, chunk, keys] out, unless it is forced to (256) or runs on an M5 in chunks of 1,024.
    Mask and softmax are written over them.
    """
    seen = keys if full else min(keys, text.sliding_window + chunk - 1)
    head_dim = text.global_head_dim if full else text.head_dim
    queries = text.num_attention_heads * chunk * head_dim
    hidden, inner = chunk * text.hidden_size, chunk * text.intermediate_size
    return (
        text.num_attention_heads * chunk * seen * width
        + chunk * seen
        + 3 * queries * width
        + _feed_forward_bytes(hidden, inner, width, metal)
        + (2 * _norm_bytes(hidden, width, metal) if text.enable_moe_block else 0)
    )


def _feed_forward_bytes(hidden: int, inner: int, width: int, metal: bool) -> int:
    """What follows attention: residuals, two to three norms, the gated layer's three arrays."""
    return (4 * hidden + 3 * inner) * width + 5 * _norm_bytes(hidden, width, metal) // 2


def _queries_bytes(text: TextConfig, chunk: int, width: int, metal: bool) -> int:
    """What the first layer begins with, a norm and the queries, normalised and rotated."""
    queries = text.num_attention_heads * chunk * text.head_dim
    rotation = queries * width if metal else queries * (width + 5)
    return (
        _norm_bytes(chunk * text.hidden_size, width, metal)
        + queries * width
        + _norm_bytes(queries, width, metal)
        + rotation
    )


def _experts_bytes(text: TextConfig, chunk: int, width: int, metal: bool) -> int:
    """Each token once for each of its experts: gathered, gated, mapped, put back and weighted."""
    if not text.enable_moe_block:
        return 0
    assert text.top_k_experts is not None and text.moe_intermediate_size is not None
    rows = chunk * text.top_k_experts
    hidden = chunk * text.hidden_size
    return rows * (4 * text.hidden_size + 3 * text.moe_intermediate_size) * width + 2 * _norm_bytes(
        hidden, width, metal
    )


def _norm_bytes(values: int, width: int, metal: bool) -> int:
    """An RMS norm's result, and without Metal the three float32 arrays it is computed through."""
    return values * width if metal else values * (width + 3 * _F32)


def _layer_norm_bytes(values: int, width: int, metal: bool) -> int:
    """A layer norm's result; without Metal eight float32 arrays instead."""
    return values * width if metal else values * 8 * _F32
