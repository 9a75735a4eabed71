"""A warning that waits for an answer."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def agreed(parent: QWidget, warning: str, details: str, yes: str) -> bool:
    """Warn over a window, and wait; returns whether the answer is the button `yes`."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Warning)
    question.setText(warning)
    question.setInformativeText(details)
    going_on = question.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
    question.exec()
    return question.clickedButton() is going_on
