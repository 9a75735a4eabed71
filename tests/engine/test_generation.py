"""An answer from its prompt to its end: thoughts that are closed, sounds asked about in parts."""

from __future__ import annotations

import wave
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import mlx.core as mx
import numpy as np
import pytest
from golden_cases import loaded, reading_of

from desktop.conversation import Conversation, Picture, Sound, Text, Thought, Turn
from desktop.engine.decoding import decode, prefill
from desktop.engine.generation import Generator
from desktop.engine.protocol import (
    AnswerPiece,
    Done,
    PartBegun,
    PromptRead,
    Sampling,
    ThoughtPiece,
    ToolCalled,
)
from desktop.engine.reading import PromptEmbeddings, Reading, read
from desktop.places import BUILT_IN_MODEL
from desktop.sound_files import RATE, read_sound
from desktop.sound_parts import parts

SUM = "What is 17 + 25?"


@pytest.fixture(scope="module")
def pebble() -> Generator:
    return Generator(BUILT_IN_MODEL)


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Noise of 70 s with two pauses: three parts."""
    noise = np.random.default_rng(0).normal(0, 3000, 70 * RATE)
    for pause in (25, 48):
        noise[pause * RATE : (pause + 1) * RATE] = 0
    return save(noise.astype("<i2"), tmp_path_factory.mktemp("speech") / "speech.wav")


def save(samples: np.ndarray, path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


def asked(*parts: Any, thinking: bool = False, tools: tuple[Any, ...] = ()) -> Conversation:
    return Conversation((Turn("user", parts),), thinking=thinking, tools=tools)


def events_of(generator: Generator, conversation: Conversation, **sampling: Any) -> list[Any]:
    return list(generator.answer(conversation, Sampling(**{"temperature": 0, **sampling})))


def texts_of(events: list[Any]) -> tuple[str, str]:
    """The thought and the answer."""
    thought = "".join(event.text for event in events if isinstance(event, ThoughtPiece))
    return thought, "".join(event.text for event in events if isinstance(event, AnswerPiece))


def test_forced_tokens_leave_the_cache_as_if_they_had_been_drawn() -> None:
    _, model = loaded("e2b-like", "text")
    reading = reading_of("e2b-like", "text")

    def greedy(reading: Reading, limit: int, forced: dict[int, list[int]]) -> list[int]:
        """Tokens drawn; `forced` come after so many."""
        prompt, cache, waiting = PromptEmbeddings(model, reading), model.make_cache(), deque[int]()
        for _ in prefill(model, prompt, cache):
            pass
        drawn: list[int] = []
        for token in decode(
            model, prompt, cache, lambda p: mx.argmax(p, axis=-1), limit, forced=waiting
        ):
            drawn.append(token)
            waiting.extend(forced.get(len(drawn), []))
        return drawn

    drawn = greedy(reading, 20, {6: [77, 88]})
    assert drawn[:6] == greedy(reading, 6, {}) and drawn[6:8] == [77, 88]
    assert drawn[8:] == greedy(Reading([*reading.ids, *drawn[:8]]), 12, {})


@pytest.mark.parametrize("most", [3, 5])
def test_a_thought_too_long_is_closed_and_the_answer_comes(pebble: Generator, most: int) -> None:
    conversation = asked(Text(SUM), thinking=True)
    whole, _ = texts_of(events_of(pebble, conversation))
    events = events_of(pebble, conversation, max_thought=most)
    thought, answer = texts_of(events)
    assert 0 < len(thought) <= len(whole) / 2 and whole.startswith(thought)
    assert answer and "channel" not in answer
    opening = [*tokens(pebble, "<|channel>"), *tokens(pebble, "thought\n")]
    closing = [*tokens(pebble, "\n"), *tokens(pebble, "<channel|>")]
    written = events[-1].token_ids
    assert written[: len(opening)] == opening
    assert written[len(opening) + most :][: len(closing)] == closing


def tokens(generator: Generator, text: str) -> list[int]:
    tokenizer = generator.checkpoint.tokenizer
    control = tokenizer.token_to_id(text)
    return tokenizer.encode(text).ids if control is None else [control]


def test_a_thought_may_be_forbidden_and_a_short_one_is_left_alone(pebble: Generator) -> None:
    conversation = asked(Text(SUM), thinking=True)
    thought, answer = texts_of(events_of(pebble, conversation, max_thought=0))
    assert not thought and answer
    enough = events_of(pebble, conversation, max_thought=500)
    assert texts_of(enough) == texts_of(events_of(pebble, conversation))


@pytest.mark.parametrize("cut", [20, 66])
@pytest.mark.parametrize("ids_known", [True, False])
def test_a_reply_that_broke_off_goes_on_as_if_it_had_not(
    pebble: Generator, cut: int, ids_known: bool
) -> None:
    """It breaks off in the thought, or in the answer."""
    conversation = asked(Text(SUM), thinking=True)
    whole = events_of(pebble, conversation)
    first = events_of(pebble, conversation, max_tokens=cut)
    thought, answer = texts_of(first)
    parts = (Thought(thought), *([Text(answer)] if answer else ()))
    broken = Turn("model", parts, tuple(first[-1].token_ids) if ids_known else ())
    begun = replace(conversation, turns=(*conversation.turns, broken))
    rest = list(pebble.answer(begun, Sampling(temperature=0), continued=True))
    joined = tuple(a + b for a, b in zip((thought, answer), texts_of(rest), strict=True))
    assert joined == texts_of(whole) and bool(answer) == (cut > 20)
    if ids_known:
        assert rest[-1].token_ids == whole[-1].token_ids
        assert rest[-1].generated_tokens == len(whole[-1].token_ids) - cut


def test_a_tools_declared_types_are_kept_to(
    pebble: Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = {"name": "f", "parameters": {"properties": {"n": {"type": "integer"}}}}
    written = ["<|tool_call>", 'call:f{n:"3"}', "<tool_call|>", "<|tool_response>"]
    ids = [token for text in written for token in tokens(pebble, text)]

    def scripted(*_: Any, **__: Any) -> Iterator[int]:
        yield from ids

    monkeypatch.setattr("desktop.engine.generation.decode", scripted)
    events = events_of(pebble, asked(Text("go"), tools=(tool,)))
    assert [e for e in events if isinstance(e, ToolCalled)] == [ToolCalled(0, "f", {"n": 3})]
    assert events[-1].reason == "stop"


def test_each_part_of_a_long_sound_is_asked_about_as_if_it_were_alone(
    pebble: Generator, speech: Path, golden: Path, tmp_path: Path
) -> None:
    samples = read_sound(speech)
    cuts = parts(samples)
    assert len(cuts) == 3
    words, picture = Text("What is said?"), Picture(str(golden / "cases/inputs/img_a.png"))
    readings = read(asked(picture, words, Sound(str(speech))), pebble.checkpoint, pebble.model)
    assert len(readings) == 3
    for i, ((start, stop), reading) in enumerate(zip(cuts, readings, strict=True)):
        cut = (samples[start:stop] * 32768).astype("<i2")
        alone = save(cut, tmp_path / f"{i}.wav")
        (expected,) = read(
            asked(picture, words, Sound(str(alone))), pebble.checkpoint, pebble.model
        )
        assert reading.ids == expected.ids
        for (_, encode), (_, expected_encode) in zip(reading.media, expected.media, strict=True):
            assert mx.array_equal(encode(), expected_encode())


def test_the_answers_to_the_parts_make_one_reply(pebble: Generator, speech: Path) -> None:
    events = events_of(pebble, asked(Text("Who are you?"), Sound(str(speech))))
    begun = [event for event in events if isinstance(event, PartBegun)]
    assert begun == [PartBegun(0, part, 3) for part in (1, 2, 3)]
    done = events[-1]
    prompts = [event.tokens for event in events if isinstance(event, PromptRead)]
    assert isinstance(done, Done) and done.reason == "stop"
    assert done.prompt_tokens == done.computed_tokens == sum(prompts)
    ends = pebble.checkpoint.stop_ids
    assert sum(token in ends for token in done.token_ids) == 3
    assert len(texts_of(events)[1].split("\n\n")) == 3


def test_a_long_sound_of_an_earlier_turn_is_heard_in_one_prompt(
    pebble: Generator, speech: Path
) -> None:
    said = Turn("user", (Text("Listen."), Sound(str(speech)))), Turn("model", (Text("Yes."),))
    conversation = Conversation((*said, Turn("user", (Text("Who are you?"),))))
    (reading,) = read(conversation, pebble.checkpoint, pebble.model)
    assert len(reading.media) == 3


def test_what_ends_one_part_ends_the_reply(pebble: Generator, speech: Path) -> None:
    conversation = asked(Text("Who are you?"), Sound(str(speech)))
    cut = events_of(pebble, conversation, max_tokens=15)
    assert cut[-1].reason == "length" and len(cut[-1].token_ids) == 15
    assert sum(isinstance(event, PartBegun) for event in cut) == 2
    heard: list[Any] = []
    for event in pebble.answer(
        conversation, Sampling(temperature=0), cancelled=lambda: bool(texts_of(heard)[1])
    ):
        heard.append(event)
    assert heard[-1].reason == "cancelled"
    assert sum(isinstance(event, PartBegun) for event in heard) == 1
    assert heard[-1].computed_tokens == heard[-1].prompt_tokens
