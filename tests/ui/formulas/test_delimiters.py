"""What is a formula in Markdown, and what is money."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from desktop.ui.formulas.delimiters import math_plugin

INLINE = [
    ("$x$", ["$ x"]),
    ("$E = mc^2$ is known", ["$ E = mc^2"]),
    ("both $a$ and $b$", ["$ a", "$ b"]),
    ("関数$f$は$g$より", ["$ f", "$ g"]),
    (r"\(a + b\) here", [r"\( a + b"]),
    (r"\( a \)", [r"\( a"]),
    (r"see \[x\] there", [r"\[ x"]),
    ("see $$x$$ there", ["$$ x"]),
    ("see $$ x $$.", ["$$ x"]),
    ("two\n$x +\ny$ lines", ["$ x +\ny"]),
    ("**$x$** and *$y$*", ["$ x", "$ y"]),
    ("[a $x$](url)", ["$ x"]),
    ("H$_2$O and 10$^{-3}$", ["$ _2", "$ ^{-3}"]),
    (r"2$\times$2", [r"$ \times"]),
    ("the $n$th", ["$ n"]),
    ("the $k$-th", ["$ k"]),
    (r"$\text{costs \$5}$", [r"$ \text{costs \$5}"]),
    (r"$50\%$ of it", [r"$ 50\%"]),
    ("$5$ apples", ["$ 5"]),
    ("$$a \\text{ if $b$}$$ x", [r"$$ a \text{ if $b$}"]),
    ("costs $5 to $10", []),
    ("US$5", []),
    ("US$5 and US$6", []),
    ("$1,000,000 and $2", []),
    ("between $5 and $10 million", []),
    ("$5-$10", []),
    ("$5/$10", []),
    ("from $5 to 10$", []),
    ("$20 or 18$", []),
    ("a $10-off coupon, 5$", []),
    (r"\$5 and \$6", []),
    ("$HOME/$PATH", []),
    ("$ x $", []),
    ("$x $ y", []),
    ("$$$ and $$$", []),
    ("it is $$", []),
    ("`$x$` and ``$y$``", []),
    (r"`\(x\)`", []),
    ("$a `b$`", []),
    ("$x", []),
    ("$$x$", []),
    (r"\(x", []),
    (r"\[x and \(", []),
    (r"\(\) and \[\]", []),
    (r"\\(x\\)", []),
]

BLOCK = [
    ("$$x$$", "$$ x"),
    ("$$\nx = y\n$$", "$$ x = y"),
    ("\\[\nx\n\\]", "\\[ x"),
    ("text\n$$\nx\n$$\nmore", "$$ x"),
    ("$$\nx\n- y\n+ z\n= 0\n$$", "$$ x\n- y\n+ z\n= 0"),
    ("- item\n\n  $$\n  x\n  $$", "$$ x"),
    ("> $$x$$", "$$ x"),
    (
        "\\begin{align}\na &= b \\\\\nc\n\\end{align}",
        "\\begin{align} \\begin{align}\na &= b \\\\\nc\n\\end{align}",
    ),
    ("$$\\begin{aligned}\na\n\\end{aligned}$$", "$$ \\begin{aligned}\na\n\\end{aligned}"),
]

NO_BLOCK = [
    "$$\nx",
    "$$\n\nx\n$$",
    "$$\n$$",
    "\\begin{align}\na",
    "\\begin{document}\na\n\\end{document}",
    "    $$x$$",
    "```\n$$\nx\n$$\n```",
    "$$x$$ and more",
]


def formulas(source: str, kind: str) -> list[str]:
    """Delimiter and content of each formula."""
    found = MarkdownIt("commonmark").enable("table").use(math_plugin).parse(source)
    tokens = [*found, *(child for token in found for child in token.children or [])]
    return [f"{token.markup} {token.content}" for token in tokens if token.type == kind]


@pytest.mark.parametrize(("source", "expected"), INLINE, ids=[source for source, _ in INLINE])
def test_formulas_among_words(source: str, expected: list[str]) -> None:
    assert formulas(source, "math_inline") == expected
    assert formulas(source, "math_block") == []


@pytest.mark.parametrize(("source", "expected"), BLOCK, ids=[source for source, _ in BLOCK])
def test_formulas_that_stand_alone(source: str, expected: str) -> None:
    assert formulas(source, "math_block") == [expected]


@pytest.mark.parametrize("source", NO_BLOCK)
def test_what_is_no_block(source: str) -> None:
    assert formulas(source, "math_block") == []


def test_a_table_may_hold_formulas_and_prices() -> None:
    table = "| a | b |\n|---|---|\n| $x$ | $5 |\n| $6 | $y$ |\n"
    assert formulas(table, "math_inline") == ["$ x", "$ y"]


@pytest.mark.parametrize("opener", ["$$", "\\[", "\\begin{align}"])
def test_a_block_that_is_still_written_is_never_a_list(opener: str) -> None:
    """So that it may be rendered as it grows: no earlier block changes when it closes."""
    written = MarkdownIt("commonmark").use(math_plugin).parse(f"text\n{opener}\na\n- b\n+ c")
    assert [t.type for t in written if t.nesting == 1] == ["paragraph_open"] * 2
    assert written[-2].content == f"{opener}\na\n- b\n+ c"


def test_text_after_a_closed_formula_goes_on_as_a_paragraph() -> None:
    found = MarkdownIt("commonmark").use(math_plugin).parse("$$x$$ and\nmore\n# Title")
    assert [t.type for t in found if t.nesting == 1] == ["paragraph_open", "heading_open"]
    assert found[1].content == "$$x$$ and\nmore"
