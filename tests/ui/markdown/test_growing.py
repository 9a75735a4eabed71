"""A long answer grows: it becomes what it would be at once, and little of it is read again."""

from __future__ import annotations

import random

import pytest
from markdown_documents import assert_grows_into_the_same, empty

from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown import document

LONG = {
    "a list": "".join(f"- item {n} of many, with **words**\n" for n in range(40)),
    "a numbered list": "".join(f"{n}. step\n" for n in range(7, 40)),
    "a numbered list that begins at 0": "".join(f"{n}. step\n" for n in range(0, 12)),
    "a numbered list that always says one": "1. step\n" * 20,
    "a loose list": "".join(f"- item {n}\n\n" for n in range(30)),
    "a list that becomes loose late": "- a\n" * 12 + "\n- b\n- c\n" + "- d\n" * 5,
    "a list that a blank line in an item makes loose": "- a\n" * 9 + "- b\n\n  more\n- c\n",
    "a list of several blocks": "1. one\n\n   ```python\n   a = 1\n   b = 2\n   ```\n2. two\n" * 6,
    "a list in lists": "- a\n  - b\n    1. c\n    2. d\n  - e\n" * 8,
    "an item that ends in a heading": "- # h\n  text\n" * 5 + "\n- x\n",
    "items of other marks": "- a\n- b\n* c\n* d\n1) e\n2) f\n1. g\n",
    "items that move to the right": "- a\n - b\n  - c\n   - d\n    - e\n",
    "empty items": "-\n- a\n-\n\n- b\n" * 3,
    "tasks": "- [ ] open\n- [x] done\n" * 8,
    "a table": "| a | b |\n|:-|-:|\n" + "".join(f"| {n} | {n * n} |\n" for n in range(40)),
    "a table of nine rows": "a|b\n-|-\n" + "1|2\n" * 8,
    "a table that text follows": "| a |\n|-|\n" + "| x |\n" * 20 + "no bars\n\nText",
    "a table behind text": "Text\n| a |\n|-|\n" + "| x |\n" * 20 + "> quote",
    "code": "```python\n"
    + "".join(f"def f{n}():\n\n    return {n}\n" for n in range(20))
    + "```\n",
    "code that is not closed": "~~~~\n" + "a\n```\n~~~\n" * 5,
    "code set in": "   ```rust\n" + "   fn main() {}\n  x\n" * 5 + "   ```\nText",
    "code with blank lines": "```\n\n\na\n\n\n\n```\nb",
    "code in a quote": "> ```\n" + "> a\n" * 6 + "> ```\n> b",
    "paragraphs in one line each": "\n\n".join(
        ["**Bold** words " * 9, "`code` and " * 9, "$x$ is"] * 3
    ),
    "what may be a list": "- a\n\n-b\n\n1\n\n2. c\n\n*d\n\n* e\n\n**f**\n",
    "an underlined heading": "- a\n- b\n===\n\nT\n=\n\n- c\n---\n",
}


@pytest.mark.parametrize("name", LONG)
def test_it_becomes_what_it_is_at_once(formulas: Formulas, name: str) -> None:
    assert_grows_into_the_same(formulas, LONG[name])
    assert_grows_into_the_same(formulas, LONG[name], LONG[name])
    assert_grows_into_the_same(formulas, f"Text\n\n{LONG[name]}\nafter it")


@pytest.mark.parametrize("seed", range(8))
def test_it_does_so_whatever_comes_after_what(formulas: Formulas, seed: int) -> None:
    chance = random.Random(seed)
    source = chance.choice(["\n", "\n\n", ""]).join(chance.choices(list(LONG.values()), k=4))
    pieces: list[str] = []
    rest = source
    while rest:
        cut = chance.randint(1, 30)
        pieces.append(rest[:cut])
        rest = rest[cut:]
    assert_grows_into_the_same(formulas, source, pieces)


@pytest.mark.parametrize(
    ("line", "opening"),
    [
        ("- the model reads a picture once\n", ""),
        ("1. the model reads a picture once\n", ""),
        ("| the model | reads |\n", "| what | how |\n|-|-|\n"),
        ("    return the_model(1)\n", "```python\n"),
        ("One line that is a paragraph.\n\n", ""),
        ("One line that is a paragraph.\n\n- a\n- b\n\n", ""),
    ],
)
def test_what_stays_is_not_read_again(
    formulas: Formulas, line: str, opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    parse = document.parse
    monkeypatch.setattr(
        document, "parse", lambda text, found: read.append(len(text)) or parse(text, found)
    )
    markdown, _ = empty(formulas)
    markdown.add(opening)
    for _ in range(60):
        for start in range(0, len(line), 6):
            markdown.add(line[start : start + 6])
    assert max(read) <= len(opening) + 10 * len(line)


def test_a_long_line_leaves_what_stands_above_it_alone(
    formulas: Formulas, monkeypatch: pytest.MonkeyPatch
) -> None:
    markdown, _ = empty(formulas)
    markdown.add("```python\n" + "x = 1\n" * 50 + "```\n\n")
    read: list[str] = []
    parse = document.parse
    monkeypatch.setattr(
        document, "parse", lambda text, found: read.append(text) or parse(text, found)
    )
    for word in ("**One** ", "line ", "of ", "many ", "words"):
        markdown.add(word)
    assert read[1:] == ["**One** line ", "**One** line of ", *read[3:]]
