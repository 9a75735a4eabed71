"""The folder that a conversion makes, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.gemma4.stored import INDEX
from desktop.problems import Problem

from .packing import Packing
from .source import Source

_USUAL = Packing(bits=4, group_size=64)
_SIDE_FILES = (".json", ".jinja", ".model", ".txt")
_LEGAL = ("LICENSE", "NOTICE")
_REWRITTEN = ("config.json", INDEX)


@contextmanager
def made_whole(out: Path) -> Generator[Path]:
    """A folder to write into, which takes its place when all is written.

    Raises Problem where something is there already, or where it can't be written.
    """
    if os.path.lexists(out):
        raise Problem("folder_taken", path=out)
    part = out.with_name(f".{out.name}.part")
    try:
        # What a conversion that was killed has left.
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        yield part
        part.rename(out)
    except OSError as error:
        raise Problem("unwritable_folder", path=out) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def check_room(out: Path, nbytes: int) -> None:
    """Raise Problem where the disk has no room for so many bytes."""
    free = shutil.disk_usage(out.parent).free
    if free < nbytes:
        raise Problem(
            "no_room_to_convert", path=out, need=_gigabytes(nbytes), free=_gigabytes(free)
        )


def write_config(folder: Path, source: Source, packings: Mapping[str, Packing]) -> None:
    """Write config.json with how most modules are packed, and each that is packed otherwise.

    By the modules' paths in mlx-lm and mlx-vlm, which are the same.
    """
    packed: dict[str, Any] = {**asdict(_USUAL), "mode": "affine"} | {
        source.written(path): asdict(packing)
        for path, packing in packings.items()
        if packing != _USUAL
    }
    config = {**source.declared, "quantization": packed, "quantization_config": packed}
    (folder / "config.json").write_text(json.dumps(config, indent=2), "utf-8")


def copy_side_files(source: Path, folder: Path) -> None:
    """Copy the tokenizer, the template, the processor, and what the licence asks to be kept."""
    for path in source.iterdir():
        beside = path.suffix in _SIDE_FILES or path.name.startswith(_LEGAL)
        if path.is_file() and beside and path.name not in _REWRITTEN:
            shutil.copyfile(path, folder / path.name)


def _gigabytes(nbytes: int) -> str:
    return f"{nbytes / 1e9:,.1f}"
