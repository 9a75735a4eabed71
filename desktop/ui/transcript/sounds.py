"""A sound of one turn: what plays it, how long it is and what was to be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.conversation import Sound
from desktop.ui.media.lengths import clock
from desktop.ui.media.recordings import is_recording
from desktop.ui.media.sketches import Sketches
from desktop.ui.media.sound_strip import SoundStrip
from desktop.ui.media.tasks import task_name
from desktop.ui.theme import current_theme

from .file_grip import FileGrip

SOUND_HEIGHT = 40
_STRIP, _STRIP_HEIGHT, _SHORTEST, _GAP = 220, 32, 72, 12
_NAME, _LENGTH = 160, "00:00"


class SoundCard(QWidget):
    """A sound that is played in its place and can be dragged out.

    Attributes:
        path: its file.
        strip: what plays it, hidden where the file is gone.
        title: what is written beside it: the name of a file, the length of a recording.
        told: what is written below that.
    """

    def __init__(self, sound: Sound, sketches: Sketches, parent: QWidget) -> None:
        super().__init__(parent)
        assert sound.path is not None
        self.setObjectName("sound")
        self.path = sound.path
        self.title = self.told = ""
        self._name = "" if is_recording(sound.path) else Path(sound.path).name
        self._task = task_name(sound.task) if sound.task else ""
        self._sketch = sketches.sketch(sound.path)
        self._grip = FileGrip(sound.path, self)
        self.strip = SoundStrip(sound.path, self, _SHORTEST)
        self.setToolTip(self._name)
        sketches.grown.connect(self._note)
        self._show()

    @property
    def width_wanted(self) -> int:
        """How wide it would like to be, in points; its length may come later."""
        letters = self.fontMetrics()
        name = min(letters.horizontalAdvance(self._name), _NAME)
        below = f"{_LENGTH} · {self._task}" if self._name and self._task else self._task
        return _STRIP + _GAP + max(name, *map(letters.horizontalAdvance, (below, _LENGTH)))
