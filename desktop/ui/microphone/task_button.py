"""What to do with the next recordings: a button that names it."""

from __future__ import annotations

import json

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.conversation import Sound, Turn
from desktop.listening import Task
from desktop.messages import read_turn, write_turn
from desktop.problems import Problem
from desktop.ui.media.tasks import TaskMenu, task_name

_SETTING = "recordings"


class TaskButton(QPushButton):
    """The task that a recording gets; it is remembered.

    Signals:
        changed: another was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("What to do with what you say"))
        self.setToolTip(self.tr("What to do with what you say"))
        self.task = _read()
        menu = TaskMenu(self)
        menu.check(self.task)
        menu.chosen.connect(self._choose)
        self.setMenu(menu)
        self._tell()

    @Slot(object)
    def _choose(self, task: Task | None) -> None:
        self.task = task
        QSettings().setValue(_SETTING, json.dumps(write_turn(Turn("user", (Sound(task=task),)))))
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.setText(f"{task_name(self.task)} ⌄")
        self.setAccessibleDescription(task_name(self.task))


def _read() -> Task | None:
    try:
        (sound,) = read_turn(json.loads(str(QSettings().value(_SETTING)))).parts
    except (ValueError, Problem):
        return None
    return sound.task if isinstance(sound, Sound) else None
