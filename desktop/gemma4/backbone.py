"""mlx-lm's Gemma 4 text model, whose sliding layers also see the whole of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import mlx.core as mx
from mlx_lm.models.cache import KVCache, RotatingKVCache
from mlx_lm.models.gemma4_text import Gemma4TextModel

Block = tuple[int, int]
"""Where a picture's soft tokens begin, and where they have ended."""
Cache = list[KVCache | RotatingKVCache]


class Stretch(NamedTuple):
    """Consecutive positions, as the language model takes them.

    `ids` [tokens], padding where soft tokens stand; `embeddings` [tokens, hidden]; `blocks` are
    the pictures among them, counted from the first of these positions and never cut.
    """

    ids: mx.array
    embeddings: mx.array
    blocks: Sequence[Block] = ()


class Backbone(Gemma4TextModel):
    """The layers between embeddings and logits.

    12B, 26B-A4B and 31B are trained so that a picture's soft tokens see each other, whichever
    comes first, in sliding layers; full layers stay causal. What a sliding layer sees is
    window AND (causal OR same picture) (Transformers 5.23, modeling_gemma4.py,
    create_masks_for_vision_model).
    """

    def compute(self, stretch: Stretch, cache: Cache) -> mx.array:
        """The last layer's output, normalised: [tokens, hidden]."""
        self._blocks = stretch.blocks
        return self(stretch.ids[None], cache=cache, input_embeddings=stretch.embeddings[None])[0]

    def inputs_of_layers(self, ids: mx.array, embeddings: mx.array) -> list[mx.array | None]:
        """What each layer is given besides the stream, if this model has per-layer embeddings.

        `ids` [1, tokens] and `embeddings` [1, tokens, hidden], scaled.
        """
        if not self.hidden_size_per_layer_input:
            return [None] * len(self.layers)
        words = self._get_per_layer_inputs(ids)
        inputs = self._project_per_layer_inputs(embeddings, words)
        return [inputs[:, :, i] for i in range(len(self.layers))]

    def _make_masks(
        self, h: mx.array, cache: list[KVCache | RotatingKVCache | None]
    ) -> list[mx.array | str | None]:
        masks: list[mx.array | str | None] = super()._make_masks(h, cache)
        if not self._blocks:
            return masks
        sliding = next(c for c in cache if isinstance(c, RotatingKVCache))
        causal = sliding.make_mask(h.shape[1], window_size=self.window_size, return_array=True)
        assert isinstance(causal, mx.array)
        seen = _open_blocks(causal, self._blocks)
        return [
            seen if layer.layer_type == "sliding_attention" else mask
            for layer, mask in zip(self.layers, masks, strict=True)
        ]


def _open_blocks(mask: mx.array, blocks: Sequence[Block]) -> mx.array:
    """Let each position of a block see those of its block that come later.

    They lie within any window that looks back; the earlier ones are seen already, as far as the
    window goes.
    """
    positions, keys = mask.shape
    before = keys - positions
    for start, stop in blocks:
        square = slice(start, stop), slice(before + start, before + stop)
        later = mx.triu(mx.ones((stop - start, stop - start), mx.bool_), k=1)
        mask[square] = mask[square] | later
    return mask
