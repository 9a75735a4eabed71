"""What is to be done with a sound, in words and as a menu."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QLocale, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.listening import LANGUAGES, Task

# Qt says of these in which country they are spoken.
_NATIVE = {"English": "English", "Spanish": "Español"}


def task_name(task: Task | None) -> str:
    """What is to be done with a sound: answer it, write it down, or translate it."""
    if task is None:
        return QCoreApplication.translate("tasks", "Answer it")
    if task.translate_to is not None:
        words = QCoreApplication.translate("tasks", "Translate into {language}")
        return words.format(language=language_name(task.translate_to))
    if task.spoken is None:
        return QCoreApplication.translate("tasks", "Write it down")
    words = QCoreApplication.translate("tasks", "Write it down in {language}")
    return words.format(language=language_name(task.spoken))


def language_name(english: str) -> str:
    """A language as it calls itself."""
    codes = (code for code, name in LANGUAGES.items() if name == english)
    code = next(codes, None)
    native = _NATIVE.get(english) or (QLocale(code).nativeLanguageName() if code else english)
    return native[:1].upper() + native[1:]


class TaskMenu(QMenu):
    """The choice of what to do with a sound.

    Signals:
        chosen: another Task, or None to have it answered.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks: dict[QAction, Task | None] = {}
        self._add(self, task_name(None), None)
        written = self.addMenu(self.tr("Write it down"))
        self._add(written, self.tr("In the language that is spoken"), Task())
        written.addSeparator()
        translated = self.addMenu(self.tr("Translate it into"))
        for english in sorted(LANGUAGES.values(), key=language_name):
            self._add(written, language_name(english), Task(spoken=english))
            self._add(translated, language_name(english), Task(translate_to=english))
        self.triggered.connect(self._choose)

    def check(self, task: Task | None) -> None:
        """Mark what is chosen."""
        for action, meant in self._tasks.items():
            action.setChecked(meant == task)

    @property
    def tasks(self) -> Iterator[tuple[QAction, Task | None]]:
        """Each choice, and what it stands for."""
        yield from self._tasks.items()

    def _add(self, menu: QMenu, words: str, task: Task | None) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        self._tasks[action] = task

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if action in self._tasks:
            self.check(self._tasks[action])
            self.chosen.emit(self._tasks[action])
