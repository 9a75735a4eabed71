"""Messages between a window and the engine process: dataclasses, one JSON line each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sampling:
    """How the next token is drawn; None stands for the checkpoint's own default.

    Temperature 0 is greedy. `max_tokens` None goes on to the end of the context. A thought of
    `max_thought` tokens is closed, so that the answer comes; None lets it run.
    """

    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    seed: int | None = None
    max_tokens: int | None = None
    max_thought: int | None = None
    ignore_eos: bool = False


@dataclass(frozen=True)
class Load:
    """Load the checkpoint in `folder`, in place of whatever is loaded."""

    folder: str


@dataclass(frozen=True)
class Generate:
    """Answer a conversation; `conversation` is in the form of `desktop.messages`.

    `continued` says that its last turn is a reply that broke off, which is to go on.
    """

    id: int
    conversation: dict[str, Any]
    sampling: Sampling = field(default_factory=Sampling)
    continued: bool = False


@dataclass(frozen=True)
class Cancel:
    """Stop answering `id`: within a token while decoding, a chunk while reading the prompt."""

    id: int


@dataclass(frozen=True)
class AnswerNow:
    """Close the thought of `id`, if it is in one, and go on to the answer."""

    id: int


@dataclass(frozen=True)
class Measure:
    """Tell what a conversation would take; where several wait, the last alone is answered."""

    id: int
    conversation: dict[str, Any]


@dataclass(frozen=True)
class Unload:
    """Forget the model and give its memory back."""


@dataclass(frozen=True)
class Shutdown:
    """End the engine process."""


@dataclass(frozen=True)
class Loading:
    """So much of a model's weights is read, in percent."""

    percent: int


@dataclass(frozen=True)
class Loaded:
    """A model is ready; `load_ms` is in ms, `weight_bytes` in bytes.

    `context` is how many tokens there is memory for, at most as many as the model takes.
    """

    folder: str
    name: str
    sees: bool
    hears: bool
    context: int
    load_ms: float
    weight_bytes: int


@dataclass(frozen=True)
class Unloaded:
    """No model is loaded any more; `held_bytes` is what MLX still holds, caches included."""

    held_bytes: int


@dataclass(frozen=True)
class Measured:
    """The conversation of `id` takes `tokens` of `context`.

    `turns` are the shares of its turns, of which `turn_media` are taken by media; `media` are
    those of the last turn, in order.
    """

    id: int
    tokens: int
    turns: list[int]
    turn_media: list[int]
    media: list[int]
    context: int


@dataclass(frozen=True)
class PartBegun:
    """A sound too long to hear at once is asked about part by part: now `part` of `parts`, from 1.

    PromptRead and Progress follow for each part; the answers are one reply.
    """

    id: int
    part: int
    parts: int


@dataclass(frozen=True)
class PromptRead:
    """The prompt of `id` was measured, in tokens, before it is computed."""

    id: int
    tokens: int
    reused: int


@dataclass(frozen=True)
class Progress:
    """`done` of `total` prompt tokens are computed."""

    id: int
    done: int
    total: int


@dataclass(frozen=True)
class ThoughtPiece:
    """More of the thought."""

    id: int
    text: str


@dataclass(frozen=True)
class AnswerPiece:
    """More of the answer."""

    id: int
    text: str


@dataclass(frozen=True)
class ToolCalled:
    """The model asks for a tool."""

    id: int
    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Done:
    """The reply has ended; `reason` is stop, length or cancelled, times in ms, memory in bytes.

    Where it was asked for in parts, everything is summed over them. `token_ids` are those of the
    whole reply, `generated_tokens` how many of them are new.
    """

    id: int
    reason: str
    token_ids: list[int]
    generated_tokens: int
    prompt_tokens: int
    reused_tokens: int
    computed_tokens: int
    prefill_ms: float
    decode_ms: float
    peak_bytes: int


@dataclass(frozen=True)
class Warned:
    """Something to know that is no failure: `kind` and `details` make its sentence, as a Problem's.

    `id` is that of an answer, None where a model is being loaded.
    """

    id: int | None
    kind: str
    details: dict[str, str]


@dataclass(frozen=True)
class Failed:
    """A request ended in a `desktop.problems.Problem`; `id` is None outside an answer."""

    id: int | None
    kind: str
    details: dict[str, str]


Request = Load | Generate | Cancel | AnswerNow | Measure | Unload | Shutdown
Event = (
    Loading
    | Loaded
    | Unloaded
    | Measured
    | PartBegun
    | PromptRead
    | Progress
    | ThoughtPiece
    | AnswerPiece
    | ToolCalled
    | Done
    | Warned
    | Failed
)

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for union in (Request, Event) for kind in union.__args__
}


def encode(message: Request | Event) -> bytes:
    """One message as a line of JSON, newline included.

    In ASCII, as the name of a file may hold what is no character in any other encoding.
    """
    body = {"type": type(message).__name__, **asdict(message)}
    return json.dumps(body).encode("ascii") + b"\n"


def decode(line: bytes) -> Any:
    """The message in a line; raises ValueError on a line that is none."""
    body = json.loads(line)
    try:
        kind = _KINDS[body.pop("type")]
        if kind is Generate:
            body["sampling"] = Sampling(**body["sampling"])
        return kind(**body)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a message of the engine: {line[:80]!r}") from error
