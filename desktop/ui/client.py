"""The window's end of the engine: a background thread that owns the engine process."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, QThread, QTimer, Signal, Slot

from desktop.conversation import Conversation
from desktop.engine.protocol import Cancel, Event, Generate, Load, Sampling, decode, encode
from desktop.messages import write_conversation

BATCH_MS = 33
"""How often the window hears of what has come, in ms."""


def engine_command() -> list[str]:
    """What starts the engine, from a source tree and from a frozen app."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "engine"]
    return [sys.executable, "-m", "desktop.engine.host"]


class _Worker(QObject):
    """Owns the process; lives in the background thread.

    Signals:
        batch: the events since the last batch.
        died: the process has ended though nobody asked it to; the kind of Problem that this is.
    """

    batch = Signal(list)
    died = Signal(str)

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__()
        self._command = list(command)
        self._process: QProcess | None = None
        self._timer: QTimer | None = None
        self._rest = b""
        self._events: list[Event] = []

    @Slot()
    def start(self) -> None:
        """Start a fresh process; here, so that it belongs to this thread."""
        if self._timer is None:
            self._timer = QTimer(self, interval=BATCH_MS, singleShot=True)
            self._timer.timeout.connect(self._flush)
        self._rest = b""
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        process.start(self._command[0], self._command[1:])

    @Slot(bytes)
    def send(self, line: bytes) -> None:
        """Pass a request on; one to a dead process is lost, and `died` has told so."""
        if self._process is not None:
            self._process.write(line)

    @Slot()
    def stop(self) -> None:
        """End the process, by force if it does not end by itself."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        if not process.waitForFinished(3000):
            process.kill()
            process.waitForFinished(3000)
        process.deleteLater()

    @Slot()
    def _read(self) -> None:
        if self._process is None:
            return
        *lines, self._rest = (self._rest + self._process.readAllStandardOutput().data()).split(
            b"\n"
        )
        for line in lines:
            try:
                self._events.append(decode(line))
            except ValueError:
                # A library that prints past the engine must not end the window.
                os.write(2, line + b"\n")
        if self._events and self._timer is not None and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _flush(self) -> None:
        events, self._events = self._events, []
        if events:
            self.batch.emit(events)

    @Slot()
    def _ended(self) -> None:
        self._read()
        self._flush()
        self._bury("engine_died")

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._bury("engine_would_not_start")

    def _bury(self, kind: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.died.emit(kind)


class EngineClient(QObject):
    """Asks the engine and hears from it; lives in the GUI thread.

    Signals:
        batch: events of the engine, one batch each 33 ms.
        loading: a model was asked for.
        died: the engine ended unexpectedly, with the kind of Problem; the next request revives it.
    """

    batch = Signal(list)
    loading = Signal()
    died = Signal(str)
    _start = Signal()
    _send = Signal(bytes)
    _stop = Signal()

    def __init__(self, command: Sequence[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: str | None = None
        self._last_id = 0
        self._alive = True
        self._thread = QThread(self)
        self._worker = _Worker(command or engine_command())
        self._worker.moveToThread(self._thread)
        self._start.connect(self._worker.start)
        self._send.connect(self._worker.send)
        self._stop.connect(self._worker.stop)
        self._worker.batch.connect(self.batch)
        self._worker.died.connect(self._note_death)
        self._thread.finished.connect(self._worker.deleteLater)
        self._thread.start()
        self._start.emit()

    def load(self, folder: str) -> None:
        """Load a model; Loaded or Failed follows."""
        self._folder = folder
        if self._alive:
            self._request(Load(folder))
            self.loading.emit()
        else:
            self.revive()

    def answer(self, conversation: Conversation, sampling: Sampling) -> int:
        """Have a conversation answered; returns the id that its events carry."""
        self.revive()
        self._last_id += 1
        self._request(Generate(self._last_id, write_conversation(conversation), sampling))
        return self._last_id

    def cancel(self, request: int) -> None:
        """Stop answering; Done follows."""
        self._request(Cancel(request))

    def revive(self) -> None:
        """Start a dead engine again, with the model that was last asked for."""
        if self._alive:
            return
        self._alive = True
        self._start.emit()
        if self._folder is not None:
            self.load(self._folder)

    def close(self) -> None:
        """End the engine and the thread; the window may go then."""
        self._stop.emit()
        self._thread.quit()
        self._thread.wait()

    @Slot(str)
    def _note_death(self, kind: str) -> None:
        self._alive = False
        self.died.emit(kind)

    def _request(self, message: Any) -> None:
        self._send.emit(encode(message))
