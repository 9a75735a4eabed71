"""Cutting off the beginning or the end of a sound."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.media.lengths import clock
from desktop.ui.media.playback import Playback
from desktop.ui.media.waveform_view import WaveformView
from desktop.ui.side_window import SideWindow
from desktop.ui.theme import current_theme
from desktop.waveform import Waveform

_WIDTH, _HEIGHT, _GRIP = 460, 72, 12
_STEP, _LONG_STEP, _LEAST = 0.1, 1.0, 0.3  # s


class Grip(QWidget):
    """One end of what is kept; it is dragged, or moved by the arrow keys.

    Signals:
        moved: it is to stand so many s further.
        dragged: it is to stand where the pointer is, in its parent's points.
    """

    moved = Signal(float)
    dragged = Signal(int)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        directions = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        direction = directions.get(Qt.Key(event.key()))
        if direction is None:
            event.ignore()
            return
        far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.moved.emit(direction * (_LONG_STEP if far else _STEP))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(self.mapToParent(event.position().toPoint()).x())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        painter.setPen(QPen(QColor(theme.text), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(self.rect().adjusted(3, 1, -3, -1), 3, 3)


class TrimBar(QWidget):
    """A sound, and the stretch of it that is kept.

    Attributes:
        start, stop: where that begins and ends, in s.
        first, last: its two ends.

    Signals:
        changed: another stretch is kept.
    """

    changed = Signal()

    def __init__(self, waveform: Waveform, parent: QWidget) -> None:
        super().__init__(parent)
        self.start, self.stop = 0.0, waveform.seconds
        self._seconds = waveform.seconds
        self.view = WaveformView(self, _WIDTH, _HEIGHT)
        self.view.show_waveform(waveform)
        self.first = Grip(self.tr("Beginning"), self)
        self.last = Grip(self.tr("End"), self)
        self.first.moved.connect(self._move_first)
        self.last.moved.connect(self._move_last)
        self.first.dragged.connect(self._drag_first)
        self.last.dragged.connect(self._drag_last)
        self.setFixedSize(QSize(_WIDTH + 2 * _GRIP, _HEIGHT))

    @Slot(float)
    def _move_first(self, seconds: float) -> None:
        self._keep(self.start + seconds, self.stop)

    @Slot(float)
    def _move_last(self, seconds: float) -> None:
        self._keep(self.start, self.stop + seconds)

    @Slot(int)
    def _drag_first(self, x: int) -> None:
        self._keep((x - _GRIP) / _WIDTH * self._seconds, self.stop)

    @Slot(int)
    def _drag_last(self, x: int) -> None:
        self._keep(self.start, (x - _GRIP) / _WIDTH * self._seconds)

    def _keep(self, start: float, stop: float) -> None:
        least = min(_LEAST, self._seconds)
        if start != self.start:
            start = min(max(start, 0), self.stop - least)
        else:
            stop = max(min(stop, self._seconds), self.start + least)
        self.start, self.stop = start, stop
        self._place()
        self.changed.emit()

    def _place(self) -> None:
        left, right = (_GRIP + round(_WIDTH * s / self._seconds) for s in (self.start, self.stop))
        self.view.setGeometry(QRect(_GRIP, 0, _WIDTH, _HEIGHT))
        self.first.setGeometry(QRect(QPoint(left - _GRIP, 0), QSize(_GRIP, _HEIGHT)))
        self.last.setGeometry(QRect(QPoint(right, 0), QSize(_GRIP, _HEIGHT)))
        self.view.show_kept(self.start, self.stop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class TrimWindow(SideWindow):
    """Shows a sound large, with two ends to move.

    Attributes:
        bar: the sound.
        play: the button that plays what is kept.
        trim: the button that keeps it alone.

    Signals:
        trimmed: a path, and where what is kept of it begins and ends, in s.
    """

    trimmed = Signal(str, float, float)

    def __init__(self, path: str, waveform: Waveform, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Trim"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._path = path
        self._playback = Playback.shared()
        self.bar = TrimBar(waveform, self)
        self._told = QLabel(self)
        self.play = QPushButton(self.tr("Play"), self)
        self.trim = QPushButton(self.tr("Trim"), self)
        self.trim.setObjectName("primary")
        leave = QPushButton(self.tr("Cancel"), self)
        leave.clicked.connect(self.close)
        self.play.clicked.connect(self._toggle)
        self.trim.clicked.connect(self._trim)
        for button in (self.play, leave, self.trim):
            button.setAutoDefault(False)
        self.trim.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.play)
        row.addWidget(self._told, 1)
        row.addWidget(leave)
        row.addWidget(self.trim)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(self.bar)
        layout.addLayout(row)
        self.bar.changed.connect(self._tell)
        self._playback.moved.connect(self._follow)
        self._playback.ended.connect(self._end)
        self.take_colours()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        kept = self.bar.stop - self.bar.start
        self._told.setText(self.tr("{length} is kept").format(length=clock(kept)))

    @Slot()
    def _toggle(self) -> None:
        self._playback.toggle(self._path, self.bar.start, self.bar.stop)

    @Slot(str, float)
    def _follow(self, path: str, seconds: float) -> None:
        if path == self._path:
            self.bar.view.show_played(seconds)
            self.play.setText(self.tr("Stop"))

    @Slot(str)
    def _end(self, path: str) -> None:
        if path == self._path:
            self.bar.view.show_played(None)
            self.play.setText(self.tr("Play"))

    @Slot()
    def _trim(self) -> None:
        self.trimmed.emit(self._path, self.bar.start, self.bar.stop)
        self.close()

    def done(self, result: int) -> None:
        self._playback.stop()
        super().done(result)
