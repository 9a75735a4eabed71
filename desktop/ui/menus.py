"""The menu bar, where every command has its place and its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

if TYPE_CHECKING:
    from .window import MainWindow

Key = QKeySequence.StandardKey


class Menus(QObject):
    """Fills the menu bar of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        bar = window.menuBar()
        file = bar.addMenu(self.tr("File"))
        self._add(file, self.tr("New Chat"), window.new_chat, Key.New)
        self._add(file, self.tr("Add a Picture…"), window.composer.pick, Key.Open)
        file.addSeparator()
        self._add(file, self.tr("Choose a Model Folder…"), window.model.choose)
        self._add(file, self.tr("Use the Built-in Model"), window.model.use_built_in)
        file.addSeparator()
        self._add(file, self.tr("Close Window"), window.close, Key.Close)
        settings = self._add(file, self.tr("Settings…"), window.open_settings)
        settings.setShortcut(QKeySequence("Ctrl+,"))
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        leave = self._add(file, self.tr("Quit Facet"), window.close, Key.Quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        edit = bar.addMenu(self.tr("Edit"))
        for text, slot, key in (
            (self.tr("Undo"), "undo", Key.Undo),
            (self.tr("Redo"), "redo", Key.Redo),
            (self.tr("Cut"), "cut", Key.Cut),
            (self.tr("Copy"), "copy", Key.Copy),
            (self.tr("Paste"), "paste", Key.Paste),
            (self.tr("Select All"), "selectAll", Key.SelectAll),
        ):
            action = self._add(edit, text, self._edit, key)
            action.setData(slot)
        chat = bar.addMenu(self.tr("Chat"))
        think = self._add(chat, self.tr("Think First"), window.composer.thinking.toggle.toggle)
        think.setShortcut(QKeySequence("Ctrl+T"))
        self._add(chat, self.tr("Answer Now"), window.chat.answer_now)
        again = self._add(chat, self.tr("Try Again"), window.answer_again)
        again.setShortcut(QKeySequence("Ctrl+R"))
        change = self._add(chat, self.tr("Change the Last Message"), window.rewrite_last)
        change.setShortcut(QKeySequence("Ctrl+E"))
        self._add(chat, self.tr("Let the Answer Go On"), window.chat.go_on)
        self._add(chat, self.tr("Put Back What Was Deleted"), window.put_back)
        chat.addSeparator()
        stop = self._add(chat, self.tr("Stop"), window.escape)
        stop.setShortcuts([QKeySequence(Qt.Key.Key_Escape), QKeySequence("Ctrl+.")])
        view = bar.addMenu(self.tr("Window"))
        self._add(view, self.tr("Minimize"), window.showMinimized).setShortcut("Ctrl+M")
        self._add(view, self.tr("Full Screen"), self._toggle_full_screen, Key.FullScreen)

    def _add(
        self, menu: QMenu, text: str, slot: Callable[[], object], key: Key | None = None
    ) -> QAction:
        action = QAction(text, self)
        if key is not None:
            action.setShortcuts(key)
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    @Slot()
    def _edit(self) -> None:
        """Do to the text that has the focus what the action says."""
        action, focus = self.sender(), QApplication.focusWidget()
        if isinstance(action, QAction) and hasattr(focus, action.data()):
            getattr(focus, action.data())()

    @Slot()
    def _toggle_full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)
