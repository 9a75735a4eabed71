"""A long conversation: few widgets, nothing jumps, the end is followed while one is there."""

from __future__ import annotations

import itertools

import pytest
from person import Key, press_on, settle, wheel
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.conversation import Text, Thought, Turn
from desktop.ui.transcript.row_view import RowView
from desktop.ui.transcript.view import Transcript

LEFT = Qt.MouseButton.LeftButton


def conversation(count: int) -> list[Turn]:
    """Questions and answers of very different lengths."""
    turns: list[Turn] = []
    for number in range(count):
        turns.append(Turn("user", (Text(f"Question {number}"),)))
        lines = f"Answer {number}, which goes on for a while.\n\n" * (1 + number * 7 % 13)
        turns.append(Turn("model", (Thought("So."), Text(lines))))
    return turns


@pytest.fixture
def long(transcript: Transcript) -> Transcript:
    transcript.show_turns(conversation(250))
    settle()
    return transcript


def place(view: QWidget, transcript: Transcript) -> int:
    """Where a widget's upper edge is in the viewport."""
    return view.mapTo(transcript.viewport(), QPoint(0, 0)).y()


def seen(transcript: Transcript) -> list[RowView]:
    height = transcript.viewport().height()
    return [
        view
        for view in transcript.views
        if view.isVisible() and place(view, transcript) < height and view.geometry().bottom() >= 0
    ]


def test_it_opens_at_its_end_with_few_widgets(long: Transcript) -> None:
    assert len(long.rows) == 500
    assert "Answer 249" in long.replies[-1].text
    assert long.at_end and not long.to_end.isVisible()
    assert len(long.views) < 30


def test_few_widgets_stay_however_far_one_reads(long: Transcript) -> None:
    for _ in range(60):
        press_on(long, Key.Key_PageUp)
        settle()
        assert seen(long)
    assert len(long.views) < 60


def test_rows_never_overlap(long: Transcript) -> None:
    for _ in range(10):
        wheel(long.viewport(), 700)
        visible = [view.geometry() for view in seen(long)]
        assert all(a.bottom() < b.top() for a, b in itertools.pairwise(visible))


def test_what_is_read_stays_while_rows_above_take_their_height(long: Transcript) -> None:
    for _ in range(40):
        before = {view: place(view, long) for view in seen(long)}
        moved_by = 90
        wheel(long.viewport(), moved_by)
        after = {view: place(view, long) for view in seen(long)}
        assert {after[view] - before[view] for view in before if view in after} == {moved_by}
        settle()
        assert {place(view, long) for view in after} == set(after.values())


def test_what_is_read_moves_with_the_wheel_though_rows_come_into_sight_unmeasured(
    long: Transcript,
) -> None:
    for _ in range(60):
        before = {view: place(view, long) for view in seen(long)}
        wheel(long.viewport(), 300)
        moves = {place(view, long) - before[view] for view in seen(long) if view in before}
        assert moves <= {300}


def test_home_and_end_reach_the_first_and_the_last_word(long: Transcript) -> None:
    press_on(long, Key.Key_Home)
    assert seen(long)[0].accessibleName().endswith("Question 0")
    assert place(seen(long)[0], long) == 24
    press_on(long, Key.Key_End)
    assert seen(long)[-1] is long.replies[-1] and long.at_end


def test_the_end_is_followed_while_an_answer_comes(long: Transcript) -> None:
    long.begin_reply()
    for _ in range(30):
        long.add_answer("One more line.\n\n")
        bar = long.verticalScrollBar()
        assert bar.value() == bar.maximum()
    assert seen(long)[-1] is long.replies[-1]


def test_a_reader_who_left_the_end_is_left_alone(long: Transcript) -> None:
    long.begin_reply()
    long.add_answer("Some lines.\n\n" * 40)
    wheel(long.viewport(), 5)
    assert not long.at_end
    stays = {view: place(view, long) for view in seen(long)}
    long.add_answer("Some lines.\n\n" * 40)
    long.end_reply()
    settle()
    assert {view: place(view, long) for view in stays} == stays
    assert long.to_end.isVisible() and long.to_end.new


