"""A sound whose beginning or end is cut off becomes another file; the first one stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.problems import Problem
from desktop.sound_files import RATE, read_sound
from desktop.ui.background import in_background
from desktop.ui.media.recordings import write_recording
from desktop.ui.microphone.trim_window import TrimWindow
from desktop.waveform import Waveform


class Trimming(QObject):
    """Has a person choose what is kept of a sound, and writes it.

    Signals:
        trimmed: a path, and the file that what is kept of it is in.
        failed: the kind and details of a Problem.
    """

    trimmed = Signal(str, str)
    failed = Signal(str, dict)

    def open(self, path: str, waveform: Waveform, parent: QWidget) -> TrimWindow:
        """Show the sound large; what follows is up to the person."""
        window = TrimWindow(path, waveform, parent)
        window.trimmed.connect(self._cut)
        window.show()
        return window

    @Slot(str, float, float)
    def _cut(self, path: str, start: float, stop: float) -> None:
        def cut() -> None:
            try:
                samples = read_sound(path)[round(start * RATE) : round(stop * RATE)]
                self.trimmed.emit(path, write_recording(samples))
            except Problem as problem:
                self.failed.emit(problem.kind, problem.details)

        in_background(cut)
