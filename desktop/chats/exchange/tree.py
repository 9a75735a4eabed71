"""Turns that name the one before them → the entries of a Dialogue, whatever they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.conversation import Part, Role, Text, Thought, Turn
from desktop.dialogue import Entry

_LARGEST_ID = 2**53


@dataclass(frozen=True)
class Node:
    """Something said after the node `parent`; with no parts, only a place in the tree.

    `time` is in seconds since 1970, None where it is not known.
    """

    parent: str | None
    role: Role = "system"
    parts: Sequence[Part] = ()
    time: float | None = None


@dataclass(frozen=True)
class Grown:
    """A dialogue's entries, the root first, and when they were said, by their ids."""

    entries: tuple[Entry, ...]
    said: Mapping[int, float]


@dataclass
class _Growing:
    """An entry whose turn is not complete: the model may say it in several nodes."""

    entry: Entry
    role: Role
    parts: list[Part] = field(default_factory=list[Part])


def grow(nodes: Mapping[str, Node], shown: str | None = None) -> Grown:
    """Make one tree of nodes, in their order; the branch through the node `shown` is shown.

    Nodes without parts are passed over, and what the model says in one go is one turn. A node whose
    parent is missing begins the dialogue anew, and so does one of those that go round in a circle.
    """
    children = _children(nodes)
    root = _Growing(Entry(0, Turn("system", ()), None), "system")
    growing = [root]
    said: dict[int, float] = {}
    entry_of: dict[str, int] = {}
    # Where a node hangs, and whether it is the only one that has hung there so far.
    waiting = [(key, 0, False) for key in reversed(_beginnings(nodes, children))]
    while waiting:
        key, above, goes_on = waiting.pop()
        if key in entry_of:
            continue
        node = nodes[key]
        place = above
        if node.parts:
            if not (goes_on and node.role == growing[above].role == "model"):
                place = _add(growing, above, node.role)
                if node.time is not None:
                    said[place] = node.time
            growing[place].parts += node.parts
        entry_of[key] = place
        below = children.get(key, [])
        alone = len(below) == 1 and (goes_on or place != above)
        waiting += ((child, place, alone) for child in reversed(below))
    for each in growing:
        each.entry.turn = Turn(each.role, _joined(each.parts))
    _show(growing, entry_of.get(shown or "", 0))
    return Grown(tuple(each.entry for each in growing), said)


def is_whole(entries: Sequence[Entry]) -> bool:
    """Whether entries are one tree as a Dialogue takes it, whose root is 0."""
    known = {entry.id: entry for entry in entries}
    if len(known) != len(entries) or 0 not in known or known[0].parent is not None:
        return False
    placed = [(child, entry.id) for entry in entries for child in entry.children]
    parents = dict(placed)
    if len(parents) != len(placed) or parents.keys() != known.keys() - {0}:
        return False
    for entry in entries:
        if not 0 <= entry.id < _LARGEST_ID:
            return False
        if entry.id and (entry.parent or 0) != parents[entry.id]:
            return False
        if entry.chosen is not None and entry.chosen not in entry.children:
            return False
    return _reached(known) == len(known)


def _reached(entries: Mapping[int, Entry]) -> int:
    """How many entries hang on the root, where each hangs on one."""
    count, waiting = 0, [0]
    while waiting:
        count += 1
        waiting += entries[waiting.pop()].children
    return count


def _children(nodes: Mapping[str, Node]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for key, node in nodes.items():
        if node.parent is not None and node.parent in nodes:
            children.setdefault(node.parent, []).append(key)
    return children


def _beginnings(nodes: Mapping[str, Node], children: Mapping[str, list[str]]) -> list[str]:
    """The nodes that hang on nothing, and the first of each circle."""
    begin = [key for key, node in nodes.items() if node.parent not in nodes]
    seen: set[str] = set()
    for key in [*begin, *nodes]:
        if key in seen:
            continue
        if nodes[key].parent in nodes:
            begin.append(key)
        waiting = [key]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting += children.get(each, [])
    return begin


def _add(growing: list[_Growing], above: int, role: Role) -> int:
    id = len(growing)
    growing.append(_Growing(Entry(id, Turn(role, ()), above or None), role))
    parent = growing[above].entry
    parent.children.append(id)
    parent.chosen = id
    return id


def _show(growing: Sequence[_Growing], id: int) -> None:
    while id:
        above = growing[id].entry.parent or 0
        growing[above].entry.chosen = id
        id = above


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """What was thought first, as one thought; then the rest, words that follow words as one."""
    thoughts = [part.text for part in parts if isinstance(part, Thought)]
    joined: list[Part] = [Thought("\n\n".join(thoughts))] if thoughts else []
    words: list[str] = []
    for part in parts:
        if isinstance(part, Text):
            words.append(part.text)
        elif not isinstance(part, Thought):
            joined += _text(words)
            words = []
            joined.append(part)
    return (*joined, *_text(words))


def _text(words: Sequence[str]) -> tuple[Text, ...]:
    return (Text("\n\n".join(words)),) if words else ()
