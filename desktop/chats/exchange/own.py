"""Facet's own form of chats, with nothing left out: JSON Lines.

The first line names the form and its version. A line `{"medium", "name", "data"}` holds up to 3 MB
of a file in base64; the lines of one file follow each other, before the first chat that shows it.
A line `{"chat": …}` holds a chat, whose media are named by their digests.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

from desktop.chats.carried import CarriedChat
from desktop.chats.record import ChatRecord
from desktop.dialogue import Entry, Making
from desktop.messages import read_turn, write_turn
from desktop.plain_files import open_file
from desktop.problems import Problem
from desktop.room import LeftOut

from .json_source import items, mapping, number, read_json, words
from .media_folder import LARGEST, MediaFolder, filling, safe_name
from .saving import pieces, saved
from .tree import is_whole

FORMAT = "facet-chats"
_VERSION = 1
_LONGEST_LINE = 512_000_000  # bytes


def write(chats: Iterable[CarriedChat], path: Path) -> None:
    """Write chats into one file, each of their media once.

    A medium whose file is gone is written by its name alone. Raises Problem where it can't be
    saved.
    """
    with saved(path) as file:
        _write_line(file, {"format": FORMAT, "version": _VERSION})
        media = _Outgoing(file)
        for chat in chats:
            _write_line(file, {"chat": _write_chat(chat, media)})


def is_own(first_line: bytes) -> bool:
    """Whether a file that begins so is one of Facet's."""
    try:
        return mapping(json.loads(first_line)).get("format") == FORMAT
    except (ValueError, RecursionError):
        return False


def read(path: Path, folder: Path, limit: int = LARGEST) -> list[CarriedChat]:
    """The chats in a file; their media, of up to `limit` bytes, are put into `folder`.

    Raises Problem for a file that is none of Facet's, newer or damaged, and leaves nothing behind.
    """
    with open_file(path) as file, filling(folder, path, limit) as media:
        lines = _lines(file, path)
        header = mapping(next(lines, None))
        if header.get("format") != FORMAT:
            raise Problem("not_an_export", path=path)
        if header.get("version") != _VERSION:
            raise Problem("newer_export", path=path)
        incoming = _Incoming(media, folder)
        chats: list[CarriedChat] = []
        try:
            for line in lines:
                if "medium" in line:
                    incoming.take(line)
                else:
                    chats.append(_read_chat(line["chat"], incoming))
            incoming.check()
        except Problem as problem:
            if problem.kind != "bad_messages":
                raise
            raise Problem("damaged_export", path=path) from problem
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise Problem("damaged_export", path=path) from error
        return chats


class _Outgoing:
    """The media that are in the file already."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._names: dict[str, str] = {}
        self._written: set[str] = set()

    def name(self, path: str) -> str:
        """How the medium at a path is named in the file, written there if it is not yet."""
        if path not in self._names:
            try:
                self._names[path] = self._digest(path)
            except Problem:
                self._names[path] = Path(path).name
        return self._names[path]

    def _digest(self, path: str) -> str:
        with open_file(path) as medium:
            digest = f"sha256:{hashlib.file_digest(medium, 'sha256').hexdigest()}"
            if digest not in self._written:
                self._written.add(digest)
                medium.seek(0)
                for piece in _some(medium):
                    data = base64.b64encode(piece).decode()
                    line = {"medium": digest, "name": Path(path).name, "data": data}
                    _write_line(self._file, line)
        return digest


class _Incoming:
    """The media that have come so far, by their digests."""

    def __init__(self, media: MediaFolder, folder: Path) -> None:
        self._media = media
        self._folder = folder
        self._paths: dict[str, Path] = {}
        self._hashes: dict[str, Any] = {}

    def take(self, line: dict[str, Any]) -> None:
        """Put more of a medium into the folder."""
        digest, data = line["medium"], base64.b64decode(line["data"], validate=True)
        if digest not in self._paths:
            self._paths[digest] = self._media.begin(line["name"])
            self._hashes[digest] = hashlib.sha256()
        self._hashes[digest].update(data)
        self._media.append(self._paths[digest], data)

    def path(self, name: str) -> str:
        """Where a medium is now; one that was missing is where it would be."""
        return str(self._paths.get(name) or self._folder / safe_name(name))

    def check(self) -> None:
        """Raises ValueError where a medium is not what was written."""
        for digest, found in self._hashes.items():
            if digest != f"sha256:{found.hexdigest()}":
                raise ValueError(digest)


def _some(medium: BufferedReader) -> Iterator[bytes]:
    """The pieces of a medium, one at least."""
    yield next(pieces(medium), b"")
    yield from pieces(medium)


def _write_chat(chat: CarriedChat, media: _Outgoing) -> dict[str, Any]:
    record, left_out = chat.record, chat.record.left_out
    return {
        "id": record.id,
        "title": chat.title,
        "began": chat.began,
        "pinned": chat.pinned,
        "settings": dict(record.settings),
        "left_out": {
            "turns": sorted(left_out.turns),
            "media": sorted(left_out.media),
            "summary": left_out.summary,
        },
        "entries": [_write_entry(entry, chat, media) for entry in record.entries],
    }


def _write_entry(entry: Entry, chat: CarriedChat, media: _Outgoing) -> dict[str, Any]:
    turn = write_turn(entry.turn)
    for part in turn["content"]:
        if part.get("path") is not None:
            part["path"] = media.name(part["path"])
    return {
        "id": entry.id,
        "parent": entry.parent,
        "children": entry.children,
        "chosen": entry.chosen,
        "turn": turn,
        "making": asdict(entry.making) if entry.making else None,
        "said": chat.said.get(entry.id),
    }


def _read_chat(chat: dict[str, Any], media: _Incoming) -> CarriedChat:
    entries = tuple(_read_entry(entry, media) for entry in chat["entries"])
    if not is_whole(entries):
        raise ValueError("no tree")
    left_out = chat["left_out"]
    gone = LeftOut(
        frozenset(map(_id, left_out["turns"])),
        frozenset(map(_id, left_out["media"])),
        words(left_out["summary"]),
    )
    said = {entry["id"]: number(entry.get("said")) for entry in chat["entries"]}
    return CarriedChat(
        ChatRecord(str(chat["id"]), entries, mapping(chat["settings"]), gone),
        words(chat.get("title")),
        number(chat.get("began")),
        {id: time for id, time in said.items() if time is not None},
        chat.get("pinned") is True,
    )


def _read_entry(entry: dict[str, Any], media: _Incoming) -> Entry:
    for part in items(entry["turn"].get("content")):
        if part.get("path") is not None:
            part["path"] = media.path(part["path"])
    parent, chosen = entry["parent"], entry["chosen"]
    return Entry(
        _id(entry["id"]),
        read_turn(entry["turn"]),
        None if parent is None else _id(parent),
        _read_making(entry["making"]) if entry["making"] else None,
        [_id(child) for child in entry["children"]],
        None if chosen is None else _id(chosen),
    )


def _read_making(making: dict[str, Any]) -> Making:
    known = {field.name: making[field.name] for field in fields(Making) if field.name in making}
    reason = str(known.pop("reason"))
    if any(number(value) is None for value in known.values()):
        raise ValueError("no number")
    return Making(reason, **known)


def _id(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("no id")
    return value


def _lines(file: BufferedReader, path: Path) -> Iterator[Any]:
    while line := file.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise Problem("export_too_large", path=path)
        yield read_json(line, path)


def _write_line(file: BinaryIO, value: object) -> None:
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    file.write(line.encode("utf-8", "replace") + b"\n")
