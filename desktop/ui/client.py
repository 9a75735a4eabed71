"""The window's end of the engine: a background thread that owns the engine process."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from desktop.conversation import Conversation
from desktop.engine.client import EngineProcess
from desktop.engine.protocol import (
    AnswerNow,
    Cancel,
    Done,
    Event,
    Failed,
    Generate,
    Load,
    Loaded,
    Measure,
    Sampling,
    Warned,
)
from desktop.messages import write_conversation


class _Worker(QThread):
    """Runs one engine process from its start to its end.

    It makes and connects no QObject: PySide holds Python's lock while it connects, and a widget
    that is being collected in the GUI thread holds Qt's while it waits for Python's.

    Signals:
        batch: the events since the last batch.
        died: the process has ended though nobody asked it to; the kind of Problem that this is.
    """

    batch = Signal(list)
    died = Signal(str)

    def __init__(self, process: EngineProcess, parent: QObject) -> None:
        super().__init__(parent)
        self._process = process

    def run(self) -> None:
        try:
            for events in self._process.batches():
                self.batch.emit(events)
        except OSError:
            self.died.emit("engine_would_not_start")
            return
        if not self._process.closed:
            self.died.emit("engine_died")


class EngineClient(QObject):
    """Asks the engine and hears from it; lives in the GUI thread.

    Signals:
        batch: events of the engine, one batch each 33 ms.
        loading: a model was asked for.
        unloaded: the engine was ended, as nothing was asked of it; the next answer revives it.
        died: the engine ended unexpectedly, with the kind of Problem; the next request revives it.
    """

    batch = Signal(list)
    loading = Signal()
    unloaded = Signal()
    died = Signal(str)

    def __init__(self, command: Sequence[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._folder: str | None = None
        self._last_id = 0
        self._alive = True
        self._owed: list[int | None] = []
        self._short_of_memory = False
        self._idle_ms: int | None = None
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._unload)
        self._start()

    def unload_when_idle(self, seconds: float | None) -> None:
        """Give the model's memory back when nothing has been asked for so long; None keeps it."""
        self._idle_ms = None if seconds is None else round(seconds * 1000)
        self._note_use()

    def load(self, folder: str) -> None:
        """Load a model; Loaded or Failed follows."""
        self._folder = folder
        if self._alive:
            self._process.send(Load(folder))
            self._owed.append(None)
            self._note_use()
            self.loading.emit()
        else:
            self.revive()

    def answer(
        self, conversation: Conversation, sampling: Sampling, *, continued: bool = False
    ) -> int:
        """Have a conversation answered; returns the id that its events carry.

        `continued` goes on with the reply that it ends in.
        """
        self.revive()
        self._last_id += 1
        asked = write_conversation(conversation)
        self._process.send(Generate(self._last_id, asked, sampling, continued))
        self._owed.append(self._last_id)
        self._note_use()
        return self._last_id

    def answer_now(self, request: int) -> None:
        """Close the thought of an answer."""
        self._process.send(AnswerNow(request))

    def measure(self, conversation: Conversation) -> int:
        """Have a conversation measured; Measured follows, unless another is asked about first.

        Without an engine nothing follows; where one is started again, Loaded says when to ask.
        """
        self._last_id += 1
        if self._alive:
            self._process.send(Measure(self._last_id, write_conversation(conversation)))
        return self._last_id

    def cancel(self, request: int) -> None:
        """Stop answering; Done follows."""
        self._process.send(Cancel(request))

    def revive(self) -> None:
        """Start an engine that has ended again, with the model that was last asked for."""
        if self._alive:
            return
        self._alive = True
        self._worker.wait()
        self._worker.deleteLater()
        self._start()
        if self._folder is not None:
            self.load(self._folder)

    def close(self) -> None:
        """End the engine and the thread; the window may go then."""
        self._idle.stop()
        self._process.close()
        self._worker.wait()

    def _start(self) -> None:
        self._process = EngineProcess(self._command)
        self._worker = _Worker(self._process, self)
        self._worker.batch.connect(self._hear)
        self._worker.died.connect(self._note_death)
        self._worker.start()

    @Slot(list)
    def _hear(self, events: list[Event]) -> None:
        for event in events:
            match event:
                case Loaded():
                    self._settle(None)
                case Done(id=id) | Failed(id=id):
                    self._settle(id)
                case Warned(kind="short_memory"):
                    self._short_of_memory = True
                case _:
                    pass
        self._note_use()
        self.batch.emit(events)

    def _settle(self, id: int | None) -> None:
        """What was owed, a model (None) or an answer, has come, or will not."""
        self._short_of_memory = False
        if id in self._owed:
            self._owed.remove(id)

    def _note_use(self) -> None:
        """Idleness begins anew."""
        if self._idle_ms is None:
            self._idle.stop()
        else:
            self._idle.start(self._idle_ms)

    @Slot()
    def _unload(self) -> None:
        """End the engine, so that its memory really returns, unless something is to come yet."""
        if self._owed:
            self._note_use()
        elif self._alive:
            self._alive = False
            self._process.close()
            self.unloaded.emit()

    @Slot(str)
    def _note_death(self, kind: str) -> None:
        """A process that ends in the middle of what memory was short for has run out of it."""
        if self._short_of_memory and kind == "engine_died":
            kind = "engine_out_of_memory"
        self._short_of_memory = self._alive = False
        self._owed.clear()
        self.died.emit(kind)
