"""The pictures that will be sent: a row of chips."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QActionGroup,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import DETAILS, Picture
from desktop.ui.thumbnails import rounded

_THUMBNAIL, _ROUNDING, _LONGEST_NAME = 44, 8, 150
_EDGE = 6
_MIDDLE = Qt.TextElideMode.ElideMiddle
_CHIP = "application/x-facet-chip"


class PictureChip(QFrame):
    """One picture: its thumbnail, name and detail, what it costs, and a button that removes it.

    It can be dragged to another place among the chips, or moved there with ⌥ and an arrow key.

    Attributes:
        path: the picture's file.
        title: its name.
        detail: the button that opens the choice of details.
        removal: the button that removes it.

    Signals:
        removed: the button was pressed, or Delete.
        moved: by how many places to the right.
        detailed: another detail was chosen.
    """

    removed = Signal(str)
    moved = Signal(str, int)
    detailed = Signal()

    def __init__(self, picture: Picture, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        assert picture.path is not None
        self.path = picture.path
        self._detail = picture.detail
        self._cost: int | None = None
        self._pressed_at: QPoint | None = None
        name = Path(self.path).name
        self.setAccessibleName(self.tr("Picture {name}").format(name=name))
        thumbnail = QLabel(self)
        thumbnail.setPixmap(_square(image, self.devicePixelRatioF()))
        self.title = QLabel(self.fontMetrics().elidedText(name, _MIDDLE, _LONGEST_NAME), self)
        self.title.setToolTip(name)
        self.detail = QPushButton(self)
        self.detail.setObjectName("detail")
        self.detail.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.detail.setAccessibleName(self.tr("Detail of {name}").format(name=name))
        self.detail.setToolTip(self.tr("More detail reads smaller print, and takes longer"))
        self.detail.setMenu(self._menu())
        self.removal = QToolButton(self)
        self.removal.setText("×")
        self.removal.setAccessibleName(self.tr("Remove {name}").format(name=name))
        self.removal.setToolTip(self.tr("Remove"))
        self.removal.setFixedSize(24, 24)
        self.removal.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.removal.clicked.connect(self._remove)
        words = QVBoxLayout()
        words.setSpacing(0)
        # The button's own edge stands left of the words above it.
        self.title.setIndent(_EDGE)
        words.addWidget(self.title)
        words.addWidget(self.detail, alignment=Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 6, 8, 6)
        layout.addWidget(thumbnail)
        layout.addLayout(words)
        layout.addWidget(self.removal, alignment=Qt.AlignmentFlag.AlignTop)
        self._show()

    @property
    def picture(self) -> Picture:
        """The picture as it will be sent."""
        return Picture(self.path, self._detail)

    def show_cost(self, tokens: int) -> None:
        """Say what the model takes for it, in tokens."""
        self._cost = tokens
        self._show()

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
        self._cost = None
        self._show()
        self.detailed.emit()

    def _show(self) -> None:
        detail = self.tr("Detail {detail}").format(detail=self._detail) if self._detail else ""
        cost = "" if self._cost is None else self.tr("{n} tokens").format(n=self._cost)
        told = " · ".join(filter(None, (detail, cost)))
        self.detail.setText(f"{told or self.tr('Detail')} ⌄")
        self.detail.setAccessibleDescription(told)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.path, steps[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.path)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed_at is None:
            return
        if (here - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
            return
        data = QMimeData()
        data.setData(_CHIP, self.path.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._pressed_at)
        self._pressed_at = None
        drag.exec(Qt.DropAction.MoveAction)


class ChipRow(QScrollArea):
    """All chips in one row, which scrolls sideways where it must; hidden while it is empty.

    Signals:
        changed: a chip came, went, or changed its place or its detail.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chips")
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAcceptDrops(True)
        self._chips: list[PictureChip] = []
        self._inside = QWidget(self)
        self._layout = QHBoxLayout(self._inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addStretch()
        self.setWidget(self._inside)
        self.hide()

    @property
    def pictures(self) -> list[Picture]:
        """The pictures as they will be sent, in order."""
        return [chip.picture for chip in self._chips]

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [part for chip in self._chips for part in (chip, chip.detail, chip.removal)]

    def chip(self, path: str) -> PictureChip:
        """The chip of a picture."""
        return next(chip for chip in self._chips if chip.path == path)

    def add(self, picture: Picture, image: QImage, before: Collection[str] = ()) -> None:
        """Show a picture that will be sent, once; left of those whose paths are in `before`."""
        paths = [chip.path for chip in self._chips]
        if picture.path in paths:
            return
        place = next((i for i, path in enumerate(paths) if path in before), len(paths))
        chip = PictureChip(picture, image, self)
        chip.removed.connect(self.remove)
        chip.moved.connect(self.move_by)
        chip.detailed.connect(self.changed)
        self._chips.insert(place, chip)
        self._layout.insertWidget(place, chip)
        self._changed()

    def show_costs(self, costs: list[int]) -> None:
        """Say what each picture takes, in order, in tokens."""
        for chip, cost in zip(self._chips, costs, strict=False):
            chip.show_cost(cost)

    @Slot(str)
    def remove(self, path: str) -> None:
        """Take a picture away again."""
        chip = self.chip(path)
        self._chips.remove(chip)
        self._layout.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._changed()

    @Slot(str, int)
    def move_by(self, path: str, places: int) -> None:
        """Move a picture to the right, or to the left by a negative number, as far as it goes."""
        chip = self.chip(path)
        self._move(chip, self._chips.index(chip) + places)

    def clear(self) -> None:
        """Take all pictures away."""
        for chip in tuple(self._chips):
            self.remove(chip.path)

    def _move(self, chip: PictureChip, place: int) -> None:
        self._chips.remove(chip)
        place = max(min(place, len(self._chips)), 0)
        self._chips.insert(place, chip)
        self._layout.insertWidget(place, chip)
        self._changed()

    def _changed(self) -> None:
        self.setVisible(bool(self._chips))
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Be as high as the chips, and as their scroll bar where there is one."""
        needed, bar = self._inside.sizeHint(), self.horizontalScrollBar().sizeHint()
        scrolls = needed.width() > self.width()
        self.setFixedHeight(needed.height() + (bar.height() if scrolls else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(_CHIP))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(_CHIP))

    def dropEvent(self, event: QDropEvent) -> None:
        chip = self.chip(bytes(event.mimeData().data(_CHIP).data()).decode())
        x = self._inside.mapFrom(self, event.position().toPoint()).x()
        others = [other for other in self._chips if other is not chip]
        self._move(chip, sum(other.geometry().center().x() < x for other in others))
        event.acceptProposedAction()


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
