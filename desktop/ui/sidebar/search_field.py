"""The field that chats are found with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.escape_field import EscapeField

_KEYS = QKeySequence("Ctrl+K")
_MARGIN = 12


class SearchField(EscapeField):
    """Words to be found; the arrows and Return go to what is found, Esc clears.

    Signals:
        stepped: another of what is found is meant: so many on.
        chosen: what is meant is to be shown.
        left: there were no words to clear.
    """

    stepped = Signal(int)
    chosen = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(self.tr("Search all chats"))
        self.setFixedHeight(32)
        self.escaped.connect(self._escape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.chosen.emit()
            case _:
                super().keyPressEvent(event)

    @Slot()
    def _escape(self) -> None:
        if self.text():
            self.clear()
        else:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text():
            painter = QPainter(self)
            painter.setPen(self.palette().placeholderText().color())
            keys = _KEYS.toString(QKeySequence.SequenceFormat.NativeText)
            place = self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, side, keys)
