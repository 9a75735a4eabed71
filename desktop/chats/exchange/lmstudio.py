"""LM Studio's conversation files → chats.

A file is a list of messages, each with the `versions` that were said in its place, of which one is
`currentlySelected`: only after that one the chat goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop.chats.carried import CarriedChat
from desktop.chats.record import ChatRecord, id_from
from desktop.conversation import Clip, Part, Picture, Role, Sound, Text, Thought
from desktop.plain_files import open_file
from desktop.problems import Problem
from desktop.room import LeftOut

from .fences import fenced
from .json_source import items, mapping, number, words
from .media_folder import LARGEST, MediaFolder, filling, safe_name
from .saving import pieces
from .tree import Node, grow

_ROLES: Mapping[str, Role] = {"user": "user", "assistant": "model", "tool": "model"}
_FOLDER = "user-files"
"""Where LM Studio keeps the files of all chats, beside the folder of the chats."""
_SYSTEM_PROMPT = "llm.prediction.systemPrompt"
_UNSAID = ("debugInfoBlock", "status")
"""Steps that tell how the model ran, not what it said."""
_MEDIA: Mapping[str, type[Picture] | type[Sound] | type[Clip]] = {
    "image": Picture,
    "audio": Sound,
    "video": Clip,
}


def holds_chat(value: object) -> bool:
    """Whether a JSON value is a conversation of LM Studio."""
    messages = mapping(value).get("messages")
    return isinstance(messages, list) and all("versions" in mapping(one) for one in items(messages))


def chat_in(value: object, path: Path, folder: Path, limit: int = LARGEST) -> CarriedChat:
    """The chat in the JSON of the file `path`; its media are put into `folder`.

    Raises Problem where those have more than `limit` bytes, and leaves nothing behind.
    """
    with filling(folder, path, limit) as media:
        return _read(mapping(value), _Media(path, media))


class _Media:
    """LM Studio's copies of files, each put into the folder when it is first shown."""

    def __init__(self, chat: Path, folder: MediaFolder) -> None:
        self._beside = [parent / _FOLDER for parent in chat.absolute().parents[:4]]
        self._folder = folder
        self._paths: dict[str, str | None] = {}

    def path(self, name: str) -> str | None:
        """Where a file is now; None where it is gone."""
        if name not in self._paths:
            self._paths[name] = self._copied(name)
        return self._paths[name]

    def _copied(self, name: str) -> str | None:
        if name != Path(name).name:
            return None
        for folder in self._beside:
            try:
                with open_file(folder / name) as file:
                    return str(self._folder.add(name, pieces(file)))
            except Problem as problem:
                if problem.kind not in ("no_such_file", "unreadable_file"):
                    raise
        return None


def _read(chat: Mapping[str, Any], media: _Media) -> CarriedChat:
    nodes: dict[str, Node] = {}
    instructions = [_system_prompt(chat)]
    last: str | None = None
    for place, message in enumerate(map(mapping, items(chat.get("messages")))):
        versions = [mapping(version) for version in items(message.get("versions"))]
        selected = _selected(message, len(versions))
        above = last
        for which, version in enumerate(versions):
            role = _ROLES.get(words(version.get("role")))
            parts = tuple(_parts(version, media))
            if role is None:
                instructions += (part.text for part in parts if isinstance(part, Text))
                continue
            nodes[f"{place}.{which}"] = Node(above, role, parts)
            if which == selected:
                last = f"{place}.{which}"
    grown = grow(nodes, last)
    told = "\n\n".join(dict.fromkeys(filter(None, instructions)))
    settings = {"instructions": told} if told else {}
    began = number(chat.get("createdAt"))
    return CarriedChat(
        ChatRecord(id_from("lmstudio", str(began or "")), grown.entries, settings, LeftOut()),
        words(chat.get("name")).strip(),
        None if began is None else began / 1000,
        pinned=chat.get("pinned") is True,
    )


def _selected(message: Mapping[str, Any], versions: int) -> int:
    selected = message.get("currentlySelected")
    return selected if isinstance(selected, int) and 0 <= selected < versions else versions - 1


def _system_prompt(chat: Mapping[str, Any]) -> str:
    for setting in items(mapping(chat.get("perChatPredictionConfig")).get("fields")):
        if mapping(setting).get("key") == _SYSTEM_PROMPT:
            return words(mapping(setting).get("value")).strip()
    return words(chat.get("systemPrompt")).strip()


def _parts(version: Mapping[str, Any], media: _Media) -> Iterator[Part]:
    """Everything that a version says, in order."""
    yield from _contents(version.get("content"), media)
    for step in map(mapping, items(version.get("steps"))):
        if step.get("type") in _UNSAID:
            continue
        thinking = mapping(step.get("style")).get("type") == "thinking"
        for part in _contents(step.get("content"), media):
            yield Thought(part.text) if thinking and isinstance(part, Text) else part


def _contents(content: object, media: _Media) -> Iterator[Part]:
    if isinstance(content, str):
        yield from _text(content)
    for part in map(mapping, items(content)):
        match part.get("type"):
            case "text":
                yield from _text(words(part.get("text")))
            case "file":
                yield from _file(part, media)
            case "toolCallRequest":
                call = {"name": part.get("name"), "arguments": part.get("parameters")}
                yield Text(fenced(json.dumps(call, ensure_ascii=False, indent=2), "json"))
            case "toolCallResult":
                result = part.get("content")
                said = result if isinstance(result, str) else json.dumps(result, indent=2)
                yield Text(fenced(said))
            case _ if part:
                yield Text(fenced(json.dumps(dict(part), ensure_ascii=False, indent=2), "json"))
            case _:
                pass


def _file(part: Mapping[str, Any], media: _Media) -> Iterator[Part]:
    name = words(part.get("fileIdentifier"))
    medium = _MEDIA.get(words(part.get("fileType")))
    path = media.path(name) if medium else None
    if medium and path:
        yield medium(path)
    else:
        yield from _text(f"[{safe_name(words(part.get('name')) or name)}]")


def _text(text: str) -> Iterator[Part]:
    if text.strip():
        yield Text(text)
