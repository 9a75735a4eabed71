"""Where a state is set up: one language, one appearance, and a window or a part at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QThreadPool, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from desktop.places import BUILT_IN_MODEL
from desktop.ui.formulas.formulas import Formulas
from desktop.ui.models.library import ModelLibrary
from desktop.ui.settings.appearance import Appearance, apply_appearance
from desktop.ui.settings.preferences import Preferences
from desktop.ui.theme import current_theme, style_sheet
from desktop.ui.transcript.answer_text import AnswerText
from desktop.ui.transcript.reply import ReplyView
from desktop.ui.transcript.rows import Answered
from desktop.ui.window import MainWindow

from .media import Media
from .scripted import ScriptedClient

Widget = TypeVar("Widget", bound=QWidget)

_PATIENCE_S, _STEP_S = 20, 0.002
_PAUSE_MS = 500
"""The longest that the window waits for a person to pause."""
_QUIET_ROUNDS = 4
"""What is due may ask for something more, which is due in the next round."""


class Stage:
    """Sets up what a state asks for, and clears it away again.

    Attributes:
        pictures: files to show.
        media: sounds and a video to show.
        preferences: what the person has chosen for good.
        client: what the model says in the window that was opened last.
        window: that window.
    """

    def __init__(
        self, language: str, appearance: Appearance, pictures: Sequence[str], media: Media
    ) -> None:
        self.pictures = pictures
        self.media = media
        self._japanese = language == "ja"
        self._appearance = appearance
        self._opened: list[QWidget] = []
        self._folders: list[TemporaryDirectory[str]] = []
        self._ends: list[Callable[[], object]] = []
        self.client: ScriptedClient
        self.window: MainWindow
        self.preferences: Preferences

    def set_up(self) -> None:
        """Begin with nothing: no window, no choice but the appearance."""
        QSettings().clear()
        self.preferences = Preferences()
        self.preferences.appearance = self._appearance
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setCursorFlashTime(0)
        apply_appearance(application, self._appearance)

    def words(self, english: str, japanese: str) -> str:
        """A sample in the language that is spoken."""
        return japanese if self._japanese else english

    def open(
        self,
        width: int = 1000,
        height: int = 720,
        *,
        ready: bool = True,
        chats: Path | None = None,
        library: ModelLibrary | None = None,
        built_in: bool = False,
    ) -> MainWindow:
        """Open a window; its model is loaded unless `ready` says otherwise.

        With a folder of `chats` it has a sidebar, with a `library` it offers models; its own may be
        the one that is built in.
        """
        self.client = ScriptedClient()
        self.window = MainWindow(self.client, chats, library=library)
        # On a Mac the menus are at the top of the screen.
        self.window.menuBar().hide()
        self._show(self.window, width, height)
        if built_in:
            self.client.become_ready("Pebble", folder=BUILT_IN_MODEL)
        elif ready:
            self.client.become_ready()
        return self.window

    def place(self, make: Callable[[QWidget], Widget], width: int, height: int = 0) -> Widget:
        """Put a part alone on a page; it is as high as it likes where `height` is 0."""
        page = QMainWindow()
        inside = QWidget(page)
        inside.setObjectName("page")
        page.setStyleSheet(style_sheet(current_theme(), self.preferences.text_px))
        part = make(inside)
        layout = QVBoxLayout(inside)
        margin = 0 if height else 24
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(part)
        page.setCentralWidget(inside)
        self._show(page, width, height or page.sizeHint().height())
        return part

    def folder(self) -> Path:
        """An empty folder, which is gone when all is cleared away."""
        self._folders.append(TemporaryDirectory())
        return Path(self._folders[-1].name)

    def own(self, opened: Widget) -> Widget:
        """Close a window when all is cleared away."""
        self._opened.append(opened)
        return opened

    def end_with(self, end: Callable[[], object]) -> None:
        """Do something when all is cleared away."""
        self._ends.append(end)

    def write(self, text: str, *pictures: str) -> None:
        """Write a message and leave it unsent."""
        self.window.composer.attach(pictures)
        self.settle()
        self.window.composer.edit.setPlainText(text)
        self.window.composer.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.settle()

    def ask(self, text: str, *pictures: str) -> None:
        """Write a message and send it."""
        self.write(text, *pictures)
        self.window.composer.submit()

    def answer(self, text: str, thought: str = "") -> ReplyView:
        """Let the model think and answer."""
        if thought:
            self.client.think(thought)
            self.age_thought(3.8)
        self.client.say(text)
        self.client.end()
        self.settle()
        return self.window.transcript.replies[-1]

    def age_thought(self, seconds: float) -> None:
        """Let the thought have gone on for so long."""
        answered = self.window.transcript.rows[-1]
        assert isinstance(answered, Answered) and answered.thinking is not None
        answered.thinking.began = time.monotonic() - seconds
        self.window.transcript.replies[-1].show_state()

    def focus(self, part: QWidget) -> None:
        """Bring the keyboard to a part, as Tab does."""
        part.window().activateWindow()
        self.settle()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        self.settle()

    def settle(self) -> None:
        """Let all come that is on its way: pictures, formulas, rows and measurements."""
        deadline, quiet = time.monotonic() + _PATIENCE_S, 0
        while quiet < _QUIET_ROUNDS:
            assert time.monotonic() < deadline, "it does not come to rest"
            QThreadPool.globalInstance().waitForDone()
            QApplication.processEvents()
            busy = any(map(_busy, QApplication.topLevelWidgets()))
            quiet = 0 if busy else quiet + 1
            if busy:
                time.sleep(_STEP_S)

    def clear(self) -> None:
        """Close all that is open."""
        for opened in self._opened:
            for formulas in opened.findChildren(Formulas):
                formulas.close()
            opened.close()
            opened.deleteLater()
        self._opened.clear()
        for end in self._ends:
            end()
        self._ends.clear()
        for folder in self._folders:
            folder.cleanup()
        self._folders.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _show(self, opened: QWidget, width: int, height: int) -> None:
        self.own(opened)
        # What would wait until a person pauses is done at once.
        for timer in opened.findChildren(QTimer):
            if timer.isSingleShot() and timer.interval() <= _PAUSE_MS:
                timer.setInterval(0)
        opened.resize(width, height)
        opened.show()
        opened.activateWindow()
        self.settle()


def _busy(opened: QObject) -> bool:
    """Whether something in a window is due or awaited."""
    due = any(timer.isActive() and not timer.interval() for timer in opened.findChildren(QTimer))
    awaited = (*opened.findChildren(Formulas), *opened.findChildren(AnswerText))
    return due or not all(part.settled for part in awaited)
