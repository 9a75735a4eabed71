"""Chats that are dragged: within the window by their ids, out of it as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QUrl

MIME = "application/x-facet-chats"
"""Ids, one a line."""
_FILES = "text/uri-list"


class DraggedChats(QMimeData):
    """The chats with some ids; `write` writes them when first another program asks for files."""

    def __init__(self, ids: Sequence[str], write: Callable[[Sequence[str]], list[Path]]) -> None:
        super().__init__()
        self._ids = ids
        self._write = write
        self._written: list[Path] | None = None
        self.setData(MIME, QByteArray("\n".join(ids).encode()))

    def formats(self) -> list[str]:
        return [MIME, _FILES]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, type: QMetaType | QMetaType.Type) -> object:
        if mimetype != _FILES:
            return super().retrieveData(mimetype, type)
        if self._written is None:
            self._written = self._write(self._ids)
        return [QUrl.fromLocalFile(str(path)) for path in self._written]


def dragged_ids(data: QMimeData) -> list[str]:
    """The ids of the chats in what is dragged; none where it holds none."""
    return bytes(data.data(MIME).data()).decode().split("\n") if data.hasFormat(MIME) else []
