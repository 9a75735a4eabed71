"""A picture seen large, over the whole window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.ui.thumbnails import Thumbnails

from . import media_files

LARGEST_PX = 4096
"""The longer side that is decoded."""
_SIDE, _FOOT = 48, 56
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_Space)


class PictureViewer(QWidget):
    """Shows the conversation's pictures one at a time.

    Esc, ⌘W, the space bar or a click closes it, arrows step, a drag takes the picture's file along.

    Attributes:
        path: the picture that is shown.
        image: what is decoded of it so far.

    Signals:
        closed: it is gone.
    """

    closed = Signal()

    def __init__(self, paths: list[str], path: str, decoder: Thumbnails, window: QWidget) -> None:
        super().__init__(window)
        self._paths = paths
        self._index = paths.index(path)
        self._before = QApplication.focusWidget()
        self._pressed_at: QPoint | None = None
        self._drawn: QPixmap | None = None
        self.image = QImage()
        self._decoder = decoder
        decoder.ready.connect(self._show)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._step(0)

    @property
    def path(self) -> str:
        """The picture that is shown."""
        return self._paths[self._index]

    def copy(self) -> None:
        """Copy the picture that is shown."""
        media_files.copy(self.path, self.image)

    def _step(self, by: int) -> None:
        """Show the picture before or after, if there is one."""
        self._index = min(max(self._index + by, 0), len(self._paths) - 1)
        self.image, self._drawn = QImage(), None
        self.setAccessibleName(self.tr("Picture {name}").format(name=Path(self.path).name))
        self._decoder.request(self.path)
        self.update()

    @Slot(str, QImage)
    def _show(self, path: str, image: QImage) -> None:
        if path == self.path:
            self.image, self._drawn = image, None
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(12, 12, 14, 235))
        if not self.image.isNull():
            picture = self._fitted()
            painter.drawPixmap(self._place(picture).topLeft(), picture)
        painter.setPen(QColor("#c8c8ce"))
        foot = QRect(0, self.height() - _FOOT, self.width(), _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self._caption())

    def _caption(self) -> str:
        name = Path(self.path).name
        if len(self._paths) == 1:
            return name
        return self.tr("{name}  ·  {number} of {count}").format(
            name=name, number=self._index + 1, count=len(self._paths)
        )

    def _fitted(self) -> QPixmap:
        """The picture as large as there is room, but no larger than it is."""
        ratio = self.devicePixelRatioF()
        room = self.rect().adjusted(_SIDE, _SIDE, -_SIDE, -_FOOT).size() * ratio
        size = self.image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        size = size if size.width() < self.image.width() else self.image.size() * ratio
        size = size.scaled(size.boundedTo(room), Qt.AspectRatioMode.KeepAspectRatio)
        if self._drawn is None or self._drawn.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            ignore = Qt.AspectRatioMode.IgnoreAspectRatio
            self._drawn = QPixmap.fromImage(self.image.scaled(size, ignore, smooth))
            self._drawn.setDevicePixelRatio(ratio)
        return self._drawn

    def _place(self, picture: QPixmap) -> QRect:
        size = picture.deviceIndependentSize().toSize()
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(self.rect().adjusted(0, _SIDE, 0, -_FOOT).center())
        return place

    def event(self, event: QEvent) -> bool:
        """Keep the keys that the menus would take, but leave them those with ⌘."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            commands = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            event.setAccepted(not commands or event.matches(QKeySequence.StandardKey.Close))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _CLOSING or event.matches(QKeySequence.StandardKey.Close):
            self.close()
        elif key in _STEPS:
            self._step(_STEPS[key])

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays here while the picture covers everything else."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if moved >= QApplication.startDragDistance():
            self._pressed_at = None
            media_files.drag(self.path, self.image, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is not None:
            self.close()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        media_files.open_menu(self.path, self.image, self, event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.window().rect())
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        # What had the focus may have been built anew since, in other colours.
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
