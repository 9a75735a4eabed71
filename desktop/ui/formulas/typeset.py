"""TeX → a vector picture, by ziamath; without Qt."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziafont.svgpath import Cubic, Lineto, Moveto, Point, SVGOpType, fmt
from ziamath.config import config
from ziamath.mathfont import MathFont
from ziamath.styles import MathVariant
from ziamath.tex import tex2mml
from ziamath.zmath import Math, loadedfonts

from .mathml import spaced
from .tex import readable

INK = "currentColor"
"""How a picture names the colour of the text around it."""
LONGEST = 4000
"""The longest TeX that is typeset, in characters."""
_LARGEST_PX = 20_000
_COMMAND = re.compile(r"\\[A-Za-z]+")


@dataclass(frozen=True)
class Formula:
    """A typeset formula: an SVG of `width` × (`ascent` + `descent`) px, its ink being INK."""

    svg: str
    width: float
    ascent: float
    descent: float


Stroke = tuple[str, list[float]]
"""`M` and `L` with x, y; `C`, a cubic curve, with its two control points and its end."""


@dataclass(frozen=True)
class Outline:
    """A glyph of another font, in ems, y upwards."""

    advance: float
    strokes: Sequence[Stroke]


class CannotTypeset(Exception):
    """The TeX is wrong, unknown or too much."""


def typeset(tex: str, px: float, display: bool, outlines: Mapping[str, Outline]) -> Formula:
    """Typeset a formula at `px` pixels to the em; `outlines` are glyphs that the font may lack.

    Raises CannotTypeset.
    """
    if len(tex) > LONGEST:
        raise CannotTypeset("too long")
    try:
        return _picture(_laid_out(tex, px, display, outlines))
    except Exception as problem:
        # ziamath and latex2mathml raise whatever they stumble over.
        raise CannotTypeset(str(problem)) from problem


def _laid_out(tex: str, px: float, display: bool, outlines: Mapping[str, Outline]) -> Math:
    mathml = spaced(tex2mml(readable(tex), inline=not display))
    unknown = _COMMAND.search("".join(mathml.itertext()))
    if unknown is not None:
        raise CannotTypeset(f"unknown command {unknown[0]}")
    _font.outlines = outlines
    return Math(mathml, size=px)


def _picture(formula: Math) -> Formula:
    box = formula.node.bbox
    width, ascent, descent = box.xmax - box.xmin, box.ymax, -box.ymin
    if not (0 < width < _LARGEST_PX and 0 < ascent + descent < _LARGEST_PX):
        raise CannotTypeset("nothing to see")
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg")
    svg.set("width", fmt(width))
    svg.set("height", fmt(ascent + descent))
    svg.set("viewBox", f"{fmt(box.xmin)} {fmt(-ascent)} {fmt(width)} {fmt(ascent + descent)}")
    formula.node.draw(0, 0, svg)
    return Formula(ET.tostring(svg, encoding="unicode"), width, ascent, descent)


class _ForeignGlyph(SimpleGlyph):
    """A glyph of another font, as ziafont has its own."""

    def __init__(self, outline: Outline, font: MathFont) -> None:
        self._units: int = font.info.layout.unitsperem
        self._advance = round(outline.advance * self._units)
        strokes = [self._operator(*stroke) for stroke in outline.strokes]
        xs = [x for _, numbers in outline.strokes for x in numbers[::2]] or [0.0]
        ys = [y for _, numbers in outline.strokes for y in numbers[1::2]] or [0.0]
        box = BBox(*(edge * self._units for edge in (min(xs), max(xs), min(ys), max(ys))))
        super().__init__(0, strokes, box, font)

    def _operator(self, kind: str, numbers: list[float]) -> SVGOpType:
        points = [
            Point(x * self._units, y * self._units)
            for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        operator = {"M": Moveto, "L": Lineto, "C": Cubic}[kind]
        return operator(*points)

    def advance(self, nextchr: SimpleGlyph | None = None) -> int:
        return self._advance


class _Font(MathFont):
    """The mathematical font, with glyphs of others for what it lacks."""

    outlines: Mapping[str, Outline]

    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        glyph = super().findglyph(char, variant)
        if glyph.index != 0:
            return glyph
        if char not in self.outlines:
            raise CannotTypeset(f"no glyph for {char!r}")
        return _ForeignGlyph(self.outlines[char], self)


# Qt draws no SVG 2.
config.svg2 = False
config.math.color = INK
_font = _Font(loadedfonts["default"].info.filename)
_font.outlines = {}
loadedfonts["default"] = _font
