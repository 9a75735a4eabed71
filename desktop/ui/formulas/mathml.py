"""latex2mathml's MathML → MathML that ziamath sets with TeX's spaces."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

_KINDS = {
    "relation": "=≠<>≤≥≪≫≺≻≡≢∼≃≅≈≍∝∈∉∋⊂⊃⊆⊇⊊⊋⊄⊅⊢⊨⊥⟂∥∦∣:≔≜≐→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺↦⟼⇌↪↠⇀⇁↗↘",
    "binary": "+−±∓×÷·∗⋆∘∙∪∩⊎⊓⊔∧∨⊕⊖⊗⊘⊙∖†‡",
    "ordinary": "∂∇∀∃∄¬∞∅!",
    "comma": ",;",
}
_KIND_OF = {sign: kind for kind, signs in _KINDS.items() for sign in signs}
_SPACES = {"relation": (5, 5), "binary": (4, 4), "ordinary": (0, 0), "comma": (0, 3)}
"""Left and right, in eighteenths of an em: The TeXbook, chapter 18."""
_OPENING = "([{⟨⌊⌈"
_RENAMED = {"-": "−", "~": "∼", "⧵": "∖"}
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
_EM = re.compile(r"(\d*\.?\d+)em")
# ziamath's em is a third too wide.
_EM_SCALE = 0.75
_HAT, _WIDE_HAT = "\u02c6", "\u0302"


def spaced(mathml: str) -> ET.Element:
    """Give signs the spaces that TeX gives them."""
    root = ET.fromstring(mathml.replace(_NAMESPACE, ""))
    for parent in list(root.iter()):
        if parent.tag in ("mover", "munder", "munderover"):
            _narrow_hat(parent)
            continue
        before = None
        for child in parent:
            _space(child, before)
            before = child
    return root


def _narrow_hat(accented: ET.Element) -> None:
    """Tell a hat from a wide hat, which ziamath draws alike."""
    if accented.get("accent") == "true" and accented[-1].text == _WIDE_HAT:
        accented[-1].text = _HAT


def _space(element: ET.Element, before: ET.Element | None) -> None:
    for name in ("width", "lspace"):
        if name in element.attrib:
            element.set(name, _EM.sub(_true_em, element.attrib[name]))
    sign = _RENAMED.get(_sign(element), _sign(element))
    kind = _KIND_OF.get(sign)
    if kind is None:
        return
    if kind in ("binary", "comma") and (before is None or _awaits_operand(before)):
        kind = "ordinary"
    element.tag = "mo"
    element.text = sign
    for side, space in zip(("lspace", "rspace"), _SPACES[kind], strict=True):
        element.set(side, f"{space / 18 * _EM_SCALE:.3f}em")


def _sign(element: ET.Element) -> str:
    return (element.text or "").strip() if element.tag in ("mo", "mi") else ""


def _awaits_operand(element: ET.Element) -> bool:
    """Whether a minus after this is a sign, not an operator."""
    sign = _sign(element)
    return _KIND_OF.get(sign) in ("relation", "binary", "comma") or sign in (*_OPENING,)


def _true_em(width: re.Match[str]) -> str:
    return f"{float(width[1]) * _EM_SCALE:.3f}em"
