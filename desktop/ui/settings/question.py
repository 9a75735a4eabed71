"""A question that is asked once before something is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, question: str, details: str, yes: str, act: Callable[[], object]) -> None:
    """Ask over a window, which waits; `act` is called if the answer is the button `yes`."""
    box = QMessageBox(parent)
    box.setObjectName("message")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(question)
    box.setInformativeText(details)
    button = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    button.clicked.connect(act)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.open()
