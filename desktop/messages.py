"""Chat messages in JSON, as chat APIs carry them, ↔ a Conversation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, cast

from .conversation import (
    Clip,
    Conversation,
    Part,
    Picture,
    Role,
    Sound,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Turn,
)
from .listening import Task
from .problems import Problem

_ROLES: dict[str, Role] = {
    "assistant": "model",
    "developer": "system",
    "model": "model",
    "system": "system",
    "tool": "tool",
    "user": "user",
}
_MEDIA: dict[str, type[Picture] | type[Sound] | type[Clip]] = {
    "image": Picture,
    "image_url": Picture,
    "audio": Sound,
    "input_audio": Sound,
    "video": Clip,
}
_TASK = tuple(field.name for field in fields(Task))


def read_conversation(data: object, folder: Path | None = None) -> Conversation:
    """Read a list of messages, or a mapping that holds one and the prompt's settings.

    Paths of media are taken relative to `folder`. Raises Problem where the form is not kept.
    """
    settings = _mapping(data, "the conversation") if not isinstance(data, list) else {}
    messages = settings.get("messages") if settings else data
    return Conversation(
        turns=tuple(read_turn(message, folder) for message in _list(messages, "messages")),
        tools=tuple(_mapping(t, "a tool") for t in _list(settings.get("tools") or [], "tools")),
        thinking=bool(settings.get("enable_thinking")),
        preserve_thinking=bool(settings.get("preserve_thinking")),
        reply_opened=settings.get("add_generation_prompt", True) is not False,
    )


def write_conversation(conversation: Conversation) -> dict[str, Any]:
    """The mapping that `read_conversation` reads back into the same Conversation."""
    return {
        "messages": [write_turn(turn) for turn in conversation.turns],
        "tools": [dict(tool) for tool in conversation.tools],
        "enable_thinking": conversation.thinking,
        "preserve_thinking": conversation.preserve_thinking,
        "add_generation_prompt": conversation.reply_opened,
    }


def read_turn(data: object, folder: Path | None = None) -> Turn:
    """Read one message; raises Problem where the form is not kept."""
    message = _mapping(data, "a message")
    role = _ROLES.get(str(message.get("role")))
    if role is None:
        raise _malformed(f"a message has the role “{message.get('role')}”")
    content = _read_content(message.get("content"), folder)
    if role == "tool":
        call_id = message.get("tool_call_id")
        words = "".join(part.text for part in content if isinstance(part, Text))
        media = tuple(part for part in content if not isinstance(part, Text))
        result = ToolResult(words, message.get("name"), call_id)
        return Turn(role, (result, *media))
    parts: list[Part] = []
    if thought := message.get("reasoning") or message.get("reasoning_content"):
        parts.append(Thought(str(thought)))
    parts += [_read_call(call) for call in _list(message.get("tool_calls") or [], "tool_calls")]
    for response in _list(message.get("tool_responses") or [], "tool_responses"):
        answer = _mapping(response, "a tool response")
        parts.append(ToolResult(answer.get("response"), answer.get("name")))
    token_ids = _list(message.get("token_ids") or [], "token_ids")
    return Turn(role, (*parts, *content), tuple(int(cast(Any, token)) for token in token_ids))


def _read_content(content: object, folder: Path | None) -> tuple[Part, ...]:
    if content is None or content == "":
        return ()
    if isinstance(content, str):
        return (Text(content),)
    return tuple(_read_part(part, folder) for part in _list(content, "the content of a message"))


def _read_part(data: object, folder: Path | None) -> Part:
    part = _mapping(data, "a part of a message")
    kind = part.get("type")
    if kind == "text":
        return Text(str(part.get("text", "")))
    medium = _MEDIA.get(str(kind))
    if medium is None:
        raise _malformed(f"a part of a message has the type “{kind}”")
    path = part.get("path")
    if path is not None:
        path = str(path) if folder is None else str(folder / str(path))
    if medium is Picture:
        return Picture(path, part.get("detail"))
    if medium is Clip:
        return Clip(path, bool(part.get("mute")))
    return Sound(path, _read_task(part.get("task")))


def _read_task(data: object) -> Task | None:
    if data is None:
        return None
    task = _mapping(data, "what to do with a sound")
    return Task(*(str(task[name]) if task.get(name) else None for name in _TASK))


def _read_call(data: object) -> ToolCall:
    call = _mapping(data, "a tool call")
    function = _mapping(call.get("function", call), "a tool call's function")
    arguments: object = function.get("arguments", {})
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments or "{}")
        except ValueError as error:
            raise _malformed("a tool call's arguments are not JSON") from error
    name = str(function.get("name"))
    return ToolCall(name, _mapping(arguments, "a tool call's arguments"), call.get("id"))


def write_turn(turn: Turn) -> dict[str, Any]:
    """The mapping that `read_turn` reads back into the same Turn."""
    message: dict[str, Any] = {"role": "assistant" if turn.role == "model" else turn.role}
    content: list[dict[str, Any]] = []
    for part in turn.parts:
        match part:
            case Text(text):
                content.append({"type": "text", "text": text})
            case Picture(path, detail):
                content.append({"type": "image", "path": path, "detail": detail})
            case Sound(path, task):
                wish = {"task": asdict(task)} if task else {}
                content.append({"type": "audio", "path": path, **wish})
            case Clip(path, mute):
                content.append({"type": "video", "path": path, "mute": mute})
            case Thought(text):
                message["reasoning"] = message.get("reasoning", "") + text
            case ToolCall(name, arguments, call_id):
                call = {"id": call_id, "function": {"name": name, "arguments": dict(arguments)}}
                message.setdefault("tool_calls", []).append(call)
            case ToolResult(body, name, call_id) if turn.role == "tool":
                message |= {"name": name, "tool_call_id": call_id}
                content.append({"type": "text", "text": str(body)})
            case ToolResult(body, name):
                response = {"name": name, "response": body}
                message.setdefault("tool_responses", []).append(response)
    if turn.token_ids:
        message["token_ids"] = list(turn.token_ids)
    return {**message, "content": content}


def _mapping(data: object, what: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise _malformed(f"{what} is no object")
    return cast(Mapping[str, Any], data)


def _list(data: object, what: str) -> Sequence[object]:
    if not isinstance(data, list | tuple):
        raise _malformed(f"{what} is no list")
    return cast(Sequence[object], data)


def _malformed(detail: str) -> Problem:
    return Problem("bad_messages", detail=detail)
