"""Sounds and videos, looked at off the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.clip_files import Outline, clip_outline, is_clip, small_frames
from desktop.problems import Problem
from desktop.sound_files import sound_seconds
from desktop.ui.background import in_background
from desktop.ui.thumbnails import as_qimage
from desktop.waveform import Waveform, waveform


class MediaReader(QObject):
    """Tells of a file first what it is and how long, and then how it looks.

    Signals:
        sound: a path is a sound of so many s.
        waveform: how it looks.
        clip: a path is a video.
        frame: one of its frames, and which, from 0.
        failed: a path, and the kind and details of its Problem; nothing more follows.
    """

    sound = Signal(str, float)
    waveform = Signal(str, Waveform)
    clip = Signal(str, Outline)
    frame = Signal(str, int, QImage)
    failed = Signal(str, str, dict)

    def look(self, path: str) -> None:
        """Look at a file."""
        in_background(lambda: self._look(path))

    def _look(self, path: str) -> None:
        try:
            if is_clip(path):
                self.clip.emit(path, clip_outline(path))
                for number, frame in enumerate(small_frames(path)):
                    self.frame.emit(path, number, as_qimage(frame.image))
            else:
                self.sound.emit(path, sound_seconds(path))
                self.waveform.emit(path, waveform(path))
        except Problem as problem:
            self.failed.emit(path, problem.kind, problem.details)
