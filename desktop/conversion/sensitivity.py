"""How much a layer's output suffers from each of its weights, measured on a few sentences.

One layer is in memory at a time. Errors are of its own output, relative to it: measured on
Pebble, bits given by these errors are as good as those given by each weight's effect on the
logits, which would take a run of the whole model for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import mlx.core as mx
import mlx.nn as nn
import numpy as np
from mlx.utils import tree_flatten
from mlx_lm.models.gemma4_text import DecoderLayer

from desktop.conversation import Conversation, Text, Turn
from desktop.gemma4.backbone import Backbone
from desktop.gemma4.checkpoint import Checkpoint
from desktop.gemma4.model import Gemma4
from desktop.gemma4.prompt import Tokens, render, tokenize
from desktop.gemma4.stored import StoredTensor

from .allocation import LEAST, fixed_bits
from .packing import Packing, group_size
from .source import Source

_SAID = (
    "Why is the sky blue, and why are sunsets red?",
    "Air scatters short waves of light far more than long ones, so blue reaches us from all over "
    "the sky. At sunset the light has crossed so much air that mostly red is left.",
    "Write a Python function that adds the squares of all even numbers in a list. What does it "
    "give for [1, 2, 3, 4]?",
    "```python\ndef even_squares(numbers: list[int]) -> int:\n"
    "    return sum(n * n for n in numbers if n % 2 == 0)\n```\n2² + 4² = 4 + 16 = **20**.",
    "京都で雨の日に楽しめる場所を三つ教えてください。",
    "雨の京都なら、苔が美しい**西芳寺**、屋根のある**錦市場**、静かな**京都国立博物館**がおすすめです。",
)
"""What is said in turns, first by a person: prose, code and numbers, English and Japanese."""

_BACKBONE = "language_model.model"
_Shared = tuple[mx.array, mx.array]


def measure(source: Source, told: Callable[[int, int], None]) -> dict[str, float]:
    """The squared relative error that 4 bits make of each weight of the decoder layers.

    By module; `told` hears of each layer that is done, and how many there are.
    """
    tensors = source.tensors
    # Its weights are random and never computed, but for those that are read here.
    model = Gemma4(source.checkpoint.config, sees=False, hears=False)
    backbone = cast(Backbone, model.language_model.model)
    ids = _read_words(backbone, tensors, _prompt(source.checkpoint))
    # In bf16 the noise of rounding would hide what is measured.
    x = model.embed(ids).astype(mx.float32)[None]
    inputs = backbone.inputs_of_layers(ids[None], x)
    mx.eval(x, inputs)
    layers, backbone.layers = backbone.layers, []
    count, errors = len(layers), dict[str, float]()
    shared: dict[int, _Shared] = {}
    for i, donor in enumerate(backbone.previous_kvs):
        path = f"{_BACKBONE}.layers.{i}"
        layer = layers.pop(0)
        _read(layer, path, tensors)
        run = _Run(layer, x, inputs[i], shared.get(donor))
        x, shared[i] = run.output()
        readers = backbone.previous_kvs.count(i)
        for name, error in run.errors(x):
            # Keys and values go astray in every layer that reads them.
            times = readers if name.endswith(("k_proj", "v_proj")) else 1
            errors[f"{path}.{name}"] = times * error
        del layer, run
        mx.clear_cache()
        told(i + 1, count)
    return errors


class _Run:
    """One layer with what it is given."""

    def __init__(
        self, layer: DecoderLayer, x: mx.array, own: mx.array | None, shared: _Shared | None
    ) -> None:
        self._layer, self._given = layer, (x, own, shared)

    def output(self) -> tuple[mx.array, _Shared]:
        """What comes of it, and its keys and values."""
        x, own, shared = self._given
        # Nothing that is said is longer than a published model's window.
        layer = cast(Callable[..., tuple[mx.array, _Shared, int]], self._layer)
        output, keys_values, _ = layer(x, "causal", per_layer_input=own, shared_kv=shared, offset=0)
        mx.eval(output, keys_values)
        return output, keys_values

    def errors(self, exact: mx.array) -> Iterator[tuple[str, float]]:
        """What becomes of the output with each of its weights at 4 bits in turn."""
        for name, module in self._layer.named_modules():
            module = cast(Any, module)
            if not hasattr(module, "to_quantized") or fixed_bits(name):
                continue
            weight = module.weight
            if size := group_size(weight.shape[-1]):
                module.weight = Packing(LEAST, size).rounded(weight)
                # What rounding takes of memory is given back before the layer is computed.
                mx.eval(module.weight)
                yield name, _relative_error(self.output()[0], exact)
                module.weight = weight


def _relative_error(found: mx.array, exact: mx.array) -> float:
    """The squared length of the difference in that of the exact one, a mean over tokens."""
    lengths = (exact**2).sum(axis=-1)
    error = ((found - exact) ** 2).sum(axis=-1) / lengths
    return cast(float, error.mean().item())


def _prompt(checkpoint: Checkpoint) -> list[int]:
    """What is said, as the model would be asked to go on with it."""
    turns = tuple(
        Turn("model" if i % 2 else "user", (Text(words),)) for i, words in enumerate(_SAID)
    )
    segments = render(Conversation(turns), empty_thought=checkpoint.config.opens_with_empty_thought)
    found = tokenize(segments, checkpoint.tokenizer)
    return [id for tokens in found if isinstance(tokens, Tokens) for id in tokens.ids]


def _read_words(
    backbone: Backbone, tensors: Mapping[str, StoredTensor], ids: list[int]
) -> mx.array:
    """Read what comes before the layers, of tables only the prompt's words; returns their ids."""
    words, compact = np.unique(ids, return_inverse=True)
    for name in ("embed_tokens", "embed_tokens_per_layer"):
        if name in backbone:
            rows = tensors[f"{_BACKBONE}.{name}.weight"]
            found = [rows.read(word, word + 1) for word in words.tolist()]
            backbone[name].weight = mx.concatenate(found)
    for name in ("per_layer_model_projection", "per_layer_projection_norm"):
        if name in backbone:
            _read(backbone[name], f"{_BACKBONE}.{name}", tensors)
    return mx.array(compact)


def _read(module: nn.Module, path: str, tensors: Mapping[str, StoredTensor]) -> None:
    names = [name for name, _ in cast("list[tuple[str, Any]]", tree_flatten(module.parameters()))]
    module.load_weights([(name, tensors[f"{path}.{name}"].read()) for name in names])
