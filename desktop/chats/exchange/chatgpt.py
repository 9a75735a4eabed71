"""ChatGPT's export → chats: `conversations.json`, alone or in the archive as it is downloaded.

Each conversation is a `mapping` of nodes, `current_node` being the last one shown. Code that the
model had run, and what came of it, is code in its answer; what the system and the person told it
about themselves are the chat's instructions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.chats.carried import CarriedChat
from desktop.chats.record import ChatRecord, id_from
from desktop.conversation import Clip, Part, Picture, Role, Sound, Text, Thought
from desktop.problems import Problem
from desktop.room import LeftOut

from .export_files import ExportFiles, FolderFiles, ZippedFiles, archive, json_in
from .fences import fenced
from .json_source import items, mapping, number, words
from .media_folder import LARGEST, MediaFolder, filling
from .tree import Node, grow

_MEMBER = re.compile(r"(?:.*/)?conversations(?:-\d+)?\.json")
_ROLES: Mapping[str, Role] = {"user": "user", "assistant": "model", "tool": "model"}
_CONTEXTS = ("user_editable_context", "model_editable_context")
_UNRESOLVED = re.compile("\ue200[^\ue201]*\ue201")
"""A citation, between letters that only ChatGPT's own page shows."""
_SUFFIXES: tuple[tuple[str, type[Picture] | type[Sound] | type[Clip]], ...] = (
    ("image", Picture),
    ("audio", Sound),
    ("video", Clip),
)


def holds_chats(value: object) -> bool:
    """Whether a JSON value is an export of ChatGPT, or one conversation of it."""
    conversations = items(value) or [value]
    return isinstance(mapping(conversations[0]).get("mapping"), dict)


def chats_in(value: object, path: Path, folder: Path, limit: int = LARGEST) -> list[CarriedChat]:
    """The chats in the JSON of the file `path`; the media beside it are put into `folder`.

    Raises Problem where those have more than `limit` bytes, and leaves nothing behind.
    """
    with filling(folder, path, limit) as media:
        return _read_all(value, _Media(FolderFiles(path.parent), media))


def chats_in_archive(path: Path, folder: Path, limit: int = LARGEST) -> list[CarriedChat]:
    """The chats in an archive; its media that they show, of up to `limit` bytes, go to `folder`.

    Raises Problem where there are none, or the file is damaged, and leaves nothing behind.
    """
    with filling(folder, path, limit) as media, archive(path) as opened:
        files = _Media(ZippedFiles(opened), media)
        chats: list[CarriedChat] = []
        for name in sorted(filter(_MEMBER.fullmatch, opened.namelist())):
            with opened.open(name) as file:
                value = json_in(file, path)
            if holds_chats(value):
                chats += _read_all(value, files)
        if not chats:
            raise Problem("not_an_export", path=path)
        return chats


class _Media:
    """Files of the export, each put into the folder when it is first shown."""

    def __init__(self, files: ExportFiles, folder: MediaFolder) -> None:
        self._files = files
        self._folder = folder
        self._paths: dict[str, str | None] = {}

    def path(self, id: str) -> str | None:
        """Where a file is now; None where the export lacks it."""
        if id not in self._paths:
            found = self._files.find(id)
            self._paths[id] = str(self._folder.add(*found)) if found else None
        return self._paths[id]


def _read_all(value: object, media: _Media) -> list[CarriedChat]:
    conversations = items(value) or [value]
    return [_read(mapping(conversation), media) for conversation in conversations]


def _read(conversation: Mapping[str, Any], media: _Media) -> CarriedChat:
    nodes: dict[str, Node] = {}
    instructions: list[str] = []
    known = mapping(conversation.get("mapping"))
    for key, node in known.items():
        node = mapping(node)
        message = mapping(node.get("message"))
        parent = words(node.get("parent")) or None
        role = _ROLES.get(words(mapping(message.get("author")).get("role")))
        parts = tuple(_parts(message, media))
        if role is None or mapping(message.get("content")).get("content_type") in _CONTEXTS:
            instructions += (part.text for part in parts if isinstance(part, Text))
            parts = ()
        nodes[key] = Node(parent, role or "system", parts, number(message.get("create_time")))
    _order(nodes, known)
    grown = grow(nodes, words(conversation.get("current_node")))
    settings = {"instructions": "\n\n".join(dict.fromkeys(instructions))} if instructions else {}
    id = words(conversation.get("conversation_id")) or words(conversation.get("id"))
    return CarriedChat(
        ChatRecord(id_from("chatgpt", id), grown.entries, settings, LeftOut()),
        words(conversation.get("title")).strip(),
        number(conversation.get("create_time")),
        grown.said,
        conversation.get("is_starred") is True,
    )


