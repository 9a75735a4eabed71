"""A conversation → the prompt, as the official chat template of July 2026 renders it.

Written natively because published checkpoints carry stale templates. A prompt is made of
Markup, which is the template's own text with its control tokens; Words, which somebody wrote and
in which a control token's name is plain text; and media.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tokenizers import Tokenizer

from desktop.conversation import (
    Clip,
    Conversation,
    Medium,
    Part,
    Picture,
    Sound,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Turn,
)
from desktop.listening import Task


@dataclass(frozen=True)
class Markup:
    """Text of the template, in which control tokens have their meaning."""

    text: str


@dataclass(frozen=True)
class Words:
    """Text that a person, a model or a tool wrote."""

    text: str


@dataclass(frozen=True)
class MediaSegment:
    """The place of a medium."""

    medium: Medium


@dataclass(frozen=True)
class Tokens:
    """Token ids."""

    ids: tuple[int, ...]


Segment = Markup | Words | MediaSegment

THOUGHT_OPENING = "<|channel>thought\n"
_PLACEHOLDERS: dict[type[Medium], str] = {
    Picture: "<|image|>",
    Sound: "<|audio|>",
    Clip: "<|video|>",
}
_CONTROL_TOKEN = re.compile(r"<(?:\|[^<>|]+\|?|[a-z_]+\||\|\"\||bos)>")
_INLINE_THOUGHT = re.compile(r"<\|channel>.*?(?:<channel\|>|\Z)", re.DOTALL)
_QUOTE = Markup('<|"|>')


def render(conversation: Conversation, *, empty_thought: bool) -> list[Segment]:
    """Render a conversation; `empty_thought` is how the larger sizes open a reply unthought."""
    turns = conversation.turns
    system, rest = (turns[0], turns[1:]) if turns and turns[0].role == "system" else (None, turns)
    return [
        Markup("<bos>"),
        *_system_turn(system, conversation),
        *_turns(rest, conversation),
        *_opening(rest, conversation, empty_thought),
    ]


def render_text(conversation: Conversation, *, empty_thought: bool) -> str:
    """The rendered prompt as one string, with a placeholder for each medium."""
    return "".join(
        _PLACEHOLDERS[type(segment.medium)] if isinstance(segment, MediaSegment) else segment.text
        for segment in render(conversation, empty_thought=empty_thought)
    )


def tokenize(segments: Iterable[Segment], tokenizer: Tokenizer) -> Iterator[Tokens | MediaSegment]:
    """Segments → token ids and media.

    Text between two control tokens is encoded in one piece, whoever wrote it, so that the ids
    are those of the whole rendered string. The tokenizer must take the names of control tokens
    for plain text, as a checkpoint's does: what is control here is placed by its id.
    """
    ids: list[int] = []
    run: list[str] = []

    def end_run() -> None:
        ids.extend(tokenizer.encode("".join(run), add_special_tokens=False).ids)
        run.clear()

    for segment in segments:
        if isinstance(segment, MediaSegment):
            end_run()
            yield Tokens(tuple(ids))
            ids.clear()
            yield segment
        elif isinstance(segment, Words):
            run.append(segment.text)
        else:
            end = 0
            for control in _CONTROL_TOKEN.finditer(segment.text):
                run.append(segment.text[end : control.start()])
                end = control.end()
                if (token := tokenizer.token_to_id(control.group())) is None:
                    run.append(control.group())
                    continue
                end_run()
                ids.append(token)
            run.append(segment.text[end:])
    end_run()
    yield Tokens(tuple(ids))


def reply_ids(reply: Turn, tokenizer: Tokenizer) -> list[int]:
    """What a reply that broke off stands for in token ids, where those it came in are not known."""
    segments: list[Segment] = [Words(reply.text)]
    if reply.thought:
        ended = (Markup("\n<channel|>"),) if reply.text else ()
        segments = [Markup(THOUGHT_OPENING), Words(reply.thought), *ended, *segments]
    tokens = [part for part in tokenize(segments, tokenizer) if isinstance(part, Tokens)]
    return [token for part in tokens for token in part.ids]


def _system_turn(system: Turn | None, conversation: Conversation) -> Iterator[Segment]:
    if not (system or conversation.thinking or conversation.tools):
        return
    yield Markup("<|turn>system\n" + ("<|think|>\n" if conversation.thinking else ""))
    texts = [part.text.strip() for part in system.parts if isinstance(part, Text)] if system else []
    if len(texts) == 1:
        yield Words(texts[0])
    else:
        yield from (Words(f"{text} ") for text in texts)
    for tool in conversation.tools:
        yield from _declaration(tool.get("function", tool))
    yield Markup("<turn|>\n")


def _turns(turns: Sequence[Turn], conversation: Conversation) -> Iterator[Segment]:
    """All turns; those of model and tools that follow each other are one turn of the model."""
    last_user = max((i for i, turn in enumerate(turns) if turn.role == "user"), default=-1)
    in_model_turn = False
    for i, turn in enumerate(turns):
        if turn.role == "tool":
            continue
        if turn.role != "model":
            if in_model_turn:
                yield Markup("<turn|>\n")
            in_model_turn = False
            yield Markup(f"<|turn>{turn.role}\n")
            yield from _content(turn.parts)
            yield Markup("<turn|>\n")
            continue
        if not in_model_turn:
            yield Markup("<|turn>model\n")
        kept = i > last_user or (conversation.preserve_thinking and _calls(turn))
        results = _results_of(turns, i)
        yield from _model_parts(turn, results, thought=bool(kept))
        in_model_turn = _stays_open(turns, i)
        if not in_model_turn:
            yield Markup("<turn|>\n")


def _model_parts(turn: Turn, results: Sequence[Turn], *, thought: bool) -> Iterator[Segment]:
    """One message of the model: its thought, its calls, what they returned, its words."""
    if thought and turn.thought:
        yield Markup(THOUGHT_OPENING)
        yield Words(turn.thought)
        yield Markup("\n<channel|>")
    calls = _calls(turn)
    for call in calls:
        yield Markup("<|tool_call>call:")
        yield Words(call.name)
        yield from _value(call.arguments)
        yield Markup("<tool_call|>")
    names = {call.id: call.name for call in calls if call.id is not None}
    own = Turn("tool", tuple(p for p in turn.parts if isinstance(p, ToolResult)))
    answered = False
    for part in (part for result in (own, *results) for part in result.parts):
        answered = True
        if isinstance(part, ToolResult):
            yield from _result(part, names)
        elif isinstance(part, Picture | Sound | Clip):
            yield MediaSegment(part)
    if calls and not answered:
        yield Markup("<|tool_response>")
    for part in _content(turn.parts):
        yield Words(_INLINE_THOUGHT.sub("", part.text).strip()) if isinstance(part, Words) else part


def _opening(
    turns: Sequence[Turn], conversation: Conversation, empty_thought: bool
) -> Iterator[Segment]:
    """What ends the prompt so that the model goes on."""
    if not conversation.reply_opened:
        return
    last = max((i for i, turn in enumerate(turns) if turn.role != "tool"), default=None)
    if last is not None and turns[last].role == "model" and _stays_open(turns, last):
        answered = _results_of(turns, last) or any(
            isinstance(part, ToolResult) for part in turns[last].parts
        )
        if answered and conversation.thinking:
            yield Markup(THOUGHT_OPENING)
        return
    yield Markup("<|turn>model\n")
    if empty_thought and not conversation.thinking:
        yield Markup(f"{THOUGHT_OPENING}<channel|>")


def _stays_open(turns: Sequence[Turn], i: int) -> bool:
    """Whether the model's turn goes on after its message i: more of it, or a tool, is due."""
    following = next((turn for turn in turns[i + 1 :] if turn.role != "tool"), None)
    if following is not None:
        return following.role == "model"
    says_more = any(isinstance(part, Text | Picture | Sound | Clip) for part in turns[i].parts)
    return bool(_calls(turns[i])) and not says_more


