"""A file that is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from desktop.problems import Problem

_PIECE = 3 * 2**20
"""Bytes; whole groups of base64."""


@contextmanager
def saved(path: Path) -> Generator[BinaryIO]:
    """A file to write to, which takes its place when all is written.

    Raises Problem where it can't be saved there.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        os.replace(part, path)
    except OSError as error:
        raise Problem("unwritable_file", path=path) from error
    finally:
        part.unlink(missing_ok=True)


def pieces(file: BufferedReader) -> Iterator[bytes]:
    """What is in a file, a few megabytes at a time."""
    while piece := file.read(_PIECE):
        yield piece
