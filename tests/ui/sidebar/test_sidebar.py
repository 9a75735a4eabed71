"""All chats are listed, opened, named, put aside and deleted at the left of the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from facet import Facet
from person import ALT, CONTROL, SHIFT, Key, click, press_on, settle, wait_until
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QCursor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.ui.chat import Chat
from desktop.ui.sidebar.chat_list import MIME

Start = Callable[[], Facet]
DAY = 86_400


def press(facet: Facet, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key in the list."""
    press_on(facet.sidebar.list, key, modifiers or Qt.KeyboardModifier.NoModifier)
    settle()


def open_chat(facet: Facet, name: str) -> None:
    facet.select(name)
    press(facet, Key.Key_Return)


def open_menu(facet: Facet) -> None:
    facet.sidebar.list.asked_for_menu.emit(QPoint(10, 10))


def write_name(facet: Facet, name: str, then: Qt.Key) -> None:
    """Write the name of what is being renamed."""
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, name)
    press_on(editor, then)
    settle()


def test_at_the_first_start_it_says_what_will_be_here(facet: Facet) -> None:
    assert facet.sidebar.empty.isVisible() and not facet.sidebar.list.isVisible()


def test_a_chat_is_listed_with_its_first_words_at_once(facet: Facet) -> None:
    facet.say("The bridge\nin the picture", answer=None)
    assert facet.rows == ["Today", "> The bridge in the picture"]
    assert facet.window.title.text() == "The bridge in the picture"


def test_the_newest_comes_first_also_at_the_next_start(start: Start) -> None:
    facet = start()
    facet.say("One", "Two", "Three")
    assert facet.rows == ["Today", "> Three", "Two", "One"]
    facet.close()
    assert start().rows == ["Today", "> Three", "Two", "One"]


def test_what_is_said_in_an_old_chat_brings_it_to_the_top(facet: Facet) -> None:
    facet.say("One", "Two")
    open_chat(facet, "One")
    assert facet.said == ["One", "Yes."]
    assert facet.rows == ["Today", "Two", "> One"], "it was only opened"
    QTest.keyClicks(facet.window.composer.edit, "And then?")
    facet.window.composer.submit()
    settle()
    assert facet.rows == ["Today", "> One", "Two"]


