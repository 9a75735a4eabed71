"""A window beside the main one."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from .settings.style import side_window_style
from .theme import Theme, current_theme


class SideWindow(QDialog):
    """It has the system's colours, and Esc and ⌘W close it alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.setStyleSheet(side_window_style(theme))

    def take_colours(self) -> None:
        """Take the system's colours, if they are not the window's already."""
        theme = current_theme()
        if theme != self._theme:
            self._theme = theme
            self.paint(theme)

    def event(self, event: QEvent) -> bool:
        # Taken before the main window's menus see it, whose keys these are too.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _closes(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _closes(event):
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._theme is not None:
            self.take_colours()


def _closes(event: QKeyEvent) -> bool:
    key = QKeySequence.StandardKey
    return event.matches(key.Cancel) or event.matches(key.Close)
