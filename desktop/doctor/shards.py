"""Whether each weight file is laid out as it says, and the index tells where each tensor is.

The form is that of safetensors: the length of a header, the header as JSON, the tensors' bytes.
Nothing but headers is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from desktop.gemma4.stored import INDEX, Entry, read_header
from desktop.models.findings import Finding
from desktop.side_files import mapping, read_side_file

_BITS = {
    **{"F64": 64, "I64": 64, "U64": 64, "C64": 64, "F32": 32, "I32": 32, "U32": 32},
    **{"F16": 16, "BF16": 16, "I16": 16, "U16": 16, "I8": 8, "U8": 8, "BOOL": 8},
    **{"F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F4": 4},
}


class Declared(NamedTuple):
    """A tensor as a header has it: its name, its file, and the rest."""

    name: str
    shard: Path
    entry: Entry

    @property
    def fits(self) -> bool:
        """Whether its place is as large as its shape needs; so for types that are not known."""
        bits = _BITS.get(self.entry.kind)
        size = self.entry.end - self.entry.begin
        return size >= 0 and (bits is None or 8 * size == bits * math.prod(self.entry.shape))


def declared_tensors(shards: Iterable[Path]) -> list[Declared]:
    """Every tensor of some weight files; raises Problem for a header that cannot be read."""
    return [
        Declared(name, shard, entry)
        for shard in shards
        for name, entry in read_header(shard)[0].items()
    ]


def check_shards(tensors: Iterable[Declared]) -> Iterator[Finding]:
    """Tensors that do not fill their place, lie over each other, or are in two files."""
    first: dict[str, Declared] = {}
    by_shard: dict[Path, list[Declared]] = {}
    for tensor in tensors:
        if not tensor.fits:
            yield Finding.of("wrong_tensor_size", tensor=tensor.name, path=tensor.shard)
        if (other := first.setdefault(tensor.name, tensor)) is not tensor:
            yield Finding.of(
                "double_tensor", tensor=tensor.name, path=other.shard, other=tensor.shard.name
            )
        by_shard.setdefault(tensor.shard, []).append(tensor)
    for shard, within in by_shard.items():
        placed = (tensor for tensor in within if tensor.entry.end > tensor.entry.begin)
        for one, following in pairwise(sorted(placed, key=lambda tensor: tensor.entry.begin)):
            if following.entry.begin < one.entry.end:
                yield Finding.of(
                    "overlapping_tensors", tensor=one.name, other=following.name, path=shard
                )


def check_index(folder: Path, tensors: Sequence[Declared]) -> Iterator[Finding]:
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
