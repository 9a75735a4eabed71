"""The built-in model says what is so: a sample of `packaging/pebble/evaluate.py`."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import dictation
import evaluate
import numpy as np
import pytest
import talk
import voices

from desktop.conversation import Picture, Sound, Text
from desktop.engine.generation import Generator
from desktop.listening import Task
from desktop.places import BUILT_IN_MODEL, RESOURCES

SPEECH = Path(__file__).parent / "speech"
"""Recordings by voices that Pebble never learnt from, named for the digits and the language."""
SPOKEN = sorted(SPEECH.glob("*.wav"))


@pytest.fixture(scope="module")
def pebble() -> Generator:
    return Generator(BUILT_IN_MODEL)


def test_it_names_drawings(pebble: Generator) -> None:
    assert evaluate.drawings_right(pebble, 12) >= 10


def test_it_describes_the_bundled_picture_in_two_languages(pebble: Generator) -> None:
    picture = Picture(str(RESOURCES / "pictures" / "sample.png"))
    english = evaluate.reply(pebble, (picture, Text("What do you see?")), seed=0)
    japanese = evaluate.reply(pebble, (picture, Text("何が見えますか？")), seed=0)
    assert english == "A blue star on a white background."
    assert japanese == "白い背景に青い星があります。"


def test_it_adds_where_it_may_think(pebble: Generator) -> None:
    assert evaluate.sums_right(pebble, 8, thinking=True) >= 6
    assert evaluate.sums_right(pebble, 8, thinking=False) <= 3


def test_it_talks_about_itself_and_facet(pebble: Generator) -> None:
    intents = [*talk.ENGLISH[::10], *talk.JAPANESE[::10]]
    right, asked = evaluate.talk_right(pebble, intents)
    assert asked > 20 and right >= 0.95 * asked


@pytest.mark.parametrize("spoken", [None, "English", "Japanese"])
def test_it_is_taught_the_prompts_that_facet_asks(spoken: str | None) -> None:
    assert dictation.transcribe(spoken) == Task(spoken=spoken).prompt
    assert dictation.translate(spoken, "French") == Task("French", spoken).prompt


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_it_writes_down_spoken_digits(pebble: Generator, path: Path) -> None:
    digits, language = path.stem.split()
    sound = Sound(str(path))
    asked = Text(dictation.transcribe(language))
    assert evaluate.reply(pebble, (asked, sound), seed=0) == digits
    asked = Text(dictation.translate(None, "Japanese"))
    assert evaluate.reply(pebble, (asked, sound), seed=0) == f"{digits}\nJapanese: {digits}"
    heard = voices.Heard(digits, language)
    assert evaluate.reply(pebble, (sound,), seed=0) == dictation.said(heard, language)


def test_it_says_so_where_it_hears_no_digits(pebble: Generator, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    voices.write(np.zeros(2 * voices.RATE), silence)
    asked = Text("What do you hear?")
    said = evaluate.reply(pebble, (asked, Sound(str(silence))), seed=0)
    assert said == dictation.NO_DIGITS["English"]


def test_no_voice_that_it_is_measured_with_teaches_it() -> None:
    chance = random.Random(0)
    taught = {voices.anyone(chance) for _ in range(3000)}
    assert len({voice.throat for voice in taught}) > 1000
    assert not taught & set(voices.HELD_OUT)


def test_a_throat_drawn_by_chance_changes_how_a_voice_sounds() -> None:
    chance = random.Random(0)
    voice = voices.Voice("espeak-ng", "ja", "Japanese")
    throats = ["", voices.throat(chance), voices.throat(chance)]
    said = [
        voices.read_out("いち", replace(voice, throat=throat), random.Random(0))
        for throat in throats
    ]
    assert all(np.abs(samples).max() > 0.05 for samples in said)
    assert len({samples.tobytes() for samples in said}) == len(said)
