"""Chats for the clipboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import Labels
from desktop.chats.exchange.markdown import as_markdown
from desktop.chats.exchange.plain_text import as_plain_text


def copy_chats(chats: Sequence[CarriedChat], labels: Labels) -> None:
    """Copy what is said in chats, as Markdown for what takes it, or else as plain text."""
    if not chats:
        return
    data = QMimeData()
    data.setText("\n\n\n".join(as_plain_text(chat.record, labels) for chat in chats))
    markdown = "\n\n".join(as_markdown(chat, labels) for chat in chats)
    data.setData("text/markdown", QByteArray(markdown.encode("utf-8", "replace")))
    QGuiApplication.clipboard().setMimeData(data)
