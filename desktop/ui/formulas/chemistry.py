r"""Chemical formulas and equations, as mhchem's `\ce{…}` writes them → TeX."""

from __future__ import annotations

import re

_ARROWS = {
    "<=>": r"\rightleftharpoons",
    "<->": r"\leftrightarrow",
    "->": r"\rightarrow",
    "<-": r"\leftarrow",
}
_BONDS = {"-": "{-}", "=": "{=}", "#": r"{\equiv}"}
_PART = re.compile(
    r"""(?P<arrow>(?P<tip><=>|<->|->|<-)(?:\[(?P<above>[^\]]*)\])?(?:\[(?P<below>[^\]]*)\])?)
    |(?P<script>(?P<mark>[\^_])(?:\{(?P<group>[^{}]*)\}|(?P<bare>\d*[+-]|\d+|\w)))
    |(?P<charge>(?<=[A-Za-z\d)\]])[+-](?=\s|$|\)))
    |(?P<dot>\s*(?:\*|\.(?=\d)|\\cdot\b)\s*)
    |(?P<bond>(?<=\w)[-=\#](?=\w))
    |(?P<fallen>\s+v(?=\s|$))
    |(?P<risen>\s+\^(?=\s|$))
    |(?P<count>(?<=[A-Za-z)\]])\d+)
    |(?P<half>\d+/\d+)
    |(?P<letters>[A-Za-z]+)
    |(?P<other>\\[A-Za-z]+|.)""",
    re.VERBOSE | re.DOTALL,
)


def equation(text: str) -> str:
    """TeX for a formula or an equation, such as `2H2 + O2 -> 2H2O`."""
    return "{" + "".join(_tex(part) for part in _PART.finditer(text.strip())) + "}"


def _tex(part: re.Match[str]) -> str:
    text = part[0]
    match part.lastgroup:
        case "arrow":
            return _arrow(_ARROWS[part["tip"]], part["above"], part["below"])
        case "script":
            before = part.string[part.start() - 1 : part.start()]
            base = "" if before.strip() else "{}"
            return f"{base}{part['mark']}{{{part['group'] or part['bare']}}}"
        case "charge":
            return f"^{{{text}}}"
        case "dot":
            return r" \cdot "
        case "bond":
            return _BONDS[text]
        case "fallen":
            return r"\downarrow "
        case "risen":
            return r"\uparrow "
        case "count":
            return f"_{{{text}}}"
        case "half":
            return r"\frac{{{}}}{{{}}}".format(*text.split("/"))
        case "letters":
            return rf"\mathrm{{{text}}}"
        case _:
            return text


def _arrow(arrow: str, above: str | None, below: str | None) -> str:
    if above:
        arrow = rf"\overset{{\text{{{above}}}}}{{{arrow}}}"
    if below:
        arrow = rf"\underset{{\text{{{below}}}}}{{{arrow}}}"
    return rf" \; {arrow} \; "
