"""Labels and fields, one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QSizePolicy, QWidget

_RIGHT, _MIDDLE, _TOP = (
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignVCenter,
    Qt.AlignmentFlag.AlignTop,
)


class Fields(QGridLayout):
    """Each row is a label, its field, and below it what it does, or else as its tool tip.

    Rows lie `gap` points apart.
    """

    def __init__(self, gap: int, *, explained: bool) -> None:
        super().__init__()
        self._gap = gap
        self._explained = explained
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(3 if explained else gap)
        self.setColumnStretch(1, 1)

    def add(
        self, name: str, field: QWidget, explanation: str = "", row: QLayout | None = None
    ) -> None:
        """Add a row; `row` is what the field lies in, if there is something beside it."""
        at = self.rowCount()
        label = QLabel(name)
        label.setBuddy(field)
        field.setAccessibleName(name)
        field.setAccessibleDescription(explanation)
        tall = field.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Expanding
        label.setContentsMargins(0, 6 if tall else 0, 0, 0)
        self.addWidget(label, at, 0, _RIGHT | (_TOP if tall else _MIDDLE))
        if row is None:
            self.addWidget(field, at, 1)
        else:
            self.addLayout(row, at, 1)
        if not self._explained:
            field.setToolTip(explanation)
            return
        if explanation:
            words = QLabel(explanation)
            words.setObjectName("explanation")
            words.setWordWrap(True)
            self.addWidget(words, at + 1, 1)
        self.setRowMinimumHeight(at + 2, self._gap)
