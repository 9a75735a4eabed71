"""Chats for the tests, said in few words."""

from __future__ import annotations

from desktop.chats.record import ChatRecord
from desktop.chats.store import Store
from desktop.conversation import Picture, Text, Thought, Turn
from desktop.dialogue import Dialogue, Making
from desktop.room import LeftOut


def user(words: str, *pictures: str) -> Turn:
    return Turn("user", (*(Picture(path) for path in pictures), Text(words)))


def model(words: str, thought: str = "") -> Turn:
    thoughts = (Thought(thought),) if thought else ()
    return Turn("model", (*thoughts, Text(words)), (5, 6, 7))


def chat(id: str, *turns: Turn | str) -> ChatRecord:
    """A chat of one branch; words alone are a user's."""
    dialogue = Dialogue()
    last = None
    for turn in turns:
        said = user(turn) if isinstance(turn, str) else turn
        making = Making("stop") if said.role == "model" else None
        last = dialogue.add(said, last, making).id
    return ChatRecord(id, dialogue.entries, {}, LeftOut())


def shown(store: Store, id: str) -> list[str]:
    """The words of the branch that is shown."""
    record = store.read(id)
    return [entry.turn.text for entry in Dialogue(record.entries).shown] if record else []
