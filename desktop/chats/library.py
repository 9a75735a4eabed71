"""The chats in a folder, to be read."""

from __future__ import annotations

from pathlib import Path

from .record import ChatRecord
from .search import Found
from .summary import ChatSummary, Folder


class Library:
    """The chats in a folder, to be read, in one thread at a time; sees all that was flushed.

    Raises Problem where a newer Facet has written there, and sqlite3.Error or OSError where the
    disk fails.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def summaries(self) -> list[ChatSummary]:
        """Every chat in which something was said, the newest first, deleted ones left out."""
        raise NotImplementedError

    def folders(self) -> list[Folder]:
        """The folders, in their order."""
        raise NotImplementedError

    def read(self, chat: str) -> ChatRecord | None:
        """A chat, None if there is none; what was coming of a reply is part of it, as broken off.

        Raises Problem where what is kept makes no sense.
        """
        raise NotImplementedError

    def search(self, text: str, limit: int = 50) -> list[Found]:
        """The chats that hold all the words and "quoted phrases" of a text, the best first."""
        raise NotImplementedError

    def close(self) -> None:
        """Leave the files."""
