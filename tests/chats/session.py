"""A scripted session with chats, in a process that can be killed at any moment.

As a script it forks a session for each line "FOLDER SEED" it reads, and prints the process's id.
What a session is about to do it writes to the file `events` first, a JSON line each: the state a
chat is going to have and when, or that everything until then was flushed.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

from desktop.chats.keeper import Keeper
from desktop.chats.record import ChatRecord, Coming
from desktop.chats.store import Store
from desktop.conversation import Picture, Text, Turn
from desktop.dialogue import Dialogue, Making
from desktop.room import LeftOut

CHATS = ("a", "b", "c", "kite", "haiku")
State = list[str] | None
"""The title, and the words of the branch that is shown; None where the chat is deleted."""


def state_in(store: Store, id: str) -> State:
    record = store.read(id)
    titles = {summary.id: summary.title for summary in store.summaries()}
    if record is None or id not in titles:
        return None
    return [titles[id], *(entry.turn.text for entry in Dialogue(record.entries).shown)]


class Session:
    """What a person does, by chance."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.events = os.open(folder / "events", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.keeper = Keeper(folder / "chats", lambda problem: self.tell(told=str(problem)))
        store = Store(folder / "chats")
        self.dialogues: dict[str, Dialogue] = {}
        for id in CHATS:
            store.restore([id])
            record = store.read(id)
            self.dialogues[id] = Dialogue(record.entries if record else ())
        titles = {summary.id: summary.title for summary in store.summaries()}
        self.named = {id: titles[id] for id in titles if titles[id] != self.first_words(id)}
        store.close()
        for id, dialogue in self.dialogues.items():
            if dialogue.shown:
                self.about_to(id)

    def tell(self, **event: object) -> None:
        os.write(self.events, f"{json.dumps(event)}\n".encode())

    def first_words(self, id: str) -> str:
        shown = self.dialogues[id].shown
        return " ".join(shown[0].turn.text.split()) if shown else ""

    def about_to(self, id: str, so_far: str | None = None, deleted: bool = False) -> None:
        words = [entry.turn.text for entry in self.dialogues[id].shown]
        more = [] if so_far is None else [so_far]
        title = self.named.get(id) or self.first_words(id)
        state: State = None if deleted else [title, *words, *more]
        self.tell(chat=id, state=state, at=time.monotonic())

    def run(self) -> None:
        ways = (self.say, self.say, self.stream, self.branch, self.remove, self.name, self.delete)
        while True:
            id = self.chance.choice(CHATS)
            if len(self.dialogues[id].shown) < 2:
                self.say(id)
            self.chance.choice(ways)(id)
            if self.chance.random() < 0.5 and self.keeper.flush():
                self.tell(flushed=True)

    def keep(self, id: str) -> None:
        self.about_to(id)
        entries = self.dialogues[id].entries
        self.keeper.keep(ChatRecord(id, entries, {"temperature": 1}, LeftOut()))

    def word(self) -> str:
        return f"w{self.chance.randrange(10**9)}"

    def question(self, id: str) -> int:
        shown = self.dialogues[id].shown
        parts = [Text(self.word())]
        if self.chance.random() < 0.3:
            picture = self.folder / f"{self.chance.randrange(20)}.png"
            picture.write_text(picture.name)
            parts.insert(0, Picture(str(picture)))
        return self.dialogues[id].add(Turn("user", (*parts,)), shown[-1].id if shown else None).id

    def say(self, id: str) -> None:
        asked = self.question(id)
        self.keep(id)
        self.dialogues[id].add(Turn("model", (Text(self.word()),), (1, 2)), asked, Making("stop"))
        self.keep(id)

    def stream(self, id: str) -> None:
        asked = self.question(id)
        self.keep(id)
        so_far = ""
        for _ in range(self.chance.choice((5, 20, 100))):
            so_far += f"{self.word()} "
            self.about_to(id, so_far)
            self.keeper.keep_coming(id, Coming(asked, Turn("model", (Text(so_far),))))
            time.sleep(0.002)
        self.dialogues[id].add(Turn("model", (Text(so_far),), (1, 2)), asked, Making("stop"))
        self.keep(id)

    def branch(self, id: str) -> None:
        entry = self.chance.choice(self.dialogues[id].shown)
        self.dialogues[id].rewind(entry.parent)
        self.dialogues[id].add(Turn(entry.turn.role, (Text(self.word()),)), entry.parent)
        self.keep(id)

    def remove(self, id: str) -> None:
        self.dialogues[id].remove(self.dialogues[id].shown[-1].id)
        self.keep(id)

    def name(self, id: str) -> None:
        self.named[id] = self.word()
        self.about_to(id)
        self.keeper.rename(id, self.named[id])

    def delete(self, id: str) -> None:
        self.about_to(id, deleted=True)
        self.keeper.delete([id])
        self.about_to(id)
        self.keeper.restore([id])


def main() -> None:
    for line in sys.stdin:
        folder, seed = line.rsplit(maxsplit=1)
        process = os.fork()
        if not process:
            Session(Path(folder), int(seed)).run()
        print(process, flush=True)
        os.waitpid(process, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main()
