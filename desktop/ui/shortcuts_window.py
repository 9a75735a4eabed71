"""Every key that does something, read off the menus themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from .side_window import SideWindow

_NATIVE = QKeySequence.SequenceFormat.NativeText
_HIGHEST = 0.9  # of the screen.

_SCROLLING = {
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
}

_Key = tuple[str, str]
"""What a key does, and how it is written."""


class ShortcutsWindow(SideWindow):
    """One section for each menu: its commands, and the keys that stand for them."""

    def __init__(self, bar: QMenuBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        self.take_colours()
        inside = QWidget(self)
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(28, 24, 28, 24)
        columns.setSpacing(40)
        sections = [_Section(self.tr("Message"), self._writing(), inside)]
        sections += [_Section(title, keys, inside) for title, keys in _of_menus(bar) if keys]
        for column in _halved(sections):
            stacked = QVBoxLayout()
            stacked.setSpacing(20)
            for section in column:
                stacked.addWidget(section)
            stacked.addStretch()
            columns.addLayout(stacked, 1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self._fit(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing here can have the focus, so the window scrolls by itself."""
        if (scrolling := _SCROLLING.get(Qt.Key(event.key()))) is not None:
            self._area.verticalScrollBar().triggerAction(scrolling)
        else:
            super().keyPressEvent(event)

    def _writing(self) -> list[_Key]:
        """What the keys of the message field do."""
        told = (
            (self.tr("Send"), "Return"),
            (self.tr("New line"), "Shift+Return"),
            (self.tr("Change the last message, in an empty field"), "Up"),
            (self.tr("Move a picture"), "Alt+Right"),
        )
        return [(words, QKeySequence(key).toString(_NATIVE)) for words, key in told]

    def _fit(self, inside: QWidget) -> None:
        """Be as large as what is shown; what is higher than the screen is scrolled."""
        size, room = inside.sizeHint(), self.screen().availableSize().height()
        self._area.setMinimumWidth(size.width() + self._area.verticalScrollBar().sizeHint().width())
        self.resize(size.width(), min(size.height(), int(room * _HIGHEST)))


class _Section(QFrame):
    def __init__(self, title: str, keys: list[_Key], parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = len(keys) + 2
        heading = QLabel(title, self)
        heading.setObjectName("heading")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (words, key) in enumerate(keys, 1):
            command, cap = QLabel(words, self), QLabel(key, self)
            cap.setObjectName("key")
            grid.addWidget(command, row, 0)
            grid.addWidget(cap, row, 1, Qt.AlignmentFlag.AlignRight)


def _of_menus(bar: QMenuBar) -> list[tuple[str, list[_Key]]]:
    """The title of each menu, and its commands that have keys."""
    menus = [menu for action in bar.actions() if isinstance(menu := action.menu(), QMenu)]
    return [(menu.title(), list(_keys(menu.actions()))) for menu in menus]


def _keys(actions: Iterable[QAction]) -> Iterator[_Key]:
    for action in actions:
        if not action.shortcut().isEmpty():
            yield action.text(), action.shortcut().toString(_NATIVE)


def _halved(sections: list[_Section]) -> tuple[list[_Section], list[_Section]]:
    """Two columns of about the same height."""
    whole, above = sum(section.rows for section in sections), 0
    left: list[_Section] = []
    for section in sections:
        if above + section.rows / 2 > whole / 2:
            break
        left.append(section)
        above += section.rows
    return left, sections[len(left) :]
