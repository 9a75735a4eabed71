"""Sounds and videos, looked at off the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from desktop.clip_files import Outline, clip_outline, is_clip, small_frames
from desktop.problems import Problem
from desktop.sound_files import sound_seconds
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
        QThreadPool.globalInstance().start(_Looking(self, path))


class _Looking(QRunnable):
    def __init__(self, reader: MediaReader, path: str) -> None:
        super().__init__()
        self._reader = reader
        self._path = path

    @Slot()
    def run(self) -> None:
        try:
            if is_clip(self._path):
                self._watch()
            else:
                self._listen()
        except Problem as problem:
            self._reader.failed.emit(self._path, problem.kind, problem.details)

    def _listen(self) -> None:
        self._reader.sound.emit(self._path, sound_seconds(self._path))
        self._reader.waveform.emit(self._path, waveform(self._path))

    def _watch(self) -> None:
        self._reader.clip.emit(self._path, clip_outline(self._path))
        for number, frame in enumerate(small_frames(self._path)):
            self._reader.frame.emit(self._path, number, as_qimage(frame.image))
