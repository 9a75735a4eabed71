"""The forms that chats can be taken elsewhere in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.chats.exchange import markdown, own
from desktop.chats.exchange.carried import CarriedChat, Labels

from . import html, pdf, rtf


@dataclass(frozen=True)
class Format:
    """A form: what it is called, how its files end, and what writes a chat into one.

    `complete` says that every branch is in it, and that Facet can bring it in again.
    """

    name: str
    extension: str
    write: Callable[[CarriedChat, Path, Labels], None]
    complete: bool = False


FORMATS = (
    Format("Markdown", "md", markdown.write),
    Format("PDF", "pdf", pdf.write),
    Format("HTML", "html", html.write),
    Format("RTF", "rtf", rtf.write),
    Format("Facet", "jsonl", lambda chat, path, _: own.write([chat], path), complete=True),
)
