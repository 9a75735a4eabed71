"""The widget of one row: it knows its height for a width, and tells when that changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QRect, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import current_theme

from .rows import Part
from .text import TextView

OVERHANG = 12
"""How far a row's widget reaches out of the column at either side, in points."""
_GLOW_MS = 1600
BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Fitting(Protocol):
    """A widget that lays itself out within a width and says how high it is then."""

    def fit(self, width: int) -> int: ...


class RowView(QWidget):
    """A row of the transcript.

    Signals:
        grown: its height may have changed; `fit` tells.
        reached: Tab came to a place in one of its parts.
    """

    grown = Signal()
    reached = Signal(QWidget, QRect)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ringed: QWidget | None = None
        self._under_pointer = self._has_focus = False
        self._glow = QVariantAnimation(self, duration=_GLOW_MS)
        self._glow.setStartValue(1.0)
        self._glow.setEndValue(0.0)
        self._glow.setEasingCurve(QEasingCurve.Type.InQuad)
        self._glow.valueChanged.connect(self.update)

    @property
    def held(self) -> bool:
        """Whether it must not be thrown away though it is out of sight."""
        return self._has_focus

    def fit(self, width: int) -> int:
        """Lay out within a column of `width` points; returns the height."""
        raise NotImplementedError

    def stack(self, parts: Iterable[QWidget], width: int, spacing: int) -> int:
        """Lay parts below each other, those that are hidden left out; returns the height."""
        top = 0
        for part in parts:
            if not part.isHidden():
                height = cast(Fitting, part).fit(width)
                part.setGeometry(OVERHANG, top, width, height)
                top += height + spacing
        return max(top - spacing, 0)

    def mark_found(self, words: str, part: Part | None, number: int) -> None:
        """Mark where words stand, and the place that is looked at: the so many-th in a part."""
        for each, text in self.texts.items():
            text.mark_found(words, number if each is part else None)

    @property
    def texts(self) -> dict[Part, TextView]:
        """Its texts."""
        return {}

    def unfold(self) -> None:
        """Show all of it."""

    def light(self, lit: bool) -> None:
        """Show what is shown only while the pointer or the focus is on the row."""

    def light_as_due(self) -> None:
        """Light what belongs to where the pointer and the focus are."""
        self.light(self._under_pointer or self._has_focus)

    def note_focus(self, inside: bool) -> None:
        """Whether one of its parts has the focus."""
        if inside != self._has_focus:
            self._has_focus = inside
            self.light_as_due()

    def point_out(self) -> None:
        """Let it glow for a moment."""
        self._glow.start()

    def ring(self, part: QWidget) -> None:
        """Draw a ring around a part while it has the focus of the keyboard."""
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            shown = event.gotFocus() and event.reason() in BY_KEYBOARD
            self._ringed = watched if shown else None
            self.update()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._under_pointer = True
        self.light_as_due()

    def leaveEvent(self, event: QEvent) -> None:
        self._under_pointer = False
        self.light_as_due()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._glow.state() is QVariantAnimation.State.Running:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setOpacity(self._glow.currentValue())
            painter.setBrush(QColor(current_theme().accent_soft))
            painter.drawRoundedRect(self.rect(), OVERHANG, OVERHANG)
            painter.end()
        if self._ringed is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_theme().accent), 2))
        corner = self._ringed.mapTo(self, self._ringed.rect().topLeft())
        around = QRect(corner, self._ringed.size()).adjusted(-8, -4, 8, 4)
        painter.drawRoundedRect(around.intersected(self.rect().adjusted(1, 1, -1, -1)), 8, 8)
