"""The field that a message is typed into."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTextEdit, QWidget

_LOWEST = 28
_NEW_LINE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class MessageEdit(QTextEdit):
    """Return sends, unless an input method is composing; ⇧Return and ⌥Return begin a line.

    Signals:
        submitted: Return was pressed.
        brought: files or a picture were dropped or pasted.
        recalled: up-arrow was pressed where nothing is written.
    """

    submitted = Signal()
    recalled = Signal()
    brought = Signal(QMimeData)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composing = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Message"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Grow with the words, up to a third of the window."""
        highest = max(self.window().height() // 3, _LOWEST)
        height = int(self.document().size().height())
        self.setFixedHeight(min(max(height, _LOWEST), highest))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.modifiers() & _NEW_LINE:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Up and not self.toPlainText() and not self._composing:
            self.recalled.emit()
        elif not is_return:
            super().keyPressEvent(event)
        elif not self._composing:
            self.submitted.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        has_files = any(url.isLocalFile() for url in source.urls())
        if has_files or (source.hasImage() and not source.hasText()):
            self.brought.emit(source)
        else:
            super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
