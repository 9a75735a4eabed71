"""What is drawn beside the words of an answer: cards behind code, bars at quotes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from person import settle
from PySide6.QtGui import QColor, QImage

from desktop.conversation import Text, Turn
from desktop.ui.theme import current_theme
from desktop.ui.transcript.answer_text import AnswerText
from desktop.ui.transcript.block_places import upper_edge
from desktop.ui.transcript.view import Transcript


def body(transcript: Transcript, markdown: str) -> AnswerText:
    transcript.show_turns([Turn("model", (Text(markdown),))])
    settle()
    return transcript.replies[-1].body


def picture(view: AnswerText) -> QImage:
    return view.viewport().grab().toImage()


def coloured_rows(image: QImage, x: int, colour: str) -> list[int]:
    return [y for y in range(image.height()) if image.pixelColor(x, y) == QColor(colour)]


@pytest.mark.parametrize("piece", [1, 9, 1000])
def test_a_card_goes_around_its_code(transcript: Transcript, piece: int) -> None:
    source = "Before\n\n```python\nx = 1\n\ny = 2\n```\n\nAfter"
    transcript.begin_reply()
    for start in range(0, len(source), piece):
        transcript.add_answer(source[start : start + piece])
    transcript.end_reply()
    settle()
    view = transcript.replies[-1].body
    card = coloured_rows(picture(view), view.width() // 2, current_theme().card)
    before, after = view.document().find("Before"), view.document().find("After")
    assert view.cursorRect(before).bottom() < card[0] < view.cursorRect(after).top()
    assert card[-1] < view.cursorRect(after).top()
    first, last = view.document().find("x = 1"), view.document().find("y = 2")
    header = view.cursorRect(first).top() - card[0]
    assert 40 < header < 64 and 10 < card[-1] - view.cursorRect(last).bottom() < 24
    assert card[0] < view.cards.buttons[0].geometry().center().y() < card[0] + 36


def test_the_card_of_code_in_a_list_is_as_far_in_as_its_code(transcript: Transcript) -> None:
    view = body(transcript, "1. So:\n   ```\n   x\n   ```\n")
    image = picture(view)
    line = view.cursorRect(view.document().find("x")).center().y()
    card = [x for x in range(image.width()) if image.pixelColor(x, line) == current_theme().card]
    assert 20 < card[0] < 40


def test_each_level_of_a_quote_has_its_bar(transcript: Transcript) -> None:
    view = body(transcript, "Before\n\n> one\n>\n> > two\n>\n> three\n\nAfter")
    image, colour = picture(view), current_theme().line
    outer, inner = coloured_rows(image, 1, colour), coloured_rows(image, 21, colour)
    one, three = view.document().find("one"), view.document().find("three")
    assert outer == list(range(outer[0], outer[-1] + 1))
    assert outer[0] <= view.cursorRect(one).top() < view.cursorRect(three).bottom() <= outer[-1] + 2
    assert outer[0] < inner[0] <= inner[-1] < outer[-1]


def test_words_outside_a_quote_have_no_bar(transcript: Transcript) -> None:
    view = body(transcript, "Before\n\nAfter")
    assert coloured_rows(picture(view), 1, current_theme().line) == []


@pytest.mark.parametrize(
    ("below", "space"), [("Words.", 12), ("## Heading", 24), ("- item", 12), ("> quote", 12)]
)
def test_what_follows_a_table_stands_apart_from_it(
    transcript: Transcript, below: str, space: int
) -> None:
    view = body(transcript, f"| a |\n|-|\n| b |\n\n{below}")
    document = view.document()
    line = coloured_rows(picture(view), 20, current_theme().line)[-1]
    assert abs(upper_edge(document.lastBlock()) - line - space) <= 2


def test_a_rule_is_a_thin_line(transcript: Transcript) -> None:
    view = body(transcript, "Above\n\n***\n\nBelow")
    rows = coloured_rows(picture(view), 20, current_theme().line)
    assert 1 <= len(rows) <= 2


def test_a_list_stands_apart_from_another(transcript: Transcript) -> None:
    view = body(transcript, "- a\n- b\n\n1. c\n2. d")
    tops = [view.cursorRect(view.document().find(letter)).top() for letter in "abcd"]
    below = [lower - upper for upper, lower in pairwise(tops)]
    assert below[0] == below[2] < below[1]


@pytest.mark.parametrize("width", [500, 900])
def test_the_button_of_a_card_stands_in_its_header(transcript: Transcript, width: int) -> None:
    transcript.window().resize(width, 400)
    view = body(transcript, "Words.\n\n" * 30 + "```c\nint a;\n```\n\n- a\n\n```\nb\n```")
    image = picture(view)
    for button in view.cards.buttons:
        place = button.geometry()
        beside = image.pixelColor(place.left() - 4, place.center().y())
        assert beside == QColor(current_theme().card)
        assert view.width() - place.right() < 12
