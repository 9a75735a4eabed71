"""A video of one turn: some of its frames, and how long it plays."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.conversation import Clip
from desktop.ui import icons
from desktop.ui.media.frame_strip import FrameStrip
from desktop.ui.media.lengths import clock
from desktop.ui.media.sketches import Sketches
from desktop.ui.theme import current_theme

from .file_tile import FileTile

CLIP_WIDTH, CLIP_HEIGHT = 264, 66
_FRAMES, _ROUNDING = 6, 8
_DISC, _INSET, _PLATE, _MARK = 32, 6, 20, 16
_SHADE, _LIGHT = QColor(0, 0, 0, 165), "#ffffff"


class ClipTile(FileTile):
    """A video, which the system's player opens.

    Attributes:
        length: how long it plays, as it is written; "" until that is known.
        mute: whether its sound was left out.
    """

    def __init__(self, clip: Clip, sketches: Sketches, parent: QWidget) -> None:
        assert clip.path is not None
        super().__init__(clip.path, parent)
        self.length = ""
        self.mute = clip.mute
        self._sketch = sketches.sketch(clip.path)
        self._strip: FrameStrip | None = None
        self._over = _Over(self)
        silent = self.tr("{name}, without sound").format(name=self.name)
        self.setToolTip(silent if clip.mute else self.name)
        sketches.grown.connect(self._note)
        self._show()

    @property
    def missing(self) -> bool:
        """Whether it cannot be seen any more."""
        return self._sketch.missing

    @property
    def complete(self) -> bool:
        """Whether every frame has come."""
        outline = self._sketch.outline
        return outline is not None and len(self._sketch.frames) == len(outline.labels)

    @Slot(str)
    def _note(self, path: str) -> None:
        if path == self.path:
            self._show()

    def _show(self) -> None:
        """Show what is known by now."""
        sketch = self._sketch
        if sketch.seconds is not None:
            self.length = clock(sketch.seconds)
        if sketch.outline is not None and self._strip is None:
            self._strip = FrameStrip(len(sketch.outline.labels), self.size(), _FRAMES, self)
            self._strip.lower()
            self._strip.show()
        if self._strip is not None:
            for number, image in sketch.frames.items():
                self._strip.show_frame(number, image)
        named = self.tr("Video {name}, {length}") if self.length else self.tr("Video {name}")
        self.setAccessibleName(named.format(name=self.name, length=self.length))
        silent = self.tr("Without sound") if self.mute else ""
        self.setAccessibleDescription(self.gone if sketch.missing else silent)
        self.update()
        self._over.update()

    @Slot()
    def _open(self) -> None:
        if not self.missing:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self.path))

    def sizeHint(self) -> QSize:
        return QSize(CLIP_WIDTH, CLIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._strip is None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            theme = current_theme()
            painter.setBrush(QColor(theme.card if self.missing else theme.line))
            painter.drawRoundedRect(self.rect(), _ROUNDING, _ROUNDING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._over.setGeometry(self.rect())
        if self._strip is not None:
            self._strip.setFixedSize(self.size())


class _Over(QWidget):
    """What lies over the frames of a video."""

    def __init__(self, tile: ClipTile) -> None:
        super().__init__(tile)
        self.setObjectName("over")
        self._tile = tile
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tile.missing:
            self._tell_missing(painter)
        else:
            self._draw_play(painter)
            self._draw_length(painter)
        self._tile.draw_focus(painter, _ROUNDING)

    def _tell_missing(self, painter: QPainter) -> None:
        painter.setPen(QColor(current_theme().quiet))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere
        painter.drawText(self.rect().adjusted(12, 8, -12, -8), flags, self._tile.gone)

    def _draw_play(self, painter: QPainter) -> None:
        middle = QRectF(self.rect()).center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADE)
        painter.drawEllipse(middle, _DISC / 2, _DISC / 2)
        painter.setBrush(QColor(_LIGHT))
        corners = (QPointF(-4, -6), QPointF(7, 0), QPointF(-4, 6))
        painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))

    def _draw_length(self, painter: QPainter) -> None:
        """Say how long it plays at the lower right, beside a mark where it is mute."""
        length = self._tile.length
        words = self.fontMetrics().horizontalAdvance(length) + _INSET if length else 0
        mark = _MARK + _INSET if self._tile.mute else 0
        if not words + mark:
            return
        plate = QRect(0, 0, words + mark + _INSET, _PLATE)
        plate.moveBottomRight(self.rect().adjusted(0, 0, -_INSET, -_INSET).bottomRight())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADE)
        painter.drawRoundedRect(plate, _INSET, _INSET)
        inside = plate.adjusted(_INSET, 0, -_INSET, 0)
        if mark:
            left = Qt.AlignmentFlag.AlignLeft
            crossed = icons.loudspeaker(_LIGHT, crossed=True)
            crossed.paint(painter, inside.adjusted(0, 2, 0, -2), left)
        painter.setPen(QColor(_LIGHT))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inside, right, length)
