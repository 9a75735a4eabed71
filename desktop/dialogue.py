"""Everything that was said in one chat: a tree of turns, of which one branch is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .conversation import Turn


@dataclass(frozen=True)
class Making:
    """How a reply came about: why it ended, tokens, times in ms.

    `reason` is stop, length or cancelled, or failed where the engine ended in the middle of it.
    """

    reason: str
    generated_tokens: int = 0
    prompt_tokens: int = 0
    reused_tokens: int = 0
    prefill_ms: float = 0
    decode_ms: float = 0
    thought_ms: float = 0

    @property
    def finished(self) -> bool:
        """Whether the model itself ended the reply."""
        return self.reason == "stop"

    @property
    def tokens_per_second(self) -> float:
        """How fast it was written; 0 where that is not known."""
        return self.generated_tokens / self.decode_ms * 1000 if self.decode_ms else 0


@dataclass
class Entry:
    """One turn in its place.

    `parent` is the entry that it answers, None for a first one; `children` are the turns that were
    said after it, of which `chosen` is shown.
    """

    id: int
    turn: Turn
    parent: int | None
    making: Making | None = None
    children: list[int] = field(default_factory=list)
    chosen: int | None = None

    @property
    def broke_off(self) -> bool:
        """Whether it is a reply that the model did not end itself."""
        return self.making is not None and not self.making.finished


@dataclass(frozen=True)
class Removed:
    """What `Dialogue.remove` took away, for `Dialogue.restore`: the entries and their place."""

    entries: tuple[Entry, ...]
    place: int


class Dialogue:
    """A tree of turns. Saying something else in the place of a turn begins another branch."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """A dialogue of the `entries` of another one, or an empty one."""
        self._entries = {entry.id: entry for entry in entries}
        self._root = self._entries.setdefault(0, Entry(0, Turn("system", ()), None))
        self._last_id = max(self._entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry of every branch as it is now, the root first."""
        return tuple(replace(each, children=[*each.children]) for each in self._entries.values())

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The branch that is shown, from its first turn on."""
        return tuple(self._down(self._root))

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def __getitem__(self, id: int) -> Entry:
        return self._entries[id]

    def add(self, turn: Turn, after: int | None, making: Making | None = None) -> Entry:
        """Say something after an entry, or as a first turn where that is None, and show it."""
        self._last_id += 1
        entry = self._entries[self._last_id] = Entry(self._last_id, turn, after, making)
        parent = self._parent(entry)
        parent.children.append(entry.id)
        parent.chosen = entry.id
        return entry

    def revise(self, id: int, turn: Turn, making: Making | None = None) -> Entry:
        """Put another turn in the place of one, with all that was said after it."""
        entry = self._entries[id] = replace(self._entries[id], turn=turn, making=making)
        return entry

    def alternatives(self, id: int) -> tuple[int, ...]:
        """Every turn that was said in the place of this one, itself among them, oldest first."""
        return tuple(self._parent(self._entries[id]).children)

    def choose(self, id: int) -> None:
        """Show the branch that goes through an entry, as it was last shown."""
        entry = self._entries[id]
        while entry.id:
            parent = self._parent(entry)
            parent.chosen = entry.id
            entry = parent

    def rewind(self, id: int | None) -> None:
        """Show nothing after an entry, so that something else can be said there."""
        self._entries[id or 0].chosen = None

    def remove(self, id: int) -> Removed:
        """Take an entry away and all that was said after it; an alternative is shown instead."""
        entry = self._entries[id]
        parent = self._parent(entry)
        place = parent.children.index(id)
        parent.children.remove(id)
        if parent.chosen == id:
            neighbours = parent.children[max(place - 1, 0) :]
            parent.chosen = neighbours[0] if neighbours else None
        gone = tuple(self._all_below(entry))
        for each in gone:
            del self._entries[each.id]
        return Removed(gone, place)

    def restore(self, removed: Removed) -> None:
        """Put back what was taken away, and show it."""
        entry = removed.entries[0]
        self._entries |= {each.id: each for each in removed.entries}
        self._parent(entry).children.insert(removed.place, entry.id)
        self.choose(entry.id)

    def _parent(self, entry: Entry) -> Entry:
        return self._entries[entry.parent or 0]

    def _down(self, entry: Entry) -> Iterator[Entry]:
        while entry.chosen is not None:
            entry = self._entries[entry.chosen]
            yield entry

    def _all_below(self, entry: Entry) -> Iterator[Entry]:
        waiting = [entry]
        while waiting:
            each = waiting.pop()
            yield each
            waiting += (self._entries[child] for child in each.children)
