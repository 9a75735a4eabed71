"""The field that chats are found with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_KEYS = QKeySequence("Ctrl+K")
_MARGIN = 12


class SearchField(QLineEdit):
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

    def event(self, event: QEvent) -> bool:
        # Taken before the menus see it, where Esc stops an answer.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.chosen.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text():
            painter = QPainter(self)
            painter.setPen(self.palette().placeholderText().color())
            keys = _KEYS.toString(QKeySequence.SequenceFormat.NativeText)
            place = self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, side, keys)
