"""A model that nobody asks anything of gives its memory back, and is there for the next answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engine_processes import engines
from person import settle, wait_until
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.conversation import Conversation, Text, Turn
from desktop.engine.protocol import AnswerPiece, Done, Event, Failed, Loaded, Loading, Sampling
from desktop.places import BUILT_IN_MODEL
from desktop.ui.client import EngineClient

GREETING = Conversation((Turn("user", (Text("Who are you?"),)),))
GREEDY = Sampling(temperature=0)
AT_ONCE = 0.02  # seconds
DYING = """
import os, signal, sys
from desktop.engine.protocol import Generate, Loaded, Warned, decode, encode
def tell(event):
    sys.stdout.buffer.write(encode(event)); sys.stdout.flush()
for line in sys.stdin.buffer:
    request = decode(line)
    if isinstance(request, Generate):
        if request.sampling.seed:
            tell(Warned(request.id, "short_memory", {"model": "M", "lacking": "2.0"}))
        os.kill(os.getpid(), signal.SIGKILL)
    tell(Warned(None, "short_memory", {"model": "M", "lacking": "2.0"}))
    tell(Loaded("/", "M", True, True, 4096, 1, 1))
"""


class Asked:
    """An engine's client, and what it told."""

    def __init__(self, client: EngineClient) -> None:
        self.client = client
        self.heard: list[Event] = []
        self.unloaded = 0
        self.deaths: list[str] = []
        client.batch.connect(self.heard.extend)
        client.unloaded.connect(self._count)
        client.died.connect(self.deaths.append)

    def _count(self) -> None:
        self.unloaded += 1

    def kinds(self) -> list[type[Event]]:
        return [type(event) for event in self.heard if not isinstance(event, Loading)]

    def waits_for(self, kind: type[Event]) -> None:
        wait_until(lambda: kind in self.kinds())


@pytest.fixture
def opened(application: QApplication) -> Iterator[Callable[..., Asked]]:
    clients: list[EngineClient] = []

    def open_client(*command: str) -> Asked:
        clients.append(EngineClient(command or None))
        return Asked(clients[-1])

    yield open_client
    for client in clients:
        client.close()
    assert engines() == []


def test_what_is_idle_is_unloaded_and_the_next_answer_loads_it_again(
    opened: Callable[..., Asked],
) -> None:
    asked = opened()
    client = asked.client
    client.load(str(BUILT_IN_MODEL))
    client.unload_when_idle(AT_ONCE)
    wait_until(lambda: asked.unloaded)
    assert asked.kinds() == [Loaded] and not asked.deaths
    wait_until(lambda: engines() == [])
    client.measure(GREETING)
    settle()
    assert engines() == [] and asked.kinds() == [Loaded]
    request = client.answer(GREETING, GREEDY)
    wait_until(lambda: asked.unloaded == 2)
    kinds = asked.kinds()
    assert kinds.count(Loaded) == 2 and kinds.index(Loaded, 1) < kinds.index(AnswerPiece)
    assert Failed not in kinds
    (done,) = (event for event in asked.heard if isinstance(event, Done))
    assert (done.id, done.reason) == (request, "stop")


def test_one_that_is_to_stay_stays(
    opened: Callable[..., Asked],
) -> None:
    asked = opened()
    client = asked.client
    client.load(str(BUILT_IN_MODEL))
    client.unload_when_idle(AT_ONCE)
    client.unload_when_idle(None)
    asked.waits_for(Loaded)
    QTest.qWait(round(3000 * AT_ONCE))
    assert not asked.unloaded and len(engines()) == 1


def test_one_that_dies_where_memory_is_short_has_run_out_of_it(
    opened: Callable[..., Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    asked = opened(sys.executable, "-c", DYING)
    asked.client.load("/")
    asked.waits_for(Loaded)
    asked.client.answer(GREETING, Sampling(seed=0))
    wait_until(lambda: asked.deaths)
    asked.client.answer(GREETING, Sampling(seed=1))
    wait_until(lambda: len(asked.deaths) == 2)
    assert asked.deaths == ["engine_died", "engine_out_of_memory"]
