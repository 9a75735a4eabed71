"""Another model in the middle of a chat: what it cannot take is set aside, and that is seen."""

from __future__ import annotations

from desktop.conversation import Picture, Sound, Text, Turn
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.window import MainWindow


def talk(window: MainWindow, client: ScriptedClient, *parts: Sound | Picture | Text) -> None:
    window.chat.say(Turn("user", parts))
    client.say("I see.")
    client.end()


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
