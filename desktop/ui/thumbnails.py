"""Small pictures, decoded off the GUI thread."""

from __future__ import annotations

from PIL import Image
from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from desktop.picture_files import open_picture
from desktop.problems import Problem

from .background import in_background

THUMBNAIL_PX = 1024
"""The longer side that is kept, enough for a bubble on a sharp screen."""


class Thumbnails(QObject):
    """Decodes pictures in the background, so that their longer side has at most `longest` pixels.

    Signals:
        ready: a path and its small picture.
        failed: a path, and the kind and details of its Problem.
    """

    ready = Signal(str, QImage)
    failed = Signal(str, str, dict)

    def __init__(self, parent: QObject, longest: int = THUMBNAIL_PX) -> None:
        super().__init__(parent)
        self._longest = longest

    def request(self, path: str) -> None:
        """Decode a picture; `ready` or `failed` follows."""
        in_background(lambda: self._decode(path))

    def _decode(self, path: str) -> None:
        try:
            image = open_picture(path)
        except Problem as problem:
            self.failed.emit(path, problem.kind, problem.details)
            return
        image.thumbnail((self._longest, self._longest), Image.Resampling.LANCZOS)
        self.ready.emit(path, as_qimage(image))


def as_qimage(image: Image.Image) -> QImage:
    """A picture in RGB, as Qt has it."""
    width, height = image.size
    bits = QImage(image.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return bits.copy()


def rounded(image: QImage, radius: float, ratio: float) -> QPixmap:
    """A picture with round corners; `radius` in points, `ratio` device pixels to the point."""
    pixmap = QPixmap(image.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(image.rect()), radius * ratio, radius * ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(outline)
    painter.drawImage(0, 0, image)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
