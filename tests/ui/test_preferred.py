"""What is chosen in the settings holds in the window at once."""

from __future__ import annotations

from dataclasses import replace

from person import CONTROL, Key, ask, press

from desktop.ui.settings.chat_settings import Thinking
from desktop.ui.window import MainWindow


def test_text_is_as_large_as_was_chosen(window: MainWindow) -> None:
    ask(window, "Who are you?")
    before = window.transcript.replies[-1].body.height()
    window.preferences.text_px = 22
    reply = window.transcript.replies[-1]
    assert "22px" in window.styleSheet() and reply.body.height() > before
    assert "Pebble" in reply.body.toPlainText()


def test_a_new_chat_begins_with_what_was_chosen_and_an_old_one_keeps_its_own(
    window: MainWindow,
) -> None:
    chosen = replace(window.preferences.chat, instructions="Be brief.", thinking=Thinking.SHORT)
    ask(window, "Hello")
    window.preferences.chat = chosen
    assert window.chat.settings.instructions == ""
    press(window, Key.Key_N, CONTROL)
    assert window.chat.settings == chosen
    assert window.composer.thinking.thinking is Thinking.SHORT
    assert window.chat.conversation().turns[0].text == "Be brief."
