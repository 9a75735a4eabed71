"""The engine process: one thread reads requests, one background thread owns all MLX work.

A third, without MLX, measures conversations while an answer is being written.

Requests come as JSON lines on stdin, events leave as JSON lines on stdout. The process ends
when stdin does, whatever it is at, so that it never outlives its window.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import mlx.core as mx

from desktop.computer import Memory, memory_now
from desktop.messages import read_conversation
from desktop.network import Door
from desktop.problems import Problem

from .budget import release_memory
from .generation import Generator
from .measuring import Ruler
from .memory import weight_bytes
from .protocol import (
    AnswerNow,
    Cancel,
    Event,
    Failed,
    Generate,
    Load,
    Loaded,
    Measure,
    Measured,
    Request,
    Shutdown,
    Unload,
    Unloaded,
    decode,
    encode,
)


class Host:
    """Serves one window."""

    def __init__(
        self,
        requests: BinaryIO,
        events: BinaryIO,
        memory: Callable[[], Memory] = memory_now,
    ) -> None:
        self._requests = requests
        self._events = events
        self._memory = memory
        self._telling = threading.Lock()
        self._waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._unmeasured: queue.SimpleQueue[Measure] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._hurried: set[int] = set()
        self._generator: Generator | None = None
        self._ruler: Ruler | None = None

    def serve(self) -> None:
        """Serve until stdin ends or a Shutdown comes."""
        threading.Thread(target=self._work, name="mlx", daemon=True).start()
        threading.Thread(target=self._measure, name="measuring", daemon=True).start()
        for line in self._requests:
            try:
                request = decode(line)
            except ValueError as error:
                self._tell(Failed(None, "unexpected", {"detail": str(error)}))
                continue
            match request:
                case Cancel(id):
                    self._cancelled.add(id)
                case AnswerNow(id):
                    self._hurried.add(id)
                case Measure():
                    self._unmeasured.put(request)
                case Shutdown():
                    return
                case _:
                    self._waiting.put(request)

    def _work(self) -> None:
        while True:
            request = self._waiting.get()
            try:
                self._carry_out(request)
            except BrokenPipeError:
                os._exit(0)
            except Problem as problem:
                self._fail(request, problem)
            except MemoryError:
                self._fail(request, Problem("out_of_memory"))
            except Exception as error:
                # One bad request must not end the engine: it is told, and the next is served.
                self._fail(request, _problem_of(error))
            finally:
                # While nothing is computed, freed arrays need not wait to be used again.
                mx.clear_cache()

    def _carry_out(self, request: Request) -> None:
        match request:
            case Load(folder):
                self._load(Path(folder))
            case Generate():
                self._generate(request)
            case Unload():
                self._generator = self._ruler = None
                self._tell(Unloaded(release_memory()))
            case _:
                raise TypeError(request)

    def _load(self, folder: Path) -> None:
        self._generator = self._ruler = None
        release_memory()
        generator = Generator(folder, memory=self._memory, warn=self._tell, tell=self._tell)
        self._generator = generator
        checkpoint = generator.checkpoint
        self._ruler = Ruler(checkpoint)
        self._tell(
            Loaded(
                folder=str(folder),
                name=checkpoint.name,
                sees=checkpoint.sees,
                hears=checkpoint.hears,
                context=generator.context,
                load_ms=generator.load_ms,
                weight_bytes=weight_bytes(generator.model),
            )
        )

    def _generate(self, request: Generate) -> None:
        if self._generator is None:
            raise Problem("no_model")
        try:
            for event in self._generator.answer(
                read_conversation(request.conversation),
                request.sampling,
                request=request.id,
                continued=request.continued,
                cancelled=lambda: request.id in self._cancelled,
                hurried=lambda: request.id in self._hurried,
            ):
                self._tell(event)
        finally:
            self._cancelled.discard(request.id)
            self._hurried.discard(request.id)

    def _measure(self) -> None:
        """Answer the last Measure whenever some have come; without a model there is no answer."""
        while True:
            request = self._unmeasured.get()
            while not self._unmeasured.empty():
                request = self._unmeasured.get()
            ruler, generator = self._ruler, self._generator
            if ruler is None or generator is None:
                continue
            try:
                size = ruler.measure(read_conversation(request.conversation))
                self._tell(
                    Measured(
                        request.id,
                        tokens=size.tokens,
                        turns=list(size.turns),
                        turn_media=list(size.turn_media),
                        media=list(size.media),
                        context=generator.context,
                    )
                )
            except Exception as error:
                # What cannot be measured is told of when it is asked about.
                print(error, file=sys.stderr)

    def _fail(self, request: Request, problem: Problem) -> None:
        identity = request.id if isinstance(request, Generate) else None
        self._tell(Failed(identity, problem.kind, problem.details))

    def _tell(self, event: Event) -> None:
        with self._telling:
            self._events.write(encode(event))
            self._events.flush()


def _problem_of(error: Exception) -> Problem:
    """MLX reports a failed allocation as a RuntimeError that names it."""
    text = str(error)
    if "alloc" in text.lower() or "Insufficient Memory" in text:
        return Problem("out_of_memory")
    return Problem("unexpected", detail=text.splitlines()[0] if text else type(error).__name__)


def main() -> None:
    """Run the engine process on this process's stdin and stdout."""
    # An engine has nothing to look for on the network.
    Door(None).watch()
    # A Ctrl-C in the terminal reaches the whole group; the window decides when the engine ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Only events may reach the window: whatever a library prints goes to stderr.
    events = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        Host(sys.stdin.buffer, events).serve()
    finally:
        os._exit(0)
