"""The engine process: real pipes, a real checkpoint, and every way to end it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.engine.plan import SHORTEST
from desktop.engine.protocol import (
    AnswerNow,
    AnswerPiece,
    Cancel,
    Done,
    Failed,
    Generate,
    Load,
    Loaded,
    Measure,
    Measured,
    Progress,
    PromptRead,
    Sampling,
    Shutdown,
    ThoughtPiece,
    Unload,
    Unloaded,
    Warned,
    decode,
    encode,
)
from desktop.places import BUILT_IN_MODEL

Message = Any


class Engine:
    """One engine process and what it said."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *(command or ("-m", "desktop", "engine"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def say(self, *messages: Message) -> None:
        assert self.process.stdin
        for message in messages:
            self.process.stdin.write(encode(message))
        self.process.stdin.flush()

    def until(self, *kinds: type[Message]) -> list[Message]:
        """All events up to the first of these kinds, that one last."""
        assert self.process.stdout
        heard: list[Message] = []
        for line in self.process.stdout:
            heard.append(decode(line))
            if isinstance(heard[-1], kinds):
                return heard
        raise AssertionError(f"the engine ended after {heard}")

    def ended(self) -> int:
        return self.process.wait(timeout=20)


@pytest.fixture
def engine() -> Iterator[Engine]:
    yield from kept(Engine())


@pytest.fixture
def available(tmp_path: Path) -> Path:
    """The file that says how many bytes of memory are free, to an engine that believes it."""
    return tmp_path / "available"


@pytest.fixture
def believing(available: Path) -> Iterator[Engine]:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from desktop.computer import Memory\n"
        "from desktop.engine.host import Host\n"
        f"read = lambda: Memory(64 << 30, int(Path({str(available)!r}).read_text()))\n"
        "Host(sys.stdin.buffer, sys.stdout.buffer, read).serve()\n"
    )
    yield from kept(Engine("-c", script))


def kept(started: Engine) -> Iterator[Engine]:
    """An engine, until the test has ended."""
    yield started
    started.process.kill()
    started.process.wait()
    for pipe in (started.process.stdin, started.process.stdout):
        assert pipe
        pipe.close()


@pytest.fixture
def tiny(golden: Path) -> str:
    return str(golden / "ckpt" / "e2b-like")


def ask(number: int, words: str = "hello", **sampling: Any) -> Generate:
    conversation = {"messages": [{"role": "user", "content": words}]}
    return Generate(number, conversation, Sampling(**{"temperature": 0, **sampling}))


def test_it_loads_and_answers(engine: Engine, tiny: str) -> None:
    engine.say(Load(tiny), ask(1, max_tokens=5, ignore_eos=True))
    loaded = engine.until(Loaded)[-1]
    assert (loaded.sees, loaded.hears, loaded.context) == (True, True, 4096)
    events = engine.until(Done)
    assert isinstance(events[0], PromptRead)
    done = events[-1]
    assert (done.id, done.reason, len(done.token_ids)) == (1, "length", 5)
    assert done.computed_tokens == done.prompt_tokens == events[0].tokens
    assert done.prefill_ms > 0 and done.decode_ms > 0 and done.peak_bytes > 0


def test_the_same_seed_gives_the_same_answer(engine: Engine, tiny: str) -> None:
    options = {"temperature": 1.0, "max_tokens": 12, "ignore_eos": True}
    engine.say(Load(tiny), ask(1, seed=7, **options), ask(2, seed=7, **options))
    engine.say(ask(3, seed=8, **options))
    first, second, third = (engine.until(Done)[-1].token_ids for _ in range(3))
    assert first == second != third


def test_a_cancel_ends_decoding_and_the_next_answer_works(engine: Engine, tiny: str) -> None:
    engine.say(Load(tiny), ask(1, ignore_eos=True))
    engine.until(AnswerPiece)
    engine.say(Cancel(1))
    done = engine.until(Done)[-1]
    assert done.reason == "cancelled" and 0 < len(done.token_ids) < 3000
    engine.say(ask(2, max_tokens=2, ignore_eos=True))
    assert engine.until(Done)[-1].reason == "length"


def test_a_cancel_ends_prefill_within_a_chunk(engine: Engine, tiny: str) -> None:
    engine.say(Load(tiny), ask(1, "word " * 700, ignore_eos=True))
    engine.until(PromptRead, Progress)
    engine.say(Cancel(1))
    assert engine.until(Done)[-1].reason == "cancelled"


