"""Chats to be carried, as tests need them."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image

from desktop.chats.carried import CarriedChat
from desktop.chats.record import ChatRecord
from desktop.conversation import Clip, Part, Picture, Sound, Text, Thought, Turn
from desktop.dialogue import Dialogue, Making
from desktop.listening import Task
from desktop.room import LeftOut

WORDS = ("Who?", "絵を見て", "👩‍🚀 \u2028", "$x^2$", "```\ncode", '"\\', "\x00", "a\nb")


def chat(*turns: Turn, title: str = "") -> CarriedChat:
    """A chat of one branch."""
    dialogue, last = Dialogue(), None
    for turn in turns:
        last = dialogue.add(turn, last).id
    return CarriedChat(ChatRecord("a", dialogue.entries, {}, LeftOut()), title)


def user(*parts: Part | str) -> Turn:
    return Turn("user", tuple(Text(part) if isinstance(part, str) else part for part in parts))


def model(words: str, thought: str = "") -> Turn:
    return Turn("model", (*((Thought(thought),) if thought else ()), Text(words)))


def picture_file(path: Path, size: tuple[int, int] = (8, 6)) -> Picture:
    """A picture that is there."""
    Image.new("RGB", size, "teal").save(path)
    return Picture(str(path))


def random_chat(chance: random.Random, files: list[str]) -> CarriedChat:
    """A chat of any shape, with any of the files."""
    dialogue = Dialogue()
    for _ in range(chance.randrange(30)):
        after = chance.choice([entry.id for entry in dialogue.entries]) or None
        if chance.random() < 0.5:
            dialogue.add(_question(chance, files), after)
        else:
            dialogue.add(_answer(chance), after, _making(chance))
    ids = [entry.id for entry in dialogue.entries]
    for id in chance.sample(ids, len(ids) // 3):
        chance.choice([dialogue.choose, dialogue.rewind])(id)
    if len(ids) > 3 and chance.random() < 0.5:
        dialogue.remove(chance.choice(ids[1:]))
    left_out = LeftOut(frozenset(ids[:2]), frozenset(ids[2:4]), chance.choice(WORDS))
    settings = {"temperature": chance.random(), "instructions": chance.choice(WORDS), "seed": None}
    record = ChatRecord(str(chance.random()), dialogue.entries, settings, left_out)
    said = {entry.id: chance.random() * 1e9 for entry in dialogue.entries if chance.random() < 0.5}
    began = chance.choice([None, 1e9])
    return CarriedChat(record, chance.choice(WORDS), began, said, chance.random() < 0.5)


def _question(chance: random.Random, files: list[str]) -> Turn:
    file = chance.choice(files)
    media = (
        Picture(file, 280),
        Sound(file, Task("French")),
        Sound(file),
        Clip(file, mute=True),
        Picture(None),
        Text(chance.choice(WORDS)),
    )
    return Turn("user", tuple(chance.sample(media, chance.randrange(len(media)))))


def _answer(chance: random.Random) -> Turn:
    tokens = tuple(chance.randrange(262_144) for _ in range(chance.randrange(5)))
    thought = (Thought(chance.choice(WORDS)),) if chance.random() < 0.5 else ()
    return Turn("model", (*thought, Text(chance.choice(WORDS))), tokens)


def _making(chance: random.Random) -> Making | None:
    return chance.choice([None, Making("failed"), Making("stop", 20, 100, 7, 1.5, 80.25, 3.0)])
