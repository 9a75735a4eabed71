"""What to do where a conversation no longer fits, and what was done about it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QWidget

from desktop.conversation import Conversation, Text, Turn
from desktop.engine.protocol import AnswerPiece, Done, Event, Failed, Measured, Sampling
from desktop.room import LeftOut, leave_out_media, leave_out_turns, tokens_over

from .chat import Chat
from .client import EngineClient
from .sentences import sentence

_SUMMARY = Sampling(temperature=0, max_tokens=400)
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_GAP, _LEAST_WORDS = 8, 240


class RoomBanner(QFrame):
    """A sentence and the choices there are; hidden where there is nothing to say.

    Attributes:
        words: the sentence.
        media, turns, summary: the three ways to make room.
        undo: the button that has everything sent again.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.media = QPushButton(self.tr("Leave out the oldest pictures"), self)
        self.turns = QPushButton(self.tr("Leave out the oldest messages"), self)
        self.summary = QPushButton(self.tr("Summarise them"), self)
        self.undo = QPushButton(self.tr("Send all again"), self)
        self._choices = QBoxLayout(_BESIDE)
        self._choices.setSpacing(_GAP)
        self.buttons = (self.media, self.turns, self.summary, self.undo)
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._choices.addWidget(button)
        self._choices.addStretch()
        self._layout = QBoxLayout(_BESIDE, self)
        self._layout.setContentsMargins(16, 12, 16, 12)
        self._layout.setSpacing(_GAP)
        self._layout.addWidget(self.words, 1)
        self._layout.addLayout(self._choices)
        self.hide()

    def say(self, words: str, *offered: QPushButton) -> None:
        """Say something, with these of the choices; nothing said hides it."""
        self.words.setText(words)
        for button in self.buttons:
            button.setVisible(button in offered)
        self._arrange()
        self.setVisible(bool(words))

    def _arrange(self) -> None:
        """Put the choices beside the words; below them, or one by one, where that is too wide."""
        offered = [button for button in self.buttons if not button.isHidden()]
        side_by_side = sum(button.sizeHint().width() + _GAP for button in offered)
        room = self._layout.contentsRect().width()
        self._layout.setDirection(_BESIDE if side_by_side + _LEAST_WORDS <= room else _BELOW)
        self._choices.setDirection(_BESIDE if side_by_side - _GAP <= room else _BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class RoomMaker(QObject):
    """Offers the ways to make room, and goes the one that is chosen.

    Signals:
        made: there is room now for what could not be sent.
        failed: the sentence that says why no summary came.
    """

    made = Signal()
    failed = Signal(str)

    def __init__(self, client: EngineClient, chat: Chat, banner: RoomBanner) -> None:
        super().__init__(banner)
        self._client = client
        self._chat = chat
        self._banner = banner
        self._why = ""
        self._without_media: LeftOut | None = None
        self._without_turns: LeftOut | None = None
        self._offered: tuple[QPushButton, ...] = ()
        self._request: int | None = None
        self._summary = ""
        banner.media.clicked.connect(self._leave_out_media)
        banner.turns.clicked.connect(self._leave_out_turns)
        banner.summary.clicked.connect(self._summarise)
        banner.undo.clicked.connect(self._undo)
        chat.room_made.connect(self._tell)
        client.batch.connect(self._hear)
        client.died.connect(self._give_up)

    def offer(self, why: str) -> None:
        """A message did not fit; the ways there are follow when it is measured."""
        self._why = why
        self._banner.say(why)

    @Slot(Measured)
    def take(self, measured: Measured) -> None:
        """The conversation was measured with the message that did not fit."""
        if not self._why:
            return
        left_out = self._chat.left_out
        before = [entry for entry in self._chat.sendable if entry.id not in left_out.turns]
        # The system prompt comes first, the message last.
        places = slice(-len(before) - 1, -1)
        over = tokens_over(measured.tokens, measured.context)
        media, turns = measured.turn_media[places], measured.turns[places]
        self._without_media = leave_out_media(left_out, before, media, over)
        self._without_turns = leave_out_turns(left_out, before, turns, over)
        banner = self._banner
        self._offered = (banner.media,) if self._without_media else ()
        if self._without_turns:
            self._offered = (*self._offered, banner.turns, banner.summary)
        if self._request is None:
            banner.say(self._why, *self._offered)

    @Slot()
    def forget(self) -> None:
        """There is nothing to make room for any more."""
        if self._request is not None:
            self._client.cancel(self._request)
        self._why, self._request = "", None
        self._tell()

    @Slot()
    def _leave_out_media(self) -> None:
        self._leave_out(self._without_media)

    @Slot()
    def _leave_out_turns(self) -> None:
        self._leave_out(self._without_turns)

    def _leave_out(self, left_out: LeftOut | None) -> None:
        if left_out is not None:
            self._why = ""
            self._chat.leave_out(left_out)
            self.made.emit()

    @Slot()
    def _summarise(self) -> None:
        """Have the model write what the messages said that will be left out."""
        if self._without_turns is None:
            return
        gone = self._without_turns.turns
        told = [entry.turn for entry in self._chat.sendable if entry.id in gone]
        wish = self.tr(
            "Sum up our conversation so far in a few sentences, with every fact, name and number "
            "that may be needed later."
        )
        self._summary = ""
        conversation = Conversation((*told, Turn("user", (Text(wish),))))
        self._request = self._client.answer(conversation, _SUMMARY)
        self._banner.say(self.tr("The oldest messages are being summed up…"))

    @Slot()
    def _give_up(self) -> None:
        """No summary comes: offer the ways there are again."""
        if self._request is not None:
            self._request = None
            self._banner.say(self._why, *self._offered)

    @Slot()
    def _undo(self) -> None:
        self._chat.leave_out(LeftOut())

    @Slot()
    def _tell(self) -> None:
        """Say what is left out, as long as anything is."""
        left_out = self._chat.left_out
        count = len(left_out.turns) or len(left_out.media)
        if left_out.summary:
            words = self.tr("{n} older messages are sent as a summary.")
        elif left_out.turns:
            words = self.tr("{n} older messages are not sent any more.")
        else:
            words = self.tr("The pictures of {n} older messages are not sent any more.")
        self._banner.say(words.format(n=count) if left_out else "", self._banner.undo)

    @Slot(list)
    def _hear(self, events: list[Event]) -> None:
        for event in events:
            match event:
                case AnswerPiece(id, text) if id == self._request:
                    self._summary += text
                case Done(id=id) if id == self._request and self._without_turns:
                    self._request = None
                    self._leave_out(replace(self._without_turns, summary=self._summary))
                case Failed(id=id, kind=kind, details=details) if id and id == self._request:
                    self._give_up()
                    self.failed.emit(sentence(kind, details))
                case _:
                    pass
