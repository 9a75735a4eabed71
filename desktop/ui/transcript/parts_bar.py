"""How far a long sound is answered: its parts as a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import current_theme

from .actions import LINE_HEIGHT

_WIDTH, _BAR, _GAP, _BESIDE, _PALE = 200, 4, 3, 12, 0.4
_MOST_APART = 20
"""More segments than these would be as narrow as the gaps between them."""


class PartsBar(QWidget):
    """One segment for each part: answered, being answered, or to come.

    It is as high as the actions whose place it takes until the answer has come.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("parts")
        self._part, self._parts = 0, 1

    def show_part(self, part: int, parts: int) -> None:
        """Now `part` of `parts` is being answered, from 1."""
        self._part, self._parts = part, parts
        self.setAccessibleName(self.words)
        self.update()

    @property
    def words(self) -> str:
        """What is written beside the bar."""
        return self.tr("Part {part} of {parts}").format(part=self._part, parts=self._parts)

    def fit(self, width: int) -> int:
        """Lay out within `width` points; returns the height."""
        return LINE_HEIGHT

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.quiet))
        beside = self.rect().adjusted(_WIDTH + _BESIDE, 0, 0, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, self.words)
        bar = QRectF(0, (self.height() - _BAR) / 2, _WIDTH, _BAR)
        outline = QPainterPath()
        outline.addRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.setClipPath(outline)
        now = QColor(theme.accent)
        now.setAlphaF(_PALE)
        step = (_WIDTH + self._gap) / self._parts
        for number in range(1, self._parts + 1):
            done, coming = QColor(theme.accent), QColor(theme.line)
            colour = now if number == self._part else done if number < self._part else coming
            # Edges between two points would leave seams.
            left, right = round((number - 1) * step), round(number * step) - self._gap
            painter.fillRect(QRectF(left, bar.top(), right - left, _BAR), colour)

    @property
    def _gap(self) -> int:
        return _GAP if self._parts <= _MOST_APART else 0
