"""Markdown in a document: it keeps its text, and grows into what it would be at once."""

from __future__ import annotations

import json
import random
import re
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_documents import assert_grows_into_the_same, codes_of, shown

from desktop.ui.contrast import contrast
from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown.style import DARK_CODE, LIGHT_CODE, CodePalette

SPEC = Path(__file__).parents[4] / "shared" / "spec" / "commonmark.json"
EXAMPLES: list[dict[str, Any]] = json.loads(SPEC.read_text("utf-8")) if SPEC.exists() else []
GFM: dict[str, str] = {
    "a table": "| a | b |\n|:-|-:|\n| one | **two** |\n| `x` | 三 |\n\nafter",
    "a table that ends the text": "| a | b |\n|-|-|\n| one | two",
    "tasks": "- [ ] open\n- [x] done\n  - [ ] within\n\nafter",
    "strikethrough": "~~gone~~ and ~~*slanted*~~",
    "bare addresses": "See https://example.org/a_b and www.example.com.",
    "footnotes": "One[^1] and two[^n].\n\n[^1]: The first.\n\n[^n]: The second,\n    in two lines.",
    "a late definition": "A [link] here.\n\nMore.\n\n[link]: https://example.org 'Title'",
    "nested lists": "1. one\n   - a\n     1. deep\n   - b\n2. two\n\n   loose",
    "code in languages": "```python\ndef f():\n    return 1\n```\n\n~~~\nplain\n~~~\n",
    "code that is not closed": "Text\n\n```rust\nfn main() {}\n",
    "formulas": "Inline $x^2$ and a price of $5 to $10.\n\n$$\n\\frac{a}{b}\n$$\n\n\\[y\\]",
    "quotes": "> one\n> > two\n>\n> - three\n\nafter",
    "a heading and a rule": "# Title\n\nText\n***\n## Second\nmore",
    "Japanese": "**日本語**の*文章*。\n\n- 項目\n- 二つ目",
    "Arabic": "مرحبا **بالعالم** abc",
    "pictures and breaks": "![alt](https://example.org/a.png) a<br>b  \nc H<sub>2</sub>O",
}

BACKWARDS = ("footnotes", "a late definition")
"""These change what stands before them."""


class _Reader(HTMLParser):
    """The text that an HTML document shows."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def words_of(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    return re.findall(r"\w+", reader.text)


@pytest.mark.skipif(not EXAMPLES, reason="CommonMark's examples are not here")
@pytest.mark.parametrize("section", sorted({e["section"] for e in EXAMPLES}))
def test_commonmarks_examples_keep_their_text_and_grow_alike(
    formulas: Formulas, section: str
) -> None:
    for example in (e for e in EXAMPLES if e["section"] == section):
        source = example["markdown"]
        plain = shown(formulas, source)[1].toPlainText()
        missing = [word for word in words_of(example["html"]) if word not in plain]
        assert not missing, (example["example"], missing)
        assert_grows_into_the_same(formulas, source)


def test_all_examples_are_there() -> None:
    assert len(EXAMPLES) in (0, 652)


@pytest.mark.parametrize("name", GFM)
def test_githubs_extensions_grow_into_what_they_are_at_once(formulas: Formulas, name: str) -> None:
    assert_grows_into_the_same(formulas, GFM[name])


@pytest.mark.parametrize("seed", range(12))
def test_a_long_text_grows_into_what_it_is_at_once_however_it_is_cut(
    formulas: Formulas, seed: int
) -> None:
    rng = random.Random(seed)
    parts = [text for name, text in GFM.items() if name not in BACKWARDS or seed % 4 == 0]
    parts += ["1. a\n\n2. b\n\n- c\n\n  d", "Words. " * 40, "    indented\n\n    code", "* * *"]
    source = "\n\n".join(rng.choices(parts, k=12))
    pieces: list[str] = []
    while source:
        cut = rng.randint(1, 25)
        pieces.append(source[:cut])
        source = source[cut:]
    assert_grows_into_the_same(formulas, "".join(pieces), pieces)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a table", ["one", "two", "三", "after"]),
        ("footnotes", ["The first.", "in two lines"]),
        ("tasks", ["open", "within"]),
        ("pictures and breaks", ["alt"]),
        ("formulas", ["a price of $5 to $10."]),
    ],
)
def test_githubs_extensions_keep_their_text(
    formulas: Formulas, name: str, words: list[str]
) -> None:
    plain = shown(formulas, GFM[name])[1].toPlainText()
    assert all(word in plain for word in words), plain


def test_code_is_told_with_its_language(formulas: Formulas) -> None:
    markdown, _ = shown(formulas, GFM["code in languages"])
    assert [(language, text) for language, text, _, _ in codes_of(markdown)] == [
        ("python", "def f():\n    return 1"),
        ("", "plain"),
    ]


@pytest.mark.parametrize("code", [LIGHT_CODE, DARK_CODE])
def test_code_can_be_read(code: CodePalette) -> None:
    card = "#fafafc" if code is LIGHT_CODE else "#232428"
    assert all(contrast(colour, card) >= 4.5 for colour in asdict(code).values())


def test_a_link_is_an_anchor_and_nothing_is_a_picture(formulas: Formulas) -> None:
    html = shown(formulas, GFM["bare addresses"] + "\n\n" + GFM["pictures and breaks"])[1].toHtml()
    assert 'href="https://example.org/a_b"' in html and 'href="http://www.example.com"' in html
    assert "<img" not in html
