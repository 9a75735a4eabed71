"""What the person said: pictures and words in a soft bubble."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.conversation import Picture, Turn

from .text import TextView

_PICTURE = QSize(354, 280)
_MARGIN, _ROUNDING = 16, 10


class Bubble(QFrame):
    """One turn of the user; its pictures are shown as they are decoded."""

    def __init__(self, turn: Turn, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bubble")
        self._pictures: dict[str, QLabel] = {}
        self._words: TextView | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        layout.setSpacing(8)
        for part in turn.parts:
            if isinstance(part, Picture) and part.path and part.path not in self._pictures:
                label = self._pictures[part.path] = QLabel(self)
                label.setAccessibleName(self.tr("Picture"))
                layout.addWidget(label, alignment=Qt.AlignmentFlag.AlignRight)
        if turn.text.strip():
            self._words = TextView("words", self)
            self._words.setAccessibleName(self.tr("You said"))
            self._words.show_plain(turn.text.strip("\n"))
            layout.addWidget(self._words, alignment=Qt.AlignmentFlag.AlignRight)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The paths of its pictures."""
        return tuple(self._pictures)

    def fit_within(self, width: int) -> None:
        """Be at most `width` points wide."""
        if self._words is not None:
            self._words.hug(width - 2 * _MARGIN)

    def show_picture(self, path: str, image: QImage) -> None:
        """Show a decoded picture in its place."""
        if path in self._pictures:
            self._pictures[path].setPixmap(_rounded(image, self.devicePixelRatioF()))


def _rounded(image: QImage, ratio: float) -> QPixmap:
    """A picture within the bubble's size, with round corners."""
    scaled = image.scaled(
        _PICTURE * ratio,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    pixmap = QPixmap(scaled.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(scaled.rect()), _ROUNDING * ratio, _ROUNDING * ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(outline)
    painter.drawImage(0, 0, scaled)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
