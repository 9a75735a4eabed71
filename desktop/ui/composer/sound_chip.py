"""A recording or a sound file that will be sent, and what is to be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.conversation import Sound
from desktop.listening import Task
from desktop.ui.media.lengths import clock
from desktop.ui.media.recordings import is_recording
from desktop.ui.media.sound_strip import SoundStrip
from desktop.ui.media.tasks import TaskMenu, task_name
from desktop.waveform import Waveform

from .chip import Chip


class SoundChip(Chip):
    """A sound: its waveform, which plays, its length, and what is to be done with it.

    Attributes:
        strip: what plays it.
        menu: what there is to choose.

    Signals:
        trimming: its beginning or its end is to be cut off; its path, and how it looks.
    """

    trimming = Signal(str, Waveform)

    def __init__(self, sound: Sound, seconds: float, parent: QWidget) -> None:
        assert sound.path is not None
        name = Path(sound.path).name
        told = clock(seconds) if is_recording(sound.path) else f"{name} · {clock(seconds)}"
        super().__init__(sound.path, told, parent)
        self._task = sound.task
        self._waveform: Waveform | None = None
        self.seconds = seconds
        self.setAccessibleName(
            self.tr("Sound {name}, {length}").format(name=name, length=clock(seconds))
        )
        self.strip = SoundStrip(sound.path, self)
        self.choice.setAccessibleName(self.tr("What to do with {name}").format(name=name))
        self.choice.setToolTip(self.tr("What to do with this sound"))
        self.menu = TaskMenu(self)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Trim…"), self._trim)
        self.menu.check(self._task)
        self.menu.chosen.connect(self._choose)
        self.choice.setMenu(self.menu)
        self.lay_out(self.strip)
        self.tell()

    @property
    def medium(self) -> Sound:
        return Sound(self.path, self._task)

    @property
    def stops(self) -> Sequence[QWidget]:
        return (self, self.strip.play, self.choice, self.removal)

    def show_waveform(self, waveform: Waveform) -> None:
        """Draw the sound."""
        self._waveform = waveform
        self.strip.show_waveform(waveform)

    def tell(self) -> None:
        self.say(" · ".join(filter(None, (self.cost, task_name(self._task)))))

    @Slot(object)
    def _choose(self, task: Task | None) -> None:
        self._task = task
        self.tell()
        self.chosen.emit()

    @Slot()
    def _trim(self) -> None:
        if self._waveform is not None:
            self.trimming.emit(self.path, self._waveform)
