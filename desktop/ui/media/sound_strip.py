"""A sound that can be heard: a play button and its waveform."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.ui import icons
from desktop.ui.theme import current_theme
from desktop.waveform import Waveform

from .playback import Playback
from .waveform_view import WaveformView

_BUTTON = 32


class SoundStrip(QWidget):
    """Plays a sound, and shows how far it is.

    Attributes:
        play: the button that plays, and stops.
    """

    def __init__(self, path: str, parent: QWidget, width: int = 90) -> None:
        super().__init__(parent)
        self.path = path
        self._playback = Playback.shared()
        self.play = QToolButton(self)
        self.play.setObjectName("play")
        self.play.setFixedSize(_BUTTON, _BUTTON)
        self.play.setIconSize(QSize(18, 18))
        self.play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.play.clicked.connect(self._toggle)
        self._bars = WaveformView(self, width)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.play)
        row.addWidget(self._bars, 1)
        self._playback.moved.connect(self._follow)
        self._playback.ended.connect(self._end)
        self._show(playing=self._playback.path == path)

    def show_waveform(self, waveform: Waveform) -> None:
        """Draw the sound."""
        self._bars.show_waveform(waveform)

    @Slot()
    def _toggle(self) -> None:
        self._playback.toggle(self.path)

    @Slot(str, float)
    def _follow(self, path: str, seconds: float) -> None:
        if path == self.path:
            self._bars.show_played(seconds)
            self._show(playing=True)

    @Slot(str)
    def _end(self, path: str) -> None:
        if path == self.path:
            self._bars.show_played(None)
            self._show(playing=False)

    def _show(self, *, playing: bool) -> None:
        ink = current_theme().accent_text
        self.play.setIcon(icons.square(ink) if playing else icons.triangle(ink))
        words = self.tr("Stop {name}") if playing else self.tr("Play {name}")
        self.play.setAccessibleName(words.format(name=Path(self.path).name))
        self.play.setToolTip(self.tr("Stop") if playing else self.tr("Play"))
