"""The button that begins a recording and ends it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.ui import icons
from desktop.ui.theme import Theme, current_theme

from .microphone_menu import MicrophoneMenu
from .session import MicrophoneSession, Stage


class MicrophoneButton(QToolButton):
    """A click begins, the next one ends; the other button of the mouse chooses a microphone."""

    def __init__(self, session: MicrophoneSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("microphone")
        self._session = session
        self._hears = True
        self.microphones = MicrophoneMenu(session, self)
        session.changed.connect(self._show)
        self._show()

    @property
    def hears(self) -> bool:
        """Whether the model hears what is recorded."""
        return self._hears

    @hears.setter
    def hears(self, hears: bool) -> None:
        self._hears = hears
        self._show()

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        recording = self._session.stage is not Stage.IDLE
        colour = theme.accent_text if recording else theme.quiet
        self.setIcon(icons.microphone(colour, crossed=not self._hears))

    @Slot()
    def _show(self) -> None:
        recording = self._session.stage is not Stage.IDLE
        if recording:
            words = self.tr("Finish the recording")
        elif self._hears:
            words = self.tr("Speak: click, or hold ⌥Space")
        else:
            words = self.tr("This model cannot hear")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setProperty("recording", recording)
        self.style().polish(self)
        self.paint(current_theme())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.microphones.popup(event.globalPos())
