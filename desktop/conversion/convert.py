"""A checkpoint in bf16 → one of mixed precision that takes a third of it, or less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .allocation import allocate, fixed_bits
from .folder import check_room, copy_side_files, made_whole, write_config
from .packing import Packing, group_size
from .sensitivity import measure
from .source import Source, open_source
from .weights import modules_of, write_weights


@dataclass(frozen=True)
class Progress:
    """How far a conversion is: layers that are measured, then bytes that are written."""

    stage: Literal["measure", "write"]
    done: int
    total: int


@dataclass(frozen=True)
class Converted:
    """What a conversion has made.

    `bits` is what a weight of the decoder layers has in the mean, without its group's scale;
    `modules` counts them by their bits, from few to many.
    """

    folder: Path
    bytes_before: int
    bytes: int
    bits: float
    modules: dict[int, int]


def convert(folder: Path, out: Path, bits: float, told: Callable[[Progress], None]) -> Converted:
    """Write the checkpoint in `folder` to a new folder `out`, decoder layers with `bits` a weight.

    Encoders of pictures and sounds, norms and scalars stay as they are. One layer is in memory at
    a time, and of a table a stretch of rows. Raises Problem where the folder holds no Gemma 4 in
    floating-point numbers, or `out` can't be written; then nothing is left there.
    """
    source = open_source(folder)
    with made_whole(out) as part:
        errors = measure(source, lambda done, total: told(Progress("measure", done, total)))
        chosen = allocate({path: source.matrices[path].size for path in errors}, errors, bits)
        packings = packings_for(source, chosen)
        modules = modules_of(source, packings)
        total = sum(module.nbytes for module in modules)
        check_room(out, total)
        done = 0

        def wrote(nbytes: int) -> None:
            nonlocal done
            done += nbytes
            told(Progress("write", done, total))

        copy_side_files(folder, part)
        write_weights(modules, part, wrote)
        write_config(part, source, packings)
    return Converted(
        folder=out,
        bytes_before=sum(tensor.nbytes for tensor in source.tensors.values()),
        bytes=total,
        bits=_mean_bits(source, chosen),
        modules=dict(sorted(Counter(chosen.values()).items())),
    )


def packings_for(source: Source, chosen: Mapping[str, int]) -> dict[str, Packing]:
    """How each module is packed: with the bits chosen for it, or those that it always has."""
    packings: dict[str, Packing] = {}
    for path, tensor in source.matrices.items():
        bits, size = fixed_bits(path) or chosen.get(path), group_size(tensor.shape[-1])
        if bits and size:
            packings[path] = Packing(bits, size)
    return packings


def _mean_bits(source: Source, chosen: Mapping[str, int]) -> float:
    sizes = {path: source.matrices[path].size for path in chosen}
    return sum(bits * sizes[path] for path, bits in chosen.items()) / sum(sizes.values())
