"""Whatever file it is asked about, the engine answers or says one clear sentence, and lives."""

from __future__ import annotations

import subprocess
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest

from desktop.clip_files import read_clip_sound, read_frames
from desktop.engine.client import engine_command
from desktop.engine.protocol import Done, Failed, Generate, Load, Loaded, Sampling, decode, encode
from desktop.gemma4.pictures import read_picture
from desktop.problems import Problem
from desktop.sound_files import read_sound

REFUSALS = {
    "clip_too_long",
    "no_such_file",
    "not_a_clip",
    "not_a_picture",
    "not_a_sound",
    "picture_too_large",
    "picture_too_thin",
    "sound_too_long",
    "sound_too_short",
    "truncated_picture",
    "unreadable_file",
}
SOON = 2  # s
PATIENCE = 180  # s, after which an engine that hangs is ended


def watch(path: str | Path) -> None:
    read_frames(path)
    read_clip_sound(path)


READERS: dict[str, Callable[[Any], object]] = {
    "image": read_picture,
    "audio": read_sound,
    "video": watch,
}


class Engine:
    """An engine process that is asked one thing at a time."""

    def __init__(self) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(engine_command(), **pipes)
        self._patience = threading.Timer(PATIENCE, self.process.kill)
        self._patience.start()

    def ask(self, request: Load | Generate) -> Any:
        """The event that ends a request."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(encode(request))
        self.process.stdin.flush()
        for line in self.process.stdout:
            if isinstance(event := decode(line), Loaded | Done | Failed):
                return event
        raise AssertionError(f"the engine ended at {request}")

    def close(self) -> None:
        self._patience.cancel()
        with self.process:
            self.process.kill()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[hostile.Hostile]:
    return hostile.make_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture
def engine(golden: Path) -> Iterator[Engine]:
    started = Engine()
    try:
        assert isinstance(started.ask(Load(str(golden / "ckpt" / "e2b-like"))), Loaded)
        yield started
    finally:
        started.close()


def about(path: str, sense: str) -> Generate:
    content = [{"type": sense, "path": path}, {"type": "text", "text": "What is it?"}]
    conversation = {"messages": [{"role": "user", "content": content}]}
    return Generate(1, conversation, Sampling(temperature=0, max_tokens=1))


def refusal_of(read: Callable[[Any], object], path: str | Path) -> str | None:
    """The kind of Problem, None where the file is read, a report of anything else."""
    try:
        read(path)
    except Problem as problem:
        return problem.kind
    except Exception:
        return traceback.format_exc()
    return None


@pytest.mark.filterwarnings("ignore")
def test_every_file_is_read_or_refused(corpus: list[hostile.Hostile]) -> None:
    told = {file.name: refusal_of(READERS[file.sense], file.path) for file in corpus}
    assert len(corpus) > 250
    assert {name: kind for name, kind in told.items() if kind and kind not in REFUSALS} == {}
    assert set(told.values()) >= {None, *REFUSALS} - {"sound_too_short"}


def test_the_engine_answers_or_refuses_each_file_soon(
    corpus: list[hostile.Hostile], engine: Engine, golden: Path
) -> None:
    kinds, slow = {}, {}
    for file in corpus:
        began = time.monotonic()
        event = engine.ask(about(file.path, file.sense))
        if isinstance(event, Failed):
            kinds[file.name] = event.kind
            slow[file.name] = time.monotonic() - began
    assert {name: kind for name, kind in kinds.items() if kind not in REFUSALS} == {}
    assert {name: took for name, took in slow.items() if took > SOON} == {}
    assert "sound_too_short" in kinds.values()
    picture = golden / "cases" / "inputs" / "img_a.png"
    assert isinstance(engine.ask(about(str(picture), "image")), Done)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("form", "valid", "read"),
    [
        *((form, hostile.picture, read_picture) for form in hostile.PICTURES),
        *((form, hostile.sound, read_sound) for form in hostile.SOUNDS),
        *((form, hostile.video, watch) for form in hostile.VIDEOS),
    ],
)
def test_a_damaged_file_is_read_or_refused(
    form: str, valid: Callable[[str], bytes], read: Callable[[Any], object], tmp_path: Path
) -> None:
    whole = valid(form)
    path = tmp_path / f"damaged.{form}"
    path.write_bytes(whole)
    assert refusal_of(read, path) is None
    for seed in range(20):
        path.write_bytes(hostile.damaged(whole, seed, flips=1 + seed, within=60 * (1 + seed)))
        assert refusal_of(read, path) in {None, *REFUSALS}
