"""Another model in the middle of a chat: what it cannot take is set aside, and that is seen."""

from __future__ import annotations

from PySide6.QtGui import QImage

from desktop.conversation import Picture, Sound, Text, Turn
from desktop.engine.protocol import Loading, Warned
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.window import MainWindow


def talk(window: MainWindow, client: ScriptedClient, *parts: Sound | Picture | Text) -> None:
    window.chat.say(Turn("user", parts))
    client.say("I see.")
    client.end()


def dot(window: MainWindow) -> QImage:
    return window.model.icon().pixmap(10, 10).toImage()


def test_sounds_are_set_aside_by_a_model_that_is_deaf(
    window: MainWindow, client: ScriptedClient
) -> None:
    client.become_ready()
    talk(window, client, Sound("a.wav"))
    talk(window, client, Text("And now?"))
    assert not window.set_aside.isVisible()
    client.become_ready("Gemma 4 31B", hears=False)
    assert window.set_aside.words.text() == (
        "Gemma 4 31B cannot hear: the sounds of this chat are set aside."
    )
    assert window.set_aside.isVisible()
    asked = window.chat.conversation()
    assert not any(turn.media for turn in asked.turns)
    client.become_ready()
    assert not window.set_aside.isVisible()
    assert window.chat.conversation().turns[0].media == (Sound("a.wav"),)


def test_another_chat_without_sounds_sets_nothing_aside(
    window: MainWindow, client: ScriptedClient
) -> None:
    client.become_ready()
    talk(window, client, Sound("a.wav"))
    talk(window, client, Text("And now?"))
    client.become_ready("Gemma 4 31B", hears=False)
    window.new_chat()
    assert not window.set_aside.isVisible()


def test_loading_tells_how_far_it_is(window: MainWindow, client: ScriptedClient) -> None:
    client.batch.emit([Loading(42)])
    assert window.model.text() == "Loading… 42 % ⌄"
    client.become_ready()
    assert window.model.text() == "Gemma 4 E4B ⌄"


def test_a_model_that_rests_says_so_until_it_is_loaded_again(
    window: MainWindow, client: ScriptedClient
) -> None:
    client.become_ready()
    awake = dot(window)
    client.unloaded.emit()
    assert dot(window) != awake
    assert "rests" in window.model.toolTip() and window.model.text() == "Gemma 4 E4B ⌄"
    client.become_ready()
    assert "rests" not in window.model.toolTip() and dot(window) == awake


def test_short_memory_is_told_beside_what_is_being_written(
    window: MainWindow, client: ScriptedClient
) -> None:
    details = {"model": "Gemma 4 31B", "lacking": "2.5"}
    client.batch.emit([Warned(None, "short_memory", details)])
    assert "2.5 GB more memory than is free" in window.composer.notice.text()


def test_an_answer_that_ends_for_want_of_memory_says_so(
    window: MainWindow, client: ScriptedClient
) -> None:
    client.become_ready()
    window.chat.say(Turn("user", (Text("Tell me a long story."),)))
    client.say("Once upon a time")
    details = {"model": "Gemma 4 31B", "tokens": "2,048", "limit": "262,144"}
    client.batch.emit([Warned(window.chat.reply.request, "short_context", details)])
    client.end("length")
    assert "2,048 of the 262,144 tokens" in window.composer.notice.text()
