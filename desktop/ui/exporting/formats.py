"""The forms that chats can be taken elsewhere in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange import markdown, own
from desktop.chats.exchange.labels import Labels

from . import html, pdf, rtf

_Write = Callable[[Iterable[CarriedChat], Path, Labels], None]


@dataclass(frozen=True)
class Format:
    """A form: what it is called, how its files end, and what writes chats into a file.

    `complete` says that every branch is in it, that a file holds any number of chats, and that
    Facet can bring them in again; all other files hold one chat.
    """

    name: str
    extension: str
    write: _Write
    complete: bool = False


def _of_one(write: Callable[[CarriedChat, Path, Labels], None]) -> _Write:
    def write_one(chats: Iterable[CarriedChat], path: Path, labels: Labels) -> None:
        for chat in chats:
            write(chat, path, labels)

    return write_one


PLAIN = Format("Markdown", "md", _of_one(markdown.write))
FOR_ANYBODY = Format("PDF", "pdf", _of_one(pdf.write))
COMPLETE = Format("Facet", "jsonl", lambda chats, path, _: own.write(chats, path), complete=True)
FORMATS = (
    PLAIN,
    FOR_ANYBODY,
    Format("HTML", "html", _of_one(html.write)),
    Format("RTF", "rtf", _of_one(rtf.write)),
    COMPLETE,
)
