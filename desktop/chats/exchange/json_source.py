"""JSON from elsewhere → plain values that can be kept."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from desktop.problems import Problem

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)


def read_json(source: bytes, path: Path) -> Any:
    """The value of a JSON text in UTF-8; `path` is the file that is blamed.

    Half a character, as some programs leave where they cut text, is replaced: no database takes it.
    Raises Problem where it is damaged.
    """
    try:
        text = source.decode("utf-8-sig")
        if _HALF.search(source):
            text = _ESCAPE.sub(lambda found: "\\ufffd" if found[1] else found[0], text)
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem("damaged_export", path=path) from error


def mapping(value: object) -> Mapping[str, Any]:
    """A JSON object; an empty one where it is something else."""
    return cast(Mapping[str, Any], value) if isinstance(value, dict) else {}


def items(value: object) -> Sequence[Any]:
    """A JSON list; an empty one where it is something else."""
    return cast(Sequence[Any], value) if isinstance(value, list) else ()


def words(value: object) -> str:
    """A JSON string; an empty one where it is something else."""
    return value if isinstance(value, str) else ""


def number(value: object) -> float | None:
    """A finite JSON number; None where it is something else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None
