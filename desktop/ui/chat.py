"""One conversation with the loaded model: what was said, and the answer that is coming."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chats.record import ChatRecord, Coming, new_id
from desktop.conversation import Conversation, Medium, Part, Text, Thought, Turn
from desktop.dialogue import Dialogue, Entry, Making, Removed
from desktop.engine.protocol import (
    AnswerPiece,
    Done,
    Event,
    Failed,
    Loaded,
    PartBegun,
    Progress,
    ThoughtPiece,
    Warned,
)
from desktop.room import LeftOut
from desktop.senses import Senses

from .client import EngineClient
from .sentences import sentence
from .settings.chat_settings import ChatSettings, Thinking


@dataclass
class Reply:
    """A reply that is coming: to which entry, as the events of which request.

    `resumed` is the reply that goes on, if one does; times are `time.monotonic()`'s.
    """

    to: Entry
    request: int
    resumed: Entry | None = None
    thought: str = ""
    answer: str = ""
    thought_began: float | None = None
    thought_ms: float = 0

    @property
    def turn(self) -> Turn:
        """What has come of it so far."""
        thought: tuple[Part, ...] = (Thought(self.thought),) if self.thought else ()
        return Turn("model", (*thought, Text(self.answer)))

    def think(self, text: str) -> None:
        self.thought_began = self.thought_began or time.monotonic()
        self.thought += text

    def say(self, text: str) -> None:
        self.end_thought()
        self.answer += text

    def end_thought(self) -> None:
        if self.thought_began is not None:
            self.thought_ms += (time.monotonic() - self.thought_began) * 1000
            self.thought_began = None


class Chat(QObject):
    """Asks the engine, and keeps what was said.

    Attributes:
        id: what tells it from every other chat.
        dialogue: all that was said, in every branch.
        settings: how it is answered; its `thinking` is what the next message is asked with.
        left_out: what is not sent any more, so that the rest fits.
        senses: what the model that is loaded takes.
        temporary: whether it is gone for ever once it is left.
        aside: whether nobody sees it, so that a question that fails has nowhere to return to.

    Signals:
        said: a user's turn.
        asked: the last entry is being answered now.
        resumed: the last entry, a reply, goes on now.
        reading: how many of the prompt's tokens are computed, and how many there are.
        part: a long sound is asked about in parts; which one now, of how many.
        thought: more of the thought.
        answered: more of the answer.
        settled: nothing more will come.
        turned: another branch is shown now, or an entry of it is gone.
        opened: it is another chat from now on; its answer may be coming.
        refused: a turn that could not be answered and is taken back, and the sentence that says
            why.
        overflowed: a turn is taken back as there is no room for it beside what was said before.
        room_made: other things are left out now.
        answered_otherwise: other settings hold for what is said from now on.
        kept: it was a temporary chat until now.
        warned: the sentence that says what is to be known of an answer that came all the same.
        failed: the sentence that says why the answer broke off.
        died: the engine has ended; the sentence that says so.
    """

    said = Signal(Turn)
    asked = Signal()
    resumed = Signal()
    reading = Signal(int, int)
    part = Signal(int, int)
    thought = Signal(str)
    answered = Signal(str)
    settled = Signal()
    turned = Signal()
    opened = Signal()
    refused = Signal(Turn, str)
    overflowed = Signal(Turn, str)
    room_made = Signal()
    answered_otherwise = Signal()
    kept = Signal()
    warned = Signal(str)
    failed = Signal(str)
    died = Signal(str)

    def __init__(self, client: EngineClient, parent: QObject) -> None:
        super().__init__(parent)
        self.id = new_id()
        self.dialogue = Dialogue()
        self.settings = ChatSettings()
        self.left_out = LeftOut()
        self.senses = Senses()
        self.temporary = False
        self.aside = False
        self._client = client
        self._reply: Reply | None = None
        client.batch.connect(self._hear)
        client.died.connect(self._engine_died)

    @property
    def reply(self) -> Reply | None:
        """The reply that is coming."""
        return self._reply

    @property
    def answering(self) -> bool:
        """Whether an answer is coming."""
        return self._reply is not None

    @property
    def thinking(self) -> bool:
        """Whether a thought is coming."""
        return self._reply is not None and self._reply.thought_began is not None

    @property
    def can_go_on(self) -> bool:
        """Whether the last entry is a reply that broke off."""
        last = self._last
        return last is not None and last.broke_off and not self.answering

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was said so far, the answer that is coming left out."""
        return tuple(entry.turn for entry in self.dialogue.shown)

    @property
    def record(self) -> ChatRecord:
        """All of it, as it is kept."""
        return ChatRecord(self.id, self.dialogue.entries, self.settings.to_dict(), self.left_out)

    @property
    def coming(self) -> Coming | None:
        """What has come of the answer so far, None where nothing has."""
        reply = self._reply
        if reply is None or not (reply.thought or reply.answer):
            return None
        return Coming(reply.to.id, reply.turn, reply.resumed.id if reply.resumed else None)

    @property
    def sendable(self) -> tuple[Entry, ...]:
        """What may be sent: all that is shown, but replies that were stopped before any words."""
        shown = self.dialogue.shown
        return tuple(entry for entry in shown if entry.turn.role == "user" or entry.turn.text)

    @property
    def unanswered(self) -> bool:
        """Whether the last question has no words of an answer, and none are coming."""
        last = self._last
        wordless = last is not None and (last.turn.role == "user" or not last.turn.text)
        return wordless and not self.answering

    def say(self, turn: Turn) -> None:
        """Add a user's turn and have it answered."""
        self._say(turn, self._last.id if self._last else None)

    def say_instead(self, id: int, turn: Turn) -> None:
        """Say something else in the place of an entry: another branch, which is answered."""
        self._abandon()
        before = self.dialogue[id].parent
        self.dialogue.rewind(before)
        self.turned.emit()
        self._say(turn, before)

    def answer_again(self, id: int) -> None:
        """Have what a reply answers answered once more: another branch."""
        self._abandon()
        self.dialogue.rewind(self.dialogue[id].parent)
        self.turned.emit()
        self._ask()

    def go_on(self) -> None:
        """Let the last reply go on where it broke off."""
        reply = self._last
        if reply is None or not self.can_go_on:
            return
        sampling = self.settings.sampling()
        request = self._client.answer(self.conversation(), sampling, continued=True)
        to = self.dialogue[reply.parent] if reply.parent else reply
        self._reply = Reply(to, request, reply, reply.turn.thought, reply.turn.text)
        if reply.making is not None:
            self._reply.thought_ms = reply.making.thought_ms
        self.resumed.emit()

    def choose(self, id: int) -> None:
        """Show the branch that goes through an entry."""
        self._abandon()
        self.dialogue.choose(id)
        self.turned.emit()

    def remove(self, id: int) -> Removed:
        """Take an entry away, and all that was said after it."""
        self._abandon()
        removed = self.dialogue.remove(id)
        self.turned.emit()
        return removed

    def restore(self, removed: Removed) -> None:
        """Put back what was taken away."""
        self._abandon()
        self.dialogue.restore(removed)
        self.turned.emit()

    def start_again(self) -> None:
        """Ask again what a dead engine left without any answer; this revives it."""
        last = self._last
        if last is None or not self.unanswered:
            self._client.revive()
            return
        if last.turn.role == "model":
            self.dialogue.remove(last.id)
            self.turned.emit()
        self._ask()

    def stop(self) -> None:
        """Stop the answer that is coming; what has come stays."""
        if self._reply is not None:
            self._client.cancel(self._reply.request)

    def answer_now(self) -> None:
        """End the thought, and go on to the answer."""
        if self._reply is not None:
            self._client.answer_now(self._reply.request)

    def clear(self, *, temporary: bool = False) -> None:
        """Leave this chat for a new one; an answer that is coming is stopped."""
        self.end()
        self._become(new_id(), Dialogue(), self.settings, LeftOut(), temporary=temporary)

    def end(self) -> None:
        """Say no more: an answer that is coming is stopped, and what has come of it stays."""
        self._abandon()

    def open(self, record: ChatRecord) -> None:
        """Go on with a chat that was kept."""
        self.end()
        settings = ChatSettings.from_dict(record.settings)
        self._become(record.id, Dialogue(record.entries), settings, record.left_out)

    def step_aside(self, parent: QObject) -> Chat:
        """Let this chat, and the answer that is coming, go on in an object of its own.

        What is left here is a new chat.
        """
        other = Chat(self._client, parent)
        other.aside = True
        other.take_over(self)
        return other

    def take_over(self, other: Chat) -> None:
        """Be what another object was, in the middle of its answer if one is coming there."""
        self.end()
        self._reply, other._reply = other._reply, None
        self._become(
            other.id, other.dialogue, other.settings, other.left_out, temporary=other.temporary
        )
        other.clear()

    def _become(
        self,
        id: str,
        dialogue: Dialogue,
        settings: ChatSettings,
        left_out: LeftOut,
        *,
        temporary: bool = False,
    ) -> None:
        self.id, self.dialogue, self.settings, self.left_out = id, dialogue, settings, left_out
        self.temporary = temporary
        self.opened.emit()

    def keep(self) -> None:
        """Be no temporary chat any more."""
        self.temporary = False
        self.kept.emit()

    def answer_with(self, settings: ChatSettings) -> None:
        """Answer so from now on."""
        self.settings = settings
        if self.turns:
            self.answered_otherwise.emit()

    def leave_out(self, left_out: LeftOut) -> None:
        """Send other things no more, or send all again."""
        self.left_out = left_out
        self.room_made.emit()

    @property
    def _last(self) -> Entry | None:
        shown = self.dialogue.shown
        return shown[-1] if shown else None

    def conversation(self, *more: Turn) -> Conversation:
        """What would be asked, with `more` said after it."""
        instructions = "\n\n".join(filter(None, (self.settings.instructions, self._summary())))
        system = (Turn("system", (Text(instructions),)),) if instructions else ()
        said = self.senses.taken([*self.left_out.sent(self.sendable), *more])
        thinking = self.settings.thinking is not Thinking.OFF
        return Conversation((*system, *said), thinking=thinking)

    @property
    def set_aside(self) -> list[Medium]:
        """What is not sent as the model that is loaded cannot take it."""
        return self.senses.set_aside(self.left_out.sent(self.sendable))

    def _summary(self) -> str:
        if not self.left_out.summary:
            return ""
        words = self.tr("What was said before, in short: {summary}")
        return words.format(summary=self.left_out.summary)

    def _say(self, turn: Turn, after: int | None) -> None:
        self.dialogue.add(turn, after)
        self.said.emit(turn)
        self._ask()

    def _ask(self) -> None:
        last = self._last
        assert last is not None
        request = self._client.answer(self.conversation(), self.settings.sampling())
        self._reply = Reply(last, request)
        self.asked.emit()

    def _abandon(self) -> None:
        """Stop the answer that is coming; what has come stays in its branch."""
        self.stop()
        if self._reply is not None:
            self._settle("cancelled")

    @Slot(list)
    def _hear(self, events: list[Event]) -> None:
        """Take one batch; its pieces are joined, so that the answer is laid out once."""
        for event in events:
            if isinstance(event, Loaded):
                self.senses = Senses(event.sees, event.hears)
        reply = self._reply
        if reply is None:
            return
        thought, answer = len(reply.thought), len(reply.answer)
        ending: Done | Failed | None = None
        for event in events:
            match event:
                case PartBegun(id, part, parts) if id == reply.request:
                    self.part.emit(part, parts)
                case Progress(id, done, total) if id == reply.request:
                    self.reading.emit(done, total)
                case ThoughtPiece(id, text) if id == reply.request:
                    reply.think(text)
                case AnswerPiece(id, text) if id == reply.request:
                    reply.say(text)
                case Warned(id, "short_context", details) if id == reply.request:
                    self.warned.emit(sentence("short_context", details))
                case Done(id=id) | Failed(id=id) if id == reply.request:
                    ending = event
                case _:
                    pass
        if len(reply.thought) > thought:
            self.thought.emit(reply.thought[thought:])
        if len(reply.answer) > answer:
            self.answered.emit(reply.answer[answer:])
        if isinstance(ending, Done):
            self._settle(ending.reason, ending)
        elif ending is not None:
            self._fail(ending.kind, sentence(ending.kind, ending.details))

    def _settle(self, reason: str, done: Done | None = None) -> None:
        """The answer has ended: what came of it belongs to the dialogue."""
        reply, self._reply = self._reply, None
        assert reply is not None
        reply.end_thought()
        making = _making(reason, reply.thought_ms, done)
        turn = Turn("model", reply.turn.parts, tuple(done.token_ids) if done else ())
        if reply.resumed is not None:
            self.dialogue.revise(reply.resumed.id, turn, making)
        elif reply.answer or reply.thought:
            self.dialogue.add(turn, reply.to.id, making)
        self.settled.emit()

    def _fail(self, kind: str, why: str) -> None:
        """What brought no answer at all is taken back, unless something else hangs on it."""
        reply = self._reply
        assert reply is not None
        if reply.thought or reply.answer or reply.to.children or self.aside:
            self._settle("failed")
            self.failed.emit(why)
        else:
            self._reply = None
            self.dialogue.remove(reply.to.id)
            can_make_room = kind == "prompt_too_long" and self.dialogue.shown
            (self.overflowed if can_make_room else self.refused).emit(reply.to.turn, why)

    @Slot(str)
    def _engine_died(self, kind: str) -> None:
        if self.answering:
            self._settle("failed")
        self.died.emit(sentence(kind, {}))


def _making(reason: str, thought_ms: float, done: Done | None) -> Making:
    if done is None:
        return Making(reason, thought_ms=thought_ms)
    return Making(
        reason,
        generated_tokens=done.generated_tokens,
        prompt_tokens=done.prompt_tokens,
        reused_tokens=done.reused_tokens,
        prefill_ms=done.prefill_ms,
        decode_ms=done.decode_ms,
        thought_ms=thought_ms,
    )
