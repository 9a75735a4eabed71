"""The branch of a chat that is shown, as plain text."""

from __future__ import annotations

from desktop.chats.record import ChatRecord
from desktop.conversation import Text, Thought
from desktop.dialogue import Dialogue

from .labels import ENGLISH, Labels
from .said import file_name, pieces_of


def as_plain_text(record: ChatRecord, labels: Labels = ENGLISH) -> str:
    """A chat for the clipboard: who said what; thoughts are left out, media are named."""
    said: list[str] = []
    for entry in Dialogue(record.entries).shown:
        lines = [f"{labels.you if entry.turn.role == 'user' else labels.model}:"]
        for piece in pieces_of(entry.turn):
            if isinstance(piece, Text):
                lines.append(piece.text.strip("\n"))
            elif not isinstance(piece, Thought):
                lines.append(f"[{file_name(piece)}]")
        said.append("\n".join(lines))
    return "\n\n".join(said)
