"""What a conversation will take is known before it is read: as many tokens as it then has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import hostile
import pytest
from golden_cases import FAMILIES, INPUTS, MEDIA, loaded, video_written

from desktop.conversation import Clip, Conversation, Medium, Picture, Sound, Text, Thought, Turn
from desktop.engine.measuring import Ruler
from desktop.engine.reading import read
from desktop.listening import Task

WORDS = (Text("What is this?"),)
PICTURE = Picture(f"{INPUTS}/img_a.png")
SPEECH = Sound(f"{INPUTS}/aud_1p3.wav")


def check(family: str, *turns: Turn, thinking: bool = False) -> None:
    checkpoint, model = loaded(family, "text")
    conversation = Conversation(turns, thinking=thinking)
    (reading,) = read(conversation, checkpoint, model)
    assert Ruler(checkpoint).measure(conversation).tokens == len(reading.ids)


@pytest.mark.parametrize("thinking", [False, True])
@pytest.mark.parametrize("family", FAMILIES)
def test_words_take_as_much_as_measured(family: str, thinking: bool) -> None:
    system = Turn("system", (Text("Be brief."),))
    question, answer = Turn("user", WORDS), Turn("model", (Thought("Hm."), Text("A  cat.\n")))
    check(family, question, thinking=thinking)
    check(family, system, question, answer, question, thinking=thinking)


@pytest.mark.parametrize("detail", [None, 70, 140, 280])
@pytest.mark.parametrize("name", ["img_a", "img_wide", "img_exact"])
@pytest.mark.parametrize("family", ["e2b-like", "12b-unified-like"])
def test_pictures_take_as_much_as_measured(family: str, name: str, detail: int | None) -> None:
    check(family, Turn("user", (Picture(f"{INPUTS}/{name}.png", detail), *WORDS)))


@pytest.mark.parametrize("name", ["aud_0p7", "aud_1p3", "aud_2p0"])
@pytest.mark.parametrize("family", ["e2b-like", "12b-unified-like"])
def test_sounds_take_as_much_as_measured(family: str, name: str) -> None:
    check(family, Turn("user", (*WORDS, Sound(f"{INPUTS}/{name}.wav"))))


@pytest.mark.parametrize("family", ["e2b-like", "12b-unified-like", "31b-like"])
def test_a_video_takes_as_much_as_measured(family: str) -> None:
    with video_written():
        (clip,) = MEDIA["video"]
        assert isinstance(clip, Clip)
        check(family, Turn("user", (clip, *WORDS)))


def test_what_is_asked_of_a_sound_is_counted() -> None:
    check("e2b-like", Turn("user", (Text("Names: Aoi."), replace(SPEECH, task=Task("French")))))


@pytest.mark.parametrize("family", ["e2b-like", "31b-like"])
def test_a_video_without_its_sound_takes_less(family: str, tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(hostile.video("mp4", frames=8))
    sizes = []
    for mute in (False, True):
        turn = Turn("user", (Clip(str(path), mute), *WORDS))
        check(family, turn)
        ruler = Ruler(loaded(family, "text")[0])
        sizes.append(ruler.measure(Conversation((turn,))).tokens)
    heard, watched = sizes
    assert heard > watched + 20 if family == "e2b-like" else heard == watched


def test_the_shares_of_turns_and_media_are_told() -> None:
    checkpoint, _ = loaded("e2b-like", "text")
    media: tuple[Medium, ...] = (PICTURE, SPEECH)
    turns = (Turn("user", (PICTURE, *WORDS)), Turn("model", WORDS), Turn("user", (*media, *WORDS)))
    size = Ruler(checkpoint).measure(Conversation(turns))
    assert size.media == (size.turn_media[0], size.turn_media[2] - size.turn_media[0])
    assert size.turns[0] - size.turn_media[0] == size.turns[2] - size.turn_media[2] > 5
    assert size.turn_media[1] == 0 and sum(size.turns) < size.tokens < sum(size.turns) + 9


def test_a_file_that_changes_is_looked_up_again(tmp_path: Path) -> None:
    checkpoint, _ = loaded("e2b-like", "text")
    ruler, path = Ruler(checkpoint), tmp_path / "a.png"
    conversation = Conversation((Turn("user", (Picture(str(path)),)),))
    assert ruler.measure(conversation).media == (0,)
    path.write_bytes(Path(f"{INPUTS}/img_wide.png").read_bytes())
    wide = ruler.measure(conversation).media
    path.write_bytes(Path(f"{INPUTS}/img_exact.png").read_bytes())
    assert 0 < wide[0] != ruler.measure(conversation).media[0]
