"""Room for models, and what is said where there is none."""

from __future__ import annotations

import errno
import math
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from desktop.problems import Problem

RESERVE = 1 << 30
"""Bytes of the disk that no download takes."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


def check_room(folder: Path, missing: int) -> None:
    """Raise Problem where a disk has no room for so many bytes more and the reserve."""
    with kept_in(folder, missing):
        free = shutil.disk_usage(folder).free
    if missing and free < missing + RESERVE:
        raise _full(missing + RESERVE - free)


@contextmanager
def kept_in(folder: Path, missing: int = 0) -> Generator[None]:
    """Say with a Problem why what is written meanwhile can't be; so many bytes are to come."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _full(missing + RESERVE) from error
        raise Problem("cannot_keep_model", path=folder, detail=error.strerror or error) from error


def _full(missing: int) -> Problem:
    """Told in decimal GB, as the Finder counts."""
    return Problem("no_room_for_model", missing=f"{math.ceil(missing / 1e8) / 10:.1f}")


def free_bytes(folder: Path) -> int:
    """Bytes that are free where a folder is, or will be."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return shutil.disk_usage(there).free
