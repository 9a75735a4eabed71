"""What the person said: pictures and words in a soft bubble."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.conversation import Picture, Turn
from desktop.ui.thumbnails import rounded

from .text import TextView

_PICTURE = QSize(354, 280)
_MARGIN, _FRAME, _ROUNDING = 16, 9, 10


class Bubble(QFrame):
    """One turn of the user; its pictures are shown as they are decoded."""

    def __init__(self, turn: Turn, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bubble")
        self._pictures: dict[str, QLabel] = {}
        self._images: dict[str, QImage] = {}
        self._widest = _PICTURE.width()
        self._words: TextView | None = None
        layout = QVBoxLayout(self)
        # A line's leading stands above its words, so the upper margin is smaller.
        layout.setContentsMargins(_FRAME, 8, _FRAME, 12)
        layout.setSpacing(8)
        for part in turn.parts:
            if isinstance(part, Picture) and part.path and part.path not in self._pictures:
                label = self._pictures[part.path] = QLabel(self)
                label.setAccessibleName(self.tr("Picture"))
                layout.addWidget(label)
        if turn.text.strip():
            self._words = TextView("words", self)
            self._words.setAccessibleName(self.tr("You said"))
            self._words.show_plain(turn.text.strip("\n"))
            inset = QHBoxLayout()
            inset.setContentsMargins(_MARGIN - _FRAME, 0, _MARGIN - _FRAME, 0)
            inset.addWidget(self._words)
            inset.addStretch()
            layout.addLayout(inset)
        else:
            layout.setContentsMargins(_FRAME, _FRAME, _FRAME, _FRAME)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The paths of its pictures."""
        return tuple(self._pictures)

    def fit_within(self, width: int) -> None:
        """Be at most `width` points wide."""
        self._widest = width - 2 * _FRAME
        if self._words is not None:
            self._words.hug(width - 2 * _MARGIN)
        for path in self._images:
            self._show(path)

    def show_picture(self, path: str, image: QImage) -> None:
        """Show a decoded picture in its place."""
        if path in self._pictures:
            self._images[path] = image
            self._show(path)

    def _show(self, path: str) -> None:
        ratio = self.devicePixelRatioF()
        size = QSize(min(_PICTURE.width(), self._widest), _PICTURE.height())
        scaled = self._images[path].scaled(
            size * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._pictures[path].setPixmap(rounded(scaled, _ROUNDING, ratio))
