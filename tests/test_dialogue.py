"""A chat with all the branches it has taken."""

from __future__ import annotations

import random

import pytest

from desktop.conversation import Text, Turn
from desktop.dialogue import Dialogue, Making


def said(words: str) -> Turn:
    return Turn("user", (Text(words),))


def shown(dialogue: Dialogue) -> str:
    return " ".join(entry.turn.text for entry in dialogue.shown)


@pytest.fixture
def dialogue() -> Dialogue:
    """a b c, where b was said again as B, and D came after that."""
    new = Dialogue()
    a = new.add(said("a"), None)
    b = new.add(said("b"), a.id)
    new.add(said("c"), b.id)
    other = new.add(said("B"), a.id)
    new.add(said("D"), other.id)
    return new


def id_of(dialogue: Dialogue, words: str) -> int:
    return next(i for i in range(1, 9) if dialogue[i].turn.text == words)


def test_what_is_said_last_is_shown(dialogue: Dialogue) -> None:
    assert shown(dialogue) == "a B D"


def test_a_branch_is_shown_again_as_it_was(dialogue: Dialogue) -> None:
    b, other = dialogue.alternatives(id_of(dialogue, "B"))
    dialogue.choose(b)
    assert shown(dialogue) == "a b c"
    dialogue.choose(other)
    assert shown(dialogue) == "a B D"
    dialogue.choose(id_of(dialogue, "c"))
    assert shown(dialogue) == "a b c"


def test_a_first_turn_has_alternatives_too(dialogue: Dialogue) -> None:
    again = dialogue.add(said("A"), None)
    assert shown(dialogue) == "A"
    assert dialogue.alternatives(again.id) == (1, again.id)


def test_a_turn_is_revised_with_all_that_follows(dialogue: Dialogue) -> None:
    dialogue.revise(id_of(dialogue, "B"), said("β"), Making("length", generated_tokens=3))
    assert shown(dialogue) == "a β D"
    assert dialogue[4].making == Making("length", generated_tokens=3)


def test_what_is_rewound_can_be_said_otherwise(dialogue: Dialogue) -> None:
    dialogue.rewind(1)
    assert shown(dialogue) == "a"
    assert len(dialogue.alternatives(2)) == 2
    dialogue.add(said("x"), 1)
    assert shown(dialogue) == "a x"
    dialogue.rewind(None)
    assert shown(dialogue) == ""


def test_what_is_removed_gives_way_to_the_alternative_before_it(dialogue: Dialogue) -> None:
    removed = dialogue.remove(id_of(dialogue, "B"))
    assert shown(dialogue) == "a b c"
    dialogue.restore(removed)
    assert shown(dialogue) == "a B D"
    assert [dialogue[i].turn.text for i in dialogue.alternatives(2)] == ["b", "B"]


def test_removing_all_leaves_nothing(dialogue: Dialogue) -> None:
    removed = dialogue.remove(1)
    assert dialogue.shown == ()
    dialogue.restore(removed)
    assert shown(dialogue) == "a B D"


@pytest.mark.parametrize("seed", range(50))
def test_a_removal_that_is_undone_leaves_no_trace(seed: int) -> None:
    rng, dialogue = random.Random(seed), Dialogue()
    ids: list[int] = []
    for i in range(20):
        ids.append(dialogue.add(said(str(i)), rng.choice([None, *ids])).id)
    dialogue.choose(rng.choice(ids))
    chosen = rng.choice(dialogue.shown).id
    before = shown(dialogue), {i: dialogue.alternatives(i) for i in ids}
    dialogue.restore(dialogue.remove(chosen))
    assert (shown(dialogue), {i: dialogue.alternatives(i) for i in ids}) == before


def test_the_speed_of_a_reply_is_tokens_by_time() -> None:
    assert Making("stop", generated_tokens=30, decode_ms=1500).tokens_per_second == 20
    assert Making("failed").tokens_per_second == 0
    assert not Making("length").finished
