"""Words are found in the chat that is open, wherever they stand in it."""

from __future__ import annotations

from facet import Facet
from person import CONTROL, SHIFT, Key, commit_text, press_on, settle
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from desktop.ui.find_bar import FindBar


def bar(facet: Facet) -> FindBar:
    return facet.window.find_bar


def ask(facet: Facet, question: str, answer: str, thought: str = "") -> None:
    facet.window.composer.edit.setPlainText(question)
    facet.window.composer.submit()
    if thought:
        facet.model.think(thought)
    facet.model.say(answer)
    facet.model.end()
    settle()


def find(facet: Facet, words: str) -> str:
    """Press the key and type; returns what is told of how often it was found."""
    press_on(facet.window, Key.Key_F, CONTROL)
    assert bar(facet).field.hasFocus()
    if words.isascii():
        QTest.keyClicks(bar(facet).field, words)
    else:
        commit_text(bar(facet).field, words)
    settle()
    return bar(facet).count.text()


def marked(facet: Facet) -> list[str]:
    """What is marked in the texts that are near the reader."""
    texts = facet.window.transcript.findChildren(QTextEdit)
    selections = [each for text in texts if text.isVisible() for each in text.extraSelections()]
    return [each.cursor.selectedText() for each in selections]


def test_what_is_found_is_counted_and_marked_in_what_is_seen(facet: Facet) -> None:
    ask(facet, "A bridge", "The **Golden** Gate Bridge, a bridge.")
    assert find(facet, "bridge") == "1 of 3"
    assert marked(facet) == ["bridge", "Bridge", "bridge"]
    bar(facet).field.clear()
    assert find(facet, "golden gate") == "1 of 1", "though a part of it is bold"
    assert marked(facet) == ["Golden Gate"]


def test_return_and_keys_go_on_and_back_around(facet: Facet) -> None:
    ask(facet, "one", "one one")
    assert find(facet, "one") == "1 of 3"
    field = bar(facet).field
    steps = [
        *((Key.Key_Return, None, "2 of 3"), (Key.Key_G, CONTROL, "3 of 3")),
        *((Key.Key_Return, None, "1 of 3"), (Key.Key_Return, SHIFT, "3 of 3")),
        (Key.Key_G, CONTROL | SHIFT, "2 of 3"),
    ]
    for key, modifiers, told in steps:
        press_on(field, key, *([modifiers] if modifiers else []))
        assert bar(facet).count.text() == told


def test_a_thought_is_unfolded_where_something_is_found_in_it(facet: Facet) -> None:
    ask(facet, "Sum?", "42", "First twelve, then thirty.")
    assert find(facet, "twelve") == "1 of 1"
    thought = facet.window.transcript.replies[-1].thought
    assert thought and thought.fold.isChecked() and marked(facet) == ["twelve"]


def test_japanese_is_found(facet: Facet) -> None:
    ask(facet, "水の化学式は？", "水の化学式は H₂O です。")
    assert find(facet, "化学式") == "1 of 2"


def test_what_is_far_away_is_scrolled_to(facet: Facet) -> None:
    for number in range(20):
        ask(facet, f"Question {number}", "Words.\n\n" * 15 + f"Needle {number}.")
    assert find(facet, "needle 3.") == "1 of 1"
    settle()
    transcript = facet.window.transcript
    row = transcript.finder.hits[0].row
    view = transcript.view(row)
    assert view and not view.visibleRegion().isEmpty()
    assert marked(facet) == ["Needle 3."]


def test_what_is_not_found_is_told(facet: Facet) -> None:
    ask(facet, "A", "B")
    assert find(facet, "zebra") == "Not found"
    assert not bar(facet).next.isEnabled()


def test_escape_closes_it_and_nothing_is_marked(facet: Facet) -> None:
    ask(facet, "one", "one")
    find(facet, "one")
    press_on(bar(facet).field, Key.Key_Escape)
    assert not bar(facet).isVisible() and marked(facet) == []
    assert facet.window.composer.edit.hasFocus()


def test_more_is_found_in_what_comes(facet: Facet) -> None:
    ask(facet, "one", "one")
    find(facet, "one")
    ask(facet, "and one", "one more")
    assert bar(facet).count.text() == "1 of 4"


def test_another_chat_has_none_of_it(facet: Facet) -> None:
    ask(facet, "one", "one")
    find(facet, "one")
    facet.window.new_chat()
    assert not bar(facet).isVisible()
