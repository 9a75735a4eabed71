"""A text that grows is cut into sentences, and what was cut once stays so."""

from __future__ import annotations

import pytest

from desktop.ui.speaking.sentences import LONGEST, sentences


@pytest.mark.parametrize(
    "text",
    [
        "It opened in 1937.|Is it red?|Yes!|Really…|That is all.",
        "He said “Go.”|She went (at last.)|Then it was over.",
        "It weighs 3.5 t, e.g. as much as two cars, i.e. a lot.|Version 2.0.1 is out.",
        "Dr. Smith met J. R. Tolkien and Mrs. Jones vs. Mr. Brown.|They talked.",
        "See Fig. 3 and No. 5, pp. 7 to 119.|No.|That is wrong.",
        "Am 3. Oktober, z. B. um 10 Uhr, bzw. danach.|Gut.",
        "What?! he cried.|Nobody answered.",
        "See example.org for more.|It is free.",
        "日本語です。|次の文ですか？|はい！|終わり。",
        "「はい。」と言った。|「いいえ！」とも言った。",
        "你好。|今天好吗？|很好！",
        "यह एक वाक्य है।| यह दूसरा है।",
        "One line|Another line|1: An item|The last",
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str) -> None:
    joint = "\n" if "line" in text else "" if "。" in text or "।" in text else " "
    expected = [part.strip() for part in text.split("|")]
    assert sentences(text.replace("|", joint), ended=True) == expected


@pytest.mark.parametrize(
    ("growing", "complete"),
    [
        ("One. Tw", ["One."]),
        ("One. ", []),
        ("One.", []),
        ("Pi is 3.", []),
        ("一つ。二", ["一つ。"]),
        ("一つ。", []),
        ("「一つ。", []),
        ("A line\nAn", ["A line"]),
    ],
)
def test_a_sentence_is_told_when_it_is_sure_to_be_complete(
    growing: str, complete: list[str]
) -> None:
    assert sentences(growing, ended=False) == complete


def test_what_was_told_stays_whatever_follows() -> None:
    text = (
        "He is J. Doe, 3.5 m tall!\nSo… what? 「一つ。」と二つ。"
        + "word, " * 120
        + "End. (Yes.) No"
    )
    whole = sentences(text, ended=True)
    for end in range(len(text)):
        told = sentences(text[:end], ended=False)
        assert told == whole[: len(told)]


@pytest.mark.parametrize(
    ("unit", "ends"),
    [("some words, and ", ","), ("読点、", "、"), ("no pause ", "oe"), ("unbroken", "unbroken")],
)
def test_a_long_sentence_is_said_in_several_breaths(unit: str, ends: str) -> None:
    text = unit * 200 + "end."
    breaths = sentences(text, ended=True)
    assert all(len(breath) <= LONGEST for breath in breaths)
    assert "".join(breaths).replace(" ", "") == text.replace(" ", "")
    assert all(breath[-1] in ends for breath in breaths[:-1])
    assert sentences(text[:-1], ended=False) == breaths[:-1]


@pytest.mark.parametrize("text", ["", " \n ", "…", "— ! ?", "。\n。"])
def test_what_has_no_word_is_no_sentence(text: str) -> None:
    assert sentences(text, ended=True) == []
