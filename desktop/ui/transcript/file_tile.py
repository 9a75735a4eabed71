"""A file of the conversation that is opened where it is seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui.theme import current_theme

from .file_grip import FileGrip


class FileTile(QAbstractButton):
    """What a click, Return or the space bar opens, and what can be dragged out.

    Attributes:
        path: its file.
        grip: where it is taken hold of.
    """

    def __init__(self, path: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self.grip = FileGrip(path, self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    @property
    def name(self) -> str:
        """What the file is called."""
        return Path(self.path).name

    @property
    def gone(self) -> str:
        """What is said where it cannot be seen any more."""
        return self.tr("{name} is gone").format(name=self.name)

    def copy(self) -> None:
        """Copy the file, as the menu Edit has it done to what has the focus."""
        self.grip.copy()

    def draw_focus(self, painter: QPainter, rounding: float) -> None:
        """Draw a ring, if the keyboard is here; `rounding` in points."""
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_theme().accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(around, rounding, rounding)

    @Slot()
    def _open(self) -> None:
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()
