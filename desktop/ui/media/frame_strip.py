"""Some of a video's frames, side by side."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import current_theme

_GAP, _ROUNDING = 1, 8


class FrameStrip(QWidget):
    """Draws `shown` of `count` frames, evenly spaced, each in its middle; they may come late."""

    def __init__(self, count: int, size: QSize, shown: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._size = size
        shown = min(shown, count)
        self._places = {i * count // shown: i for i in range(shown)}
        self._images: dict[int, QImage] = {}
        self.setFixedSize(size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_frame(self, number: int, image: QImage) -> None:
        """Draw one of the frames, if it is among those that are shown."""
        if number in self._places:
            self._images[self._places[number]] = image
            self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _ROUNDING, _ROUNDING)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(current_theme().line))
        for place, image in self._images.items():
            slot = self._slot(place)
            painter.drawImage(slot, image, _middle(image.size(), slot.size()))

    def _slot(self, place: int) -> QRect:
        """Where a frame stands; the last reaches the edge."""
        edges = [i * (self.width() + _GAP) // len(self._places) for i in (place, place + 1)]
        return QRect(edges[0], 0, edges[1] - edges[0] - _GAP, self.height())


def _middle(of: QSize, shape: QSize) -> QRect:
    """The largest part in the middle of a picture that has the shape of something else."""
    part = shape.scaled(of, Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (of.width() - part.width()) // 2, (of.height() - part.height()) // 2
    return QRect(left, top, part.width(), part.height())
