"""One recording at a time, from the permission to the file that it is kept in."""

from __future__ import annotations

import time
from enum import Enum, auto

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    QSettings,
    QThreadPool,
    QTimer,
    Signal,
    Slot,
)

from desktop.problems import Problem
from desktop.recording.recorder import Recorder, State
from desktop.sound_files import Samples
from desktop.ui.background import in_background
from desktop.ui.media.recordings import write_recording
from desktop.ui.sentences import sentence

from . import permission

_SETTING = "microphone"
_STEP_MS = 33
_PATIENCE = 5.0  # s until the first sound of a microphone that was opened.
_SHORTEST = 0.3  # s; less is a slip of the finger.


class Stage(Enum):
    """Where the microphone stands."""

    IDLE = auto()
    OPENING = auto()
    """The person, the system or the device is being waited for."""
    RECORDING = auto()
    """Also while it is paused."""
    KEEPING = auto()
    """What was recorded is being written."""
    UNKEPT = auto()
    """It could not be written, and waits to be tried again or discarded."""


class MicrophoneSession(QObject):
    """Records what is said; opening, closing and writing happen off the GUI thread.

    Signals:
        changed: it stands elsewhere, or is paused or not.
        moved: there is more to hear, or to draw.
        kept: the file that a recording is in now.
        warned: the sentence that says what went wrong.
    """

    changed = Signal()
    moved = Signal()
    kept = Signal(str)
    warned = Signal(str)
    _opened = Signal(Recorder)
    _refused = Signal(Recorder, str, dict)
    _written = Signal(str)
    _unwritten = Signal(str, dict)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stage = Stage.IDLE
        self.recorder: Recorder | None = None
        self._unkept: Samples | None = None
        self._opened_at = 0.0
        self._clock = QTimer(self, interval=_STEP_MS)
        self._clock.timeout.connect(self._follow)
        self._opened.connect(self._begin)
        self._refused.connect(self._give_up)
        self._written.connect(self._end)
        self._unwritten.connect(self._hold)

    @property
    def chosen(self) -> str | None:
        """The microphone that was chosen by name, None for the system's own choice."""
        name = QSettings().value(_SETTING)
        return str(name) if name else None

    @chosen.setter
    def chosen(self, name: str | None) -> None:
        if name is None:
            QSettings().remove(_SETTING)
        else:
            QSettings().setValue(_SETTING, name)

    @property
    def paused(self) -> bool:
        """Whether what comes is not kept at the moment."""
        return self.recorder is not None and self.recorder.state is State.PAUSED

    @Slot()
    def begin(self) -> None:
        """Record from the chosen microphone; nothing happens where one records already."""
        if self.stage is Stage.IDLE:
            self._stand(Stage.OPENING)
            permission.ask_for_microphone(self, self._answer)

    @Slot()
    def toggle_pause(self) -> None:
        """Keep nothing of what comes, or keep it again."""
        if self.stage is Stage.RECORDING and self.recorder is not None:
            (self.recorder.resume if self.paused else self.recorder.pause)()
            self.changed.emit()

    @Slot()
    def finish(self) -> None:
        """End the recording and keep it; what could not be kept before is tried again."""
        if self.stage is Stage.OPENING:
            self.discard()
            self.warned.emit(sentence("microphone_not_ready", {}))
        elif self.stage is Stage.RECORDING and self.recorder is not None:
            self._finish(self.recorder)
        elif self.stage is Stage.UNKEPT and self._unkept is not None:
            self._keep(self._unkept)

    @Slot()
    def discard(self) -> None:
        """End the recording and forget it."""
        if self.stage in (Stage.IDLE, Stage.KEEPING):
            return
        recorder, self.recorder, self._unkept = self.recorder, None, None
        self._stand(Stage.IDLE)
        if recorder is not None:
            in_background(recorder.discard)

    def finish_now(self) -> str | None:
        """End and keep the recording before this returns; its file, if there is one.

        Raises Problem("cannot_keep_recording"); it is held then, and can be tried again.
        """
        if self.stage is Stage.KEEPING:
            QThreadPool.globalInstance().waitForDone()
            QCoreApplication.sendPostedEvents(self)
        if self.stage is Stage.RECORDING and self.recorder is not None:
            self._unkept = self.recorder.stop()
        elif self.stage is Stage.OPENING:
            self.discard()
        if self._unkept is None or not len(self._unkept):
            self._stand(Stage.IDLE)
            return None
        self._stand(Stage.UNKEPT)
        path = write_recording(self._unkept)
        self.recorder = self._unkept = None
        self._stand(Stage.IDLE)
        return path

    def _answer(self, granted: bool) -> None:
        """The person has said whether the microphone may be used."""
        if self.stage is not Stage.OPENING:
            return
        if not granted:
            self._stand(Stage.IDLE)
            self.warned.emit(sentence("microphone_refused", {}))
            return
        recorder = self.recorder = Recorder(self.chosen)

        def open_device() -> None:
            try:
                recorder.start()
            except Problem as problem:
                self._refused.emit(recorder, problem.kind, problem.details)
            else:
                self._opened.emit(recorder)

        in_background(open_device)

    @Slot(Recorder)
    def _begin(self, recorder: Recorder) -> None:
        if recorder is self.recorder:
            self._opened_at = time.monotonic()
            self._stand(Stage.RECORDING)
            self._clock.start()

    @Slot(Recorder, str, dict)
    def _give_up(self, recorder: Recorder, kind: str, details: dict[str, str]) -> None:
        if recorder is self.recorder:
            self.recorder = None
            self._stand(Stage.IDLE)
            self.warned.emit(sentence(kind, details))

    @Slot()
    def _follow(self) -> None:
        """Look at the recording that goes on: it may have ended by itself."""
        if self.recorder is None:
            return
        state = self.recorder.state
        if state is State.WAITING and time.monotonic() - self._opened_at > _PATIENCE:
            self.discard()
            self.warned.emit(sentence("microphone_silent", {}))
        elif state is State.LOST:
            kept = self.recorder.seconds >= _SHORTEST
            self._finish(self.recorder)
            self.warned.emit(sentence("microphone_lost" if kept else "microphone_lost_at_once", {}))
        elif state is State.FULL:
            self._finish(self.recorder)
        else:
            self.moved.emit()

    def _finish(self, recorder: Recorder) -> None:
        if recorder.silent or recorder.seconds < _SHORTEST:
            kind = "microphone_silent" if recorder.silent else "recording_too_short"
            self.discard()
            self.warned.emit(sentence(kind, {}))
        else:
            self._clock.stop()
            self._stand(Stage.KEEPING)
            in_background(lambda: self._write(recorder.stop()))

    def _keep(self, samples: Samples) -> None:
        self._stand(Stage.KEEPING)
        in_background(lambda: self._write(samples))

    def _write(self, samples: Samples) -> None:
        self._unkept = samples
        try:
            path = write_recording(samples)
        except Problem as problem:
            self._unwritten.emit(problem.kind, problem.details)
        else:
            self._written.emit(path)

    @Slot(str)
    def _end(self, path: str) -> None:
        self.recorder = self._unkept = None
        self._stand(Stage.IDLE)
        self.kept.emit(path)

    @Slot(str, dict)
    def _hold(self, kind: str, details: dict[str, str]) -> None:
        self._stand(Stage.UNKEPT)
        self.warned.emit(sentence(kind, details))

    def _stand(self, stage: Stage) -> None:
        if stage is not Stage.RECORDING:
            self._clock.stop()
        self.stage = stage
        self.changed.emit()
