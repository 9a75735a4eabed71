"""The branch of a chat that is shown, as Markdown.

Who speaks is a bold name, since a heading would stand among the headings of the answers; a line
divides a question from what was said before it.
"""

from __future__ import annotations

import filecmp
import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from urllib.parse import quote

from desktop.chats.carried import CarriedChat
from desktop.conversation import Medium, Picture, Text, Thought, Turn
from desktop.plain_files import open_file
from desktop.problems import Problem

from .fences import closed, with_breaks
from .labels import ENGLISH, Labels
from .media_folder import MediaFolder, filling, safe_name
from .said import Piece, file_name, pieces_of
from .saving import pieces, saved

_SPECIAL = re.compile(r"([\\`*_\[\]<>#$|])")
_END_OF_DETAILS = re.compile(r"</(?=details)", re.IGNORECASE)


class Thoughts(Enum):
    """What becomes of what the model thought."""

    FOLDED = "folded"
    QUOTED = "quoted"
    LEFT_OUT = "left out"


def write(
    chat: CarriedChat,
    path: Path,
    labels: Labels = ENGLISH,
    thoughts: Thoughts = Thoughts.FOLDED,
) -> None:
    """Write a chat; its media are copied into a folder beside it, and linked to.

    A medium whose file is gone is named. Raises Problem where it can't be saved.
    """
    folder = path.with_name(safe_name(f"{path.stem} media"))
    with filling(folder, path) as filled, saved(path) as file:
        copies = _Copies(folder, filled)
        text = _written(chat, labels, thoughts, copies.link)
        file.write(text.encode("utf-8", "replace"))


def as_markdown(
    chat: CarriedChat, labels: Labels = ENGLISH, thoughts: Thoughts = Thoughts.LEFT_OUT
) -> str:
    """A chat for the clipboard; its media are named."""
    return _written(chat, labels, thoughts, lambda medium: None)


_Link = Callable[[Medium], str | None]
"""A link to a medium, None where there is none."""


class _Copies:
    """The media that are copied already; one that lies there from the last time is taken."""

    def __init__(self, folder: Path, filled: MediaFolder) -> None:
        self._folder = folder
        self._filled = filled
        self._links: dict[str, str | None] = {}

    def link(self, medium: Medium) -> str | None:
        """A link to the copy, relative to the document."""
        path = medium.path or ""
        if path not in self._links:
            try:
                copy = self._copy(Path(path))
            except Problem as problem:
                if problem.kind == "unwritable_file":
                    raise
                self._links[path] = None
            else:
                self._links[path] = quote(f"{self._folder.name}/{copy.name}")
        return self._links[path]

    def _copy(self, path: Path) -> Path:
        with open_file(path) as file:
            there = self._folder / safe_name(path.name)
            if there.is_file() and filecmp.cmp(path, there, shallow=False):
                return there
            return self._filled.add(path.name, pieces(file))


def _written(chat: CarriedChat, labels: Labels, thoughts: Thoughts, link: _Link) -> str:
    blocks = [f"# {_escaped(chat.title)}"] if chat.title.strip() else []
    for number, entry in enumerate(chat.shown):
        turn = entry.turn
        if turn.role == "user" and number:
            blocks.append("---")
        blocks.append(f"**{_escaped(labels.you if turn.role == 'user' else labels.model)}**")
        for piece in pieces_of(turn):
            blocks += _blocks(piece, turn, labels, thoughts, link)
    return "\n\n".join(blocks) + "\n"


def _blocks(
    piece: Piece, turn: Turn, labels: Labels, thoughts: Thoughts, link: _Link
) -> Iterator[str]:
    match piece:
        case Text(text):
            words = with_breaks(text) if turn.role == "user" else text
            yield closed(words.strip("\n"))
        case Thought(text):
            if thoughts is not Thoughts.LEFT_OUT:
                yield _thought(closed(text.strip()), labels, folded=thoughts is Thoughts.FOLDED)
        case _:
            yield _medium(piece, labels, link)


def _thought(text: str, labels: Labels, *, folded: bool) -> str:
    if folded:
        inside = _END_OF_DETAILS.sub("&lt;/", text)
        summary = f"<summary>{_escaped(labels.thought)}</summary>"
        return f"<details>\n{summary}\n\n{inside}\n\n</details>"
    lines = (f"*{_escaped(labels.thought)}*", "", *text.split("\n"))
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _medium(medium: Medium, labels: Labels, link: _Link) -> str:
    name = _escaped(file_name(medium))
    address = link(medium)
    if address is None:
        missing = "" if Path(medium.path or "").is_file() else f" ({_escaped(labels.missing)})"
        return f"*{name}{missing}*"
    return f"{'!' * isinstance(medium, Picture)}[{name}]({address})"


def _escaped(text: str) -> str:
    """Words that are no Markdown, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
