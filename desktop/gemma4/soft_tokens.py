"""From an encoder's width to the language model's."""

from __future__ import annotations

import mlx.core as mx
import mlx.nn as nn


class SoftTokenEmbedder(nn.Module):
    """RMS norm without a scale, then a linear map into the space of word embeddings."""

    def __init__(self, encoder_hidden: int, text_hidden: int, eps: float) -> None:
        super().__init__()
        self.embedding_projection = nn.Linear(encoder_hidden, text_hidden, bias=False)
        self._eps = eps

    def __call__(self, soft_tokens: mx.array) -> mx.array:
        """[soft_tokens, encoder_hidden] → [soft_tokens, text_hidden], not scaled by √hidden."""
        return self.embedding_projection(mx.fast.rms_norm(soft_tokens, None, self._eps))
