"""Letters as Qt counts them."""

from __future__ import annotations


def utf16(text: str) -> int:
    """How long Qt says that a text is: some letters, as those of emoji, are two there."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
