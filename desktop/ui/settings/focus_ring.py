"""A ring around what has the focus, where the system's own controls do not show it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFocusFrame,
    QSlider,
    QWidget,
)

from desktop.ui.theme import current_theme

_RINGED = (QComboBox, QCheckBox, QSlider)


class FocusRing(QFocusFrame):
    """Follows the focus among the controls of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        QApplication.instance().focusChanged.connect(self._follow)  # pyright: ignore

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        ringed = isinstance(now, _RINGED) and now.window() is self._window
        self.setWidget(now if ringed else None)  # pyright: ignore

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_theme().accent), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
