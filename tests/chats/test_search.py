"""Chats are found by words, parts of words and phrases, in titles, turns and thoughts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from saying import chat, model

from desktop.chats import search
from desktop.chats.search import Found
from desktop.chats.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()


def ids(found: list[Found]) -> list[str]:
    return [each.chat for each in found]


def marked(found: Found) -> list[str]:
    return [found.snippet[begin:end] for begin, end in found.ranges]


def test_words_are_found_in_titles_turns_and_thoughts(store: Store) -> None:
    store.write(chat("said", "the harbour"))
    store.write(chat("answered", "Where?", model("In the harbour.")))
    store.write(chat("thought", "Where?", model("There.", "A harbour, perhaps.")))
    store.write(chat("named", "Where?"))
    store.rename("named", "Harbour")
    found = {each.chat: each for each in store.search("harbour")}
    assert found.keys() == {"said", "answered", "thought", "named"}
    assert found["answered"].entry == 2 and found["named"].entry is None
    assert found["named"].title == "Harbour" and found["thought"].title == "Where?"


def test_capitals_do_not_matter_and_parts_of_words_do(store: Store) -> None:
    store.write(chat("a", "Ein ÄRGERLICHES Missverständnis"))
    assert ids(store.search("ärgerlich")) == ["a"] and ids(store.search("VERSTÄND")) == ["a"]


def test_all_words_must_be_there_and_phrases_as_they_are(store: Store) -> None:
    store.write(chat("a", "red kite over the sea"))
    store.write(chat("b", "a kite that is red"))
    assert sorted(ids(store.search("red kite"))) == ["a", "b"]
    assert ids(store.search('"red kite"')) == ["a"] and ids(store.search("“red kite”")) == ["a"]
    assert store.search("red kite boat") == []


def test_letters_apart_are_no_word(store: Store) -> None:
    store.write(chat("a", "abcd bcde"))
    assert store.search("abcde") == []


def test_japanese_is_found_without_spaces(store: Store) -> None:
    store.write(chat("a", "東京タワーの高さを教えてください。"))
    store.write(chat("b", "京都の寺について"))
    assert ids(store.search("タワーの高さ")) == ["a"]
    assert ids(store.search("東京")) == ["a"] and sorted(ids(store.search("京"))) == ["a", "b"]
    assert marked(store.search("東京")[0]) == ["東京"]


def test_two_letters_are_found_however_old_the_chat_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_COMMON_AMONG", 5)
    store.write(chat("old", "鰻が食べたい", model("Go.")))
    for number in range(20):
        store.write(chat(f"{number}", "猫 Ga", model("犬")))
    assert ids(store.search("鰻")) == ["old"] and ids(store.search("たい")) == ["old"]
    assert ids(store.search("鰻 が")) == ["old"] and ids(store.search("GO")) == ["old"]
    assert ids(store.search("い")) == ["old"] and ids(store.search("食べた 鰻")) == ["old"]


def test_what_is_too_common_to_be_looked_up_is_found_among_the_newest(store: Store) -> None:
    letters = [chr(0x3400 + number) for number in range(150)]
    store.write(chat("a", *(f"猫{letter}" for letter in letters)))
    store.write(chat("b", "犬"))
    assert ids(store.search("猫")) == ["a"] and ids(store.search("猫 犬")) == []
    assert ids(store.search(f"猫 {letters[7]}")) == ["a"]


def test_composed_and_decomposed_letters_are_the_same(store: Store) -> None:
    store.write(chat("a", "cafe\u0301 ガ"))
    assert ids(store.search("café")) == ["a"] and ids(store.search("カ\u3099")) == ["a"]


@pytest.mark.parametrize("query", ["%", "_", "\\", "%_", "5%"])
def test_short_signs_mean_themselves(store: Store, query: str) -> None:
    store.write(chat("a", "plain"))
    store.write(chat("b", "5% \\ %_ of"))
    assert ids(store.search(query)) == ["b"]


OPERATORS = ["AND", "a OR", "NEAR(", "NOT x", "*", "ab*", "words:", "-abc", "^abc", "{}", "((("]
SIGNS = ["", " ", '"', '""', '"a', "a\0bcdef", "\ud800abc", "'; DROP TABLE chats; --", "\\", "[a-"]


@pytest.mark.parametrize("query", [*OPERATORS, *SIGNS, "x" * 10_000])
def test_nothing_typed_is_an_error(store: Store, query: str) -> None:
    store.write(chat("a", "words"))
    assert store.search(query) == []


def test_whatever_is_typed_is_no_error(store: Store) -> None:
    signs = "ab \"'()*^:-+%_\\\0\n{}[]東京ー\ud83d🙂“”"
    for seed in range(500):
        random.seed(seed)
        text = "".join(random.choices(signs, k=random.randint(1, 12)))
        store.search(text)
    store.write(chat("a", text))
    assert store.read("a") == chat("a", text)


def test_a_snippet_shows_the_hits_in_their_surroundings(store: Store) -> None:
    store.write(chat("a", f"{'before ' * 50}the red\nkite and the KITE{' after' * 50}"))
    (found,) = store.search("kite red")
    assert marked(found) == ["red", "kite", "KITE"]
    assert found.snippet.startswith("…") and found.snippet.endswith("…")
    assert "the red kite and" in found.snippet and len(found.snippet) < 150


def test_what_is_changed_or_removed_is_found_no_more(store: Store) -> None:
    store.write(chat("a", "first words", model("first answer")))
    store.write(chat("a", "second words"))
    assert store.search("first") == [] and store.search("answer") == []
    assert ids(store.search("second")) == ["a"]
    store.rename("a", "The name")
    store.rename("a", "Another")
    assert store.search("The name") == [] and ids(store.search("Another")) == ["a"]


def test_titles_come_first_then_what_is_said_often(store: Store) -> None:
    store.write(chat("named", "?"))
    store.rename("named", "About whales")
    store.write(chat("once", f"whale {'and other animals ' * 20}"))
    store.write(chat("often", "a whale is a whale is a whale"))
    assert ids(store.search("whale")) == ["named", "often", "once"]


def test_each_chat_is_found_once_and_no_more_than_are_wanted(store: Store) -> None:
    for number in range(20):
        store.write(chat(f"{number}", "the same words", model("the same words again")))
    assert len(store.search("same", limit=100)) == 20 and len(store.search("same", limit=5)) == 5