def _results_of(turns: Sequence[Turn], i: int) -> list[Turn]:
    """The tools' turns right after message i."""
    results: list[Turn] = []
    for turn in turns[i + 1 :]:
        if turn.role != "tool":
            break
        results.append(turn)
    return results


def _calls(turn: Turn) -> list[ToolCall]:
    return [part for part in turn.parts if isinstance(part, ToolCall)]


def _content(parts: Iterable[Part]) -> Iterator[Segment]:
    written = False
    for part in parts:
        match part:
            case Text(text):
                yield Words(text.strip())
                written = bool(text.strip())
            case Sound(task=Task() as task):
                yield Words(("\n\n" if written else "") + task.prompt)
                yield MediaSegment(part)
                written = False
            case Picture() | Sound() | Clip():
                yield MediaSegment(part)
                written = False
            case Thought() | ToolCall() | ToolResult():
                pass


def _result(result: ToolResult, names: Mapping[str, str]) -> Iterator[Segment]:
    name = result.name or names.get(result.call_id or "", "unknown")
    body = result.body if isinstance(result.body, Mapping) else {"value": result.body}
    yield Markup("<|tool_response>response:")
    yield Words(name)
    yield from _value(body)
    yield Markup("<tool_response|>")


def _declaration(function: Mapping[str, Any]) -> Iterator[Segment]:
    yield Markup("<|tool>declaration:")
    yield Words(function["name"])
    declared = {"description": function.get("description", "")}
    if parameters := function.get("parameters"):
        declared["parameters"] = _schema(parameters)
    yield from _value(declared)
    yield Markup("<tool|>")


def _schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What the template keeps of a JSON schema."""
    kind = str(schema.get("type", "")).upper()
    kept: dict[str, Any] = {}
    if schema.get("description"):
        kept["description"] = schema["description"]
    if kind == "STRING" and schema.get("enum"):
        kept["enum"] = list(schema["enum"])
    if kind == "ARRAY" and schema.get("items"):
        kept["items"] = _schema(schema["items"])
    if schema.get("nullable"):
        kept["nullable"] = True
    if kind == "OBJECT" and schema.get("properties"):
        kept["properties"] = {n: _schema(s) for n, s in schema["properties"].items()}
    if schema.get("required"):
        kept["required"] = list(schema["required"])
    if kind:
        kept["type"] = kind
    return kept


def _value(value: object) -> Iterator[Segment]:
    """A value in the template's own notation: bare sorted keys, strings between control tokens."""
    if isinstance(value, Mapping):
        yield Markup("{")
        for i, key in enumerate(sorted(value, key=lambda key: str(key).lower())):
            yield Words(f"{',' if i else ''}{key}:")
            yield from _value(value[key])
        yield Markup("}")
    elif isinstance(value, list | tuple):
        yield Markup("[")
        for i, item in enumerate(value):
            yield Words("," if i else "")
            yield from _value(item)
        yield Markup("]")
    elif isinstance(value, str):
        yield from (_QUOTE, Words(value), _QUOTE)
    else:
        plain = {True: "true", False: "false", None: "null"}
        yield Words(
            plain[value] if value is None or value is True or value is False else str(value)
        )
