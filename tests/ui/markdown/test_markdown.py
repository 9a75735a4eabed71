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
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown.document import MarkdownDocument
from desktop.ui.markdown.style import DARK_CODE, LIGHT_CODE, CodePalette, TextStyle, contrast
from desktop.ui.theme import current_theme

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


@pytest.fixture(scope="module")
def formulas(application: QApplication) -> Formulas:
    return Formulas()


def shown(formulas: Formulas, *pieces: str) -> tuple[MarkdownDocument, QTextDocument]:
    document = QTextDocument()
    formulas.register(document)
    markdown = MarkdownDocument(document, TextStyle.of(current_theme(), 15), formulas)
    if len(pieces) == 1:
        markdown.show(pieces[0])
    else:
        for piece in pieces:
            markdown.add(piece)
    markdown.finish()
    return markdown, document


def grown(formulas: Formulas, source: str) -> tuple[MarkdownDocument, QTextDocument]:
    return shown(formulas, "", *(source[i : i + 3] for i in range(0, len(source), 3)))


def codes_of(markdown: MarkdownDocument) -> list[tuple[str, str, int, int]]:
    return [
        (code.language, code.text, code.first.blockNumber(), code.last.blockNumber())
        for code in markdown.codes
    ]


def assert_grows_into_the_same(formulas: Formulas, source: str) -> None:
    at_once, piecewise = shown(formulas, source), grown(formulas, source)
    assert piecewise[1].toHtml() == at_once[1].toHtml()
    assert codes_of(piecewise[0]) == codes_of(at_once[0])


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
    piecewise, at_once = shown(formulas, *pieces), shown(formulas, "".join(pieces))
    assert piecewise[1].toHtml() == at_once[1].toHtml()
    assert codes_of(piecewise[0]) == codes_of(at_once[0])


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
    assert [(code.language, code.text) for code in markdown.codes] == [
        ("python", "def f():\n    return 1"),
        ("", "plain"),
    ]


def test_code_is_coloured_once_it_has_ended(formulas: Formulas) -> None:
    keyword = TextStyle.of(current_theme(), 15).code.keyword
    fence = "```python\ndef f(): pass\n```\n"
    growing = MarkdownDocument(document := QTextDocument(), TextStyle.of(current_theme()), formulas)
    growing.add(fence)
    assert keyword not in document.toHtml()
    growing.add("\nAfter.")
    assert keyword in document.toHtml() and document.toPlainText().count("def f(): pass") == 1
    assert keyword in shown(formulas, fence)[1].toHtml()
    assert keyword not in shown(formulas, fence.replace("python", "nonesuch"))[1].toHtml()


@pytest.mark.parametrize("code", [LIGHT_CODE, DARK_CODE])
def test_code_can_be_read(code: CodePalette) -> None:
    card = "#fafafc" if code is LIGHT_CODE else "#232428"
    assert all(contrast(colour, card) >= 4.5 for colour in asdict(code).values())


def test_a_link_is_an_anchor_and_nothing_is_a_picture(formulas: Formulas) -> None:
    html = shown(formulas, GFM["bare addresses"] + "\n\n" + GFM["pictures and breaks"])[1].toHtml()
    assert 'href="https://example.org/a_b"' in html and 'href="http://www.example.com"' in html
    assert "<img" not in html


def test_another_style_keeps_the_text(formulas: Formulas) -> None:
    markdown, document = shown(formulas, GFM["a table"])
    before = document.toPlainText()
    markdown.restyle(TextStyle.of(current_theme(), 20))
    assert document.toPlainText() == before
    larger = QTextDocument()
    formulas.register(larger)
    MarkdownDocument(larger, TextStyle.of(current_theme(), 20), formulas).show(GFM["a table"])
    assert document.toHtml() == larger.toHtml()
