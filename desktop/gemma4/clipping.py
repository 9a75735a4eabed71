"""The linear layer that both encoders are built from."""

from __future__ import annotations

import math

import mlx.core as mx
import mlx.nn as nn


class ClippedLinear(nn.Module):
    """A linear map whose input and output are held to the ranges seen in training.

    The four bounds are scalars of the checkpoint; without them this is a plain linear map.
    """

    def __init__(self, inputs: int, outputs: int, clipped: bool) -> None:
        super().__init__()
        self.linear = nn.Linear(inputs, outputs, bias=False)
        self._clipped = clipped
        if clipped:
            self.input_min = mx.array(-math.inf)
            self.input_max = mx.array(math.inf)
            self.output_min = mx.array(-math.inf)
            self.output_max = mx.array(math.inf)

    def __call__(self, x: mx.array) -> mx.array:
        """[…, inputs] → […, outputs], in x's dtype."""
        if not self._clipped:
            return self.linear(x)
        y = self.linear(_clip(x, self.input_min, self.input_max))
        return _clip(y, self.output_min, self.output_max)


def _clip(x: mx.array, low: mx.array, high: mx.array) -> mx.array:
    # Bounds stored in float32 must not lift bf16 activations to float32.
    return mx.clip(x, low.astype(x.dtype), high.astype(x.dtype))
