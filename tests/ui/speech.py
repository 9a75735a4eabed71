"""What stands in for Qt's text-to-speech: it keeps what it is told to say."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtTextToSpeech import QTextToSpeech

State = QTextToSpeech.State


class Speech(QObject):
    """Says a sentence until `finish`, at once where it is `hasty`; like a Mac, it begins late.

    Attributes:
        said: each sentence that it was given, with the locale of its voice.
        speaking: whether it is saying one.
        hasty: whether a sentence takes no time.
    """

    stateChanged = Signal(State)  # noqa: N815

    def __init__(self, *locales: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.speaking = self.hasty = False
        self._locales = [QLocale(name) for name in locales]
        self._locale = self._locales[0] if locales else QLocale.c()
        self._state = State.Ready

    @property
    def sentences(self) -> list[str]:
        """What it said, without the voices."""
        return [sentence for _, sentence in self.said]

    def availableLocales(self) -> list[QLocale]:
        return self._locales

    def locale(self) -> QLocale:
        return self._locale

    def setLocale(self, locale: QLocale) -> None:
        self._locale = locale

    def state(self) -> State:
        return self._state

    def say(self, text: str) -> None:
        assert not self.speaking, "a sentence is cut off by the next"
        self.said.append((self._locale.name(), text))
        self.speaking = True
        QTimer.singleShot(0, self, partial(self._begin, len(self.said)))

    def stop(self, hint: object) -> None:
        self.speaking = False
        QTimer.singleShot(0, self, self._end)

    def finish(self) -> None:
        """Come to the end of a sentence."""
        self.speaking = False
        self._end()

    def fail(self) -> None:
        """Be unable to go on."""
        self.speaking = False
        self._become(State.Error)

    def _begin(self, number: int) -> None:
        if self.speaking and number == len(self.said):
            self._become(State.Speaking)
            if self.hasty:
                self.finish()

    def _end(self) -> None:
        self._become(State.Ready)

    def _become(self, state: State) -> None:
        """Tell that there is another state, and nothing where it is the same."""
        if state is not self._state:
            self._state = state
            self.stateChanged.emit(state)
