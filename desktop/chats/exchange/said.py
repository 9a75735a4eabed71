"""What a turn says, in the pieces that any document is written of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from desktop.conversation import Medium, Part, Text, Thought, ToolCall, ToolResult, Turn

from .fences import fenced

Piece = Text | Thought | Medium


def pieces_of(turn: Turn) -> Iterator[Piece]:
    """The parts of a turn; tools are told of as code, media without a file are left out."""
    for part in turn.parts:
        if isinstance(part, Medium):
            if part.path is not None:
                yield part
        elif isinstance(part, Text | Thought):
            if part.text.strip():
                yield part
        else:
            yield Text(fenced(_tool(part), "json"))


def file_name(medium: Medium) -> str:
    """What the file of a medium is called."""
    return Path(medium.path or "").name


def _tool(part: Part) -> str:
    match part:
        case ToolCall(name, arguments):
            told: object = {"name": name, "arguments": dict(arguments)}
        case ToolResult(body, name):
            told = {"name": name, "result": body}
        case _:
            raise TypeError(part)
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)
