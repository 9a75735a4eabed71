"""Glyphs of the system's fonts for what the mathematical font lacks, such as Japanese."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QPainterPath, QTextLayout

from .typeset import Outline, Stroke

_EM = 1000
_FIRST_FOREIGN = "\u0250"
"""Latin letters are below; what is above, such as Greek, the mathematical font may have or not."""


def outlines(tex: str) -> dict[str, Outline]:
    """The outlines of the foreign characters in `tex`, from the fonts that text falls back to."""
    found = {char: _outline(char) for char in set(tex) if char >= _FIRST_FOREIGN}
    return {char: outline for char, outline in found.items() if outline is not None}


@lru_cache(maxsize=2000)
def _outline(char: str) -> Outline | None:
    font = QFont()
    font.setPixelSize(_EM)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    layout = QTextLayout(char, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    if len(runs) != 1:
        return None
    raw, glyphs = runs[0].rawFont(), runs[0].glyphIndexes()
    if len(glyphs) != 1 or glyphs[0] == 0:
        return None
    (advance,) = raw.advancesForGlyphIndexes(glyphs)
    return Outline(advance.x() / _EM, _strokes(raw.pathForGlyph(glyphs[0])))


def _strokes(path: QPainterPath) -> list[Stroke]:
    """A path as Outline has it; Qt's y goes downwards."""
    kinds = {
        QPainterPath.ElementType.MoveToElement: "M",
        QPainterPath.ElementType.LineToElement: "L",
        QPainterPath.ElementType.CurveToElement: "C",
    }
    strokes: list[Stroke] = []
    for at in range(path.elementCount()):
        element = path.elementAt(at)
        point = [element.x / _EM, -element.y / _EM]
        if element.type in kinds:
            strokes.append((kinds[element.type], point))
        else:
            strokes[-1][1].extend(point)
    return strokes
