"""The voice that reads aloud: one sentence after the other, each in its language."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QLocale, QObject, Qt, Signal, Slot
from PySide6.QtTextToSpeech import QTextToSpeech

from desktop.problems import Problem

_State = QTextToSpeech.State


class Voice(QObject):
    """Says sentences with the system's voices; raises Problem where it has none.

    Signals:
        silent: all has been said.
        broken: nothing more can be said.
    """

    silent = Signal()
    broken = Signal()

    def __init__(self, speech: QTextToSpeech, parent: QObject) -> None:
        super().__init__(parent)
        self._locales = sorted(speech.availableLocales(), key=QLocale.name)
        if speech.state() is _State.Error or not self._locales:
            raise Problem("no_voice")
        self._speech = speech
        self._own = speech.locale()
        self._waiting: deque[tuple[str, str]] = deque()
        self._speaking = self._begun = False
        speech.setParent(self)
        # Some engines tell in the middle of `say`, and a Mac's in a thread of its own.
        speech.stateChanged.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def speaking(self) -> bool:
        """Whether something is being said."""
        return self._speaking

    def say(self, sentence: str, language: str) -> None:
        """Say a sentence in a language of ISO 639-1, after those that wait."""
        self._waiting.append((sentence, language))
        if not self._speaking:
            self._say_next()

    def stop(self) -> None:
        """Fall silent at once, and forget what waits."""
        self._waiting.clear()
        if self._speaking:
            self._speaking = self._begun = False
            self._speech.stop(QTextToSpeech.BoundaryHint.Immediate)

    def _say_next(self) -> None:
        self._speaking, self._begun = bool(self._waiting), False
        if not self._waiting:
            self.silent.emit()
            return
        sentence, language = self._waiting.popleft()
        locale = self._locale(QLocale(language))
        if locale != self._speech.locale():
            self._speech.setLocale(locale)
        self._speech.say(sentence)

    def _locale(self, language: QLocale) -> QLocale:
        """The system's own variety of a language, or the usual one, or any that has a voice."""
        spoken = [each for each in self._locales if each.language() == language.language()]
        wanted = (QLocale.system(), language)
        return next((each for each in (*wanted, *spoken) if each in spoken), self._own)

    @Slot(_State)
    def _hear(self, state: QTextToSpeech.State) -> None:
        if state is _State.Speaking:
            self._begun = self._speaking
        elif state is _State.Ready and self._begun:
            # What was stopped becomes ready too, perhaps when the next has been given already.
            self._say_next()
        elif state is _State.Error and self._speaking:
            self.stop()
            self.broken.emit()
