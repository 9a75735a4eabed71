"""A picture that will be sent, and how finely it is seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QActionGroup, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from desktop.conversation import DETAILS, Picture
from desktop.ui.thumbnails import rounded

from .chip import HEIGHT, Chip

_ROUNDING = 8


class PictureChip(Chip):
    """A picture: its thumbnail, and its detail."""

    def __init__(self, picture: Picture, image: QImage, parent: QWidget) -> None:
        assert picture.path is not None
        name = Path(picture.path).name
        super().__init__(picture.path, name, parent)
        self._detail = picture.detail
        self.setAccessibleName(self.tr("Picture {name}").format(name=name))
        thumbnail = QLabel(self)
        thumbnail.setPixmap(_square(image, self.devicePixelRatioF()))
        self.choice.setAccessibleName(self.tr("Detail of {name}").format(name=name))
        self.choice.setToolTip(self.tr("More detail reads smaller print, and takes longer"))
        self.choice.setMenu(self._menu())
        self.lay_out(thumbnail)
        self.tell()

    @property
    def medium(self) -> Picture:
        return Picture(self.path, self._detail)

    def tell(self) -> None:
        detail = self.tr("Detail {detail}").format(detail=self._detail) if self._detail else ""
        self.say(" · ".join(filter(None, (detail, self.cost))) or self.tr("Detail"))

    def _menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        names = {None: self.tr("The model's own")} | {
            detail: self.tr("{detail} tokens").format(detail=detail) for detail in DETAILS
        }
        for detail, name in names.items():
            action = menu.addAction(name)
            action.setData(detail)
            action.setCheckable(True)
            action.setChecked(detail == self._detail)
            group.addAction(action)
        group.triggered.connect(self._choose)
        return menu

    @Slot(object)
    def _choose(self, action: object) -> None:
        self._detail = action.data()  # type: ignore[attr-defined]
        self.forget_cost()
        self.chosen.emit()


def _square(image: QImage, ratio: float) -> QPixmap:
    """The middle of a picture as a small square with round corners."""
    side = round(HEIGHT * ratio)
    scaled = image.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (scaled.width() - side) // 2, (scaled.height() - side) // 2
    return rounded(scaled.copy(left, top, side, side), _ROUNDING, ratio)
