"""What the model writes → thought, answer and tool calls, piece by piece as it comes.

Agrees with the official parser (Transformers 5.23) wherever that accepts a reply; where it
raises or loses text, every character that the model wrote is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.conversation import ToolCall

from .prompt import THOUGHT_OPENING


@dataclass(frozen=True)
class ThoughtText:
    """More of the thought."""

    text: str


@dataclass(frozen=True)
class AnswerText:
    """More of the answer."""

    text: str


ReplyPiece = ThoughtText | AnswerText | ToolCall

ENDS = ("<turn|>", "<eos>", "<|tool_response>")
_CHANNEL, _CHANNEL_END = "<|channel>", "<channel|>"
_THOUGHT_NAME = "thought\n"


class _Stream:
    """Text without the white space around it: leading is dropped, trailing waits for more."""

    def __init__(self) -> None:
        self.started = False
        self._held = ""

    def feed(self, text: str) -> str:
        text = self._held + text
        if not self.started:
            text = text.lstrip()
        told = text.rstrip()
        self._held = text[len(told) :]
        self.started = self.started or bool(told)
        return told

    def restart(self) -> None:
        """What follows is a paragraph of its own."""
        if self.started:
            self._held = "\n\n"
        else:
            self._held = ""


class ReplyParser:
    """Splits one reply; `prefix` is the prompt's end, which may have opened a thought.

    `tools` are the declared functions, whose schemas say where a string stands for a number.
    """

    def __init__(self, prefix: str = "", tools: Sequence[Mapping[str, Any]] = ()) -> None:
        self._answer, self._thought = _Stream(), _Stream()
        self._opening_mode = "thought" if prefix.endswith(THOUGHT_OPENING) else "answer"
        self._mode = self._opening_mode
        self._pending = ""
        self._foreign_channels = 0
        self._schemas = {f["name"]: f for f in (tool.get("function", tool) for tool in tools)}

    @property
    def thinking(self) -> bool:
        """Whether what comes now is thought."""
        return self._mode == "thought"

    def begin(self) -> None:
        """What comes now is a further reply to such a prompt, in paragraphs of its own."""
        self._mode = self._opening_mode
        self._answer.restart()
        self._thought.restart()

    def feed(self, text: str, *, special: bool) -> list[ReplyPiece]:
        """Take more text; `special` says that it is one control token."""
        match self._mode:
            case "thought":
                return self._in_thought(text, special)
            case "channel":
                return self._in_channel_name(text, special)
            case "tool":
                return self._in_tool_call(text, special)
            case _:
                return self._in_answer(text, special)

    def finish(self) -> list[ReplyPiece]:
        """Tell what is still held back."""
        mode, pending = self._mode, self._pending
        self._mode, self._pending = "answer", ""
        if mode == "channel":
            self._foreign_channels += 1
            return self._say(_CHANNEL + pending)
        if mode == "tool":
            return self._call(pending, closed=False)
        return []

    def _in_answer(self, text: str, special: bool) -> list[ReplyPiece]:
        if special and text == _CHANNEL:
            self._mode = "channel"
            return []
        if special and text == "<|tool_call>":
            self._mode = "tool"
            return []
        if special and text in ENDS:
            return []
        if special and text == _CHANNEL_END:
            return self._end_channel()
        return self._say(text)

    def _end_channel(self) -> list[ReplyPiece]:
        """The end of a channel that is part of the answer is so too; that of none says nothing."""
        if not self._foreign_channels:
            return []
        self._foreign_channels -= 1
        return self._say(_CHANNEL_END)

    def _in_channel_name(self, text: str, special: bool) -> list[ReplyPiece]:
        """Only a channel called thought is one; any other is part of the answer."""
        self._pending += "" if special else text
        if not special and self._pending.startswith(_THOUGHT_NAME):
            rest = self._pending.removeprefix(_THOUGHT_NAME)
            self._mode, self._pending = "thought", ""
            self._thought.restart()
            return self._think(rest)
        if not special and _THOUGHT_NAME.startswith(self._pending):
            return []
        pieces = self.finish()
        return pieces + (self.feed(text, special=True) if special else [])

    def _in_thought(self, text: str, special: bool) -> list[ReplyPiece]:
        if special and (text == _CHANNEL_END or text in ENDS):
            self._mode = "answer"
            return []
        return self._think(text)

    def _in_tool_call(self, text: str, special: bool) -> list[ReplyPiece]:
        if special and text == "<tool_call|>":
            pending, self._mode, self._pending = self._pending, "answer", ""
            return self._call(pending, closed=True)
        if special and text in ENDS:
            return self.finish()
        self._pending += text
        return []

    def _call(self, text: str, *, closed: bool) -> list[ReplyPiece]:
        try:
            name, arguments = _read_call(text)
        except ValueError:
            return self._say(f"<|tool_call>{text}{'<tool_call|>' if closed else ''}")
        return [ToolCall(name, _coerced(arguments, self._schemas.get(name, {})))]

    def _say(self, text: str) -> list[ReplyPiece]:
        told = self._answer.feed(text)
        return [AnswerText(told)] if told else []

    def _think(self, text: str) -> list[ReplyPiece]:
        told = self._thought.feed(text)
        return [ThoughtText(told)] if told else []


def _read_call(text: str) -> tuple[str, dict[str, Any]]:
    """`call:NAME{key:value,…}` → name and arguments; raises ValueError on what is no call."""
    call = re.match(r"\s*call:\s*([^\s{]+)\s*", text)
    if call is None:
        raise ValueError("no call")
    reader = _Reader(text[call.end() :])
    arguments = reader.value()
    reader.end()
    if not isinstance(arguments, dict):
        raise ValueError("arguments are no mapping")
    return call.group(1), arguments


class _Reader:
    """Reads the notation of arguments, more tolerantly than the official parser.

    Spaces may stand anywhere, keys and names may hold dashes and dots, strings may lack their
    quotes, braces may be doubled.
    """

    _STRING = re.compile(r'<\|"\|>(.*?)<\|"\|>|"((?:[^"\\]|\\.)*)"', re.DOTALL)
    _BARE = re.compile(r"[^,\[\]{}]+")
    _KEY = re.compile(r'\s*(?:<\|"\|>|")?([^:,{}\[\]"]+?)(?:<\|"\|>|")?\s*:')

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def value(self) -> Any:
        self._skip_space()
        if self._take("{"):
            return self._mapping()
        if self._take("["):
            return self._list()
        if quoted := self._STRING.match(self._text, self._at):
            self._at = quoted.end()
            return quoted.group(1) if quoted.group(1) is not None else json.loads(quoted.group())
        bare = self._BARE.match(self._text, self._at)
        if bare is None or not bare.group().strip():
            raise ValueError("a value is missing")
        self._at = bare.end()
        try:
            return json.loads(bare.group().strip())
        except ValueError:
            return bare.group().strip()

    def end(self) -> None:
        self._skip_space()
        if self._at != len(self._text):
            raise ValueError("text after the arguments")

    def _mapping(self) -> dict[str, Any]:
        self._skip_space()
        if self._take("{"):
            inner = self._mapping()
            self._expect("}")
            return inner
        found: dict[str, Any] = {}
        while not self._take("}"):
            if found:
                self._expect(",")
            key = self._KEY.match(self._text, self._at)
            if key is None:
                raise ValueError("a key is missing")
            self._at = key.end()
            found[key.group(1)] = self.value()
            self._skip_space()
        return found

    def _list(self) -> list[Any]:
        found: list[Any] = []
        self._skip_space()
        while not self._take("]"):
            if found:
                self._expect(",")
            found.append(self.value())
            self._skip_space()
        return found

    def _take(self, mark: str) -> bool:
        if self._text.startswith(mark, self._at):
            self._at += len(mark)
            return True
        return False

    def _expect(self, mark: str) -> None:
        self._skip_space()
        if not self._take(mark):
            raise ValueError(f"{mark} is missing")

    def _skip_space(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1


def _coerced(arguments: dict[str, Any], function: Mapping[str, Any]) -> dict[str, Any]:
    """Strings that stand for a number or truth value, where the tool declares one."""
    declared = (function.get("parameters") or {}).get("properties") or {}
    kinds = {"integer": int, "number": (int, float), "boolean": bool}

    def coerce(name: str, value: Any) -> Any:
        kind = kinds.get(str(declared.get(name, {}).get("type", "")).lower())
        if kind is None or not isinstance(value, str):
            return value
        try:
            read = json.loads(value)
        except ValueError:
            return value
        return read if isinstance(read, kind) else value

    return {name: coerce(name, value) for name, value in arguments.items()}
