"""Words, files, the microphone, the thinking toggle, send and stop."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import Medium, Part, Picture, Sound, Text, Turn
from desktop.problems import Problem
from desktop.ui import icons
from desktop.ui.media.playback import Playback
from desktop.ui.microphone.button import MicrophoneButton
from desktop.ui.microphone.recording_bar import RecordingBar
from desktop.ui.microphone.session import MicrophoneSession, Stage
from desktop.ui.sentences import sentence
from desktop.ui.settings.chat_settings import Thinking
from desktop.ui.theme import Theme

from .attachments import Attachments
from .chips import ChipRow
from .edit import MessageEdit
from .thinking import ThinkingSwitch

_BUTTON = 34
_DRAFT_MS = 500


class Composer(QFrame):
    """Where a message is written.

    Attributes:
        edit: the words.
        chips: the files.
        session: what records.
        microphone: the button that begins a recording and ends it.
        recording: the recording that is being made.
        thinking: whether the model thinks first, and how long.
        notice: one sentence on what is done, or could not be taken or sent.

    Signals:
        sent: a user's turn, and how long to think.
        stopped: the answer is to stop.
        recalled: the last message is to be changed.
        rewritten: what is written is to stand in the place of the message that is being changed.
        changed: something else is written, or will be sent with it.
        drafted: what is written, a little while after it changed.
        unheard: somebody wants to speak, and the model cannot hear.
    """

    sent = Signal(Turn, Thinking)
    stopped = Signal()
    recalled = Signal()
    rewritten = Signal(Turn, Thinking)
    changed = Signal()
    drafted = Signal(Turn)
    unheard = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._answering = False
        self._set_aside: Turn | None = None
        self._before_change: Turn | None = None
        self._sends_recording = False
        self._drafting = QTimer(self, interval=_DRAFT_MS, singleShot=True)
        self.notice = QLabel(self)
        self.notice.setObjectName("told")
        self.notice.setWordWrap(True)
        self.notice.setContentsMargins(4, 0, 4, 0)
        self.notice.hide()
        self.chips = ChipRow(self)
        self._files = Attachments(self.chips)
        self.session = MicrophoneSession(self)
        self.recording = RecordingBar(self.session, self)
        self.edit = MessageEdit(self)
        self.add = QToolButton(self)
        self.add.setAccessibleName(self.tr("Add pictures, sounds or videos"))
        self.add.setToolTip(self.tr("Add pictures, sounds or videos"))
        self.microphone = MicrophoneButton(self.session, self)
        self.thinking = ThinkingSwitch(self)
        self.send = QToolButton(self)
        self.send.setObjectName("send")
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def pictures(self) -> list[Picture]:
        """The pictures that will be sent, in order."""
        return [medium for medium in self.chips.media if isinstance(medium, Picture)]

    @property
    def turn(self) -> Turn:
        """What is written, as it would be sent."""
        return _turn(self.chips.media, self.edit.toPlainText())

    @property
    def rewriting(self) -> bool:
        """Whether an earlier message is being changed."""
        return self._set_aside is not None

    @property
    def recording_now(self) -> bool:
        """Whether the microphone is open, or about to be."""
        return self.session.stage in (Stage.OPENING, Stage.RECORDING)

    def set_answering(self, answering: bool) -> None:
        """While an answer comes, the send button stops it."""
        self._answering = answering
        self._refresh()

    def attach(self, paths: Iterable[str]) -> None:
        """Take files; a chip or a sentence follows for each."""
        if not self.rewriting:
            self.notice.hide()
        self._files.attach(paths)

    def can_take(self, data: QMimeData) -> bool:
        """Whether something that is dragged may be dropped."""
        return any(url.isLocalFile() for url in data.urls()) or data.hasImage()

    @Slot(QMimeData)
    def take(self, data: QMimeData) -> None:
        """Take what was dropped or pasted: files first, then a bare picture."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if not paths and isinstance(image := data.imageData(), QImage):
            self._files.paste(image)
        self.attach(paths)

    def give_back(self, turn: Turn) -> None:
        """Give a message back that could not be answered, before what was written since."""
        self._write(_joined(turn, Turn("user", (Text(self.edit.toPlainText()),))))

    def rewrite(self, turn: Turn) -> None:
        """Have an earlier message changed; what was being written waits until that is over."""
        self._set_aside = self._set_aside or self.turn
        self._before_change = turn
        self._replace(turn)
        self._tell(self.tr("You are changing an earlier message. Esc leaves it as it was."))
        self.edit.setFocus()

    def leave_rewriting(self) -> None:
        """Leave the earlier message as it was."""
        turn, self._set_aside = self._set_aside, None
        if turn is not None:
            self.notice.hide()
            self._replace(turn)

    def keep_as_new(self) -> None:
        """Let what is being changed be a new message, behind what was being written before."""
        before, self._set_aside = self._set_aside, None
        if before is not None:
            self.notice.hide()
            self.give_back(before)

    @Slot()
    def keep_draft(self) -> None:
        """Tell what is written; what waits for a change to end comes first in it."""
        self._drafting.stop()
        turn = _turn((*self.chips.media, *self._files.coming), self.edit.toPlainText())
        if self._set_aside is None:
            self.drafted.emit(turn)
        elif turn == self._before_change:
            self.drafted.emit(self._set_aside)
        else:
            self.drafted.emit(_joined(self._set_aside, turn))

    def take_up(self, draft: Turn) -> None:
        """Have a draft in the place of all that is written."""
        if self.rewriting:
            self.notice.hide()
        self._set_aside = None
        self._replace(draft)
        self._drafting.stop()

    @Slot(str)
    def warn(self, words: str) -> None:
        """Say what could not be taken or sent."""
        self._tell(words, warning=True)

    def set_drop_target(self, over: bool) -> None:
        """Whether something hovers over the window that could be dropped."""
        self.setProperty("target", over)
        self.style().polish(self)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.add.setIcon(icons.plus(theme.quiet))
        self.microphone.paint(theme)
        self.recording.paint(theme)
        self._refresh()

    @Slot()
    def submit(self) -> None:
        """Send what is written, and what is being said, if anything is and no answer is coming."""
        if self.session.stage is Stage.RECORDING:
            self._sends_recording = not self._answering
            self.session.finish()
        elif not self._answering:
            self._send(self.turn)

    @Slot()
    def speak(self) -> None:
        """Begin a recording, or end it."""
        if not self.microphone.hears:
            self.unheard.emit()
        elif self.session.stage is Stage.IDLE:
            self.notice.hide()
            Playback.shared().stop()
            self.session.begin()
        else:
            self.session.finish()

    @Slot()
    def end_speech(self) -> None:
        """Send what was said while the key was held."""
        if self.session.stage is Stage.RECORDING:
            self.submit()
        else:
            self.session.finish()

    def end_recording(self) -> None:
        """Keep what is recorded among the files, unsent."""
        if self.session.stage is Stage.OPENING:
            self.session.discard()
        else:
            self.session.finish()

    def keep_recording(self) -> bool:
        """End a recording and keep it with what is written; whether that was possible."""
        try:
            path = self.session.finish_now()
        except Problem as problem:
            self.warn(sentence(problem.kind, problem.details))
            return False
        if path is not None:
            self._files.put([Sound(path, self.recording.task.task)])
        return True

    @Slot()
    def pick(self) -> None:
        """Choose files from the disk."""
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Add pictures, sounds or videos"))
        self.attach(paths)

    def _lay_out(self) -> None:
        for button in (self.add, self.microphone, self.send):
            button.setFixedSize(_BUTTON, _BUTTON)
            button.setIconSize(QSize(20, 20))
            # A click leaves the keyboard in the field, as everywhere on a Mac.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add)
        buttons.addWidget(self.microphone)
        buttons.addWidget(self.thinking)
        buttons.addStretch()
        buttons.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 12, 10)
        layout.setSpacing(8)
        for part in (self.notice, self.chips, self.recording, self.edit):
            layout.addWidget(part)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.edit.submitted.connect(self.submit)
        self.edit.brought.connect(self.take)
        self.edit.recalled.connect(self._recall)
        for changed in (self.edit.textChanged, self.chips.changed):
            changed.connect(self._refresh)
            changed.connect(self._drafting.start)
            changed.connect(self.changed)
        self.chips.changed.connect(self._chain)
        self.thinking.changed.connect(self.changed)
        self._drafting.timeout.connect(self.keep_draft)
        self._files.failed.connect(self.warn)
        self.session.changed.connect(self._refresh)
        self.session.changed.connect(self._chain)
        self.session.kept.connect(self._take_recording)
        self.session.warned.connect(self._warn_of_recording)
        Playback.shared().failed.connect(self.warn)
        self.add.clicked.connect(self.pick)
        self.microphone.clicked.connect(self.speak)
        self.send.clicked.connect(self._press)

    @Slot()
    def _chain(self) -> None:
        """Let Tab walk the chips as they stand now, then the words and the buttons."""
        bar = self.recording
        recording = (bar.task, bar.pause, bar.discard, bar.done)
        buttons = (self.add, self.microphone, self.thinking.toggle, self.thinking.budget, self.send)
        for before, after in pairwise((*self.chips.stops, *recording, self.edit, *buttons)):
            QWidget.setTabOrder(before, after)

    @Slot(str)
    def _take_recording(self, path: str) -> None:
        """Send a recording at once where that was wished; else it is one of the files."""
        sound = Sound(path, self.recording.task.task)
        sends, self._sends_recording = self._sends_recording, False
        if sends and not self._answering:
            self._send(_turn((*self.chips.media, sound), self.edit.toPlainText()))
        else:
            self._files.put([sound])

    @Slot(str)
    def _warn_of_recording(self, words: str) -> None:
        self._sends_recording = False
        self.warn(words)

    @Slot()
    def _recall(self) -> None:
        if not (self._answering or self.turn.parts or self.rewriting):
            self.recalled.emit()

    def _tell(self, words: str, *, warning: bool = False) -> None:
        """Say something above what is written."""
        self.notice.setProperty("warning", warning)
        self.notice.style().polish(self.notice)
        self.notice.setText(words)
        self.notice.show()

    def _replace(self, turn: Turn) -> None:
        """Have a turn in the place of all that is written, and of files still to come."""
        self._files.clear()
        self._write(turn)

    def _write(self, turn: Turn) -> None:
        """Put a turn's words in the field, and its files beside those that are there."""
        self.edit.setPlainText(turn.text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self._files.put(_media_of(turn))

    def _send(self, turn: Turn) -> None:
        if not turn.parts:
            return
        if self.rewriting:
            self.leave_rewriting()
            self.rewritten.emit(turn, self.thinking.thinking)
            return
        self.edit.clear()
        self.notice.hide()
        self.chips.clear()
        self.sent.emit(turn, self.thinking.thinking)

    @Slot()
    def _press(self) -> None:
        if self._answering:
            self.stopped.emit()
        else:
            self.submit()

    @Slot()
    def _refresh(self) -> None:
        recording = self.session.stage is Stage.RECORDING
        self.send.setEnabled(self._answering or recording or bool(self.turn.parts))
        self.send.setIcon(icons.square("white") if self._answering else icons.arrow_up("white"))
        name = self.tr("Stop") if self._answering else self.tr("Send")
        self.send.setAccessibleName(name)
        self.send.setToolTip(name)
        self.edit.setPlaceholderText(
            self.tr("Facet is answering. Esc stops it.")
            if self._answering
            else self.tr("Ask, speak, or drop a file")
        )


def _turn(media: Iterable[Medium], words: str) -> Turn:
    """A message in the model card's order: pictures and videos, words, sounds."""
    media = list(media)
    sounds = [medium for medium in media if isinstance(medium, Sound)]
    text: tuple[Part, ...] = (Text(words),) if words.strip() else ()
    return Turn("user", (*(m for m in media if not isinstance(m, Sound)), *text, *sounds))


def _media_of(*turns: Turn) -> list[Medium]:
    """The files of messages, each once."""
    return list(dict.fromkeys(medium for turn in turns for medium in turn.media))


def _joined(first: Turn, second: Turn) -> Turn:
    """What two messages say, as one."""
    words = "\n".join(filter(None, (first.text, second.text)))
    return _turn(_media_of(first, second), words)
