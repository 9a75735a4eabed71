"""Text from tokens: every character whole, none lost, control tokens told apart."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from desktop.gemma4.detokenizer import Detokenizer
from desktop.places import BUILT_IN_MODEL


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(BUILT_IN_MODEL / "tokenizer.json"))


def byte_tokens(tokenizer: Tokenizer, data: bytes) -> list[int]:
    ids = [tokenizer.token_to_id(f"<0x{byte:02X}>") for byte in data]
    assert None not in ids
    return ids


def pieces(tokenizer: Tokenizer, ids: list[int]) -> list[list[tuple[str, bool]]]:
    detokenizer = Detokenizer(tokenizer)
    return [*(detokenizer.feed(token) for token in ids), detokenizer.finish()]


def text_of(tokenizer: Tokenizer, ids: list[int]) -> str:
    return "".join(text for told in pieces(tokenizer, ids) for text, _ in told)


@pytest.mark.parametrize(
    "text", ["  two  spaces\n\n", "What do you see?", "円と四角", "a🪨b", "naïve 𝔉 é", "\t\x00"]
)
def test_what_was_tokenized_comes_back(tokenizer: Tokenizer, text: str) -> None:
    assert text_of(tokenizer, tokenizer.encode(text, add_special_tokens=False).ids) == text


def test_a_character_of_several_bytes_is_held_back_until_it_is_whole(
    tokenizer: Tokenizer,
) -> None:
    told = pieces(tokenizer, byte_tokens(tokenizer, "🪨é".encode()))
    assert told == [[], [], [], [("🪨", False)], [], [("é", False)], []]


def test_bytes_that_make_no_character_harm_none_beside_them(tokenizer: Tokenizer) -> None:
    ids = [
        *byte_tokens(tokenizer, b"\xff" + "あ".encode() + b"\xe3"),
        *tokenizer.encode("a", add_special_tokens=False).ids,
    ]
    assert text_of(tokenizer, ids) == "\ufffdあ\ufffda"


def test_an_end_in_mid_character_is_told(tokenizer: Tokenizer) -> None:
    assert text_of(tokenizer, byte_tokens(tokenizer, b"\xe3\x81")) == "\ufffd"


def test_a_control_token_is_told_apart_from_its_spelling(tokenizer: Tokenizer) -> None:
    (broken,) = byte_tokens(tokenizer, b"\xe3")
    turn = tokenizer.token_to_id("<turn|>")
    assert pieces(tokenizer, [broken, turn]) == [[], [("\ufffd", False), ("<turn|>", True)], []]
    spelt = pieces(tokenizer, byte_tokens(tokenizer, b"<turn|>"))
    assert [text for told in spelt for text in told] == [(c, False) for c in "<turn|>"]
