"""The built-in model says what is so: a sample of `packaging/pebble/evaluate.py`."""

from __future__ import annotations

import dictation
import evaluate
import pytest
import talk

from desktop.conversation import Picture, Text
from desktop.engine.generation import Generator
from desktop.listening import Task
from desktop.places import BUILT_IN_MODEL, RESOURCES


@pytest.fixture(scope="module")
def pebble() -> Generator:
    return Generator(BUILT_IN_MODEL)


def test_it_names_drawings(pebble: Generator) -> None:
    assert evaluate.drawings_right(pebble, 20) >= 17


def test_it_describes_the_bundled_picture_in_two_languages(pebble: Generator) -> None:
    picture = Picture(str(RESOURCES / "pictures" / "sample.png"))
    english = evaluate.reply(pebble, (picture, Text("What do you see?")), seed=0)
    japanese = evaluate.reply(pebble, (picture, Text("何が見えますか？")), seed=0)
    assert english == "A blue star on a white background."
    assert japanese == "白い背景に青い星があります。"


def test_it_adds_where_it_may_think(pebble: Generator) -> None:
    assert evaluate.sums_right(pebble, 15, thinking=True) >= 12
    assert evaluate.sums_right(pebble, 15, thinking=False) <= 5


def test_it_talks_about_itself_and_facet(pebble: Generator) -> None:
    intents = [*talk.ENGLISH[::5], *talk.JAPANESE[::5]]
    right, asked = evaluate.talk_right(pebble, intents)
    assert asked > 40 and right >= 0.95 * asked


@pytest.mark.parametrize("spoken", [None, "English", "Japanese"])
def test_it_is_taught_the_prompts_that_facet_asks(spoken: str | None) -> None:
    assert dictation.transcribe(spoken) == Task(spoken=spoken).prompt
    assert dictation.translate(spoken, "French") == Task("French", spoken).prompt
