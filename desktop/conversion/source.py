"""The checkpoint that is converted: its tensors where they lie, by a model's names for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import mlx.core as mx
from mlx.utils import tree_flatten

from desktop.gemma4.checkpoint import Checkpoint, assemble_model, open_checkpoint
from desktop.gemma4.model import placed
from desktop.gemma4.stored import FLOATS, StoredTensor, stored_tensors
from desktop.problems import Problem

_PACKED = ("quantization", "quantization_config")
"""What a config.json has only where weights are packed."""


@dataclass(frozen=True)
class Source:
    """A whole checkpoint of floating-point weights.

    `declared` is its config.json. `tensors` are those that a model is made of; what a checkpoint
    may hold besides, such as keys' and values' maps of layers that share another's, is left out.
    """

    checkpoint: Checkpoint
    declared: dict[str, Any]
    tensors: dict[str, StoredTensor]

    @property
    def matrices(self) -> dict[str, StoredTensor]:
        """The language model's weights that can be packed, by their modules' paths."""
        return {
            name.removesuffix(".weight"): tensor
            for name, tensor in self.tensors.items()
            if name.startswith("language_model.") and len(tensor.shape) > 1
        }

    def written(self, name: str) -> str:
        """What mlx-lm and mlx-vlm call a tensor or a module.

        A text model alone, whose config.json is flat, has its own names for them.
        """
        return name if "text_config" in self.declared else name.removeprefix("language_model.")


def open_source(folder: Path) -> Source:
    """Find every tensor; raises Problem where this is no Gemma 4, or is quantised already."""
    checkpoint = open_checkpoint(folder)
    declared = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    stored: dict[str, StoredTensor] = {}
    for shard in checkpoint.shards:
        stored |= stored_tensors(shard)
    if _is_packed(declared, stored):
        raise Problem("already_quantised", path=folder)
    parameters = assemble_model(checkpoint).parameters()
    taken = {name for name, _ in cast("list[tuple[str, mx.array]]", tree_flatten(parameters))}
    named = {own: t for name, tensor in stored.items() for own, t in _own_tensors(name, tensor)}
    return Source(checkpoint, declared, {n: t for n, t in named.items() if n in taken})


def _is_packed(declared: dict[str, Any], stored: dict[str, StoredTensor]) -> bool:
    """Whether the config says so, or the language model has anything but floating-point numbers."""
    text = declared.get("text_config") or {}
    return any(declared.get(key) or text.get(key) for key in _PACKED) or any(
        tensor.kind not in FLOATS
        for name, tensor in stored.items()
        if placed(name)[0] == "language_model"
    )


def _own_tensors(name: str, tensor: StoredTensor) -> Iterator[tuple[str, StoredTensor]]:
    """A published tensor under the model's own name; experts' joined maps as the two they are."""
    path = ".".join(placed(name))
    experts, _, kind = path.rpartition(".experts.")
    maps = f"{experts}.experts.switch_glu."
    if kind == "gate_up_proj":
        gate, up = tensor.halves()
        yield f"{maps}gate_proj.weight", gate
        yield f"{maps}up_proj.weight", up
    elif kind == "down_proj":
        yield f"{maps}down_proj.weight", tensor
    else:
        yield path, tensor
