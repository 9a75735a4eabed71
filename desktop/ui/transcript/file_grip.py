"""Where a file of the conversation can be taken hold of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from . import media_files


class FileGrip(QObject):
    """Lets a file be dragged out of a part of the window, and opens its menu there.

    Attributes:
        picture: the picture that the file is, as far as it is decoded; empty where it is none.
    """

    def __init__(self, path: str, part: QWidget) -> None:
        super().__init__(part)
        self.picture = QImage()
        self._path = path
        self._part = part
        self._pressed_at: QPoint | None = None
        part.installEventFilter(self)

    def copy(self) -> None:
        """Copy the file, as the menu Edit has it done to what has the focus."""
        media_files.copy(self._path, self.picture)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            media_files.open_menu(self._path, self.picture, self._part, event.globalPos())
            return True
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed_at = event.position().toPoint()
            elif event.type() == QEvent.Type.MouseMove:
                return self._follow(event)
        return False

    def _follow(self, event: QMouseEvent) -> bool:
        """Begin to drag where the pointer has gone far enough."""
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if moved >= QApplication.startDragDistance():
            self._pressed_at = None
            if isinstance(self._part, QAbstractButton):
                self._part.setDown(False)
            media_files.drag(self._path, self.picture, self._part)
        return True
