"""What tells a Gemma 4 checkpoint from any other, and its size."""

from __future__ import annotations

GEMMA4_TYPES = ("gemma4", "gemma4_text", "gemma4_unified", "gemma4_unified_text")
"""`model_type` in config.json; a text-only conversion has one of its own."""

_SIZES = {35: "E2B", 42: "E4B", 48: "12B", 30: "26B-A4B", 60: "31B"}


def size_with(layers: int) -> str | None:
    """The published size with so many decoder layers, or None."""
    return _SIZES.get(layers)
