"""The branch of a chat that is shown, as one page that needs nothing else.

No script runs in it and nothing is fetched: its content security policy allows its one style and
what it holds itself.
"""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import os
from collections.abc import Iterator
from html import escape
from pathlib import Path

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import ENGLISH, Labels
from desktop.chats.exchange.said import Piece, file_name, pieces_of
from desktop.chats.exchange.saving import pieces, saved
from desktop.conversation import Clip, Medium, Picture, Text, Thought, Turn
from desktop.plain_files import open_file
from desktop.problems import Problem

from .html_look import STYLE
from .pictures import embedded
from .words_html import html_of

_LARGEST = 100_000_000
"""Bytes of a sound or a video that a page holds; a larger one is named."""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; media-src data:; "
    "form-action 'none'; base-uri 'none'"
)


def write(chat: CarriedChat, path: Path, labels: Labels = ENGLISH) -> None:
    """Write a chat as a page.

    A medium whose file is gone is named. Raises Problem where it can't be saved.
    """
    with saved(path) as file:
        for words in _page(chat, labels):
            file.write(words.encode("utf-8", "replace"))


def _page(chat: CarriedChat, labels: Labels) -> Iterator[str]:
    title = escape(" ".join(chat.title.split()))
    yield (
        f'<!doctype html>\n<html lang="{escape(labels.language)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title or 'Facet'}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    if title:
        yield f"<header><h1>{title}</h1></header>\n"
    for entry in chat.shown:
        yours = entry.turn.role == "user"
        name = escape(labels.you if yours else labels.model)
        yield f"<article class={'you' if yours else 'model'}>\n<p class=name>{name}</p>\n"
        for piece in pieces_of(entry.turn):
            yield from _piece(piece, entry.turn, labels)
        yield "</article>\n"
    yield "</main>\n</body>\n</html>\n"


def _piece(piece: Piece, turn: Turn, labels: Labels) -> Iterator[str]:
    match piece:
        case Text(text) if turn.role == "user":
            yield f"<p class=words>{escape(text.strip())}</p>\n"
        case Text(text):
            yield html_of(text)
        case Thought(text):
            yield f"<details><summary>{escape(labels.thought)}</summary><div>\n"
            yield f"{html_of(text)}</div></details>\n"
        case _:
            try:
                yield from _picture(piece) if isinstance(piece, Picture) else _player(piece)
            except Problem:
                name = escape(file_name(piece))
                yield f"<p class=gone>{name} ({escape(labels.missing)})</p>\n"


def _picture(picture: Picture) -> Iterator[str]:
    image = embedded(picture.path or "")
    data = base64.b64encode(image.data).decode()
    yield (
        f'<img alt="{escape(file_name(picture))}" width={image.width} height={image.height} '
        f'src="data:image/{image.type};base64,{data}">\n'
    )


def _player(medium: Medium) -> Iterator[str]:
    name = escape(file_name(medium))
    tag, kind = ("video", "video/mp4") if isinstance(medium, Clip) else ("audio", "audio/mpeg")
    guessed = mimetypes.guess_type(name)[0] or kind
    with open_file(medium.path or "") as file:
        if os.fstat(file.fileno()).st_size > _LARGEST:
            yield f"<p class=gone>{name}</p>\n"
            return
        type = guessed if guessed.startswith(f"{tag}/") else kind
        yield f'<{tag} controls title="{name}" src="data:{type};base64,'
        for piece in pieces(file):
            yield base64.b64encode(piece).decode()
        yield f'"></{tag}>\n'
