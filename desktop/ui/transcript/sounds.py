"""A sound of one turn: what plays it, how long it is and what was to be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
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
_STRIP, _SHORT_STRIP, _STRIP_HEIGHT, _FEWEST = 220, 136, 32, 40
_GAP, _LINE, _INDENT, _LONGEST_NAME = 12, 18, 7, 160
_LENGTH, _RECORDED_LENGTH = "00:00", "0:00"


class SoundCard(QWidget):
    """A sound that is played in its place, and can be dragged out.

    Attributes:
        path: its file.
        strip: what plays it; hidden where the file is gone.
        length: how long it plays, as it is written; "" until that is known.
        title: what is written beside it: the name of a file, the length of a recording.
        told: what is written below that.
    """

    def __init__(self, sound: Sound, sketches: Sketches, parent: QWidget) -> None:
        super().__init__(parent)
        assert sound.path is not None
        self.setObjectName("sound")
        self.path = sound.path
        self.length = self.title = self.told = ""
        self._recorded = is_recording(sound.path)
        self._task = task_name(sound.task) if sound.task else ""
        self._sketch = sketches.sketch(sound.path)
        self._grip = FileGrip(sound.path, self)
        self.strip = SoundStrip(sound.path, self, _FEWEST)
        sketches.grown.connect(self._note)
        self._show()

    @property
    def missing(self) -> bool:
        """Whether it cannot be heard any more."""
        return self._sketch.missing

    @property
    def width_wanted(self) -> int:
        """How wide it would like to be, in points; the same before its length is known."""
        return _STRIP + _GAP + self._words_wanted

    @property
    def _words_wanted(self) -> int:
        name = 0 if self._recorded else min(self._width_of(self._name), _LONGEST_NAME)
        return max(name, self._words_least)

    @property
    def _words_least(self) -> int:
        """How wide the length and the task are; the name is shortened where there is no room."""
        if self._recorded:
            return max(self._width_of(_RECORDED_LENGTH), self._width_of(self._task))
        return self._width_of(" · ".join(filter(None, (_LENGTH, self._task))))

    def _width_of(self, words: str) -> int:
        self.ensurePolished()
        # Widths are fractions.
        return self.fontMetrics().horizontalAdvance(words) + 2

    @property
    def _name(self) -> str:
        return Path(self.path).name

    @Slot(str)
    def _note(self, path: str) -> None:
        if path == self.path:
            self._show()

    def _show(self) -> None:
        """Show what is known by now."""
        sketch = self._sketch
        if sketch.seconds is not None:
            self.length = clock(sketch.seconds)
        if self._recorded:
            self.title, self.told = self.length, self._task
        else:
            self.title, self.told = self._name, " · ".join(filter(None, (self.length, self._task)))
            self.setToolTip(self._name)
        if sketch.missing:
            gone = self.tr("{name} is gone").format(name=self._name)
            self.title = self.tr("The recording is gone") if self._recorded else gone
        named = self.tr("Sound {name}, {length}") if self.length else self.tr("Sound {name}")
        self.setAccessibleName(named.format(name=self._name, length=self.length))
        self.setAccessibleDescription(self.title if sketch.missing else self._task)
        self.strip.setVisible(not sketch.missing)
        if sketch.waveform is not None:
            self.strip.show_waveform(sketch.waveform)
        self.update()

    def copy(self) -> None:
        """Copy the file, as the menu Edit has it done to what has the focus."""
        self._grip.copy()

    def resizeEvent(self, event: QResizeEvent) -> None:
        top = (self.height() - _STRIP_HEIGHT) // 2
        self.strip.setGeometry(0, top, self.width() - self._words_width - _GAP, _STRIP_HEIGHT)

    @property
    def _words_width(self) -> int:
        return max(
            min(self._words_wanted, self.width() - _SHORT_STRIP - _GAP),
            min(self._words_least, self.width()),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        if self.missing:
            painter.setPen(QColor(theme.quiet))
            self._write(painter, self.title, self.rect().adjusted(_INDENT, 0, 0, 0))
            return
        words = QRect(self.width() - self._words_width, 0, self._words_width, self.height())
        above = QRect(words.left(), self.height() // 2 - _LINE, words.width(), _LINE)
        painter.setPen(QColor(theme.text))
        self._write(painter, self.title, above if self.told else words)
        painter.setPen(QColor(theme.quiet))
        self._write(painter, self.told, above.translated(0, _LINE))

    def _write(self, painter: QPainter, words: str, place: QRect) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        shown = self.fontMetrics().elidedText(words, middle, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return plays too, on every system."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.strip.play.hasFocus():
            self.strip.play.click()
        else:
            super().keyPressEvent(event)
