"""What is left out of a conversation so that it fits."""

from __future__ import annotations

import pytest

from desktop.conversation import Picture, Text, Turn
from desktop.dialogue import Dialogue, Entry
from desktop.room import LeftOut, leave_out_media, leave_out_turns, tokens_over

PICTURE = Picture("a.png")


@pytest.fixture
def entries() -> tuple[Entry, ...]:
    """Three questions, the first two with pictures and answered."""
    dialogue, last = Dialogue(), None
    for words, answer in (("one", "1"), ("two", "2"), ("three", None)):
        picture = (PICTURE,) if answer else ()
        last = dialogue.add(Turn("user", (*picture, Text(words))), last).id
        if answer:
            last = dialogue.add(Turn("model", (Text(answer),)), last).id
    return dialogue.shown


def texts(turns: list[Turn]) -> list[str]:
    return [turn.text for turn in turns]


def test_room_is_kept_for_the_answer() -> None:
    assert tokens_over(100_000, 131_072) < 0
    assert tokens_over(131_000, 131_072) == 952
    assert tokens_over(2000, 2048) == 464


def test_nothing_is_left_out_at_first(entries: tuple[Entry, ...]) -> None:
    assert texts(LeftOut().sent(entries)) == ["one", "1", "two", "2", "three"]
    assert not LeftOut()


@pytest.mark.parametrize(("over", "blind"), [(1, 1), (70, 1), (71, 2), (140, 2)])
def test_the_oldest_media_go_first(entries: tuple[Entry, ...], over: int, blind: int) -> None:
    left_out = leave_out_media(LeftOut(), entries, [70, 0, 70, 0, 0], over)
    assert left_out
    turns = left_out.sent(entries)
    assert texts(turns) == ["one", "1", "two", "2", "three"]
    assert [PICTURE in turn.parts for turn in turns if turn.text in ("one", "two")] == [
        i >= blind for i in range(2)
    ]


def test_media_may_not_be_enough(entries: tuple[Entry, ...]) -> None:
    assert leave_out_media(LeftOut(), entries, [70, 0, 70, 0, 0], 141) is None


@pytest.mark.parametrize(("over", "kept"), [(1, 3), (30, 3), (31, 1), (60, 1), (61, 0)])
def test_the_oldest_questions_go_with_their_answers(
    entries: tuple[Entry, ...], over: int, kept: int
) -> None:
    left_out = leave_out_turns(LeftOut(), entries, [10, 20, 10, 20, 50], over)
    assert left_out
    assert texts(left_out.sent(entries)) == ["one", "1", "two", "2", "three"][5 - kept :]


def test_messages_may_not_be_enough(entries: tuple[Entry, ...]) -> None:
    assert leave_out_turns(LeftOut(), entries, [10, 20, 10, 20, 50], 111) is None
