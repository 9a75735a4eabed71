"""The thinking toggle, and how long a thought may be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.ui.settings.chat_settings import Thinking

_HEIGHT = 34


class ThinkingSwitch(QFrame):
    """Whether the model thinks before it answers, and how long it may.

    Attributes:
        toggle: off, or as long as was chosen last.
        budget: the button that opens the choice of lengths, there while thinking is on.

    Signals:
        changed: something else was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("thinking")
        self.toggle = QPushButton(self.tr("Think"), self)
        self.toggle.setObjectName("think")
        self.toggle.setCheckable(True)
        self.toggle.setToolTip(self.tr("Let the model think before it answers"))
        self.budget = QToolButton(self)
        self.budget.setObjectName("budget")
        self.budget.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.budget.setAccessibleName(self.tr("How long to think"))
        self.budget.setToolTip(self.tr("How long to think"))
        # A click leaves the keyboard in the message, as everywhere on a Mac.
        for button in (self.toggle, self.budget):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Ignored)
        self.setFixedHeight(_HEIGHT)
        self._lengths = self._menu()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toggle)
        layout.addWidget(self.budget)
        self.toggle.toggled.connect(self._show)
        self.choose(Thinking.OFF)

    @property
    def thinking(self) -> Thinking:
        """What is chosen."""
        return self._length if self.toggle.isChecked() else Thinking.OFF

    def choose(self, thinking: Thinking) -> None:
        """Choose off, or a length."""
        if thinking is not Thinking.OFF:
            self._lengths[thinking].setChecked(True)
        self.toggle.setChecked(thinking is not Thinking.OFF)
        self._show()

    @property
    def _length(self) -> Thinking:
        return next(length for length, action in self._lengths.items() if action.isChecked())

    def _menu(self) -> dict[Thinking, QAction]:
        menu, group = QMenu(self), QActionGroup(self)
        names = {
            Thinking.SHORT: self.tr("Short"),
            Thinking.LONG: self.tr("Long"),
            Thinking.UNLIMITED: self.tr("No limit"),
        }
        actions = {length: menu.addAction(name) for length, name in names.items()}
        for action in actions.values():
            action.setCheckable(True)
            group.addAction(action)
        actions[Thinking.UNLIMITED].setChecked(True)
        group.triggered.connect(self._show)
        self.budget.setMenu(menu)
        return actions

    @Slot()
    def _show(self) -> None:
        on = self.toggle.isChecked()
        self.budget.setVisible(on)
        length = self._lengths[self._length].text()
        self.budget.setText(f"{length} ⌄")
        self.budget.setAccessibleDescription(length)
        self.setProperty("on", on)
        self.style().polish(self)
        self.changed.emit()