def test_the_round_button_returns_to_the_end(long: Transcript) -> None:
    wheel(long.viewport(), 900)
    assert long.to_end.isVisible() and not long.to_end.new
    long.begin_reply()
    long.add_answer("News.")
    assert long.to_end.new and "new" in long.to_end.accessibleName()
    QTest.mouseClick(long.to_end, LEFT)
    assert long.at_end and not long.to_end.isVisible() and not long.to_end.new


def test_what_the_person_says_brings_the_end_back(long: Transcript) -> None:
    wheel(long.viewport(), 900)
    long.add_turn(Turn("user", (Text("And now?"),)))
    assert long.at_end


def test_another_width_keeps_the_row_that_is_read(long: Transcript) -> None:
    wheel(long.viewport(), 4000)
    settle()
    first = seen(long)[0].accessibleName()
    for width in (640, 560, 480, 430, 700):
        long.window().resize(width, 500)
        settle()
        assert first in [view.accessibleName() for view in seen(long)[:2]]
        assert all(view.width() < long.viewport().width() for view in seen(long))


def test_another_width_keeps_the_line_that_is_read(transcript: Transcript) -> None:
    words = " ".join(f"word{number}" for number in range(2000))
    transcript.show_turns([Turn("model", (Text(words),))])
    settle()
    wheel(transcript.viewport(), 2000)
    body = transcript.replies[0].body

    def at_the_top() -> int:
        below = QPoint(0, 5 - place(body, transcript))
        return body.cursorForPosition(below).position()

    before = at_the_top()
    transcript.window().resize(430, 500)
    settle()
    assert before > 2000 and abs(at_the_top() - before) < 400


def test_the_end_stays_the_end_in_another_width(long: Transcript) -> None:
    long.window().resize(430, 300)
    settle()
    assert long.at_end and seen(long)[-1] is long.replies[-1]


def test_a_thought_that_was_unfolded_is_so_when_the_reader_returns(long: Transcript) -> None:
    thought = long.replies[-1].thought
    assert thought is not None
    QTest.mouseClick(thought.fold, LEFT)
    long.setFocus()
    press_on(long, Key.Key_Home)
    for _ in range(20):
        press_on(long, Key.Key_PageDown)
        settle()
    press_on(long, Key.Key_End)
    again = long.replies[-1].thought
    assert again is not None and again is not thought
    assert again.fold.isChecked() and again.body.toPlainText() == "So."


def test_an_answer_goes_on_while_its_widget_is_gone(long: Transcript) -> None:
    long.begin_reply()
    long.add_thought("Hm. ")
    long.add_answer("Begun. ")
    press_on(long, Key.Key_Home)
    for _ in range(20):
        press_on(long, Key.Key_PageDown)
        settle()
    assert all("Begun" not in reply.text for reply in long.replies)
    long.add_answer("Gone on. ")
    press_on(long, Key.Key_End)
    long.add_answer("Ended.")
    long.end_reply()
    reply = long.replies[-1]
    assert reply.body.toPlainText() == "Begun. Gone on. Ended."
    assert reply.thought is not None and "Thought for" in reply.thought.fold.text()


def test_taken_back_and_cleared(long: Transcript) -> None:
    long.add_turn(Turn("user", (Text("Wrong"),)))
    long.begin_reply()
    long.take_back()
    assert len(long.rows) == 500 and seen(long)[-1] is long.replies[-1]
    long.clear()
    settle()
    assert not long.rows and not long.views and long.verticalScrollBar().maximum() == 0


def test_nothing_moves_aside_for_the_scroll_bar(transcript: Transcript) -> None:
    transcript.add_turn(Turn("user", (Text("Hello"),)))
    settle()
    first, before = transcript.views[0], transcript.views[0].geometry()
    assert not transcript.verticalScrollBar().isVisible()
    transcript.begin_reply()
    transcript.add_answer("A line.\n\n" * 30)
    transcript.go_to_row(0)
    settle()
    assert transcript.verticalScrollBar().isVisible()
    assert first.x() == before.x() and first.width() == before.width()
    assert first.x() + first.width() <= transcript.viewport().width()
