"""What another model may not take of a conversation is set aside, but never what is asked now."""

from __future__ import annotations

from desktop.conversation import Clip, Picture, Sound, Text, Turn
from desktop.senses import Senses

PICTURE, SOUND, CLIP = Picture("a.png"), Sound("b.wav"), Clip("c.mov")
CHAT = (
    Turn("user", (PICTURE, Text("What is this?"))),
    Turn("model", (Text("A bridge."),), (7, 8)),
    Turn("user", (SOUND,)),
    Turn("model", (Text("Seven."),)),
    Turn("user", (CLIP, Text("And here?"))),
    Turn("model", (Text("A dog."),)),
    Turn("user", (Text("Thanks."),)),
)


def media(turns: list[Turn]) -> list[object]:
    return [medium for turn in turns for medium in turn.media]


def test_a_model_with_all_senses_takes_everything() -> None:
    assert Senses().taken(CHAT) == list(CHAT)
    assert Senses().set_aside(CHAT) == []


def test_what_is_not_heard_is_left_out_where_words_stay() -> None:
    deaf = Senses(hears=False)
    assert media(deaf.taken(CHAT)) == [PICTURE, CLIP]
    assert deaf.set_aside(CHAT) == [SOUND]
    assert [turn.text for turn in deaf.taken(CHAT)] == [turn.text for turn in CHAT]


def test_without_eyes_pictures_and_videos_go() -> None:
    blind = Senses(sees=False)
    assert media(blind.taken(CHAT)) == [SOUND]
    assert blind.set_aside(CHAT) == [PICTURE, CLIP]


def test_what_is_asked_about_now_stays_so_that_no_wrong_answer_comes() -> None:
    deaf = Senses(hears=False)
    assert deaf.taken(CHAT[:3]) == list(CHAT[:3])
    assert deaf.set_aside(CHAT[:3]) == []
    assert deaf.taken(CHAT[:4]) == list(CHAT[:4]), "as its reply goes on or is measured"


def test_a_turn_that_keeps_all_keeps_its_token_ids() -> None:
    assert Senses(sees=False, hears=False).taken(CHAT)[1].token_ids == (7, 8)