def _order(nodes: dict[str, Node], known: Mapping[str, Any]) -> None:
    """Put the nodes into the order in which others name them as children."""
    for key, node in known.items():
        for child in items(mapping(node).get("children")):
            if isinstance(child, str) and child in nodes:
                moved = nodes.pop(child)
                nodes[child] = moved if moved.parent else replace(moved, parent=key)


def _parts(message: Mapping[str, Any], media: _Media) -> Iterator[Part]:
    """Everything that a message says, in order."""
    content = mapping(message.get("content"))
    match content.get("content_type"):
        case "text" | "multimodal_text":
            for part in items(content.get("parts")):
                yield from _part(part, message, media)
        case "code":
            language = words(content.get("language"))
            code = words(content.get("text"))
            yield from _text(code and fenced(code, language.replace("unknown", "")))
        case "execution_output":
            output = words(content.get("text"))
            yield from _text(output and fenced(output))
        case "thoughts":
            for thought in map(mapping, items(content.get("thoughts"))):
                said = (words(thought.get("summary")), words(thought.get("content")))
                yield from _thought("\n\n".join(filter(None, said)))
        case "reasoning_recap":
            yield from _thought(words(content.get("content")))
        case "tether_quote":
            yield from _text(_quote(content))
        case "system_error":
            yield from _text(f"{words(content.get('name'))}: {words(content.get('text'))}")
        case "user_editable_context":
            yield from _text(words(content.get("user_profile")))
            yield from _text(words(content.get("user_instructions")))
        case "model_editable_context":
            yield from _text(words(content.get("model_set_context")))
        case None:
            pass
        case _:
            yield from _unknown(content)
    for attachment in map(mapping, items(mapping(message.get("metadata")).get("attachments"))):
        id, name = words(attachment.get("id")), words(attachment.get("name"))
        if not (id and id in json.dumps(content)):
            yield from _text(f"[{name or id}]" if name or id else "")


def _part(part: object, message: Mapping[str, Any], media: _Media) -> Iterator[Part]:
    """One of the pieces of a message."""
    if isinstance(part, str):
        yield from _text(_cited(part, mapping(message.get("metadata"))))
        return
    piece = mapping(part)
    kind = words(piece.get("content_type"))
    if kind == "audio_transcription":
        yield from _text(words(piece.get("text")))
    elif kind == "real_time_user_audio_video_asset_pointer":
        yield from _part(piece.get("audio_asset_pointer"), message, media)
    elif kind.endswith("_asset_pointer"):
        yield from _medium(kind, words(piece.get("asset_pointer")), media)
    elif piece:
        yield from _unknown(piece)


def _medium(kind: str, pointer: str, media: _Media) -> Iterator[Part]:
    path = media.path(pointer)
    for name, medium in _SUFFIXES:
        if path is not None and name in kind:
            yield medium(path)
            return
    yield from _text(f"[{pointer}]")


def _cited(text: str, metadata: Mapping[str, Any]) -> str:
    """Text whose citations are links."""
    for reference in map(mapping, items(metadata.get("content_references"))):
        matched = words(reference.get("matched_text"))
        if "\ue200" in matched:
            text = text.replace(matched, words(reference.get("alt")))
    return _UNRESOLVED.sub("", text)


def _quote(content: Mapping[str, Any]) -> str:
    """Something that the model had read, and where."""
    title, address = words(content.get("title")), words(content.get("url"))
    source = f"[{title or address}]({address})" if address.startswith("http") else title or address
    lines = [*([source, ""] if source else []), *words(content.get("text")).splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _unknown(content: Mapping[str, Any]) -> Iterator[Part]:
    """What Facet knows nothing of: its words, or all there is."""
    said = words(content.get("text")) or words(content.get("result"))
    if said:
        yield from _text(fenced(said))
    elif any(value for key, value in content.items() if key != "content_type"):
        yield Text(fenced(json.dumps(content, ensure_ascii=False, indent=2), "json"))


def _text(text: str) -> Iterator[Part]:
    if text.strip():
        yield Text(text)


def _thought(text: str) -> Iterator[Part]:
    if text.strip():
        yield Thought(text)
