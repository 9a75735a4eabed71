"""The files of weights, written piece by piece, as mlx-lm and mlx-vlm read them too."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import mlx.core as mx
import numpy as np

from desktop.gemma4.stored import INDEX, StoredTensor

from .packing import Packing
from .source import Source

_SHARD = 5_000_000_000
"""The most bytes of a file, unless one module takes more."""
_PIECE = 1 << 26
"""How much of a tensor is in memory at once, in bytes."""


@dataclass(frozen=True)
class Part:
    """One tensor as it is written: what a file's header says of it."""

    name: str
    kind: str
    shape: tuple[int, ...]
    nbytes: int


@dataclass(frozen=True)
class Module:
    """What is written of one tensor: the tensor, or its packed weights, scales and biases.

    `name` is what mlx-lm and mlx-vlm call the tensor.
    """

    name: str
    tensor: StoredTensor
    packing: Packing | None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The tensors that are written."""
        tensor, packing = self.tensor, self.packing
        if packing is None:
            return (Part(self.name, tensor.kind, tensor.shape, tensor.nbytes),)
        path = self.name.removesuffix(".weight")
        *rows, inputs = tensor.shape
        width, groups = inputs * packing.bits // 32, inputs // packing.group_size
        count, number = tensor.size // inputs, tensor.nbytes // tensor.size
        return (
            Part(self.name, "U32", (*rows, width), 4 * count * width),
            *(
                Part(f"{path}.{name}", tensor.kind, (*rows, groups), number * count * groups)
                for name in ("scales", "biases")
            ),
        )

    @property
    def nbytes(self) -> int:
        """What is written, in bytes."""
        return sum(part.nbytes for part in self.parts)

    def pieces(self) -> Iterator[tuple[memoryview, ...]]:
        """The next bytes of each part, again and again."""
        entries = max(1, _PIECE // max(1, self.tensor.entry))
        for start in range(0, self.tensor.entries, entries):
            stop = min(start + entries, self.tensor.entries)
            if self.packing is None:
                yield (self.tensor.raw(start, stop),)
            else:
                packed = self.packing.pack(self.tensor.read(start, stop))
                yield tuple(_bytes(array) for array in packed)
            mx.clear_cache()


def modules_of(source: Source, packings: Mapping[str, Packing]) -> list[Module]:
    """What is written of each tensor; `packings` are by the modules' paths."""
    return [
        Module(source.written(name), tensor, packings.get(name.removesuffix(".weight")))
        for name, tensor in source.tensors.items()
    ]


def write_weights(modules: Iterable[Module], folder: Path, wrote: Callable[[int], None]) -> None:
    """Write all files and their index; `wrote` hears how many bytes more there are, often."""
    shards = list(_shards(modules))
    weight_map: dict[str, str] = {}
    for number, shard in enumerate(shards, 1):
        last = f"-{number:05}-of-{len(shards):05}" if len(shards) > 1 else ""
        name = f"model{last}.safetensors"
        weight_map |= {part.name: name for module in shard for part in module.parts}
        _write_shard(folder / name, shard, wrote)
    index = {
        "metadata": {"total_size": sum(module.nbytes for shard in shards for module in shard)},
        "weight_map": dict(sorted(weight_map.items())),
    }
    (folder / INDEX).write_text(json.dumps(index, indent=2), "utf-8")


def _shards(modules: Iterable[Module]) -> Iterator[list[Module]]:
    """What goes into one file; a module is never divided."""
    shard: list[Module] = []
    room = _SHARD
    for module in modules:
        if shard and module.nbytes > room:
            yield shard
            shard, room = [], _SHARD
        shard.append(module)
        room -= module.nbytes
    yield shard


def _write_shard(path: Path, modules: list[Module], wrote: Callable[[int], None]) -> None:
    header, places = _laid_out(modules)
    with path.open("wb") as file:
        file.write(header)
        for module in modules:
            ends = [len(header) + places[part.name] for part in module.parts]
            for pieces in module.pieces():
                for i, piece in enumerate(pieces):
                    _write_at(file, ends[i], piece)
                    ends[i] += len(piece)
                wrote(sum(map(len, pieces)))
        file.flush()
        os.fsync(file.fileno())


def _laid_out(modules: Iterable[Module]) -> tuple[bytes, dict[str, int]]:
    """A file's header, and where each tensor begins after it."""
    header: dict[str, Any] = {"__metadata__": {"format": "mlx"}}
    places: dict[str, int] = {}
    end = 0
    for part in (part for module in modules for part in module.parts):
        places[part.name], end = end, end + part.nbytes
        offsets = [places[part.name], end]
        header[part.name] = {"dtype": part.kind, "shape": part.shape, "data_offsets": offsets}
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    return len(encoded).to_bytes(8, "little") + encoded, places


def _write_at(file: BinaryIO, offset: int, data: memoryview) -> None:
    file.seek(offset)
    file.write(data)


def _bytes(array: mx.array) -> memoryview:
    # NumPy knows no bf16.
    return np.array(array.view(mx.uint8)).data.cast("B")
