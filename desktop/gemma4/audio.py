"""Gemma 4's ears (E2B and E4B): the log-mel frames of one clip → soft tokens.

A Conformer: two strided convolutions, then layers of feed-forward, chunked local attention,
causal convolution and feed-forward. Written from the reference's behaviour (Transformers 5.23,
models/gemma4, Gemma4AudioModel).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import mlx.core as mx
import mlx.nn as nn

from .clipping import ClippedLinear

MEL_BINS = 128


@dataclass(frozen=True)
class AudioConfig:
    """A checkpoint's audio_config; the defaults are those of E2B.

    Lengths of attention are in soft tokens of 40 ms; `attention_context_left` counts the
    position itself.
    """

    hidden_size: int = 1024
    num_hidden_layers: int = 12
    num_attention_heads: int = 8
    subsampling_conv_channels: tuple[int, int] = (128, 32)
    conv_kernel_size: int = 5
    residual_weight: float = 0.5
    attention_chunk_size: int = 12
    attention_context_left: int = 13
    attention_logit_cap: float = 50.0
    attention_invalid_logits_value: float = -1e9
    use_clipped_linears: bool = True
    rms_norm_eps: float = 1e-6
    gradient_clipping: float = 1e10
    output_proj_dims: int = 1536

    @classmethod
    def from_dict(cls, config: Mapping[str, Any]) -> AudioConfig:
        """Take the known keys."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in config.items() if name in known})


class Subsample(nn.Module):
    """A convolution that halves time and frequency, normalised over its channels."""

    def __init__(self, inputs: int, outputs: int, eps: float) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel_size=3, stride=2, padding=1, bias=False)
        self.norm = nn.LayerNorm(outputs, eps, bias=False)

    def __call__(self, x: mx.array) -> mx.array:
        """[1, time, frequency, inputs] → [1, ⌈time / 2⌉, frequency / 2, outputs]."""
        return nn.relu(self.norm(self.conv(x)))


