"""The JSON files that lie beside a checkpoint's weights, and others that may be damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast


def read_side_file(path: Path) -> dict[str, Any] | None:
    """The mapping in a JSON file; None where there is no file, or no mapping in it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return cast(dict[str, Any], content) if isinstance(content, dict) else None


def mapping(value: object) -> dict[str, Any] | None:
    """A value of such a file, if it is a mapping."""
    return cast(dict[str, Any], value) if isinstance(value, dict) else None
