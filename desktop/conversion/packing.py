"""Weights in groups of a few bits, a stretch at a time."""

from __future__ import annotations

from dataclasses import dataclass

import mlx.core as mx

_GROUPS = 64, 32
"""Weights that share a scale; 64 where rows can be divided so."""


@dataclass(frozen=True)
class Packing:
    """MLX's affine quantisation: each group of weights is `bits` each, a scale and a bias."""

    bits: int
    group_size: int

    def pack(self, weights: mx.array) -> tuple[mx.array, mx.array, mx.array]:
        """[…, inputs] → packed uint32, scales and biases; rows do not know of each other."""
        packed, scales, biases = mx.quantize(weights, self.group_size, self.bits)
        return packed, scales, biases

    def rounded(self, weights: mx.array) -> mx.array:
        """What is left of weights once they were packed, in their own dtype."""
        return mx.dequantize(*self.pack(weights), self.group_size, self.bits)


def group_size(inputs: int) -> int | None:
    """The group size for rows of so many weights, None where they can't be divided."""
    return next((size for size in _GROUPS if inputs % size == 0), None)
