"""Everything in the sidebar is reached by keys and named to a screen reader."""

from __future__ import annotations

from facet import Facet
from person import NONE, SHIFT, Key, settle
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from test_accessibility import check, name, role

Role = QAccessible.Role


def walked(facet: Facet, key: Key = Key.Key_Tab) -> list[QWidget]:
    """What Tab visits until it is back where it began."""
    visited: list[QWidget] = []
    while (focus := QApplication.focusWidget()) not in visited:
        assert focus is not None
        visited.append(focus)
        QTest.keyClick(focus, key, SHIFT if key == Key.Key_Backtab else NONE)
        settle()
    return visited


def test_tab_walks_from_the_sidebar_to_the_page(facet: Facet) -> None:
    facet.say("One", "Two")
    facet.window.new_chat()
    window, sidebar, composer = facet.window, facet.sidebar, facet.window.composer
    order = walked(facet)
    begin = order.index(window.toggle)
    sides = [window.toggle, sidebar.search, sidebar.new, sidebar.list, window.model]
    assert order[begin : begin + 5] == sides and order[0] is composer.edit
    assert walked(facet, Key.Key_Backtab) == [order[0], *reversed(order[1:])]


def test_all_of_it_has_a_name_a_role_and_a_look_with_the_keyboard(facet: Facet) -> None:
    facet.say("One", "Two")
    facet.chats.delete([facet.window.chat.id])
    settle()
    check(facet.window, 12)


def test_the_find_bar_too(facet: Facet) -> None:
    facet.say("One")
    facet.window.find_bar.open_bar()
    QTest.keyClicks(facet.window.find_bar.field, "one")
    settle()
    check(facet.window, 14)


def test_rows_are_items_of_a_list_that_say_their_state(facet: Facet) -> None:
    facet.say("One")
    facet.say("Two", answer=None)
    facet.model.say("It is")
    facet.window.new_chat()
    (one, two) = facet.catalogue.chats
    facet.catalogue.mark_unread([one], True)
    assert role(facet.sidebar.list) is Role.List and name(facet.sidebar.list) == "Chats"
    rows = QAccessible.queryAccessibleInterface(facet.sidebar.list)
    spoken = [rows.child(n).text(QAccessible.Text.Name) for n in range(rows.childCount())]
    assert [text for text in spoken if text] == [
        *("Today", "Two, an answer is coming", "One, unread"),
    ]
    assert two in facet.catalogue.running
