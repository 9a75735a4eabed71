"""Has an answer read aloud, while it comes or later."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal, Slot

from desktop.problems import Problem
from desktop.ui.background import in_background
from desktop.ui.chat import Chat
from desktop.ui.sentences import sentence
from desktop.ui.settings.preferences import Preferences
from desktop.ui.transcript.rows import Answered
from desktop.ui.transcript.view import Transcript

from .language import know_languages, language_of
from .prose import Prose

if TYPE_CHECKING:
    from .voice import Voice

_TELLING = 10
"""So many sentences tell the language of an answer."""


def system_voice(parent: QObject) -> Voice:
    """The voice of the system; raises Problem where it has none."""
    try:
        # Qt's text-to-speech is loaded when something is read for the first time.
        from PySide6.QtTextToSpeech import QTextToSpeech

        from .voice import Voice
    except ImportError as error:
        raise Problem("no_voice") from error
    return Voice(QTextToSpeech(), parent)


class ReadingAloud(QObject):
    """Reads one answer at a time; another one that begins stops the one before.

    Signals:
        changed: whether an answer is being read now.
        failed: the sentence that says why none can be.
    """

    changed = Signal(bool)
    failed = Signal(str)
    _learnt = Signal()

    def __init__(
        self,
        chat: Chat,
        transcript: Transcript,
        preferences: Preferences,
        make_voice: Callable[[QObject], Voice],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._transcript = transcript
        self._preferences = preferences
        self._make_voice = make_voice
        self._voice: Voice | None = None
        self._knows_languages = False
        self._language = ""
        self._prose: Prose | None = None
        self._waiting: list[str] = []
        self._reading = False
        self._learnt.connect(self._use_languages)
        transcript.aloud.connect(self.toggle)
        chat.asked.connect(self._follow)
        chat.resumed.connect(self._follow)
        chat.answered.connect(self._add)
        chat.settled.connect(self._finish)
        for gone in (chat.turned, chat.opened, chat.refused, chat.overflowed):
            gone.connect(self.stop)

    @property
    def reading(self) -> bool:
        """Whether an answer is being read."""
        return self._reading

    @Slot(Answered)
    def toggle(self, answered: Answered) -> None:
        """Read an answer, from its beginning, or stop where it is being read."""
        if answered.aloud:
            self.stop()
        elif prose := self._begin(answered):
            self._say(prose.add(answered.answer))
            if not answered.coming:
                self._finish()

    @Slot()
    def toggle_last(self) -> None:
        """Read the last answer, or stop what is being read."""
        if self._reading:
            self.stop()
        elif answered := self._transcript.last_answer:
            self.toggle(answered)

    @Slot()
    def stop(self) -> None:
        """Fall silent at once."""
        if self._voice is not None:
            self._voice.stop()
        self._prose = None
        self._waiting.clear()
        self._end()

    def _begin(self, answered: Answered) -> Prose | None:
        """Get ready to read an answer; returns what cuts it, None where there is no voice."""
        self.stop()
        try:
            self._wake()
        except Problem as problem:
            self.failed.emit(sentence(problem.kind, problem.details))
            return None
        self._prose = Prose(self.tr("formula"))
        self._language = ""
        self._reading = True
        self._transcript.show_read(answered)
        self.changed.emit(True)
        return self._prose

    def _wake(self) -> None:
        if self._voice is None:
            self._voice = self._make_voice(self)
            self._voice.silent.connect(self._end_if_all_is_said)
            self._voice.broken.connect(self._break_off)
            in_background(self._learn)

    def _learn(self) -> None:
        """Learn the languages, which takes half a second."""
        know_languages()
        self._learnt.emit()

    @Slot()
    def _follow(self) -> None:
        """Read what comes from now on, if that is wanted."""
        answered = self._transcript.last_answer
        if not self._preferences.reads_aloud or answered is None:
            return
        if prose := self._begin(answered):
            # The sentences of an answer that goes on were read before.
            prose.add(answered.answer)

    @Slot(str)
    def _add(self, more: str) -> None:
        if self._prose is not None:
            self._say(self._prose.add(more))

    @Slot()
    def _finish(self) -> None:
        """Nothing more of the answer will come."""
        if self._prose is not None:
            rest, self._prose = self._prose.finish(), None
            self._say(rest)
            self._end_if_all_is_said()

    def _say(self, sentences: list[str]) -> None:
        self._waiting += sentences
        if not self._waiting or not self._knows_languages or self._voice is None:
            return
        if not self._language:
            self._language = self._main_language()
        for each in self._waiting:
            self._language = language_of(each, self._language)
            self._voice.say(each, self._language)
        self._waiting.clear()

    def _main_language(self) -> str:
        """The language of what is known of the answer, the question's where that can't be told."""
        own = self._preferences.language or QLocale.system().name().partition("_")[0]
        asked = [turn.text for turn in self._chat.turns if turn.role == "user"]
        known = [*asked[-1:], " ".join(self._waiting[:_TELLING])]
        return reduce(lambda before, text: language_of(text, before), known, own)

    @Slot()
    def _use_languages(self) -> None:
        self._knows_languages = True
        self._say([])
        self._end_if_all_is_said()

    @Slot()
    def _end_if_all_is_said(self) -> None:
        saying = self._voice is not None and self._voice.speaking
        if not (self._prose or self._waiting or saying):
            self._end()

    @Slot()
    def _break_off(self) -> None:
        self.stop()
        self.failed.emit(sentence("no_voice", {}))

    def _end(self) -> None:
        if self._reading:
            self._reading = False
            self._transcript.show_read(None)
            self.changed.emit(False)
