"""Words are found in all chats, and shown where they were said."""

from __future__ import annotations

from facet import Facet
from person import CONTROL, Key, commit_text, press_on, settle, wait_until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.chats.search import Found
from desktop.ui.sidebar.snippet import as_read
from desktop.ui.transcript.rows import Answered


def search(facet: Facet, words: str) -> list[str]:
    """Press the key of the search from where the keyboard is, and type; returns the titles."""
    press_on(facet.window, Key.Key_K, CONTROL)
    assert facet.sidebar.search.hasFocus()
    if words.isascii():
        QTest.keyClicks(facet.sidebar.search, words)
    else:
        facet.sidebar.search.clear()
        commit_text(facet.sidebar.search, words)
    wait_until(lambda: facet.sidebar.settled, 5)
    settle()
    return found(facet)


def found(facet: Facet) -> list[str]:
    if not facet.sidebar.results.isVisible():
        return []
    model = facet.sidebar.results.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def chats(facet: Facet) -> None:
    facet.say("The bridge", answer="It is 1280 m long.")
    facet.say("水の化学式は何ですか？", answer="水の化学式は H₂O です。")
    facet.say("Sorting", answer="Sort with merge sort.")


def test_what_is_typed_is_found_in_questions_and_answers(facet: Facet) -> None:
    chats(facet)
    assert search(facet, "1280") == ["The bridge"]
    assert search(facet, "化学式") == ["水の化学式は何ですか？"]
    assert facet.sidebar.results.meant and "化学式" in facet.sidebar.results.meant.snippet


def test_what_is_not_found_is_told(facet: Facet) -> None:
    chats(facet)
    assert search(facet, "zebra") == []
    assert facet.sidebar.nothing.isVisible()


def test_what_was_found_stays_until_more_is_known(facet: Facet) -> None:
    chats(facet)
    search(facet, "sort")
    QTest.keyClick(facet.sidebar.search, Qt.Key.Key_I)
    assert found(facet) == ["Sorting"]
    wait_until(lambda: facet.sidebar.settled, 5)
    assert found(facet) == ["Sorting"]


def test_escape_clears_and_then_returns_to_the_message(facet: Facet) -> None:
    chats(facet)
    search(facet, "sort")
    press_on(facet.sidebar.search, Key.Key_Escape)
    assert facet.sidebar.list.isVisible() and facet.sidebar.search.hasFocus()
    press_on(facet.sidebar.search, Key.Key_Escape)
    assert facet.window.composer.edit.hasFocus()


def test_arrows_and_return_open_the_chat_at_the_turn(facet: Facet) -> None:
    chats(facet)
    titles = search(facet, "is")
    assert titles == ["The bridge"]
    press_on(facet.sidebar.search, Key.Key_Down)
    press_on(facet.sidebar.search, Key.Key_Up)
    press_on(facet.sidebar.search, Key.Key_Return)
    settle()
    assert facet.said[0] == "The bridge"
    assert facet.sidebar.search.hasFocus(), "another one may be looked at"


def test_a_turn_in_another_branch_is_shown(facet: Facet) -> None:
    facet.say("Name a bridge", answer="Ponte Vecchio")
    facet.window.answer_again()
    facet.model.say("The Forth Bridge")
    facet.model.end()
    settle()
    facet.say("Other")
    search(facet, "vecchio")
    press_on(facet.sidebar.search, Key.Key_Return)
    assert facet.said == ["Name a bridge", "Ponte Vecchio"]


def test_a_turn_far_above_is_scrolled_to(facet: Facet) -> None:
    facet.say("Beginning", answer="A needle.\n\n" + "Words.\n\n" * 30)
    for number in range(10):
        QTest.keyClicks(facet.window.composer.edit, f"Question {number}")
        facet.window.composer.submit()
        facet.model.say("Words.\n\n" * 20)
        facet.model.end()
        settle()
    facet.say("Other")
    search(facet, "needle")
    press_on(facet.sidebar.search, Key.Key_Return)
    settle()
    transcript = facet.window.transcript
    answers = [isinstance(row, Answered) and "needle" in row.answer for row in transcript.rows]
    view = transcript.view(answers.index(True))
    assert view is not None and not view.visibleRegion().isEmpty() and not transcript.at_end


def test_a_hidden_sidebar_is_shown_by_the_key(facet: Facet) -> None:
    chats(facet)
    facet.sides.toggle()
    assert search(facet, "sort") == ["Sorting"] and facet.sidebar.isVisible()


def test_a_chat_that_was_deleted_is_not_found(facet: Facet) -> None:
    chats(facet)
    assert search(facet, "sort") == ["Sorting"]
    facet.window.delete_chat()
    assert found(facet) == [] and search(facet, "merge") == []


def test_what_is_found_is_read_without_the_marks_of_markdown() -> None:
    found = Found("", 1, "", "…the **Golden** `gate` of gold", ((8, 12), (26, 30)))
    words, hits = as_read(found)
    assert words == "…the Golden gate of gold"
    assert [words[begin:end] for begin, end in hits] == ["olde", "gold"]
