"""TeX → a picture."""

from __future__ import annotations

import json
import subprocess
import time

import pytest
from gemma_formulas import DISPLAY, INLINE
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.ui.formulas.chemistry import equation
from desktop.ui.formulas.outlines import outlines
from desktop.ui.formulas.process import LIMIT_S, decode, encode
from desktop.ui.formulas.typeset import INK, CannotTypeset, Formula, typeset
from desktop.ui.formulas.typesetter import typesetter_command

SIXTY = [(tex, False) for tex in INLINE] + [(tex, True) for tex in DISPLAY]
WRONG = [
    r"\unknowncommand{x}",
    r"\text{a \unknown b}",
    r"\frac{1}{",
    "}{",
    "x^2^3",
    r"\left( x",
    r"\begin{align} x",
    r"\ce{H2O",
    "",
    " ",
    "{" * 3000,
    r"\frac ^_ & \\ {" * 600,
]
BOMBS = [r"\sqrt{" * 60 + "x" + "}" * 60, "x^{" * 50 + "x" + "}" * 50]


def ink(formula: Formula) -> int:
    """How many pixels of the picture are drawn."""
    image = QImage(
        round(formula.width) + 1,
        round(formula.ascent + formula.descent) + 1,
        QImage.Format.Format_ARGB32,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(formula.svg.replace(INK, "black").encode()).render(painter)
    painter.end()
    return sum(
        image.pixelColor(x, y).alpha() > 100
        for x in range(image.width())
        for y in range(image.height())
    )


def test_they_are_sixty() -> None:
    assert len(set(SIXTY)) == 60


@pytest.mark.parametrize(("tex", "display"), SIXTY, ids=[tex for tex, _ in SIXTY])
def test_a_formula_of_gemma_is_a_picture(
    application: QApplication, tex: str, display: bool
) -> None:
    formula = typeset(tex, 16, display, outlines(tex))
    assert 3 < formula.width < 600
    assert 5 < formula.ascent + formula.descent < 120
    assert ink(formula) > 12


@pytest.mark.parametrize("tex", WRONG, ids=range(len(WRONG)))
def test_what_cannot_be_typeset_says_so(tex: str) -> None:
    with pytest.raises(CannotTypeset):
        typeset(tex, 16, True, {})


def test_a_character_that_no_font_has_is_no_box() -> None:
    with pytest.raises(CannotTypeset):
        typeset(r"\text{速度}", 16, True, {})


def test_japanese_is_as_wide_as_in_text(application: QApplication) -> None:
    tex = r"\text{速度}"
    assert typeset(tex, 20, False, outlines(tex)).width == pytest.approx(40, abs=4)


def test_a_formula_grows_with_its_em() -> None:
    small, large = (typeset(r"\frac{a}{b}", px, True, {}) for px in (16, 32))
    assert large.width == pytest.approx(2 * small.width, rel=0.02)
    assert large.ascent == pytest.approx(2 * small.ascent, rel=0.02)


@pytest.mark.parametrize("sign", ["=", r"\cup", r"\times", r"\iff", r"\sim"])
def test_signs_have_room(sign: str) -> None:
    assert typeset(f"a {sign} b", 16, False, {}).width > typeset("ab", 16, False, {}).width + 15


def test_a_minus_before_a_number_stands_close_to_it() -> None:
    def width(tex: str) -> float:
        return typeset(tex, 16, False, {}).width

    assert width("x = -2") < width("x - 2") + width("=") + 10


@pytest.mark.parametrize(
    ("written", "tex"),
    [
        ("H2O", r"{\mathrm{H}_{2}\mathrm{O}}"),
        ("SO4^2-", r"{\mathrm{SO}_{4}^{2-}}"),
        ("Na+", r"{\mathrm{Na}^{+}}"),
        ("^{14}C", r"{{}^{14}\mathrm{C}}"),
        ("1/2 O2", r"{\frac{1}{2} \mathrm{O}_{2}}"),
        ("Ca(OH)2 v", r"{\mathrm{Ca}(\mathrm{OH})_{2}\downarrow }"),
        ("A <=> B", r"{\mathrm{A}  \; \rightleftharpoons \;  \mathrm{B}}"),
        ("CuSO4 * 5H2O", r"{\mathrm{CuSO}_{4} \cdot 5\mathrm{H}_{2}\mathrm{O}}"),
    ],
)
def test_chemistry(written: str, tex: str) -> None:
    assert equation(written) == tex


def test_the_process_answers_line_by_line_and_gives_up_on_what_takes_too_long() -> None:
    asked = b"".join(encode(tex, 16, True, {}) for tex in ("x", BOMBS[0], r"\no", BOMBS[1], "y"))
    started = time.monotonic()
    told = subprocess.run(typesetter_command(), input=asked, capture_output=True, check=True)
    assert time.monotonic() - started < 2 * LIMIT_S + 20
    assert [decode(line) is not None for line in told.stdout.splitlines()] == [
        *(True, False, False),
        *(False, True),
    ]
    assert json.loads(told.stdout.splitlines()[1]) == {}
