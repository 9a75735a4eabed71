"""The engine process as its client sees it, with small programs in the engine's place."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from desktop.engine.client import BATCH_MS, EngineProcess
from desktop.engine.protocol import AnswerPiece, Cancel, Event, Load, Loaded, Loading, Unloaded

TALKATIVE = """
import sys, time
sys.path.insert(0, {path!r})
from desktop.engine.protocol import AnswerPiece, encode
for i in range(200):
    sys.stdout.buffer.write(encode(AnswerPiece(1, str(i)))); sys.stdout.flush(); time.sleep(0.001)
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
ECHO = """
import sys
sys.path.insert(0, {path!r})
from desktop.engine.protocol import Unloaded, decode, encode
sys.stdout.buffer.write(b"a library's chatter\\n")
for line in sys.stdin.buffer:
    decode(line)
    sys.stdout.buffer.write(encode(Unloaded(0))); sys.stdout.flush()
"""


def program(text: str) -> list[str]:
    return [sys.executable, "-c", text.format(path=str(Path(__file__).parents[2]))]


def test_a_real_engine_loads_and_ends_when_it_is_closed(golden: Path) -> None:
    process = EngineProcess()
    process.send(Load(str(golden / "ckpt" / "e2b-like")))
    heard: list[Event] = []
    for batch in process.batches():
        heard += batch
        if isinstance(heard[-1], Loaded):
            process.close()
    assert {type(event) for event in heard} == {Loading, Loaded}


def test_what_comes_fast_comes_in_batches_and_in_order() -> None:
    started = time.monotonic()
    batches = list(EngineProcess(program(TALKATIVE)).batches())
    lasted = time.monotonic() - started
    texts = [e.text for batch in batches for e in batch if isinstance(e, AnswerPiece)]
    assert texts == [str(i) for i in range(200)]
    assert 2 <= len(batches) <= lasted * 1000 / BATCH_MS + 2


def test_a_request_larger_than_a_pipe_arrives_whole_and_chatter_is_passed_by() -> None:
    process = EngineProcess(program(ECHO))
    for size in (1, 1_000_000, 1):
        process.send(Load("x" * size))
    heard: list[Event] = []
    for batch in process.batches():
        heard += batch
        if len(heard) == 3:
            process.close()
    assert heard == [Unloaded(0)] * 3


def test_requests_from_another_thread_reach_a_waiting_process() -> None:
    process = EngineProcess(program(ECHO))
    threading.Timer(0.3, lambda: process.send(Cancel(1))).start()
    assert next(process.batches()) == [Unloaded(0)]


def test_a_killed_process_ends_the_batches() -> None:
    process = EngineProcess(program("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))
    assert list(process.batches()) == [] and not process.closed


def test_a_process_that_will_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.client._PATIENCE_S", 0.2)
    process = EngineProcess(program(DEAF))
    threading.Timer(0.3, process.close).start()
    assert list(process.batches()) == []


def test_a_command_that_is_not_there_is_an_oserror() -> None:
    with pytest.raises(OSError):
        next(EngineProcess(["/nowhere/engine"]).batches())


def test_no_descriptor_is_left_behind() -> None:
    before = len(os.listdir("/dev/fd"))
    for _ in range(3):
        list(EngineProcess(program("pass")).batches())
    assert len(os.listdir("/dev/fd")) == before
