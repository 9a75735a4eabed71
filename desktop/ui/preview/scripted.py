"""An engine's client without an engine: a script says what the model would say."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer

from desktop.conversation import Clip, Conversation, Picture, Sound, Turn
from desktop.engine.protocol import (
    AnswerPiece,
    Done,
    Event,
    Failed,
    Loaded,
    Measured,
    PartBegun,
    Progress,
    Sampling,
    ThoughtPiece,
)
from desktop.ui.client import EngineClient

_PICTURE, _SOUND, _CLIP = 256, 175, 2240
_LETTERS = 4


class ScriptedClient(EngineClient):
    """Takes every request and starts no process; what it tells is the engine's own events.

    Once its model is ready, conversations are measured at once: a picture takes its detail, four
    letters take a token, and every sound and every video takes as much as the others.

    Attributes:
        context: how many tokens the model takes.
    """

    def __init__(self, context: int = 131_072) -> None:
        super().__init__()
        self.context = context
        self._ready = False

    def become_ready(
        self, name: str = "Gemma 4 E4B", *, hears: bool = True, folder: Path | None = None
    ) -> None:
        """Tell that a model is loaded."""
        self._ready = True
        place = str(folder or f"/models/{name}")
        self._tell(Loaded(place, name, True, hears, self.context, 900, 5 << 30))

    def read(self, done: int, total: int) -> None:
        """Tell how much of the prompt is computed."""
        self._tell(Progress(self._last_id, done, total))

    def begin_part(self, part: int, parts: int) -> None:
        """Tell that a part of a long sound is being asked about now."""
        self._tell(PartBegun(self._last_id, part, parts))

    def think(self, text: str) -> None:
        """Tell more of the thought."""
        self._tell(ThoughtPiece(self._last_id, text))

    def say(self, text: str) -> None:
        """Tell more of the answer."""
        self._tell(AnswerPiece(self._last_id, text))

    def end(self, reason: str = "stop") -> None:
        """Tell that the answer has ended."""
        self._tell(Done(self._last_id, reason, [], 212, 1840, 1622, 218, 310, 4700, 6 << 30))

    def fail(self, kind: str, **details: str) -> None:
        """Tell that there will be no answer, or no more of it."""
        self._tell(Failed(self._last_id, kind, details))

    def refuse_model(self, kind: str, **details: str) -> None:
        """Tell that a model could not be loaded."""
        self._tell(Failed(None, kind, details))

    def die(self) -> None:
        """Tell that the engine has ended."""
        self.died.emit("engine_died")

    def load(self, folder: str) -> None:
        self.loading.emit()

    def answer(
        self, conversation: Conversation, sampling: Sampling, *, continued: bool = False
    ) -> int:
        self._last_id += 1
        return self._last_id

    def measure(self, conversation: Conversation) -> int:
        # Numbered on their own, so that what is told next still belongs to the answer.
        request = -len(conversation.turns) - 1
        measured = _measured(request, conversation, self.context)
        if self._ready:
            QTimer.singleShot(0, self, lambda: self._tell(measured))
        return request

    def answer_now(self, request: int) -> None:
        """Nothing: the script goes on as it likes."""

    def cancel(self, request: int) -> None:
        """Nothing: the script goes on as it likes."""

    def revive(self) -> None:
        """Nothing: there is no process."""

    def close(self) -> None:
        """Nothing: there is no process."""

    def _start(self) -> None:
        """Nothing: there is no process."""

    def _tell(self, event: Event) -> None:
        self.batch.emit([event])


def _measured(request: int, conversation: Conversation, context: int) -> Measured:
    media = [_media(turn) for turn in conversation.turns]
    shares = [
        sum(own) + len(turn.text) // _LETTERS + 4
        for own, turn in zip(media, conversation.turns, strict=True)
    ]
    last = media[-1] if media else []
    return Measured(request, sum(shares), shares, [sum(own) for own in media], last, context)


def _media(turn: Turn) -> list[int]:
    costs: list[int] = []
    for part in turn.parts:
        match part:
            case Picture(detail=detail):
                costs.append(detail or _PICTURE)
            case Sound():
                costs.append(_SOUND)
            case Clip():
                costs.append(_CLIP)
            case _:
                pass
    return costs
