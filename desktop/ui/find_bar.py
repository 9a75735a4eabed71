"""The slim bar that finds words in the conversation."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from . import icons
from .escape_field import EscapeField
from .theme import Theme
from .transcript.announcer import announce
from .transcript.finder import Finder

_BUTTON, _FIELD = 28, 320


class FindBar(QFrame):
    """Words, how often they were found, and the ways to the next place; hidden until it is needed.

    Attributes:
        field: the words.
        count: which place is looked at, and how many there are.
        previous, next, done: its buttons.

    Signals:
        left: it was closed.
    """

    left = Signal()

    def __init__(self, finder: Finder, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self._finder = finder
        self.field = _Field(self)
        self.field.setObjectName("search")
        self.field.setFixedHeight(32)
        self.field.setPlaceholderText(self.tr("Find in this chat"))
        self.field.setAccessibleName(self.tr("Find in this chat"))
        self.count = QLabel(self)
        self.previous = self._button(self.tr("Previous place"))
        self.next = self._button(self.tr("Next place"))
        self.done = self._button(self.tr("Close"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 16, 6)
        row.setSpacing(4)
        self.field.setMaximumWidth(_FIELD)
        row.addWidget(self.field, 100)
        row.addSpacing(8)
        for part in (self.count, self.previous, self.next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.done)
        self.field.textChanged.connect(finder.seek)
        self.field.stepped.connect(finder.step)
        self.field.escaped.connect(self.close_bar)
        self.previous.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.done.clicked.connect(self.close_bar)
        finder.changed.connect(self._tell)
        self._tell()
        self.hide()

    def open_bar(self) -> None:
        """Have words written that are to be found."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._finder.seek(self.field.text())

    @Slot()
    def close_bar(self) -> None:
        """Find nothing any more."""
        if self.isVisible():
            self.hide()
            self._finder.seek("")
            self.left.emit()

    @Slot()
    def go_on(self) -> None:
        """Go to the next place."""
        self._step(1)

    @Slot()
    def go_back(self) -> None:
        """Go to the place before."""
        self._step(-1)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.previous.setIcon(icons.chevron_up(theme.quiet))
        self.next.setIcon(icons.chevron(theme.quiet, down=True))
        self.done.setIcon(icons.cross(theme.quiet))

    def _step(self, places: int) -> None:
        if self.isVisible():
            self._finder.step(places)
        else:
            self.open_bar()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @Slot()
    def _tell(self) -> None:
        count = len(self._finder.hits)
        if not self._finder.words:
            told = ""
        elif count:
            told = self.tr("{n} of {count}").format(n=self._finder.at + 1, count=count)
        else:
            told = self.tr("Not found")
        self.count.setText(told)
        for button in (self.previous, self.next):
            button.setEnabled(bool(count))
        if self.isVisible() and told:
            announce(self, told)


class _Field(EscapeField):
    """Return goes to the next place, with Shift to the one before."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
