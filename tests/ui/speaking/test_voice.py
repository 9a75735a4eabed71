"""One sentence after the other is said, each with a voice for its language."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from person import settle, wait_until
from PySide6.QtCore import QObject
from PySide6.QtTextToSpeech import QTextToSpeech
from PySide6.QtWidgets import QApplication
from speech import Speech

from desktop.problems import Problem
from desktop.ui.speaking.reading import system_voice
from desktop.ui.speaking.voice import Voice


@pytest.fixture
def parent(application: QApplication) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    settle()


@pytest.fixture
def speech(parent: QObject) -> Speech:
    return Speech("en_GB", "de_AT", "de_DE", "ja_JP")


@pytest.fixture
def voice(speech: Speech, parent: QObject) -> Voice:
    return Voice(speech, parent)


def test_sentences_are_said_in_order_and_then_it_is_silent(voice: Voice, speech: Speech) -> None:
    silences: list[bool] = []
    voice.silent.connect(lambda: silences.append(voice.speaking))
    speech.hasty = True
    for word in "abc":
        voice.say(word, "en")
    wait_until(lambda: silences, 5)
    assert speech.sentences == ["a", "b", "c"] and silences == [False]
    voice.say("d", "en")
    wait_until(lambda: len(silences) == 2, 5)


def test_each_language_has_its_voice(voice: Voice, speech: Speech) -> None:
    speech.hasty = True
    for language in ("ja", "de", "ko", "en"):
        voice.say(language, language)
    wait_until(lambda: not voice.speaking, 5)
    # The usual variety of German, any of English, and for Korean, which has none, the system's.
    assert speech.said == [("ja_JP", "ja"), ("de_DE", "de"), ("en_GB", "ko"), ("en_GB", "en")]


def test_it_stops_at_once_and_forgets_what_waits(voice: Voice, speech: Speech) -> None:
    voice.say("a", "en")
    voice.say("b", "en")
    settle()
    voice.stop()
    assert not speech.speaking and not voice.speaking
    settle()
    assert speech.sentences == ["a"]


@pytest.mark.parametrize("begun", [True, False])
def test_what_is_said_after_a_stop_is_said_whole(voice: Voice, speech: Speech, begun: bool) -> None:
    voice.say("a", "en")
    if begun:
        settle()
    voice.stop()
    voice.say("b", "en")
    voice.say("c", "en")
    settle()
    if begun:
        assert speech.sentences == ["a", "b"]
    speech.finish()
    settle()
    assert speech.sentences == ["a", "b", "c"]


def test_what_breaks_off_is_told(voice: Voice, speech: Speech) -> None:
    broken: list[None] = []
    voice.broken.connect(lambda: broken.append(None))
    voice.say("a", "en")
    voice.say("b", "en")
    speech.fail()
    wait_until(lambda: broken, 5)
    assert not voice.speaking and speech.sentences == ["a"]


@pytest.mark.parametrize("engine", ["there is none of that name", "mock"])
def test_without_voices_it_says_so(parent: QObject, engine: str) -> None:
    with pytest.raises(Problem) as problem:
        Voice(Speech() if engine == "mock" else QTextToSpeech(engine), parent)
    assert problem.value.kind == "no_voice"


@pytest.mark.parametrize("missing", ["PySide6.QtTextToSpeech", "desktop.ui.speaking.voice"])
def test_without_qts_text_to_speech_it_says_so(
    parent: QObject, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(Problem) as problem:
        system_voice(parent)
    assert problem.value.kind == "no_voice"


def test_qts_own_engine_is_heard(parent: QObject) -> None:
    heard: list[str] = []
    engine = QTextToSpeech("mock")
    engine.sayingWord.connect(lambda word, *_: heard.append(word))
    voice = Voice(engine, parent)
    voice.say("One two.", "en")
    voice.say("Three.", "ja")
    wait_until(lambda: not voice.speaking, 5)
    assert heard == ["One", "two", "Three"]
    voice.say("Four five six seven.", "en")
    wait_until(lambda: "Four" in heard, 5)
    voice.stop()
    assert engine.state() is QTextToSpeech.State.Ready
