"""Has models examined in the background, one after another."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from desktop.computer import memory_now
from desktop.models.checks import keep, kept
from desktop.models.findings import Report
from desktop.models.shelf import StoredModel
from desktop.places import facet_command

_ROOM = 1.3
"""How much of its weights there must be free for a model to be tried beside the one in use."""


class Examinations(QObject):
    """`facet doctor` in a process of its own; `store` is where its reports are kept.

    A model is loaded and tried where there is memory for it beside all else, and otherwise only
    looked through.

    Signals:
        examined: a model was examined; its folder. None is known of it where that failed.
    """

    examined = Signal(str)

    def __init__(self, store: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._waiting: list[tuple[StoredModel, bool]] = []
        self._model: StoredModel | None = None
        self._process = QProcess(self)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._note_error)

    def report(self, folder: Path) -> Report | None:
        """What is known of a model, as long as it has not changed since."""
        return kept(self._store, folder)

    def is_examining(self, folder: Path) -> bool:
        """Whether a model is being examined, or is to be."""
        waiting = (model.folder for model, _ in self._waiting)
        return folder in waiting or (self._model is not None and self._model.folder == folder)

    def examine(self, model: StoredModel, *, quick: bool = False) -> None:
        """Have a model examined, or only looked through; `examined` follows."""
        if not self.is_examining(model.folder):
            self._waiting.append((model, quick))
            self._begin()

    def close(self) -> None:
        """Examine no more."""
        self._waiting.clear()
        self._process.kill()
        self._process.waitForFinished()

    def _begin(self) -> None:
        if self._model is None and self._waiting:
            model, quick = self._waiting.pop(0)
            self._model = model
            quick = quick or memory_now().available < _ROOM * model.bytes
            options = ["--quick"] if quick else []
            program, *words = facet_command("doctor", "--json", *options, str(model.folder))
            self._process.start(program, words)

    @Slot()
    def _finish(self) -> None:
        model, self._model = self._model, None
        if model is None:
            return
        with suppress(ValueError, KeyError, TypeError, OSError):
            told = json.loads(bytes(self._process.readAllStandardOutput().data()))
            keep(self._store, Report.from_json(told))
        self.examined.emit(str(model.folder))
        self._begin()

    @Slot(QProcess.ProcessError)
    def _note_error(self, error: QProcess.ProcessError) -> None:
        # Whatever else goes wrong, the process finishes, too.
        if error is QProcess.ProcessError.FailedToStart:
            self._finish()
