"""The choice of microphones."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.problems import Problem
from desktop.recording.microphones import Microphone, microphones
from desktop.ui.background import in_background
from desktop.ui.sentences import sentence

from .session import MicrophoneSession


class MicrophoneMenu(QMenu):
    """Lists the microphones that there are when it is opened."""

    _found = Signal(list)
    _failed = Signal(str)

    def __init__(self, session: MicrophoneSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Microphone"))
        self._session = session
        self._found.connect(self._fill)
        self._failed.connect(self._explain)
        self.aboutToShow.connect(self._look)
        self._fill([])

    @Slot()
    def _look(self) -> None:
        def look() -> None:
            try:
                self._found.emit(microphones())
            except Problem as problem:
                self._failed.emit(sentence(problem.kind, problem.details))

        in_background(look)

    @Slot(list)
    def _fill(self, found: list[Microphone]) -> None:
        self.clear()
        default = next((microphone.name for microphone in found if microphone.default), None)
        own = self.tr("The system's choice")
        self._add(own if default is None else f"{own} ({default})", None)
        self.addSeparator()
        chosen = self._session.chosen
        names = [microphone.name for microphone in found]
        for name in names if chosen is None or chosen in names else (*names, chosen):
            self._add(name, name)

    @Slot(str)
    def _explain(self, why: str) -> None:
        self.clear()
        self.addAction(why).setEnabled(False)

    def _add(self, words: str, name: str | None) -> None:
        action = QAction(words, self)
        action.setCheckable(True)
        action.setChecked(name == self._session.chosen)
        action.setData(name)
        action.triggered.connect(self._choose)
        self.addAction(action)

    @Slot()
    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._session.chosen = action.data()
