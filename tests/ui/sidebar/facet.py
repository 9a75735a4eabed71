"""Facet as a person sees it, with what the model says under the test's control."""

from __future__ import annotations

from pathlib import Path

from person import Key, press_on, settle, wait_until
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from desktop.conversation import Text, Turn
from desktop.ui.chats import Chats
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.sidebar.sides import Sides
from desktop.ui.sidebar.view import Sidebar
from desktop.ui.window import MainWindow


class Facet:
    """A window with a sidebar, in which a script answers."""

    def __init__(self, folder: Path) -> None:
        self._closed = False
        self.model = ScriptedClient()
        self.window = MainWindow(self.model, folder)
        self.window.resize(1100, 760)
        self.window.show()
        self.window.activateWindow()
        self.model.become_ready()
        listed: list[bool] = []
        self.catalogue = self.chats.catalogue
        self.catalogue.listed.connect(lambda: listed.append(True))
        wait_until(lambda: listed)

    @property
    def chats(self) -> Chats:
        assert self.window.chats is not None
        return self.window.chats

    @property
    def sides(self) -> Sides:
        assert self.window.sides is not None
        return self.window.sides

    @property
    def sidebar(self) -> Sidebar:
        return self.sides.sidebar

    @property
    def rows(self) -> list[str]:
        """What stands in the list, from above; what is selected is marked with >."""
        rows, selected = self.sidebar.list, self.sidebar.list.selectedIndexes()
        indexes = [rows.model().index(row, 0) for row in range(rows.model().rowCount())]
        return [("> " if index in selected else "") + str(index.data()) for index in indexes]

    @property
    def names(self) -> list[str]:
        """What stands in the list, from above."""
        return [row.removeprefix("> ") for row in self.rows]

    @property
    def said(self) -> list[str]:
        """What was said in the chat that is shown."""
        return [turn.text for turn in self.window.chat.turns]

    def say(self, *questions: str, answer: str | None = "Yes.") -> None:
        """Say something in a chat of its own for each question; None leaves it unanswered."""
        for question in questions:
            self.window.new_chat()
            self.window.chat.say(Turn("user", (Text(question),)))
            if answer is not None:
                self.model.say(answer)
                self.model.end()
            settle()

    def select(self, name: str) -> None:
        """Bring the keyboard to a row of the list."""
        rows = self.sidebar.list
        rows.setFocus()
        rows.select_alone(rows.model().index(self.names.index(name), 0))

    def choose(self, words: str, *, within: str = "") -> None:
        """Choose a command of the menu that is open, or of one in it."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        if within:
            menu = _active(menu, within).menu()
            press_on(menu.parentWidget(), Key.Key_Right)
        _active(menu, words)
        press_on(menu, Key.Key_Return)
        # What closes gives the keyboard back, except on the platform without a display.
        self.window.activateWindow()
        settle()

    def close(self) -> None:
        """Close the window, if it is not closed already."""
        if self._closed:
            return
        self._closed = True
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _active(menu: QMenu, words: str) -> QAction:
    """Go to a command of a menu."""
    (action,) = (each for each in menu.actions() if each.text() == words)
    menu.setActiveAction(action)
    return action
