"""The pictures of one turn: one as it is, several as a grid of squares."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageIOHandler,
    QImageReader,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import current_theme
from desktop.ui.thumbnails import rounded

from .file_tile import FileTile

_LARGEST = QSize(354, 280)
_ROUNDING, _GAP = 10, 6
_FILL, _FIT = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.AspectRatioMode.KeepAspectRatio


class PictureTile(FileTile):
    """A picture.

    Attributes:
        image: what is decoded of it so far.
        missing: whether it cannot be shown any more.

    Signals:
        opened: it is to be seen large; its path.
    """

    opened = Signal(str)

    def __init__(self, path: str, parent: QWidget) -> None:
        super().__init__(path, parent)
        self.image = QImage()
        self.missing = False
        self._drawn: QPixmap | None = None
        self.setAccessibleName(self.tr("Picture {name}").format(name=self.name))
        self.setToolTip(self.name)

    def show_picture(self, image: QImage) -> None:
        """Show what was decoded."""
        self.image = self.grip.picture = image
        self._drawn = None
        self.update()

    def show_missing(self) -> None:
        """Say that the picture cannot be shown any more."""
        self.missing = True
        self.update()

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.path)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        if self.image.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.card))
            painter.drawRoundedRect(self.rect(), _ROUNDING, _ROUNDING)
            if self.missing:
                painter.setPen(QColor(theme.quiet))
                painter.drawText(self.rect().adjusted(12, 12, -12, -12), _CENTRED, self.gone)
        else:
            painter.drawPixmap(0, 0, self._fitted())
        self.draw_focus(painter, _ROUNDING)

    def _fitted(self) -> QPixmap:
        """The picture at the tile's size, its middle where the shapes differ."""
        ratio = self.devicePixelRatioF()
        wanted = self.size() * ratio
        if self._drawn is None or self._drawn.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            scaled = self.image.scaled(wanted, _FILL, smooth)
            corner = QPoint(
                (scaled.width() - wanted.width()) // 2, (scaled.height() - wanted.height()) // 2
            )
            self._drawn = rounded(scaled.copy(QRect(corner, wanted)), _ROUNDING, ratio)
        return self._drawn

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._drawn = None


_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class PictureGrid(QWidget):
    """Lays tiles out; a lone picture keeps its shape, several are cut to squares.

    Attributes:
        tiles: the pictures, in order.

    Signals:
        opened: a picture is to be seen large; its path.
    """

    opened = Signal(str)

    def __init__(self, paths: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.tiles = [PictureTile(path, self) for path in paths]
        for tile in self.tiles:
            tile.opened.connect(self.opened)
        self._shape = size_of(paths[0]) if len(paths) == 1 else QSize()

    def fit(self, width: int) -> QSize:
        """Lay out within `width` points; returns the size that is needed."""
        width = min(width, _LARGEST.width())
        if not self.tiles:
            return QSize(0, 0)
        if len(self.tiles) == 1:
            size = self._lone(QSize(width, _LARGEST.height()))
            self.tiles[0].setGeometry(QRect(QPoint(0, 0), size))
            return size
        return self._squares(width)

    def show_picture(self, path: str, image: QImage) -> None:
        """Show a decoded picture in its place."""
        for tile in self.tiles:
            if tile.path == path:
                tile.show_picture(image)

    def show_missing(self, path: str) -> None:
        """Say in its place that a picture cannot be shown."""
        for tile in self.tiles:
            if tile.path == path:
                tile.show_missing()

    def _lone(self, most: QSize) -> QSize:
        shape = self._shape if not self._shape.isEmpty() else QSize(4, 3)
        size = shape.scaled(most, _FIT)
        # A very long and thin picture is cut rather than shown as a line.
        return size.expandedTo(QSize(min(80, most.width()), 80))

    def _squares(self, width: int) -> QSize:
        columns = 2 if len(self.tiles) in (2, 4) else 3
        side = (width - (columns - 1) * _GAP) // columns
        for index, tile in enumerate(self.tiles):
            row, column = divmod(index, columns)
            tile.setGeometry(column * (side + _GAP), row * (side + _GAP), side, side)
        rows = -(-len(self.tiles) // columns)
        return QSize(columns * (side + _GAP) - _GAP, rows * (side + _GAP) - _GAP)


def size_of(path: str) -> QSize:
    """The size of a picture as it is seen, from its first bytes; empty where they do not tell."""
    reader = QImageReader(path)
    turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    return reader.size().transposed() if turned else reader.size()
