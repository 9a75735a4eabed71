"""The window's end of the process that typesets."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal, Slot

from desktop.places import facet_command

from .outlines import outlines
from .process import LIMIT_S, decode, encode
from .typeset import LONGEST

_PATIENCE_MS = round((LIMIT_S + 8) * 1000)
"""How long one answer may take, the start of the process included."""
_IN_FLIGHT = 8


@dataclass(frozen=True)
class Asked:
    """A formula at a size: its em in px."""

    tex: str
    px: float
    display: bool


def typesetter_command() -> list[str]:
    """What starts the process."""
    return facet_command("formulas")


class Typesetter(QObject):
    """Has formulas typeset in a process that starts with the first and ends with the application.

    A formula that ends the process, or on which it hangs, is one that cannot be typeset; the
    process starts again for the others.

    Signals:
        done: what was asked for, and the Formula, or None for what cannot be typeset.
    """

    done = Signal(object, object)

    def __init__(self, command: Sequence[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command or typesetter_command())
        self._waiting: deque[Asked] = deque()
        self._sent: deque[Asked] = deque()
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.started.connect(self._send)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._lose)
        self._process.errorOccurred.connect(self._note_error)
        self._patience = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._process.kill)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.close)

    @property
    def pid(self) -> int:
        """The process's id; 0 where none runs."""
        return self._process.processId()

    def ask(self, asked: Asked) -> None:
        """Have a formula typeset; `done` follows, never before this returns."""
        self._waiting.append(asked)
        if self._process.state() == QProcess.ProcessState.Running:
            self._send()
        else:
            self._start()

    @Slot()
    def close(self) -> None:
        """End the process."""
        self._waiting.clear()
        self._sent.clear()
        self._patience.stop()
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(500):
            self._process.kill()
            self._process.waitForFinished(500)

    def _start(self) -> None:
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._process.start(self._command[0], self._command[1:])

    @Slot()
    def _send(self) -> None:
        while self._waiting and len(self._sent) < _IN_FLIGHT:
            asked = self._waiting.popleft()
            self._sent.append(asked)
            foreign = outlines(asked.tex[:LONGEST])
            self._process.write(encode(asked.tex, asked.px, asked.display, foreign))
        if self._sent and not self._patience.isActive():
            self._patience.start()

    @Slot()
    def _read(self) -> None:
        while self._sent and self._process.canReadLine():
            formula = decode(bytes(self._process.readLine().data()))
            self._patience.stop()
            self.done.emit(self._sent.popleft(), formula)
        self._send()

    @Slot()
    def _lose(self) -> None:
        """The process has ended: what it was at is given up, the rest is asked again."""
        self._patience.stop()
        if self._sent:
            self.done.emit(self._sent.popleft(), None)
        self._waiting.extendleft(reversed(self._sent))
        self._sent.clear()
        if self._waiting:
            self._start()

    @Slot(QProcess.ProcessError)
    def _note_error(self, error: QProcess.ProcessError) -> None:
        """Where the process cannot start, every formula stays its source."""
        if error == QProcess.ProcessError.FailedToStart:
            while self._waiting:
                self.done.emit(self._waiting.popleft(), None)
