"""A number that the model may choose itself."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QWidget

from .chat_settings import Range

_WIDTH = 120


class OptionalNumber(QWidget):
    """A box that leaves the number open, and beside it the number where it is unticked.

    Attributes:
        free: the box.
        number: the number, hidden while it is left open.

    Signals:
        changed: another number, or whether there is one.
    """

    changed = Signal()

    def __init__(
        self, name: str, free: str, allowed: Range, start: float, step: float, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._start = start
        self.free = QCheckBox(free, self)
        self.free.setAccessibleName(f"{name}: {free}")
        self.number = QDoubleSpinBox(self)
        self.number.setAccessibleName(name)
        self.number.setDecimals(0 if step >= 1 else 2)
        self.number.setRange(allowed.lowest, allowed.highest)
        self.number.setSingleStep(step)
        self.number.setGroupSeparatorShown(True)
        self.number.setKeyboardTracking(False)
        self.number.setFixedWidth(_WIDTH)
        policy = self.number.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.number.setSizePolicy(policy)
        self.setFocusProxy(self.free)
        row = QHBoxLayout(self)
        # Room for the ring around what has the focus.
        row.setContentsMargins(3, 2, 3, 2)
        row.setSpacing(12)
        row.addWidget(self.free)
        row.addWidget(self.number)
        row.addStretch()
        self.show_value(None)
        self.free.toggled.connect(self._toggle)
        self.number.valueChanged.connect(self.changed)

    @property
    def value(self) -> float | None:
        """The number; None where it is left open."""
        return None if self.free.isChecked() else self.number.value()

    @property
    def whole(self) -> int | None:
        """The number of one that has no fraction."""
        return None if self.value is None else int(self.value)

    def show_value(self, value: float | None) -> None:
        """Show a number without a signal."""
        with QSignalBlocker(self.free), QSignalBlocker(self.number):
            self.free.setChecked(value is None)
            self.number.setVisible(value is not None)
            self.number.setValue(self._start if value is None else value)

    @Slot(bool)
    def _toggle(self, free: bool) -> None:
        self.number.setVisible(not free)
        self.changed.emit()
