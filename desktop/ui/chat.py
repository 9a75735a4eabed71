"""One conversation with the loaded model: what was said, and the answer that is coming."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from desktop.conversation import Conversation, Part, Text, Thought, Turn
from desktop.engine.protocol import (
    AnswerPiece,
    Done,
    Event,
    Failed,
    Progress,
    Sampling,
    ThoughtPiece,
)

from .client import EngineClient
from .sentences import sentence


class Chat(QObject):
    """Asks the engine, and keeps the turns.

    Signals:
        said: a user's turn.
        asked: the last turn is being answered now.
        reading: how many of the prompt's tokens are computed, and how many there are.
        thought: more of the thought.
        answered: more of the answer.
        settled: nothing more will come.
        refused: a turn that could not be answered and is taken back, and the sentence that says
            why.
        failed: the sentence that says why the answer broke off.
        died: the engine has ended; the sentence that says so.
    """

    said = Signal(Turn)
    asked = Signal()
    reading = Signal(int, int)
    thought = Signal(str)
    answered = Signal(str)
    settled = Signal()
    refused = Signal(Turn, str)
    failed = Signal(str)
    died = Signal(str)

    def __init__(self, client: EngineClient, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._turns: list[Turn] = []
        self._thinking = False
        self._request: int | None = None
        self._thought = self._answer = ""
        client.batch.connect(self._hear)
        client.died.connect(self._engine_died)

    @property
    def answering(self) -> bool:
        """Whether an answer is coming."""
        return self._request is not None

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was said so far, the answer that is coming left out."""
        return tuple(self._turns)

    @property
    def unanswered(self) -> bool:
        """Whether the last turn is the user's and no answer to it is coming."""
        return bool(self._turns) and self._turns[-1].role == "user" and not self.answering

    def say(self, turn: Turn, thinking: bool) -> None:
        """Add a user's turn and have it answered."""
        self._turns.append(turn)
        self._thinking = thinking
        self.said.emit(turn)
        self._ask()

    def start_again(self) -> None:
        """Ask again what a dead engine left without any answer; this revives it."""
        if self.unanswered:
            self._ask()
        else:
            self._client.revive()

    def stop(self) -> None:
        """Stop the answer that is coming; what has come stays."""
        if self._request is not None:
            self._client.cancel(self._request)

    def clear(self) -> None:
        """Forget everything; an answer that is coming is stopped and not heard of again."""
        self.stop()
        self._request = None
        self._turns.clear()

    def _ask(self) -> None:
        self._thought = self._answer = ""
        conversation = Conversation(self.turns, thinking=self._thinking)
        self._request = self._client.answer(conversation, Sampling())
        self.asked.emit()

    @Slot(list)
    def _hear(self, events: list[Event]) -> None:
        """Take one batch; its pieces are joined, so that the answer is laid out once."""
        thought, answer = len(self._thought), len(self._answer)
        ending: Done | Failed | None = None
        for event in events:
            match event:
                case Progress(id, done, total) if id == self._request:
                    self.reading.emit(done, total)
                case ThoughtPiece(id, text) if id == self._request:
                    self._thought += text
                case AnswerPiece(id, text) if id == self._request:
                    self._answer += text
                case Done(id=id) | Failed(id=id) if id is not None and id == self._request:
                    ending = event
                case _:
                    pass
        if len(self._thought) > thought:
            self.thought.emit(self._thought[thought:])
        if len(self._answer) > answer:
            self.answered.emit(self._answer[answer:])
        if isinstance(ending, Done):
            self._settle(tuple(ending.token_ids))
        elif ending is not None:
            self._fail(sentence(ending.kind, ending.details))

    def _settle(self, token_ids: tuple[int, ...] = ()) -> None:
        """The answer has ended: what came of it belongs to the conversation."""
        if self._answer:
            thought: tuple[Part, ...] = (Thought(self._thought),) if self._thought else ()
            self._turns.append(Turn("model", (*thought, Text(self._answer)), token_ids))
        self._request = None
        self.settled.emit()

    def _fail(self, why: str) -> None:
        if self._thought or self._answer:
            self._settle()
            self.failed.emit(why)
        else:
            self._request = None
            self.refused.emit(self._turns.pop(), why)

    @Slot(str)
    def _engine_died(self, kind: str) -> None:
        if self.answering:
            self._settle()
        self.died.emit(sentence(kind, {}))
