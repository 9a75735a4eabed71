"""The quiet line at the bottom that says where a link leads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class LinkLine(QLabel):
    """An address at the lower left corner; it is there only while a link is pointed at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("link_line")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_address(self, address: str) -> None:
        """Show an address, or nothing."""
        parent = self.parentWidget()
        assert parent is not None
        widest = parent.width() - 40
        elided = self.fontMetrics().elidedText(address, Qt.TextElideMode.ElideMiddle, widest)
        self.setText(elided)
        self.adjustSize()
        self.move(0, parent.height() - self.height())
        self.setVisible(bool(address))
        self.raise_()
