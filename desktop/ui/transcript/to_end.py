"""The round button that returns to the end."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui.theme import current_theme

_SIDE = 36


class ToEndButton(QAbstractButton):
    """An arrow downwards; a dot on it says that something new has come there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.new = False
        self.tell_new(False)
        self.hide()

    def tell_new(self, new: bool) -> None:
        """Whether something new has come at the end."""
        self.new = new
        name = self.tr("Go to the end; something new is there") if new else self.tr("Go to the end")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.line), 1.5))
        painter.setBrush(QColor(theme.bubble if self.underMouse() else theme.window))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.setPen(QPen(QColor(theme.accent if self.new else theme.text), 1.8))
        painter.drawPolyline([QPointF(12.5, 19), QPointF(18, 24.5), QPointF(23.5, 19)])
        painter.drawLine(QPointF(18, 11.5), QPointF(18, 24))
        if self.new:
            painter.setPen(QPen(QColor(theme.window), 2))
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(QPointF(29, 7), 5, 5)
