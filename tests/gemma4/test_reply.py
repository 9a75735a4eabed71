"""Replies are read as the official parser reads them, however they are cut; nothing is lost."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from desktop.conversation import ToolCall
from desktop.gemma4.reply import AnswerText, ReplyParser, ReplyPiece, ThoughtText

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = json.loads((GOLDEN / "reply_cases.json").read_text(encoding="utf-8"))
# Here the official parser overwrites what the model wrote before.
LOSSY = {"text_tool_text_overwrites_content", "text_after_end_of_turn"}
ACCEPTED = [c for c in CASES if c["parsed"] is not None and c["name"] not in LOSSY]
CONTROL = re.compile(r"(<\|[a-z_\"]+\|?>|<[a-z_]+\|>|<eos>)")
COERCING = {"n": {"type": "integer"}, "s": {"type": "string"}, "b": {"type": "boolean"}}
TOOLS = [{"function": {"name": "f", "parameters": {"properties": COERCING}}}]


def tokens_of(raw: str, *, one_by_one: bool) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for piece in filter(None, CONTROL.split(raw)):
        special = bool(CONTROL.fullmatch(piece))
        if special or not one_by_one:
            pieces.append((piece, special))
        else:
            pieces.extend((character, False) for character in piece)
    return pieces


def pieces_of(
    tokens: list[tuple[str, bool]], prefix: str = "", tools: Any = ()
) -> list[ReplyPiece]:
    parser = ReplyParser(prefix, tools)
    pieces = [p for text, special in tokens for p in parser.feed(text, special=special)]
    return pieces + parser.finish()


def message_of(pieces: list[ReplyPiece]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant"}
    for piece in pieces:
        match piece:
            case ThoughtText(text):
                message["thinking"] = message.get("thinking", "") + text
            case AnswerText(text):
                message["content"] = message.get("content", "") + text
            case ToolCall(name, arguments):
                function = {"name": name, "arguments": arguments}
                call = {"type": "function", "function": function}
                message.setdefault("tool_calls", []).append(call)
    return message


def read(raw: str, prefix: str = "") -> dict[str, Any]:
    return message_of(pieces_of(tokens_of(raw, one_by_one=False), prefix))


@pytest.mark.parametrize("one_by_one", [False, True], ids=["whole", "one by one"])
@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case["name"])
def test_what_the_official_parser_accepts_is_read_alike(
    case: dict[str, Any], one_by_one: bool
) -> None:
    tools = TOOLS if case["name"].startswith("tools_coerce") else ()
    tokens = tokens_of(case["raw"], one_by_one=one_by_one)
    assert message_of(pieces_of(tokens, case["prefix"], tools)) == case["parsed"]


SLOPPY = {
    "call:my-fn{a:1}": ("my-fn", {"a": 1}),
    "call:ns.fn{my-key:1}": ("ns.fn", {"my-key": 1}),
    "call:f{a:hello}": ("f", {"a": "hello"}),
    "call:f{{a:1}}": ("f", {"a": 1}),
    'call:f{a: 1, b: <|"|>x<|"|>}': ("f", {"a": 1, "b": "x"}),
}


@pytest.mark.parametrize("raw", SLOPPY)
def test_a_sloppy_call_whose_meaning_is_plain_is_a_call(raw: str) -> None:
    (call,) = read(f"<|tool_call>{raw}<tool_call|>")["tool_calls"]
    assert (call["function"]["name"], call["function"]["arguments"]) == SLOPPY[raw]


@pytest.mark.parametrize("raw", ["call:f{a:1", "nonsense", "call:f", "call:f{a:[1,}", "call:f{}x"])
def test_a_call_without_meaning_stays_as_text(raw: str) -> None:
    assert read(f"<|tool_call>{raw}<turn|>") == {
        "role": "assistant",
        "content": f"<|tool_call>{raw}",
    }


def test_text_around_a_call_or_a_thought_is_kept() -> None:
    assert (
        read("Before <|tool_call>call:now{}<tool_call|>after<turn|>")["content"] == "Before after"
    )
    two = "A<|channel>thought\none\n<channel|>B<|channel>thought\ntwo\n<channel|>C<turn|>"
    assert read(two) == {"role": "assistant", "thinking": "one\n\ntwo", "content": "ABC"}
    assert read("A<turn|>\n<|turn>user\nmore")["content"] == "A\n<|turn>user\nmore"


def test_a_thought_that_the_prompt_opened_is_a_thought() -> None:
    opened = read("still thinking\n<channel|>Done.", "…<tool_response|><|channel>thought\n")
    assert opened == {"role": "assistant", "thinking": "still thinking", "content": "Done."}


def test_a_thought_cut_short_is_a_thought() -> None:
    assert read("<|channel>thought\nhalf a")["thinking"] == "half a"


def test_control_tokens_spelt_out_in_plain_text_mean_nothing() -> None:
    spelt = "Gemma writes <turn|> and <|channel>thought\n."
    assert message_of(pieces_of([(spelt, False)]))["content"] == spelt


def test_text_is_told_as_soon_as_it_is_certain() -> None:
    parser = ReplyParser()
    assert parser.feed("Hel", special=False) == [AnswerText("Hel")]
    assert parser.feed("lo \n", special=False) == [AnswerText("lo")]
    assert parser.feed("x", special=False) == [AnswerText(" \nx")]
    parser.feed("<|channel>", special=True)
    parser.feed("thought\n", special=False)
    assert parser.feed("hm", special=False) == [ThoughtText("hm")]


@pytest.mark.parametrize("seed", range(200))
def test_random_output_loses_no_character_however_it_is_cut(seed: int) -> None:
    rng = random.Random(seed)
    alphabet = ["<|channel>", "<channel|>", "<|tool_call>", "<tool_call|>", '<|"|>', "<turn|>"]
    alphabet += ["thought\n", "call:f{", "a:", "1", "}", ",", "x", "日", " ", "\n"]
    raw = "".join(rng.choices(alphabet, k=rng.randrange(1, 25)))
    whole = pieces_of(tokens_of(raw, one_by_one=False))
    assert message_of(pieces_of(tokens_of(raw, one_by_one=True))) == message_of(whole)
    told = json.dumps(message_of(whole), ensure_ascii=False)
    for character in "x日":
        assert told.count(character) >= raw.count(character)
