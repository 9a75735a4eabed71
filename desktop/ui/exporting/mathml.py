"""TeX → MathML that a page can hold: nothing in it but mathematics."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from ziamath.tex import tex2mml

from desktop.ui.formulas.tex import readable
from desktop.ui.formulas.typeset import LONGEST

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_ELEMENTS = frozenset(
    [
        "math",
        "mi",
        "mn",
        "mo",
        "ms",
        "mspace",
        "mtext",
        "menclose",
        "merror",
        "mfrac",
        "mmultiscripts",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtr",
        "munder",
        "munderover",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "accent",
        "accentunder",
        "columnalign",
        "columnlines",
        "columnspacing",
        "depth",
        "display",
        "displaystyle",
        "fence",
        "form",
        "height",
        "largeop",
        "linethickness",
        "lspace",
        "mathcolor",
        "mathsize",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "notation",
        "rowlines",
        "rowspacing",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "symmetric",
        "voffset",
        "width",
    ]
)
_LESS, _MORE = "\ue000", "\ue001"
"""Letters that stand for signs of XML while TeX is read; no formula has them."""
_LONE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
_COMMAND = re.compile(r"\\[A-Za-z]+")


def mathml(tex: str, *, display: bool) -> str | None:
    """A formula as a `math` element; None where the TeX is wrong, unknown or too much."""
    if len(tex) > LONGEST:
        return None
    try:
        root = ET.fromstring(_converted(tex, display=display))
    except Exception:
        # latex2mathml raises whatever it stumbles over.
        return None
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_NAMESPACE}}}")
        if element.tag not in _ELEMENTS:
            return None
        known = element.attrib.keys() & _ATTRIBUTES
        element.attrib = {name: element.attrib[name] for name in known}
    if _COMMAND.search("".join(root.itertext())):
        return None
    root.set("display", "block" if display else "inline")
    root.set("xmlns", _NAMESPACE)
    return ET.tostring(root, encoding="unicode")


def _converted(tex: str, *, display: bool) -> str:
    """The converter's MathML; what stands in the TeX stands unescaped there."""
    hidden = readable(tex).replace("<", _LESS).replace(">", _MORE)
    converted = tex2mml(hidden, inline=not display)
    for stand_in, sign in ((_LESS, "&lt;"), (_MORE, "&gt;")):
        converted = converted.replace(f"<mi>{stand_in}</mi>", f"<mo>{sign}</mo>")
        converted = converted.replace(stand_in, sign)
    return _LONE_AMPERSAND.sub("&amp;", converted)
