"""How sounds and videos look, as far as they have been looked at."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.clip_files import Outline
from desktop.waveform import Waveform

from .reader import MediaReader

_KEPT = 48


@dataclass(eq=False)
class Sketch:
    """What is known of a file so far.

    `seconds` is how long it plays, None until that is known. A sound has a `waveform`, a video an
    `outline` and `frames`, each by its number. `missing` says that nothing can be shown of it.
    """

    seconds: float | None = None
    waveform: Waveform | None = None
    outline: Outline | None = None
    frames: dict[int, QImage] = field(default_factory=dict)
    missing: bool = False


class Sketches(QObject):
    """Looks at each file once for as long as it is shown, and keeps the latest sketches longer.

    Signals:
        grown: more is known of a path.
    """

    grown = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: WeakValueDictionary[str, Sketch] = WeakValueDictionary()
        self._latest: deque[Sketch] = deque(maxlen=_KEPT)
        self._reader = MediaReader(self)
        self._reader.sound.connect(self._note_sound)
        self._reader.waveform.connect(self._note_waveform)
        self._reader.clip.connect(self._note_clip)
        self._reader.frame.connect(self._note_frame)
        self._reader.failed.connect(self._note_missing)

    def sketch(self, path: str) -> Sketch:
        """What is known of a file; it is looked at if nobody has yet."""
        sketch = self._shown.get(path)
        if sketch is None:
            sketch = self._shown[path] = Sketch()
            self._reader.look(path)
        if sketch in self._latest:
            self._latest.remove(sketch)
        self._latest.append(sketch)
        return sketch

    @Slot(str, float)
    def _note_sound(self, path: str, seconds: float) -> None:
        if sketch := self._shown.get(path):
            sketch.seconds = seconds
            self.grown.emit(path)

    @Slot(str, Waveform)
    def _note_waveform(self, path: str, waveform: Waveform) -> None:
        if sketch := self._shown.get(path):
            sketch.waveform = waveform
            self.grown.emit(path)

    @Slot(str, Outline)
    def _note_clip(self, path: str, outline: Outline) -> None:
        if sketch := self._shown.get(path):
            sketch.outline, sketch.seconds = outline, outline.seconds
            self.grown.emit(path)

    @Slot(str, int, QImage)
    def _note_frame(self, path: str, number: int, image: QImage) -> None:
        if sketch := self._shown.get(path):
            sketch.frames[number] = image
            self.grown.emit(path)

    @Slot(str)
    def _note_missing(self, path: str) -> None:
        # It is looked at anew when it is shown again: a disk may be back then.
        if sketch := self._shown.pop(path, None):
            sketch.missing = True
            self.grown.emit(path)
