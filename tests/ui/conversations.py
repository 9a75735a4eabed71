"""What people say to Pebble in the languages of the window, and a conversation that has it all."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.conversation import Part, Picture, Text, Thought, Turn
from desktop.places import RESOURCES
from desktop.ui.window import MainWindow

SAMPLE = RESOURCES / "pictures" / "sample.png"


@dataclass(frozen=True)
class Talk:
    """Questions in one language.

    `name` is a word of the answer to `who`; the answer to `long` is the longest.
    """

    hello: str
    who: str
    name: str
    long: str
    thanks: str


TALKS = {
    "en": Talk("Hello", "Who are you?", "Pebble", "How can I get a bigger model?", "Thank you!"),
    "ja": Talk(
        "こんにちは", "あなたは誰ですか？", "ペブル", "モデルの変え方を教えて", "ありがとう"
    ),
}
SUM, RESULT = "What is 347 + 58?", "347 + 58 = 405"
CODE = "x = 1\ny = 2"
LINK = "https://example.org/bridge"
ANSWER = f"Read [this]({LINK}):\n\n```python\n{CODE}\n```\n\nDone."


def picture_turn(words: str = "What is this?", *paths: str) -> Turn:
    """A question about pictures, Facet's sample if no other."""
    parts: tuple[Part, ...] = tuple(Picture(path) for path in paths or (str(SAMPLE),))
    return Turn("user", (*parts, Text(words)))


def show(window: MainWindow, *turns: Turn) -> None:
    """Have a conversation stand in the chat that was spoken earlier."""
    for turn in turns:
        shown = window.chat.dialogue.shown
        window.chat.dialogue.add(turn, shown[-1].id if shown else None)
    window.chat.turned.emit()


def show_everything(window: MainWindow) -> None:
    """Show a picture, a thought, a link and code, and an answer of which there are two."""
    show(window, picture_turn(), Turn("model", (Thought("Let me see."), Text(ANSWER))))
    question, answer = window.chat.dialogue.shown
    window.chat.dialogue.add(Turn("model", (Text("Another answer."),)), question.id)
    window.chat.dialogue.choose(answer.id)
    window.chat.turned.emit()