def test_a_thought_is_closed_on_demand(engine: Engine) -> None:
    conversation = {
        "messages": [{"role": "user", "content": "What is 347 + 58?"}],
        "enable_thinking": True,
    }
    engine.say(Load(str(BUILT_IN_MODEL)), Generate(1, conversation, Sampling(temperature=0)))
    whole = [e.text for e in engine.until(Done) if isinstance(e, ThoughtPiece)]
    engine.say(Generate(2, conversation, Sampling(temperature=0)))
    engine.until(ThoughtPiece)
    engine.say(AnswerNow(2))
    events = engine.until(Done)
    assert sum(isinstance(e, ThoughtPiece) for e in events) < len(whole) - 1
    assert any(isinstance(e, AnswerPiece) for e in events) and events[-1].reason == "stop"


def test_how_far_a_model_is_loaded_is_told(engine: Engine, tiny: str) -> None:
    engine.say(Load(tiny))
    *told, _ = engine.until(Loaded)
    percents = [event.percent for event in told]
    assert len(percents) > 10 and percents == sorted(set(percents))
    assert percents[0] > 0 and percents[-1] == 100


def test_what_is_free_is_told_when_a_model_is_loaded_and_at_each_answer(
    believing: Engine, available: Path, tiny: str
) -> None:
    available.write_text("0")
    believing.say(Load(tiny))
    warned, *_, loaded = believing.until(Loaded)
    assert (warned.id, warned.kind) == (None, "short_memory")
    assert loaded.context == SHORTEST
    believing.say(Measure(1, {"messages": [{"role": "user", "content": "hello"}]}))
    assert believing.until(Measured)[-1].context == SHORTEST
    available.write_text(str(8 << 30))
    believing.say(ask(2, max_tokens=1))
    assert not any(isinstance(event, Warned) for event in believing.until(Done))
    believing.say(Measure(3, {"messages": [{"role": "user", "content": "hello"}]}))
    assert believing.until(Measured)[-1].context == 4096


def test_unload_forgets_the_model_and_gives_its_memory_back(engine: Engine, tiny: str) -> None:
    engine.say(Load(tiny), ask(1, max_tokens=3), Unload(), ask(1))
    loaded = engine.until(Loaded)[-1]
    assert engine.until(Done)[-1].peak_bytes > loaded.weight_bytes > 1_000_000
    assert engine.until(Unloaded)[-1].held_bytes < loaded.weight_bytes / 100
    failed = engine.until(Failed)[-1]
    assert (failed.id, failed.kind) == (1, "no_model")
    engine.say(Load(tiny), ask(2, max_tokens=1))
    assert engine.until(Done)[-1].id == 2


def test_a_bad_request_is_told_and_the_engine_lives(
    engine: Engine, tiny: str, tmp_path: Path
) -> None:
    picture = {"type": "image", "path": str(tmp_path / "none.png")}
    conversation = {"messages": [{"role": "user", "content": [picture]}]}
    engine.say(Load(tiny), Generate(1, conversation), Generate(2, {"messages": 3}))
    engine.say(Load(str(tmp_path)), ask(4))
    kinds = [engine.until(Failed)[-1].kind for _ in range(4)]
    assert kinds == ["no_such_file", "bad_messages", "not_a_checkpoint", "no_model"]
    assert engine.process.stdin
    engine.process.stdin.write(b"garbage\n")
    engine.say(Load(tiny))
    assert engine.until(Failed)[-1].kind == "unexpected"
    assert engine.until(Loaded)


ENDINGS: dict[str, Callable[[Engine], object]] = {
    "a shutdown": lambda engine: engine.say(Shutdown()),
    "the end of its stdin": lambda engine: engine.process.stdin and engine.process.stdin.close(),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_ends_in_mid_answer(engine: Engine, tiny: str, ending: str) -> None:
    engine.say(Load(tiny), ask(1, ignore_eos=True))
    engine.until(AnswerPiece)
    ENDINGS[ending](engine)
    assert engine.ended() == 0


def test_it_ends_when_its_window_is_killed(tiny: str) -> None:
    script = (
        "import subprocess, sys, time\n"
        "from desktop.engine.protocol import Load, encode\n"
        "engine = subprocess.Popen([sys.executable, '-m', 'desktop', 'engine'],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        f"engine.stdin.write(encode(Load({tiny!r}))); engine.stdin.flush()\n"
        "engine.stdout.readline()\n"
        "print(engine.pid, flush=True); time.sleep(60)\n"
    )
    window = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert window.stdout
    engine_pid = int(window.stdout.readline())
    window.send_signal(signal.SIGKILL)
    window.communicate()
    assert wait_until_gone(engine_pid)


def wait_until_gone(pid: int, seconds: float = 20) -> bool:
    """Whether a process that is no child of ours has ended, zombies counted as ended."""
    import time

    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{pid}/stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
