"""Of Markdown only the words are said, each once, however it comes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import desktop.ui.preview
from desktop.ui.speaking.prose import Prose

_SAMPLES = sorted((Path(desktop.ui.preview.__file__).parent / "texts").glob("*.md"))
TEXTS = {
    **{path.stem: path.read_text(encoding="utf-8") for path in _SAMPLES},
    "long_list": "".join(f"{n}. Item. Number {n}.\n" for n in range(1, 60)) + "\nThe end.",
    "loose_list": "".join(f"- Item {n}.\n\n  With more. And more\n\n" for n in range(20)),
    "long_table": "|a|b|\n|-|-|\n" + "".join(f"|Row {n}.|Yes. No|\n" for n in range(60)) + "\nEnd.",
    "long_code": "See:\n\n```\n" + "x = 1. Y\n" * 60 + "```\n\nDone. Well.",
    "money_and_formulas": "Sum.\n$50\\%$ of it. It costs $5. Then $7.50! And $x. Y$ or $2 too. End",
}


def said(markdown: str) -> list[str]:
    prose = Prose("formula")
    return prose.add(markdown) + prose.finish()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "# A heading\n\nA **bold** and *soft* `word_here`.",
            ["A heading", "A bold and soft word here."],
        ),
        ("Look:\n\n```python\nx = 1. Y\n```\n\nDone.", ["Look:", "Done."]),
        ("    indented = True\n\nDone.", ["Done."]),
        ("One\nsentence over\nlines. Another.", ["One sentence over lines.", "Another."]),
        ("行が\n分かれた文。", ["行が分かれた文。"]),
        (
            "- milk\n- eggs. Two\n\n3. Stir.\n4. Bake.",
            ["milk", "eggs.", "Two", "3: Stir.", "4: Bake."],
        ),
        ("- [x] done\n- [ ] open", ["done", "open"]),
        ("|Name|Age|\n|-|-|\n|Ann|3|\n|Bo||", ["Name, Age", "Ann, 3", "Bo"]),
        ("See [the guide](https://example.org/a.b) now.", ["See the guide now."]),
        ("See https://example.org/a/b?c=d for more.", ["See example.org for more."]),
        ("![A bridge](bridge.png) at dawn.", ["A bridge at dawn."]),
        ("Where $x = 3$ and $\\frac{1}{2}$ hold.", ["Where x = 3 and formula hold."]),
        ("So:\n\n$$\nx = \\pi. Y\n$$\n\nThat is it.", ["So:", "That is it."]),
        ("It costs $500. That is US$10 too much.", ["It costs $500.", "That is US$10 too much."]),
        ("Well done! 🎉 ✅ Go on.", ["Well done!", "Go on."]),
        ("A claim.[^1] Another.\n\n[^1]: The note.", ["A claim.", "Another.", "1 The note."]),
        ("One<br>two <b>three</b>.\n\n<div>four</div>", ["One", "two three.", "four"]),
        ("One.\n\n---\n\n> Two.\n> Three.", ["One.", "Two.", "Three."]),
        ("```\nonly code\n```", []),
        ("", []),
    ],
)
def test_only_words_are_said(markdown: str, expected: list[str]) -> None:
    assert said(markdown) == expected


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("longest", [1, 4, 40])
def test_no_sentence_is_lost_or_said_twice_however_it_comes(name: str, longest: int) -> None:
    markdown = TEXTS[name]
    chance, prose, told, begin = random.Random(longest), Prose("formula"), list[str](), 0
    while begin < len(markdown):
        end = begin + chance.randint(1, longest)
        told += prose.add(markdown[begin:end])
        begin = end
    assert told + prose.finish() == said(markdown)


@pytest.mark.parametrize(
    ("growing", "complete"),
    [
        ("One. Two", ["One."]),
        ("A heading\n\nOne", ["A heading"]),
        ("# A heading\nOne", ["A heading"]),
        ("- one\n- two", ["one"]),
        ("|a|b|\n|-|-|\n|c|d|\n|e|f", ["a, b", "c, d"]),
        ("Call `f. And", []),
        ("Let $$x. Then", []),
        ("It costs $500. Then", ["It costs $500."]),
        ("It is so. $50", []),
        ("See [this. Now](https://exa", ["See [this."]),
    ],
)
def test_a_sentence_is_said_as_soon_as_it_is_complete(growing: str, complete: list[str]) -> None:
    assert Prose("formula").add(growing) == complete


@pytest.mark.parametrize("ending", ["\n\n", "\n- "])
def test_little_is_read_again(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    read: list[int] = []
    parse = desktop.ui.speaking.prose.parse

    def noting(source: str, definitions: dict[str, object]) -> object:
        read.append(len(source))
        return parse(source, definitions)

    monkeypatch.setattr("desktop.ui.speaking.prose.parse", noting)
    paragraph = f"Some words in it, that go on for a while. And some more.{ending}"
    prose = Prose("formula")
    for word in (paragraph * 50).split(" "):
        prose.add(f"{word} ")
    assert len(read) < 200 and max(read) < 3 * len(paragraph)
