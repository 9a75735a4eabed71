"""Tensors as they lie in a safetensors file, of which any part can be read alone.

MLX reads a tensor whole or not at all; a table of per-layer embeddings is 5.6 GB.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass, replace
from pathlib import Path

import mlx.core as mx
import numpy as np

from desktop.problems import Problem

INDEX = "model.safetensors.index.json"
"""The file that says in which other each tensor is."""
FLOATS: dict[str, tuple[type[np.uint16] | type[np.uint32], mx.Dtype]] = {
    "BF16": (np.uint16, mx.bfloat16),
    "F16": (np.uint16, mx.float16),
    "F32": (np.uint32, mx.float32),
}
"""What the format calls floating-point numbers; how their bits are read, and what they are."""


@dataclass(frozen=True)
class StoredTensor:
    """Where a tensor lies.

    It is read by its entries, those of its first axis; a scalar is one entry. `kind` is its dtype
    as the format names it; `entry` is the bytes of one entry, `offset` where the first begins, and
    `step` how far it is from one to the next.
    """

    file: Path
    kind: str
    shape: tuple[int, ...]
    offset: int
    entry: int
    step: int

    @property
    def entries(self) -> int:
        """How many there are."""
        return self.shape[0] if self.shape else 1

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        """What it takes, in bytes."""
        return self.entries * self.entry

    def raw(self, start: int = 0, stop: int | None = None) -> memoryview:
        """The bytes of some entries; raises Problem where the file does not give them."""
        count = (self.entries if stop is None else stop) - start
        joined = self.entry == self.step
        pieces, length = (1, count * self.entry) if joined else (count, self.entry)
        found = memoryview(bytearray(count * self.entry))
        try:
            with self.file.open("rb") as file:
                for i in range(pieces):
                    file.seek(self.offset + (start + i) * self.step)
                    if file.readinto(found[i * length : (i + 1) * length]) < length:
                        raise Problem("damaged_weights", path=self.file)
        except OSError as error:
            raise Problem("unreadable_file", path=self.file) from error
        return found

    def read(self, start: int = 0, stop: int | None = None) -> mx.array:
        """Some entries of floating-point numbers: [entries, …]."""
        bits, dtype = FLOATS[self.kind]
        numbers = np.frombuffer(self.raw(start, stop), bits)
        return mx.array(numbers).view(dtype).reshape(-1, *self.shape[1:])

    def halves(self) -> tuple[StoredTensor, StoredTensor]:
        """[a, 2b, …] as two of [a, b, …]."""
        entries, rows, *rest = self.shape
        first = replace(self, shape=(entries, rows // 2, *rest), entry=self.entry // 2)
        return first, replace(first, offset=self.offset + first.entry)


@dataclass(frozen=True)
class Entry:
    """A tensor as a header has it: its dtype, and where in the data its bytes begin and end."""

    kind: str
    shape: tuple[int, ...]
    begin: int
    end: int


def read_header(shard: Path) -> tuple[dict[str, Entry], int]:
    """What a safetensors file says of its tensors, and where in it their data begins.

    Raises Problem where that cannot be read.
    """
    try:
        with shard.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > shard.stat().st_size:
                raise ValueError("header longer than the file")
            header = json.loads(file.read(length))
        entries = {
            name: Entry(
                str(entry["dtype"]),
                tuple(int(side) for side in entry["shape"]),
                *(int(place) for place in entry["data_offsets"]),
            )
            for name, entry in header.items()
            if name != "__metadata__"
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
        raise Problem("damaged_weights", path=shard) from error
    return entries, 8 + length


def stored_tensors(shard: Path) -> dict[str, StoredTensor]:
    """The tensors of a safetensors file; raises Problem where the file is cut short."""
    entries, data = read_header(shard)
    if shard.stat().st_size < data + max((entry.end for entry in entries.values()), default=0):
        raise Problem("damaged_weights", path=shard)
    return {name: _placed(shard, entry, data) for name, entry in entries.items()}


def _placed(shard: Path, entry: Entry, data: int) -> StoredTensor:
    """One tensor of a header; `data` is where the tensors begin in the file."""
    step = (entry.end - entry.begin) // (entry.shape[0] or 1 if entry.shape else 1)
    return StoredTensor(shard, entry.kind, entry.shape, data + entry.begin, step, step)
