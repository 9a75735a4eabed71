"""The transcript alone: all of Markdown, pictures, sounds and videos."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.conversation import Clip, Medium, Picture, Sound, Text, Thought, Turn
from desktop.listening import Task
from desktop.ui.media.playback import Playback
from desktop.ui.media.recordings import recordings_folder
from desktop.ui.theme import current_theme
from desktop.ui.transcript.bubble import Bubble
from desktop.ui.transcript.rows import Answered, Mark
from desktop.ui.transcript.view import Transcript

from .part import Part
from .samples import sample
from .stage import Stage

TRANSCRIPT = Part("transcript")

_WIDTH, _NARROW = 840, 420


@TRANSCRIPT.state
def headings(stage: Stage) -> QWidget:
    return _answered(stage, "headings")


@TRANSCRIPT.state
def lists(stage: Stage) -> QWidget:
    return _answered(stage, "lists")


@TRANSCRIPT.state
def tables(stage: Stage) -> QWidget:
    return _answered(stage, "tables")


@TRANSCRIPT.state
def narrow_tables(stage: Stage) -> QWidget:
    return _answered(stage, "tables", width=_NARROW)


@TRANSCRIPT.state
def code(stage: Stage) -> QWidget:
    return _answered(stage, "code")


@TRANSCRIPT.state
def quotes(stage: Stage) -> QWidget:
    return _answered(stage, "quotes")


@TRANSCRIPT.state
def formulas(stage: Stage) -> QWidget:
    return _answered(stage, "formulas")


@TRANSCRIPT.state
def large_formulas(stage: Stage) -> QWidget:
    stage.preferences.text_px = 22
    return _answered(stage, "formulas")


@TRANSCRIPT.state
def japanese(stage: Stage) -> QWidget:
    return _answered(stage, "japanese")


@TRANSCRIPT.state
def narrow_japanese(stage: Stage) -> QWidget:
    return _answered(stage, "japanese", width=_NARROW)


@TRANSCRIPT.state
def right_to_left(stage: Stage) -> QWidget:
    return _answered(stage, "right_to_left")


@TRANSCRIPT.state
def long_words(stage: Stage) -> QWidget:
    return _answered(stage, "long_words")


@TRANSCRIPT.state
def narrow_long_words(stage: Stage) -> QWidget:
    return _answered(stage, "long_words", width=_NARROW)


@TRANSCRIPT.state
def bubbles(stage: Stage) -> QWidget:
    return _said(
        stage,
        _user("Hi!"),
        _user("こんにちは。"),
        _user(sample("bridge_en").split("\n")[0]),
        _user("def f(x):\n    return x\n\nWhy does this\n\nnot work? 🤔"),
        _user("שלום, מה שלומך היום?"),
        _user("a" * 120),
    )


@TRANSCRIPT.state
def bubble_pointed_at(stage: Stage) -> QWidget:
    transcript = _said(stage, _user("Name a bridge."), Turn("model", (Text("The Forth Bridge."),)))
    transcript.mark([Mark(2, (1, 2, 3)), Mark(4, (4,), resumable=True)])
    stage.settle()
    for view in transcript.views:
        view.light(True)
    return transcript


@TRANSCRIPT.state
def one_picture(stage: Stage) -> QWidget:
    words = stage.words("What is this, and how long is it?", "これは何ですか？長さは？")
    return _said(
        stage,
        _user(words, *stage.pictures[:1]),
        _user("", stage.pictures[1]),
        _user(words, stage.pictures[1]),
        _user(words * 5, stage.pictures[4]),
    )


@TRANSCRIPT.state
def two_pictures(stage: Stage) -> QWidget:
    return _said(stage, _user("Which one is older?", *stage.pictures[:2]))


@TRANSCRIPT.state
def three_pictures(stage: Stage) -> QWidget:
    return _said(stage, _user("", *stage.pictures[:3]))


@TRANSCRIPT.state
def five_pictures(stage: Stage) -> QWidget:
    return _said(stage, _user("Write a caption for each.", *stage.pictures))


@TRANSCRIPT.state
def missing_picture(stage: Stage) -> QWidget:
    gone = ("/gone/bridge.png", "/gone/a very long name of a picture that is gone.jpeg")
    return _said(
        stage, _user("And this?", gone[0]), _user("And these?", *gone, *stage.pictures[:2])
    )


@TRANSCRIPT.state
def sounds(stage: Stage) -> QWidget:
    return _said(stage, *_sounds(stage))


@TRANSCRIPT.state
def narrow_sounds(stage: Stage) -> QWidget:
    return _said(stage, *_sounds(stage), width=_NARROW)


@TRANSCRIPT.state
def playing_sound(stage: Stage) -> QWidget:
    transcript = _said(stage, _heard("", Sound(stage.media.recording)))
    Playback.shared().moved.emit(stage.media.recording, 2.6)
    return transcript


@TRANSCRIPT.state
def sound_with_the_keyboard(stage: Stage) -> QWidget:
    transcript = _said(stage, _heard("", Sound(stage.media.recording)))
    stage.focus(_bubble(transcript).sounds[0].strip.play)
    return transcript


@TRANSCRIPT.state
def videos(stage: Stage) -> QWidget:
    return _said(stage, *_videos(stage))


@TRANSCRIPT.state
def narrow_videos(stage: Stage) -> QWidget:
    return _said(stage, *_videos(stage), width=_NARROW)


@TRANSCRIPT.state
def video_with_the_keyboard(stage: Stage) -> QWidget:
    transcript = _said(stage, _heard("", Clip(stage.media.clip)))
    stage.focus(_bubble(transcript).clips[0])
    return transcript


@TRANSCRIPT.state
def all_kinds_of_media(stage: Stage) -> QWidget:
    media, picture = stage.media, Picture(stage.pictures[0])
    words = stage.words("Where is this, and what is said?", "どこですか？何と言っていますか？")
    return _said(
        stage,
        _heard(words, picture, Sound(media.recording)),
        _heard(words, Picture(stage.pictures[1]), Clip(media.clip), Sound(media.sound, Task())),
        _heard("", Clip(media.clip), Sound(media.recording), Sound(media.sound)),
    )


@TRANSCRIPT.state
def missing_media(stage: Stage) -> QWidget:
    gone = ("/gone/memo.wav", "/gone/a very long name of a sound that is nowhere any more.m4a")
    recording = str(recordings_folder() / "gone" / "Recording.wav")
    return _said(
        stage,
        _heard("", *map(Sound, (*gone, recording))),
        _heard("And this?", Clip("/gone/harbour.mov"), Sound(recording, Task())),
    )


@TRANSCRIPT.state
def answer_in_parts(stage: Stage) -> QWidget:
    return _in_parts(stage, 2, 5)


@TRANSCRIPT.state
def narrow_answer_in_many_parts(stage: Stage) -> QWidget:
    return _in_parts(stage, 23, 62, width=_NARROW)


@TRANSCRIPT.state
def first_part(stage: Stage) -> QWidget:
    return _in_parts(stage, 1, 5)


@TRANSCRIPT.state
def earlier_thought(stage: Stage) -> QWidget:
    thought = Thought("It is red.\n\nIt hangs from cables.")
    answer = Text(sample(stage.words("bridge_en", "bridge_ja")))
    transcript = _said(stage, Turn("model", (thought, answer)))
    view = transcript.replies[0].thought
    assert view is not None
    view.fold.click()
    return _unrolled(stage, transcript)


@TRANSCRIPT.state
def answer_with_the_keyboard(stage: Stage) -> QWidget:
    transcript = _answered(stage, "headings")
    stage.focus(transcript.replies[0].body)
    return transcript


@TRANSCRIPT.state
def read_aloud(stage: Stage) -> QWidget:
    return _read_aloud(stage, _WIDTH)


@TRANSCRIPT.state
def narrow_read_aloud(stage: Stage) -> QWidget:
    return _read_aloud(stage, _NARROW)


def _read_aloud(stage: Stage, width: int) -> Transcript:
    words = stage.words("This is the Golden Gate Bridge.", "これはゴールデンゲートブリッジです。")
    turns = [Turn("model", (Text(words),))] * 2
    transcript = _said(stage, *turns, width=width)
    transcript.mark([Mark(2, (1, 2), resumable=True), Mark(4, (4,))])
    answered = transcript.rows[0]
    assert isinstance(answered, Answered)
    transcript.show_read(answered)
    stage.focus(transcript.replies[0].read_aloud)
    return transcript


@TRANSCRIPT.state
def picture_with_the_keyboard(stage: Stage) -> QWidget:
    transcript = _said(stage, _user("Which one is older?", *stage.pictures[:2]))
    stage.focus(_bubble(transcript).pictures.tiles[1])
    return transcript


@TRANSCRIPT.state
def link_pointed_at(stage: Stage) -> QWidget:
    transcript = _answered(stage, "headings")
    transcript.link_line.show_address("https://example.org/guide")
    return transcript


def _sounds(stage: Stage) -> list[Turn]:
    media, into = stage.media, stage.words("French", "Japanese")
    return [
        _heard("", Sound(media.recording)),
        _heard("", Sound(media.recording, Task(translate_to=into))),
        _heard(stage.words("What does she want?", "何がほしいのですか？"), Sound(media.recording)),
        _heard("", Sound(media.sound)),
        _heard("", Sound(media.long_sound, Task())),
    ]


def _videos(stage: Stage) -> list[Turn]:
    words = stage.words("What happens here?", "何が起きていますか？")
    return [
        _heard("", Clip(stage.media.clip)),
        _heard(words, Clip(stage.media.clip, mute=True)),
    ]


def _in_parts(stage: Stage, part: int, parts: int, *, width: int = _WIDTH) -> Transcript:
    sound = Sound(stage.media.long_sound, Task())
    transcript = _said(stage, _heard("", sound), width=width)
    transcript.begin_reply()
    transcript.show_part(part, parts)
    if part > 1:
        transcript.add_answer(sample(stage.words("bridge_en", "bridge_ja")).split("\n")[0])
    return _unrolled(stage, transcript)


def _heard(text: str, *media: Medium) -> Turn:
    seen = [part for part in media if not isinstance(part, Sound)]
    words = (Text(text),) if text else ()
    return Turn("user", (*seen, *words, *(part for part in media if isinstance(part, Sound))))


def _bubble(transcript: Transcript) -> Bubble:
    bubble = transcript.views[0]
    assert isinstance(bubble, Bubble)
    return bubble


def _user(text: str, *pictures: str) -> Turn:
    words = (Text(text),) if text else ()
    return Turn("user", (*map(Picture, pictures), *words))


def _answered(stage: Stage, name: str, *, width: int = _WIDTH) -> Transcript:
    return _said(stage, Turn("model", (Text(sample(name)),)), width=width)


def _said(stage: Stage, *turns: Turn, width: int = _WIDTH) -> Transcript:
    transcript = stage.place(Transcript, width, 400)
    transcript.paint(current_theme(), stage.preferences.text_px)
    transcript.show_turns(turns)
    return _unrolled(stage, transcript)


def _unrolled(stage: Stage, transcript: Transcript) -> Transcript:
    """Make room for all that stands there."""
    stage.settle()
    whole = transcript.viewport().height() + transcript.verticalScrollBar().maximum()
    transcript.window().resize(transcript.width(), whole)
    stage.settle()
    return transcript