def test_a_click_opens_a_chat(facet: Facet) -> None:
    facet.say("One", "Two")
    rows = facet.sidebar.list
    place = rows.visualRect(rows.model().index(2, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert facet.said[0] == "One" and facet.rows == ["Today", "Two", "> One"]


def test_chats_stand_under_days_and_months(facet: Facet) -> None:
    ages = {"Now": 0, "Yesterday's": 1, "Last week's": 4, "Old": 400, "Older": 800}
    facet.say(*ages)
    for chat in list(facet.catalogue.chats.values()):
        aged = replace(chat, changed=time.time() - ages[chat.title] * DAY)
        facet.catalogue.chats[chat.id] = aged
    facet.catalogue.listed.emit()
    months = [time.strftime("%B %Y", time.localtime(time.time() - n * DAY)) for n in (400, 800)]
    assert facet.names == [
        *("Today", "Now", "Yesterday", "Yesterday's", "Previous 7 days", "Last week's"),
        *(months[0], "Old", months[1], "Older"),
    ]


def test_a_new_chat_begins_by_the_button_and_is_listed_once_something_is_said(facet: Facet) -> None:
    facet.say("One")
    click(facet.sidebar.new)
    assert facet.rows == ["Today", "One"] and facet.said == []
    assert facet.window.composer.edit.hasFocus()


def test_a_chat_is_renamed_in_its_place_and_the_name_wins(start: Start) -> None:
    facet = start()
    facet.say("One", "Two")
    facet.select("One")
    press(facet, Key.Key_F2)
    write_name(facet, "First", Key.Key_Return)
    assert facet.rows == ["Today", "Two", "> First"] and facet.said[0] == "Two"
    press(facet, Key.Key_Return)
    assert facet.window.title.text() == "First"
    QTest.keyClicks(facet.window.composer.edit, "More")
    facet.window.composer.submit()
    settle()
    facet.close()
    assert start().rows == ["Today", "> First", "Two"]


def test_escape_leaves_a_name_as_it_was(facet: Facet) -> None:
    facet.say("One", answer=None)
    facet.select("One")
    press(facet, Key.Key_Enter)
    write_name(facet, "Else", Key.Key_Escape)
    assert facet.rows == ["Today", "> One"]
    assert facet.window.chat.answering, "Esc was meant for the name alone"


@pytest.mark.parametrize("key", (Key.Key_Backspace, Key.Key_Delete))
def test_a_chat_is_deleted_and_put_back_by_the_line(start: Start, key: Qt.Key) -> None:
    facet = start()
    facet.say("One", "Two")
    facet.select("Two")
    press(facet, key)
    assert facet.rows == ["Today", "One"] and facet.said == []
    assert facet.sidebar.deleted.isVisible()
    click(facet.sidebar.deleted.button)
    settle()
    assert facet.rows == ["Today", "> Two", "One"] and facet.said == ["Two", "Yes."]
    assert not facet.sidebar.deleted.isVisible()
    facet.close()
    assert start().rows == ["Today", "> Two", "One"]


def test_what_was_deleted_is_put_back_by_its_key_until_something_is_said(facet: Facet) -> None:
    facet.say("One", "Two")
    facet.select("One")
    press(facet, Key.Key_Delete)
    press_on(facet.window, Key.Key_Z, CONTROL | ALT)
    assert "One" in facet.names
    facet.select("One")
    press(facet, Key.Key_Delete)
    facet.say("Three")
    assert not facet.sidebar.deleted.isVisible() and not facet.window.can_put_back


def test_a_chat_that_is_deleted_stays_deleted(start: Start) -> None:
    facet = start()
    facet.say("One", "Two")
    facet.select("Two")
    press(facet, Key.Key_Delete)
    facet.close()
    assert start().rows == ["Today", "One"]


# Answers that come out of sight


def test_an_answer_goes_on_while_another_chat_is_shown(facet: Facet) -> None:
    facet.say("One")
    facet.say("Two", answer=None)
    facet.model.say("It is ")
    open_chat(facet, "One")
    (running,) = facet.catalogue.running
    assert facet.catalogue.chats[running].title == "Two"
    facet.model.say("so.")
    facet.model.end()
    settle()
    assert facet.said == ["One", "Yes."] and not facet.catalogue.running
    assert facet.catalogue.chats[running].unread
    open_chat(facet, "Two")
    assert facet.said == ["Two", "It is so."]
    assert not facet.catalogue.chats[running].unread


def test_who_returns_sees_the_answer_come(facet: Facet) -> None:
    facet.say("One")
    facet.say("Two", answer=None)
    facet.model.think("Let me see.")
    facet.model.say("It is ")
    facet.window.new_chat()
    facet.model.say("indeed ")
    open_chat(facet, "Two")
    reply = facet.window.transcript.replies[-1]
    assert reply.text == "It is indeed " and facet.window.chat.answering
    assert reply.thought and reply.thought.text == "Let me see."
    assert not facet.catalogue.running
    facet.model.say("so.")
    facet.model.end()
    settle()
    assert facet.window.transcript.replies[-1].text == "It is indeed so."
    assert facet.said == ["Two", "It is indeed so."]


def test_a_question_that_failed_out_of_sight_is_still_there(facet: Facet) -> None:
    facet.say("One")
    facet.say("Two", answer=None)
    open_chat(facet, "One")
    facet.model.fail("out_of_memory")
    open_chat(facet, "Two")
    assert facet.said == ["Two"]
    (failure,) = facet.window.transcript.failures
    click(failure.button)
    facet.model.say("Yes.")
    facet.model.end()
    settle()
    assert facet.said == ["Two", "Yes."]


def test_an_engine_that_dies_leaves_what_came_out_of_sight(facet: Facet) -> None:
    facet.say("One")
    facet.say("Two", answer=None)
    facet.model.say("It is")
    open_chat(facet, "One")
    facet.model.die()
    open_chat(facet, "Two")
    assert facet.said == ["Two", "It is"] and facet.window.chat.can_go_on


def test_closing_keeps_what_has_come_out_of_sight(start: Start) -> None:
    facet = start()
    facet.say("One")
    facet.say("Two", answer=None)
    facet.model.say("It is")
    facet.window.new_chat()
    facet.close()
    facet = start()
    open_chat(facet, "Two")
    assert facet.said == ["Two", "It is"] and facet.window.chat.can_go_on


def test_deleting_a_chat_stops_its_answer(facet: Facet) -> None:
    facet.say("One")
    facet.say("Two", answer=None)
    facet.model.say("It is")
    facet.window.new_chat()
    facet.select("Two")
    press(facet, Key.Key_Delete)
    assert not facet.catalogue.running and "Two" not in facet.names
    click(facet.sidebar.deleted.button)
    open_chat(facet, "Two")
    assert facet.said == ["Two", "It is"]


def test_what_was_answered_out_of_sight_takes_no_more_room(facet: Facet) -> None:
    facet.say("One", "Two", "Three", answer=None)
    assert len(facet.window.findChildren(Chat)) == 3
    facet.chats.end()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(facet.window.findChildren(Chat)) == 1


# The sidebar's place


def test_it_is_hidden_and_shown_by_its_key_and_stays_so(start: Start) -> None:
    facet = start()
    press_on(facet.window, Key.Key_S, CONTROL | ALT)
    assert not facet.sidebar.isVisible()
    facet.close()
    facet = start()
    assert not facet.sidebar.isVisible()
    click(facet.window.toggle)
    assert facet.sidebar.isVisible()


def test_its_width_is_dragged_within_bounds_and_remembered(start: Start) -> None:
    facet = start()
    sides = facet.sides
    for to, width in ((300, 300), (900, 360), (150, 200)):
        grip = sides.childAt(facet.sidebar.width(), 300)
        QTest.mousePress(grip, Qt.MouseButton.LeftButton)
        QTest.mouseMove(grip, grip.mapFrom(sides, QPoint(to, 300)))
        QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
        assert facet.sidebar.width() == width
    facet.close()
    assert start().sidebar.width() == 200


def test_in_a_narrow_window_it_lies_over_the_page_until_a_chat_is_chosen(facet: Facet) -> None:
    facet.say("One", "Two")
    facet.window.resize(560, 600)
    settle()
    assert not facet.sidebar.isVisible()
    press_on(facet.window, Key.Key_S, CONTROL | ALT)
    assert facet.sidebar.isVisible() and facet.window.composer.width() > 400
    open_chat(facet, "One")
    assert not facet.sidebar.isVisible() and facet.said[0] == "One"
    assert facet.window.composer.edit.hasFocus()
    press_on(facet.window, Key.Key_S, CONTROL | ALT)
    press_on(facet.window, Key.Key_Escape)
    assert not facet.sidebar.isVisible()
    facet.window.resize(1000, 600)
    settle()
    assert facet.sidebar.isVisible()


# Commands


def test_the_commands_for_a_chat_are_in_its_menu(facet: Facet) -> None:
    facet.say("One", "Two")
    facet.select("One")
    open_menu(facet)
    facet.choose("Pin")
    assert facet.rows == ["Pinned", "> One", "Today", "Two"]
    open_menu(facet)
    facet.choose("Unpin")
    assert facet.rows == ["Today", "Two", "> One"]
    open_menu(facet)
    facet.choose("Mark as Unread")
    (unread,) = (chat for chat in facet.catalogue.chats.values() if chat.unread)
    assert unread.title == "One"


def test_the_button_of_a_row_opens_its_menu_and_no_chat(facet: Facet) -> None:
    facet.say("One", "Two")
    rows = facet.sidebar.list
    button = rows.more_place(rows.model().index(2, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=button)
    facet.choose("Archive")
    assert facet.names == ["Today", "Two", "Archive"] and facet.said[0] == "Two"


def test_the_archive_is_unfolded_by_a_click(facet: Facet) -> None:
    facet.say("One", "Two")
    facet.catalogue.archive([facet.window.chat.id], True)
    rows = facet.sidebar.list
    place = rows.visualRect(rows.model().index(2, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert facet.names == ["Today", "One", "Archive", "Two"]


def test_several_chats_are_selected_and_deleted_together(facet: Facet) -> None:
    facet.say("One", "Two", "Three")
    facet.select("Three")
    press(facet, Key.Key_Down, SHIFT)
    assert facet.rows == ["Today", "> Three", "> Two", "One"] and facet.said[0] == "Three"
    open_menu(facet)
    facet.choose("Delete 2 Chats")
    assert facet.rows == ["Today", "One"]
    press_on(facet.window, Key.Key_Z, CONTROL | ALT)
    assert facet.rows == ["Today", "> Three", "Two", "One"]


def test_chats_go_into_a_new_folder_that_is_named(start: Start) -> None:
    facet = start()
    facet.say("One", "Two", "Three")
    facet.select("Three")
    press(facet, Key.Key_Down, SHIFT)
    open_menu(facet)
    facet.choose("New Folder…", within="Move to Folder")
    assert facet.rows[0] == "> New Folder"
    # Without a display the menu takes the keyboard from the name that can be written at once.
    press(facet, Key.Key_F2)
    write_name(facet, "Work", Key.Key_Return)
    assert facet.names == ["Work", "Three", "Two", "Today", "One"]
    facet.select("Work")
    press(facet, Key.Key_Left)
    assert facet.rows == ["> Work", "Today", "One"]
    facet.close()
    assert start().names == ["Work", "Three", "Two", "Today", "One"]


def test_a_folder_is_removed_and_its_chats_stay(facet: Facet) -> None:
    facet.say("One")
    folder = facet.catalogue.add_folder("Work")
    facet.catalogue.put_in(list(facet.catalogue.chats), folder)
    facet.select("Work")
    open_menu(facet)
    facet.choose("Remove Folder, Keep Its Chats")
    assert facet.names == ["Today", "One"]


def test_a_chat_is_put_into_a_folder_that_is_there(facet: Facet) -> None:
    facet.say("One", "Two")
    facet.catalogue.add_folder("Home")
    facet.catalogue.add_folder("Work")
    facet.select("One")
    open_menu(facet)
    facet.choose("Work", within="Move to Folder")
    assert facet.names == ["Home", "Work", "One", "Today", "Two"]
    open_menu(facet)
    facet.choose("No Folder", within="Move to Folder")
    assert facet.names == ["Home", "Work", "Today", "Two", "One"]


def test_a_folder_is_made_where_nothing_is(facet: Facet) -> None:
    facet.say("One")
    facet.sidebar.list.clearSelection()
    open_menu(facet)
    facet.choose("New Folder…")
    assert facet.names == ["New Folder", "Today", "One"]


def test_letters_find_a_chat(facet: Facet) -> None:
    facet.say("One", "Two", "Three")
    facet.select("One")
    QTest.keyClicks(facet.sidebar.list, "tw")
    assert facet.rows == ["Today", "Three", "> Two", "One"]


def test_the_chat_that_is_shown_is_renamed_and_deleted_from_the_menu_bar(facet: Facet) -> None:
    facet.say("One", "Two")
    facet.catalogue.archive([facet.window.chat.id], True)
    facet.window.rename_chat()
    write_name(facet, "Second", Key.Key_Return)
    assert facet.window.title.text() == "Second" and "> Second" in facet.rows
    facet.window.delete_chat()
    assert facet.names == ["Today", "One"] and facet.said == []


def test_ten_thousand_chats_are_no_burden(facet: Facet) -> None:
    facet.say("One")
    (one,) = facet.catalogue.chats.values()
    now = time.time()
    for number in range(10_000):
        chat = replace(one, id=f"{number}", title=f"Chat {number}", changed=now - 3600 * number)
        facet.catalogue.chats[chat.id] = chat
    facet.catalogue.listed.emit()
    settle()
    rows = facet.sidebar.list.model()
    assert rows.rowCount() > 10_000
    changes: list[str] = []
    rows.modelReset.connect(lambda: changes.append("reset"))
    rows.rowsMoved.connect(lambda *_: changes.append("moved"))
    facet.catalogue.rename("5000", "Named")
    facet.catalogue.mark_unread(["5000"], True)
    assert changes == []
    facet.catalogue.pin(["5000"], True)
    assert changes == ["moved"] and facet.names[:3] == ["Pinned", "Named", "Today"]
    assert len(facet.sidebar.list.findChildren(QWidget)) < 20


# Dragging


def drag(facet: Facet, name: str, *ids: str) -> None:
    """Drag chats to a row and let go of them."""
    rows = facet.sidebar.list
    data = QMimeData()
    data.setData(MIME, "\n".join(ids).encode())
    place = rows.visualRect(rows.model().index(facet.names.index(name), 0)).center()
    action, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(place, action, data, button, none),
        QDragMoveEvent(place, action, data, button, none),
        QDropEvent(place, action, data, button, none),
    ):
        QApplication.sendEvent(rows.viewport(), event)
        assert event.isAccepted()


def test_chats_are_dragged_into_a_folder_and_out_of_it(facet: Facet) -> None:
    facet.say("One", "Two", "Three")
    facet.catalogue.add_folder("Work")
    three, two = list(facet.catalogue.chats)[2], list(facet.catalogue.chats)[1]
    drag(facet, "Work", three, two)
    assert facet.names == ["Work", "Three", "Two", "Today", "One"]
    drag(facet, "Today", two)
    assert facet.names == ["Work", "Three", "Today", "Two", "One"]


def test_the_list_scrolls_while_a_chat_is_dragged_near_its_edge(facet: Facet) -> None:
    facet.say("One")
    (one,) = facet.catalogue.chats.values()
    for number in range(60):
        chat = replace(one, id=f"{number}", title=f"Chat {number}")
        facet.catalogue.chats[chat.id] = chat
    facet.catalogue.listed.emit()
    rows = facet.sidebar.list
    # Qt gives up scrolling where nothing is laid out yet that could be scrolled to.
    wait_until(lambda: rows.verticalScrollBar().maximum() > 100)
    data = QMimeData()
    data.setData(MIME, b"3")
    place = QPoint(40, rows.viewport().height() - 4)
    action, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QCursor.setPos(rows.viewport().mapToGlobal(place))
    for event in (
        QDragEnterEvent(QPoint(40, 40), action, data, button, none),
        QDragMoveEvent(place, action, data, button, none),
    ):
        QApplication.sendEvent(rows.viewport(), event)
    wait_until(lambda: rows.verticalScrollBar().value() > 40)
    QApplication.sendEvent(rows.viewport(), QDragLeaveEvent())
    settle()
    left_at = rows.verticalScrollBar().value()
    QTest.qWait(300)
    assert rows.verticalScrollBar().value() == left_at


def test_a_chat_is_pinned_by_dragging_it_to_another_that_is(facet: Facet) -> None:
    facet.say("One", "Two")
    one, two = facet.catalogue.chats
    facet.catalogue.pin([one], True)
    drag(facet, "One", two)
    assert facet.names == ["Pinned", "Two", "One"]
