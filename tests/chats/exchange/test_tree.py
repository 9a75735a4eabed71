"""Whatever nodes name as their parents, they become one tree that a Dialogue takes."""

from __future__ import annotations

import random

import pytest

from desktop.chats.exchange.tree import Grown, Node, grow, is_whole
from desktop.conversation import Picture, Text, Thought, Turn
from desktop.dialogue import Dialogue, Entry


def said(parent: str | None, words: str = "?", time: float | None = None) -> Node:
    return Node(parent, "user", (Text(words),), time)


def answered(parent: str | None, words: str, thought: str = "") -> Node:
    return Node(parent, "model", (*((Thought(thought),) if thought else ()), Text(words)))


def shown(grown: Grown) -> list[str]:
    return [entry.turn.text for entry in Dialogue(grown.entries).shown]


@pytest.mark.parametrize("seed", range(200))
def test_any_nodes_become_a_tree_with_every_turn(seed: int) -> None:
    chance = random.Random(seed)
    keys = [str(number) for number in range(chance.randrange(1, 30))]
    nodes = {
        key: said(chance.choice([*keys, "gone", None]), key)
        if chance.random() < 0.8
        else Node(chance.choice(keys))
        for key in keys
    }
    chosen = chance.choice(keys)
    grown = grow(nodes, chosen)
    assert is_whole(grown.entries)
    texts = [entry.turn.text for entry in grown.entries[1:]]
    assert sorted(texts) == sorted(key for key, node in nodes.items() if node.parts)
    if nodes[chosen].parts:
        assert chosen in shown(grown)


def test_what_the_model_says_in_one_go_is_one_turn() -> None:
    nodes = {
        "q": said(None),
        "a": answered("q", "One.", "Hm."),
        "b": Node("a"),
        "c": Node("b", "model", (Thought("Ah."), Picture("x.png"), Text("Two."))),
    }
    question, answer = Dialogue(grow(nodes).entries).shown
    assert answer.turn.parts == (
        Thought("Hm.\n\nAh."),
        Text("One."),
        Picture("x.png"),
        Text("Two."),
    )
    assert question.turn == Turn("user", (Text("?"),))


def test_where_it_branches_off_what_it_said_each_branch_is_a_turn() -> None:
    nodes = {"a": answered(None, "1"), "b": answered("a", "2"), "c": answered("a", "3")}
    assert shown(grow(nodes)) == ["1", "3"]
    assert shown(grow(nodes, "b")) == ["1", "2"]


def test_times_are_those_of_the_entries() -> None:
    nodes = {"x": Node(None, time=1.0), "p": said("x", time=2.0), "q": said("p")}
    assert grow(nodes).said == {1: 2.0}


def test_a_dialogue_100_000_turns_deep_is_one() -> None:
    deep = {str(number): said(str(number - 1)) for number in range(100_000)}
    deep["0"] = said("99999")
    entries = grow(deep, "99999").entries
    assert is_whole(entries) and len(Dialogue(entries).shown) == 100_000


def test_many_pieces_are_one_turn_without_delay() -> None:
    pieces = {str(number): answered(str(number - 1), "x") for number in range(50_000)}
    assert len(grow(pieces).entries) == 2


def test_entries_without_a_root_are_no_tree() -> None:
    turn = Turn("user", ())
    assert is_whole([Entry(0, turn, None)])
    assert not is_whole([])
    assert not is_whole([Entry(1, turn, None)])
    assert not is_whole([Entry(0, turn, 0)])
