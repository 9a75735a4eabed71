"""What a file of chats is, told by what is in it."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

from desktop.chats.carried import CarriedChat
from desktop.plain_files import open_file
from desktop.problems import Problem

from . import chatgpt, lmstudio, own
from .export_files import json_in

EXTENSIONS = ("jsonl", "json", "zip")
"""What the files are called that chats are brought in from."""
_HEADER = 200  # bytes
_ARCHIVE = b"PK"
_JSON = (b"{", b"[")


def read_any(path: Path, folder: Path) -> list[CarriedChat]:
    """The chats that Facet, ChatGPT or LM Studio has written; their media are put into `folder`.

    Raises Problem for any other file and a damaged one, and leaves nothing behind.
    """
    with open_file(path) as file:
        beginning = file.read(_HEADER)
        file.seek(0)
        if own.is_own(beginning.split(b"\n")[0]):
            return own.read(path, folder)
        if beginning.startswith(_ARCHIVE):
            return chatgpt.chats_in_archive(path, folder)
        if not beginning.removeprefix(BOM_UTF8).lstrip().startswith(_JSON):
            raise Problem("not_an_export", path=path)
        value = json_in(file, path)
    try:
        if chatgpt.holds_chats(value):
            return chatgpt.chats_in(value, path, folder)
        if lmstudio.holds_chat(value):
            return [lmstudio.chat_in(value, path, folder)]
    except RecursionError as error:
        raise Problem("damaged_export", path=path) from error
    raise Problem("not_an_export", path=path)
