"""How well a colour can be read on another, as WCAG counts it."""

from __future__ import annotations

from PySide6.QtGui import QColor

READABLE = 4.5
"""The least contrast that text needs."""


def contrast(text: str, background: str) -> float:
    """The contrast ratio of two colours, 1…21."""
    lighter, darker = sorted((_luminance(text), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, *backgrounds: str) -> str:
    """A colour like this one that can be read on each of these."""
    away = QColor(backgrounds[0]).lightness() < 128
    for _ in range(16):
        if all(contrast(colour, background) >= READABLE for background in backgrounds):
            break
        shade = QColor(colour)
        colour = (shade.lighter(108) if away else shade.darker(108)).name()
    return colour


def _luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]  # pyright: ignore[reportIndexIssue]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
