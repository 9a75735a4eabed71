"""A video that will be sent, and whether its sound is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.clip_files import Outline
from desktop.conversation import Clip
from desktop.ui import icons
from desktop.ui.media.frame_strip import FrameStrip
from desktop.ui.media.lengths import clock
from desktop.ui.theme import current_theme

from .chip import HEIGHT, Chip

_STRIP, _SHOWN = QSize(192, HEIGHT), 6


class ClipChip(Chip):
    """A video: some of the frames that will be seen, how many, and the switch of its sound.

    Attributes:
        sound: the switch; hidden where the video is mute.
    """

    def __init__(self, clip: Clip, outline: Outline, parent: QWidget) -> None:
        assert clip.path is not None
        name = Path(clip.path).name
        length = clock(outline.seconds)
        super().__init__(clip.path, f"{name} · {length}", parent)
        self._outline = outline
        self.setAccessibleName(self.tr("Video {name}, {length}").format(name=name, length=length))
        self._strip = FrameStrip(len(outline.labels), _STRIP, _SHOWN, self)
        self.sound = QToolButton(self)
        self.sound.setObjectName("track")
        self.sound.setCheckable(True)
        self.sound.setChecked(not clip.mute)
        self.sound.setFixedSize(32, 32)
        self.sound.setIconSize(QSize(18, 18))
        self.sound.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.sound.setVisible(bool(outline.sound_seconds))
        self.sound.setAccessibleName(self.tr("Sound of {name}").format(name=name))
        self.sound.toggled.connect(self._switch)
        self.choice.setEnabled(False)
        self.choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lay_out(self._strip, self.sound)
        self.tell()

    @property
    def medium(self) -> Clip:
        return Clip(self.path, mute=not self.sound.isChecked())

    @property
    def stops(self) -> Sequence[QWidget]:
        return (self, self.sound, self.removal)

    def show_frame(self, number: int, image: QImage) -> None:
        """Draw one of the frames, from 0."""
        self._strip.show_frame(number, image)

    def tell(self) -> None:
        frames = self.tr("{n} frames").format(n=len(self._outline.labels))
        self.choice.setText(" · ".join(filter(None, (self.cost, frames))))
        heard = self.sound.isChecked()
        self.sound.setIcon(icons.loudspeaker(current_theme().text, crossed=not heard))
        self.sound.setToolTip(
            self.tr("The model hears the video; press to leave its sound out")
            if heard
            else self.tr("The video's sound is left out; press to have it heard")
        )

    @Slot()
    def _switch(self) -> None:
        self.forget_cost()
        self.chosen.emit()
