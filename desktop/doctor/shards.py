"""Whether each weight file is laid out as it says, and the index tells where each tensor is.

The form is that of safetensors: the length of a header, the header as JSON, the tensors' bytes.
Nothing but headers is read.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from desktop.models.findings import Finding
from desktop.problems import Problem

from .side_files import mapping, read_side_file

INDEX = "model.safetensors.index.json"
_BITS = {
    **{"F64": 64, "I64": 64, "U64": 64, "C64": 64, "F32": 32, "I32": 32, "U32": 32},
    **{"F16": 16, "BF16": 16, "I16": 16, "U16": 16, "I8": 8, "U8": 8, "BOOL": 8},
    **{"F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F4": 4},
}


@dataclass(frozen=True)
class StoredTensor:
    """A tensor as a header has it: its name, its file, and where in the file's data it lies."""

    name: str
    shard: Path
    dtype: str
    shape: tuple[int, ...]
    start: int
    stop: int

    @property
    def fits(self) -> bool:
        """Whether its place is as large as its shape needs; so for types that are not known."""
        bits = _BITS.get(self.dtype)
        size = self.stop - self.start
        return size >= 0 and (bits is None or 8 * size == bits * math.prod(self.shape))


def stored_tensors(shards: Iterable[Path]) -> list[StoredTensor]:
    """Every tensor of some weight files; raises Problem for a header that cannot be read."""
    return [tensor for shard in shards for tensor in _read_header(shard)]


def check_shards(tensors: Iterable[StoredTensor]) -> Iterator[Finding]:
    """Tensors that do not fill their place, lie over each other, or are in two files."""
    first: dict[str, StoredTensor] = {}
    by_shard: dict[Path, list[StoredTensor]] = {}
    for tensor in tensors:
        if not tensor.fits:
            yield Finding.of("wrong_tensor_size", tensor=tensor.name, path=tensor.shard)
        if (other := first.setdefault(tensor.name, tensor)) is not tensor:
            yield Finding.of(
                "double_tensor", tensor=tensor.name, path=other.shard, other=tensor.shard.name
            )
        by_shard.setdefault(tensor.shard, []).append(tensor)
    for shard, within in by_shard.items():
        placed = sorted((t for t in within if t.stop > t.start), key=lambda t: t.start)
        for one, following in pairwise(placed):
            if following.start < one.stop:
                yield Finding.of(
                    "overlapping_tensors", tensor=one.name, other=following.name, path=shard
                )


def check_index(folder: Path, tensors: Sequence[StoredTensor]) -> Iterator[Finding]:
    """The first tensor that the index does not lead to, and weight files that are read by none.

    Where a tensor is in two files, an index is not to be blamed.
    """
    where = {tensor.name: tensor.shard.name for tensor in tensors}
    files = set(where.values())
    index = read_side_file(folder / INDEX)
    if len(where) == len(tensors) and (index is not None or len(files) > 1):
        listed = mapping((index or {}).get("weight_map")) or {}
        lost = [name for name in {**listed, **where} if listed.get(name) != where.get(name)]
        if lost:
            yield Finding.of("wrong_index", tensor=min(lost))
    for path in sorted(folder.glob("*.safetensors")):
        if files and path.name not in files:
            yield Finding.of("spare_weights", path=path.name)


def _read_header(shard: Path) -> list[StoredTensor]:
    try:
        with shard.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(length))
        return [
            StoredTensor(
                name,
                shard,
                str(entry["dtype"]),
                tuple(int(side) for side in entry["shape"]),
                *(int(end) for end in entry["data_offsets"]),
            )
            for name, entry in header.items()
            if name != "__metadata__"
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
        raise Problem("damaged_weights", path=shard) from error
