"""The engine as a process that is asked and heard: what a window, or any other program, holds."""

from __future__ import annotations

import os
import selectors
import subprocess
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress

from desktop.places import facet_command

from .protocol import Event, Request, decode, encode

BATCH_MS = 33
"""How often events are handed on at most, in ms."""
_PATIENCE_S = 3


def engine_command() -> list[str]:
    """What starts the engine."""
    return facet_command("engine")


class EngineProcess:
    """One engine process, from its start to its end.

    `batches` belongs to one thread, which owns the process; `send` and `close` may be called
    from any thread and never wait.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = list(command or engine_command())
        self._outgoing: deque[bytes] = deque()
        self._closed = False
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    @property
    def closed(self) -> bool:
        """Whether it was asked to end."""
        return self._closed

    def send(self, request: Request) -> None:
        """Pass a request on; one to a process that has ended is lost."""
        self._outgoing.append(encode(request))
        self._rouse()

    def close(self) -> None:
        """Have the process end, by force if it does not end by itself; `batches` ends then."""
        self._closed = True
        self._rouse()

    def batches(self) -> Iterator[list[Event]]:
        """Start the process; yields what it tells, at most one batch each BATCH_MS, to its end.

        Raises OSError where it cannot be started.
        """
        with subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        ) as process:
            try:
                yield from self._listen(process)
            finally:
                _end(process)

    def _listen(self, process: subprocess.Popen[bytes]) -> Iterator[list[Event]]:
        assert process.stdin is not None and process.stdout is not None
        requests, told = process.stdin.fileno(), process.stdout.fileno()
        os.set_blocking(requests, False)
        lines = _Lines()
        due = 0.0
        with selectors.DefaultSelector() as selector:
            selector.register(told, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not (self._closed or lines.ended):
                wait = max(due - time.monotonic(), 0) if lines.events else None
                for key, _ in selector.select(wait):
                    if key.fd == told:
                        lines.take(os.read(told, 1 << 16))
                    elif key.fd == self._woken:
                        os.read(self._woken, 1 << 16)
                _watch(selector, requests, self._write(requests))
                now = time.monotonic()
                if lines.events and (now >= due or lines.ended):
                    due = now + BATCH_MS / 1000
                    yield lines.pop()

    def _write(self, descriptor: int) -> bool:
        """Write as much as the pipe takes; returns whether something is left."""
        while self._outgoing:
            line = self._outgoing[0]
            try:
                written = os.write(descriptor, line)
            except BlockingIOError:
                return True
            except BrokenPipeError:
                # It has ended; the end of what it tells says so.
                return False
            if written < len(line):
                self._outgoing[0] = line[written:]
            else:
                self._outgoing.popleft()
        return False

    def _rouse(self) -> None:
        # A full pipe wakes as well as one more byte does.
        with suppress(BlockingIOError):
            os.write(self._wake, b".")

    def __del__(self) -> None:
        os.close(self._woken)
        os.close(self._wake)


class _Lines:
    """Bytes as they come → whole events."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.ended = False
        self._rest = b""

    def take(self, data: bytes) -> None:
        self.ended = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            try:
                self.events.append(decode(line))
            except ValueError:
                # A library that prints past the engine must not end the window.
                os.write(2, line + b"\n")

    def pop(self) -> list[Event]:
        events, self.events = self.events, []
        return events


def _watch(selector: selectors.BaseSelector, descriptor: int, wanted: bool) -> None:
    """Wake where a descriptor can be written to, or no longer."""
    watched = descriptor in selector.get_map()
    if wanted and not watched:
        selector.register(descriptor, selectors.EVENT_WRITE)
    elif watched and not wanted:
        selector.unregister(descriptor)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The end of its requests ends the engine; patience ends too."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
