"""Where memory is short: the same answers in smaller steps, shorter ones, and failures told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mlx.core as mx
import pytest

from desktop.computer import Memory
from desktop.conversation import Conversation, Text, Turn
from desktop.engine.budget import Budget, keep_resident
from desktop.engine.generation import Generator
from desktop.engine.memory import weight_bytes
from desktop.engine.plan import SHORTEST
from desktop.engine.protocol import AnswerPiece, Done, Progress, PromptRead, Sampling, Warned
from desktop.problems import Problem

CHECKPOINT = Path(__file__).parents[1] / "golden" / "ckpt" / "e2b-like"
MIB, GIB = 2**20, 2**30
PLENTY = Memory(64 * GIB, 32 * GIB)
NOTHING = Memory(64 * GIB, 0)


class Computer:
    """A computer of which a test says what memory is free."""

    def __init__(self) -> None:
        self.memory = PLENTY

    def __call__(self) -> Memory:
        return self.memory


@pytest.fixture(scope="module", autouse=True)
def limits() -> Iterator[None]:
    """MLX's limits are those of the whole process."""
    most, cached = mx.set_memory_limit(GIB), mx.set_cache_limit(GIB)
    yield
    mx.set_memory_limit(most)
    mx.set_cache_limit(cached)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model with a context of 8,192 tokens."""
    roomy = tmp_path_factory.mktemp("models") / "roomy"
    shutil.copytree(CHECKPOINT, roomy, copy_function=shutil.copyfile)
    config = json.loads((roomy / "config.json").read_text())
    config["text_config"]["max_position_embeddings"] = 8192
    (roomy / "config.json").write_text(json.dumps(config))
    return roomy


@pytest.fixture(scope="module")
def roomy(folder: Path) -> Generator:
    return Generator(folder, memory=Computer())


@pytest.fixture
def computer(roomy: Generator) -> Computer:
    """What the model's budget reads."""
    reader = Computer()
    roomy.budget = Budget(reader)
    return reader


def answered(generator: Generator, words: int, most: int | None = 8) -> list[Any]:
    conversation = Conversation((Turn("user", (Text("hello " * words),)),))
    sampling = Sampling(temperature=0, max_tokens=most, ignore_eos=True)
    return list(generator.answer(conversation, sampling))


def warnings(events: list[Any]) -> list[str]:
    return [event.kind for event in events if isinstance(event, Warned)]


def test_little_memory_means_smaller_chunks_and_the_very_same_answer(
    roomy: Generator, computer: Computer
) -> None:
    def first_chunk(events: list[Any]) -> int:
        return next(event.done for event in events if isinstance(event, Progress))

    whole = answered(roomy, 1500)
    assert first_chunk(whole) == 512 and not warnings(whole)
    for available, chunk in ((12 * MIB, 256), (8 * MIB, 128)):
        computer.memory = Memory(64 * GIB, available)
        smaller = answered(roomy, 1500)
        assert first_chunk(smaller) == chunk and not warnings(smaller)
        assert smaller[-1].token_ids == whole[-1].token_ids
        assert smaller[-1].peak_bytes < whole[-1].peak_bytes


def test_nothing_is_refused_on_an_estimate(folder: Path, computer: Computer) -> None:
    heard: list[Warned] = []
    computer.memory = NOTHING
    generator = Generator(folder, memory=computer, warn=heard.append)
    assert warnings(heard) == ["short_memory"] and generator.context == SHORTEST
    events = answered(generator, 200)
    assert warnings(events) == ["short_memory"]
    assert isinstance(events[-1], Done) and len(events[-1].token_ids) == 8


def test_a_context_that_is_shortened_by_half_is_told_when_a_model_is_loaded(
    folder: Path, computer: Computer
) -> None:
    heard: list[Warned] = []
    weights = weight_bytes(Generator(folder, memory=computer, warn=heard.append).model)
    assert not heard
    computer.memory = Memory(64 * GIB, weights + 8 * MIB)
    generator = Generator(folder, memory=computer, warn=heard.append)
    (warned,) = heard
    assert (warned.id, warned.kind) == (None, "short_context")
    assert SHORTEST < generator.context < 4096
    assert warned.details["tokens"] == f"{generator.context:,}"


