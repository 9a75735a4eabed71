"""The pictures that will be sent: a row of chips."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QWidget

from desktop.ui.thumbnails import rounded

_THUMBNAIL, _ROUNDING, _LONGEST_NAME = 44, 8, 150
_MIDDLE = Qt.TextElideMode.ElideMiddle


class PictureChip(QFrame):
    """One picture: its thumbnail, its name and a button that removes it.

    Attributes:
        path: the picture's file.

    Signals:
        removed: the button was pressed.
    """

    removed = Signal(str)

    def __init__(self, path: str, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.path = path
        name = Path(path).name
        picture = QLabel(self)
        picture.setPixmap(_square(image, self.devicePixelRatioF()))
        words = QLabel(self.fontMetrics().elidedText(name, _MIDDLE, _LONGEST_NAME), self)
        words.setToolTip(name)
        self.removal = QToolButton(self)
        self.removal.setText("×")
        self.removal.setAccessibleName(self.tr("Remove {name}").format(name=name))
        self.removal.setToolTip(self.tr("Remove"))
        self.removal.setFixedSize(24, 24)
        self.removal.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.removal.clicked.connect(self._remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 6, 8, 6)
        for part in (picture, words, self.removal):
            layout.addWidget(part)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.path)


class ChipRow(QScrollArea):
    """All chips in one row, which scrolls sideways where it must; hidden while it is empty.

    Signals:
        changed: a chip came or went.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chips")
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._chips: dict[str, PictureChip] = {}
        self._inside = QWidget(self)
        self._layout = QHBoxLayout(self._inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addStretch()
        self.setWidget(self._inside)
        self.hide()

    @property
    def paths(self) -> list[str]:
        """The pictures' files, in order."""
        return list(self._chips)

    def chip(self, path: str) -> PictureChip:
        """The chip of a picture."""
        return self._chips[path]

    @Slot(str, QImage)
    def add(self, path: str, image: QImage) -> None:
        """Show a picture that will be sent, once."""
        if path in self._chips:
            return
        chip = self._chips[path] = PictureChip(path, image, self)
        chip.removed.connect(self.remove)
        self._layout.insertWidget(self._layout.count() - 1, chip)
        self._changed()

    @Slot(str)
    def remove(self, path: str) -> None:
        """Take a picture away again."""
        chip = self._chips.pop(path)
        self._layout.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._changed()

    def clear(self) -> None:
        """Take all pictures away."""
        for path in self.paths:
            self.remove(path)

    def _changed(self) -> None:
        self.setVisible(bool(self._chips))
        self.setFixedHeight(self._inside.sizeHint().height())
        self.changed.emit()


def _square(image: QImage, ratio: float) -> QPixmap:
    """The middle of a picture as a small square with round corners."""
    side = round(_THUMBNAIL * ratio)
    scaled = image.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (scaled.width() - side) // 2, (scaled.height() - side) // 2
    return rounded(scaled.copy(left, top, side, side), _ROUNDING, ratio)