class SubsampleProjection(nn.Module):
    """Frames of 10 ms → vectors of 40 ms."""

    def __init__(self, config: AudioConfig) -> None:
        super().__init__()
        first, second = config.subsampling_conv_channels
        self.layer0 = Subsample(1, first, config.rms_norm_eps)
        self.layer1 = Subsample(first, second, config.rms_norm_eps)
        self.input_proj_linear = nn.Linear(MEL_BINS // 4 * second, config.hidden_size, bias=False)

    def __call__(self, features: mx.array) -> mx.array:
        """[frames, 128] → [soft_tokens, hidden]."""
        x = self.layer1(self.layer0(features[None, :, :, None]))
        return self.input_proj_linear(x.reshape(x.shape[1], -1))


class FeedForward(nn.Module):
    """Half a feed-forward step: its result is weighted before it is added."""

    def __init__(self, config: AudioConfig) -> None:
        super().__init__()
        hidden, clipped = config.hidden_size, config.use_clipped_linears
        self.ffw_layer_1 = ClippedLinear(hidden, 4 * hidden, clipped)
        self.ffw_layer_2 = ClippedLinear(4 * hidden, hidden, clipped)
        self.pre_layer_norm = nn.RMSNorm(hidden, config.rms_norm_eps)
        self.post_layer_norm = nn.RMSNorm(hidden, config.rms_norm_eps)
        self._config = config

    def __call__(self, x: mx.array) -> mx.array:
        """[soft_tokens, hidden] → [soft_tokens, hidden]."""
        y = self.pre_layer_norm(_bounded(x, self._config))
        y = self.ffw_layer_2(nn.silu(self.ffw_layer_1(y)))
        y = self.post_layer_norm(_bounded(y, self._config))
        return x + y * self._config.residual_weight


class Attention(nn.Module):
    """Each position sees itself and the 11 before it, with a learnt weight for each distance.

    Queries are taken in chunks, so that the scores of a clip grow with its length and not with
    its square.
    """

    def __init__(self, config: AudioConfig) -> None:
        super().__init__()
        hidden, clipped = config.hidden_size, config.use_clipped_linears
        self.q_proj = ClippedLinear(hidden, hidden, clipped)
        self.k_proj = ClippedLinear(hidden, hidden, clipped)
        self.v_proj = ClippedLinear(hidden, hidden, clipped)
        self.post = ClippedLinear(hidden, hidden, clipped)
        self.relative_k_proj = nn.Linear(hidden, hidden, bias=False)
        self._heads = config.num_attention_heads
        self._head_dim = hidden // config.num_attention_heads
        self.per_dim_scale = mx.zeros(self._head_dim)
        self._chunk = config.attention_chunk_size
        self._past = config.attention_context_left - 1
        self._cap = config.attention_logit_cap
        self._unseen = config.attention_invalid_logits_value

    def __call__(self, x: mx.array, distances: mx.array) -> mx.array:
        """[soft_tokens, hidden], vectors of the distances [past + 1, hidden] → like x.

        Scores and sums are float32 whatever the weights are.
        """
        count = x.shape[0]
        chunks = -(-count // self._chunk)
        spare = chunks * self._chunk - count

        q = self._split(self.q_proj(x)) * (self._head_dim**-0.5 / math.log(2))
        q = q * nn.softplus(self.per_dim_scale).astype(mx.float32)
        q = mx.pad(q, [(0, spare), (0, 0), (0, 0)])
        q = q.reshape(chunks, self._chunk, self._heads, self._head_dim).swapaxes(1, 2)
        k = self._split(self.k_proj(x)) * (math.log(1 + math.e) / math.log(2))
        v = self._split(self.v_proj(x))

        # [chunks, past + chunk]: which positions the keys of each chunk are.
        starts = mx.arange(chunks)[:, None] * self._chunk
        places = starts + mx.arange(-self._past, self._chunk)
        window = mx.clip(places, 0, count - 1)
        keys, values = k[window].transpose(0, 2, 3, 1), v[window].swapaxes(1, 2)

        near = self._split(self.relative_k_proj(distances)).transpose(1, 2, 0)
        scores = q @ keys + self._by_place(q @ near)
        scores = mx.tanh(scores / self._cap) * self._cap

        apart = (starts + mx.arange(self._chunk))[..., None] - places[:, None]
        seen = (apart >= 0) & (apart < self._past) & (places >= 0)[:, None]
        scores = mx.where(seen[:, None], scores, self._unseen)
        heard = mx.softmax(scores, axis=-1) @ values
        heard = heard.swapaxes(1, 2).reshape(chunks * self._chunk, -1)[:count]
        return self.post(heard.astype(x.dtype))

    def _split(self, x: mx.array) -> mx.array:
        """[n, hidden] → [n, heads, head_dim], in float32."""
        return x.astype(mx.float32).reshape(x.shape[0], self._heads, self._head_dim)

    def _by_place(self, scores: mx.array) -> mx.array:
        """Scores by distance, far to near […, chunk, past + 1] → by key […, chunk, past + chunk].

        Query i's key j is at distance past + i − j, so row i moves i to the right: pad each row
        to one more than the keys, and read the same numbers in rows of as many as the keys
        (Transformer-XL, arXiv 1901.02860, appendix B).
        """
        *lead, chunk, near = scores.shape
        keys = self._past + chunk
        padded = mx.pad(scores, [(0, 0)] * (len(lead) + 1) + [(0, keys + 1 - near)])
        return padded.reshape(*lead, -1)[..., : chunk * keys].reshape(*lead, chunk, keys)


class LightConvolution(nn.Module):
    """A gate, then a convolution over time that looks only back, one filter a channel."""

    def __init__(self, config: AudioConfig) -> None:
        super().__init__()
        hidden, clipped = config.hidden_size, config.use_clipped_linears
        self.linear_start = ClippedLinear(hidden, 2 * hidden, clipped)
        self.linear_end = ClippedLinear(hidden, hidden, clipped)
        self.depthwise_conv1d = nn.Conv1d(
            hidden, hidden, config.conv_kernel_size, groups=hidden, bias=False
        )
        self.pre_layer_norm = nn.RMSNorm(hidden, config.rms_norm_eps)
        self.conv_norm = nn.RMSNorm(hidden, config.rms_norm_eps)
        self._config = config

    def __call__(self, x: mx.array) -> mx.array:
        """[soft_tokens, hidden] → [soft_tokens, hidden]."""
        y = nn.glu(self.linear_start(self.pre_layer_norm(x)))
        y = mx.pad(y, [(self._config.conv_kernel_size - 1, 0), (0, 0)])
        y = _bounded(self.depthwise_conv1d(y[None])[0], self._config)
        return x + self.linear_end(nn.silu(self.conv_norm(y)))


class Layer(nn.Module):
    """One Conformer block."""

    def __init__(self, config: AudioConfig) -> None:
        super().__init__()
        self.feed_forward1 = FeedForward(config)
        self.self_attn = Attention(config)
        self.lconv1d = LightConvolution(config)
        self.feed_forward2 = FeedForward(config)
        self.norm_pre_attn = nn.RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.norm_post_attn = nn.RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.norm_out = nn.RMSNorm(config.hidden_size, config.rms_norm_eps)
        self._config = config

    def __call__(self, x: mx.array, distances: mx.array) -> mx.array:
        """[soft_tokens, hidden], vectors of the distances → [soft_tokens, hidden]."""
        x = self.feed_forward1(x)
        y = self.self_attn(self.norm_pre_attn(_bounded(x, self._config)), distances)
        x = x + self.norm_post_attn(_bounded(y, self._config))
        x = self.feed_forward2(self.lconv1d(x))
        return self.norm_out(_bounded(x, self._config))


class AudioTower(nn.Module):
    """The whole encoder, for one clip at a time: without padding, clips cannot disturb another."""

    def __init__(self, config: AudioConfig) -> None:
        super().__init__()
        self.subsample_conv_projection = SubsampleProjection(config)
        self.layers = [Layer(config) for _ in range(config.num_hidden_layers)]
        self.output_proj = nn.Linear(config.hidden_size, config.output_proj_dims)
        self._config = config

    def __call__(self, features: mx.array) -> mx.array:
        """Log-mel [frames, 128] → [soft_tokens, output_proj_dims]."""
        x = self.subsample_conv_projection(features)
        distances = _distance_vectors(self._config).astype(x.dtype)
        for layer in self.layers:
            x = layer(x, distances)
        return self.output_proj(x)

    @staticmethod
    def soft_token_count(frames: int) -> int:
        """How many soft tokens that many frames make: halved twice, rounded up each time."""
        return -(-frames // 4)


def _distance_vectors(config: AudioConfig) -> mx.array:
    """Sines, then cosines, of the distances from the farthest to 0: [past + 1, hidden], float32."""
    steps = config.hidden_size // 2
    increment = math.log(10000) / max(steps - 1, 1)
    frequencies = mx.exp(mx.arange(steps) * -increment)
    distances = mx.arange(config.attention_context_left - 1, -1, -1)
    angles = distances[:, None] * frequencies
    return mx.concatenate([mx.sin(angles), mx.cos(angles)], axis=-1)


def _bounded(x: mx.array, config: AudioConfig) -> mx.array:
    """Hold x to a range that its dtype can square, as training did."""
    bound = min(config.gradient_clipping, float(mx.finfo(x.dtype).max))
    return mx.clip(x, -bound, bound)


def sanitize_audio_weights(weights: dict[str, mx.array]) -> dict[str, mx.array]:
    """The tower's tensors under their bare names → the same, filters in MLX's layout.

    The reference stores filters as (out, in, …kernel), MLX converters as (out, …kernel, in).
    Shapes tell them apart: the 2-d kernels are 3 × 3 and have 1 or 128 inputs, so in the
    reference's layout the last axis is 3; a depthwise kernel has 1 input, so there its second
    axis is 1 and its last is not.
    """
    return {name: _channels_last(name, array) for name, array in weights.items()}


def _channels_last(name: str, array: mx.array) -> mx.array:
    if name.endswith(".conv.weight") and array.shape[-1] == 3:
        return array.transpose(0, 2, 3, 1)
    if name.endswith(".depthwise_conv1d.weight") and array.shape[-1] != 1:
        return array.transpose(0, 2, 1)
    return array