def test_an_answer_ends_where_memory_does_and_says_so(
    roomy: Generator, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.engine.plan.ANSWER", 40)
    computer.memory = NOTHING
    events = answered(roomy, 2030, most=None)
    done = events[-1]
    assert done.reason == "length" and done.generated_tokens == 40
    assert done.prompt_tokens + done.generated_tokens == roomy.context > SHORTEST
    assert warnings(events) == ["short_memory", "short_context"]


def test_an_answer_as_long_as_was_asked_for_needs_no_word(
    roomy: Generator, computer: Computer
) -> None:
    computer.memory = Memory(64 * GIB, 8 * MIB)
    events = answered(roomy, 100, most=20)
    assert events[-1].reason == "length" and roomy.context < 8192
    assert not warnings(events)


@pytest.mark.parametrize("when, words", [(PromptRead, 1000), (AnswerPiece, 5)])
def test_an_overrun_is_told_and_the_next_answer_works(
    roomy: Generator, computer: Computer, when: type[Any], words: int
) -> None:
    held = mx.get_active_memory()
    heard: list[Any] = []
    conversation = Conversation((Turn("user", (Text("hello " * words),)),))
    sampling = Sampling(temperature=0, max_tokens=100, ignore_eos=True)
    try:
        for event in roomy.answer(conversation, sampling):
            heard.append(event)
            if isinstance(event, when):
                roomy.budget = Budget(lambda: Memory((held + 10_000) * 4 // 3, GIB))
    except Problem as problem:
        assert problem.kind == "out_of_memory"
    assert not isinstance(heard[-1], Done) and len(heard) < 50
    assert any(isinstance(event, Progress) for event in heard) == (when is AnswerPiece)
    assert mx.get_active_memory() - held < 10_000
    roomy.budget = Budget(computer)
    assert len(answered(roomy, words)[-1].token_ids) == 8


@pytest.mark.parametrize("total, most", [(4, 3), (8, 6), (16, 14), (64, 56)])
def test_the_system_is_left_its_share(total: int, most: int) -> None:
    Budget(lambda: Memory(total * GIB, total * GIB))
    assert mx.set_memory_limit(GIB) == most * GIB
    assert mx.set_cache_limit(GIB) == total * GIB / 16


def test_what_is_free_is_what_the_system_can_give_within_the_limit() -> None:
    held = mx.get_active_memory()
    mx.clear_cache()
    assert Budget(lambda: Memory(16 * GIB, GIB)).free == GIB
    assert Budget(lambda: Memory(16 * GIB, 15 * GIB)).free == 14 * GIB - held
    assert Budget(lambda: Memory(16 * GIB, 0)).free == 0


@pytest.mark.parametrize("pressed", [True, False])
def test_the_system_gets_back_what_only_waits_to_be_used_again(pressed: bool) -> None:
    budget = Budget(lambda: Memory(64 * GIB, GIB, pressed))
    mx.eval(mx.ones(MIB))
    waiting = mx.get_cache_memory()
    assert waiting >= 4 * MIB and budget.free == GIB + waiting
    budget.watch()
    assert (mx.get_cache_memory() == 0) == pressed


@pytest.mark.parametrize("recommended", [1, 10 * GIB])
def test_metal_keeps_what_is_held_and_no_more(
    monkeypatch: pytest.MonkeyPatch, recommended: int
) -> None:
    wired: list[int] = []
    monkeypatch.setattr(mx.metal, "is_available", lambda: True)
    monkeypatch.setattr(
        mx, "device_info", lambda: {"max_recommended_working_set_size": recommended}
    )
    monkeypatch.setattr(mx, "set_wired_limit", wired.append)
    weights = mx.ones(MIB)
    mx.eval(weights)
    keep_resident()
    assert wired == [min(mx.get_active_memory(), recommended)] and weights.nbytes
