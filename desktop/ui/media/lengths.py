"""How long something is, as people read it."""

from __future__ import annotations


def clock(seconds: float) -> str:
    """Minutes and seconds: 0:07, 12:30."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
