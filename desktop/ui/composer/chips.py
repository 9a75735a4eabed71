"""The files that will be sent: a row of chips."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from desktop.clip_files import Outline
from desktop.conversation import Clip, Medium, Picture, Sound
from desktop.waveform import Waveform

from .chip import CHIP_FORMAT, Chip
from .clip_chip import ClipChip
from .picture_chip import PictureChip
from .sound_chip import SoundChip


class ChipRow(QScrollArea):
    """All chips in one row, which scrolls sideways where it must; hidden while it is empty.

    Signals:
        changed: a chip came, went, or changed its place or what is chosen for it.
        trimming: a sound's beginning or end is to be cut off; its path, and how it looks.
    """

    changed = Signal()
    trimming = Signal(str, Waveform)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chips")
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAcceptDrops(True)
        self._chips: list[Chip] = []
        self._inside = QWidget(self)
        self._layout = QHBoxLayout(self._inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addStretch()
        self.setWidget(self._inside)
        self._inside.installEventFilter(self)
        self.hide()

    @property
    def media(self) -> list[Medium]:
        """What will be sent, in order."""
        return [chip.medium for chip in self._chips]

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [part for chip in self._chips for part in chip.stops]

    def chip(self, path: str) -> Chip:
        """The chip of a file; raises KeyError where there is none."""
        for chip in self._chips:
            if chip.path == path:
                return chip
        raise KeyError(path)

    def __contains__(self, path: str) -> bool:
        return any(chip.path == path for chip in self._chips)

    def add_picture(self, picture: Picture, image: QImage, before: Collection[str] = ()) -> None:
        """Show a picture that will be sent, left of those whose paths are in `before`."""
        self._add(PictureChip(picture, image, self), before)

    def add_sound(self, sound: Sound, seconds: float, before: Collection[str] = ()) -> None:
        """Show a sound that will be sent."""
        chip = SoundChip(sound, seconds, self)
        chip.trimming.connect(self.trimming)
        self._add(chip, before)

    def add_clip(self, clip: Clip, outline: Outline, before: Collection[str] = ()) -> None:
        """Show a video that will be sent."""
        self._add(ClipChip(clip, outline, self), before)

    @Slot(str, Waveform)
    def show_waveform(self, path: str, waveform: Waveform) -> None:
        """Draw a sound, if it still is here."""
        if path in self and isinstance(chip := self.chip(path), SoundChip):
            chip.show_waveform(waveform)

    @Slot(str, int, QImage)
    def show_frame(self, path: str, number: int, image: QImage) -> None:
        """Draw a frame of a video, if it still is here."""
        if path in self and isinstance(chip := self.chip(path), ClipChip):
            chip.show_frame(number, image)

    def show_costs(self, costs: list[int]) -> None:
        """Say what each takes, in tokens, in the order in which they are sent: sounds come last."""
        sent = sorted(self._chips, key=lambda chip: isinstance(chip, SoundChip))
        for chip, cost in zip(sent, costs, strict=False):
            chip.show_cost(cost)

    @Slot(str)
    def remove(self, path: str) -> None:
        """Take a file away again."""
        chip = self.chip(path)
        self._chips.remove(chip)
        self._layout.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._changed()

    @Slot(str, int)
    def move_by(self, path: str, places: int) -> None:
        """Move a chip to the right, or to the left by a negative number, as far as it goes."""
        chip = self.chip(path)
        self._move(chip, self._chips.index(chip) + places)

    def clear(self) -> None:
        """Take all away."""
        for chip in tuple(self._chips):
            self.remove(chip.path)

    def _add(self, chip: Chip, before: Collection[str]) -> None:
        paths = [chip.path for chip in self._chips]
        place = next((i for i, path in enumerate(paths) if path in before), len(paths))
        chip.removed.connect(self.remove)
        chip.moved.connect(self.move_by)
        chip.chosen.connect(self.changed)
        self._chips.insert(place, chip)
        self._layout.insertWidget(place, chip)
        self._changed()

    def _move(self, chip: Chip, place: int) -> None:
        self._chips.remove(chip)
        place = max(min(place, len(self._chips)), 0)
        self._chips.insert(place, chip)
        self._layout.insertWidget(place, chip)
        self._changed()

    def _changed(self) -> None:
        self.setVisible(bool(self._chips))
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Be as high as the chips, and as their scroll bar where there is one."""
        needed, bar = self._inside.sizeHint(), self.horizontalScrollBar().sizeHint()
        scrolls = needed.width() > self.width()
        self.setFixedHeight(needed.height() + (bar.height() if scrolls else 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            # What a chip tells may be in letters that are higher.
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(CHIP_FORMAT))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(CHIP_FORMAT))

    def dropEvent(self, event: QDropEvent) -> None:
        chip = self.chip(bytes(event.mimeData().data(CHIP_FORMAT).data()).decode())
        x = self._inside.mapFrom(self, event.position().toPoint()).x()
        others = [other for other in self._chips if other is not chip]
        self._move(chip, sum(other.geometry().center().x() < x for other in others))
        event.acceptProposedAction()
