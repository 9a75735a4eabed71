"""Everything is done by keyboard alone, in each language; keys go to what has the focus."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conversations import (
    ANSWER,
    CODE,
    LINK,
    RESULT,
    SAMPLE,
    SUM,
    TALKS,
    Talk,
    picture_turn,
    show,
    show_everything,
)
from engine_processes import engines
from languages import spoken
from person import ALT, CONTROL, NONE, SHIFT, Key, commit_text, compose, settle, wait_until
from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from desktop.conversation import Text, Turn
from desktop.ui.client import EngineClient
from desktop.ui.settings.appearance import Appearance
from desktop.ui.settings.chat_settings import Thinking
from desktop.ui.settings.conversation_options import ConversationOptions
from desktop.ui.settings.dialog import SettingsDialog
from desktop.ui.shortcuts_window import ShortcutsWindow
from desktop.ui.transcript.bubble import Bubble
from desktop.ui.transcript.reply import ReplyView
from desktop.ui.window import MainWindow

CONTROL_SHIFT, CONTROL_ALT = CONTROL | SHIFT, CONTROL | ALT


@pytest.fixture(scope="module", params=list(TALKS))
def language(request: pytest.FixtureRequest, application: QApplication) -> Iterator[str]:
    """The language that the window speaks."""
    with spoken(application, request.param) as language:
        yield language


@pytest.fixture
def talk(language: str) -> Talk:
    """What is said in that language."""
    return TALKS[language]


@pytest.fixture(scope="module")
def shared(language: str) -> Iterator[MainWindow]:
    """One window for all tests of a language, as an engine takes a second to start."""
    QSettings().clear()
    opened = MainWindow(EngineClient())
    opened.resize(1000, 760)
    opened.show()
    yield opened
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert engines() == []


@pytest.fixture
def window(shared: MainWindow) -> Iterator[MainWindow]:
    """The window with an empty chat, as it is after its start."""
    return_to(shared)
    shared.new_chat()
    wait_until(lambda: shared.model.loaded)
    yield shared
    wait_until(lambda: not shared.chat.answering)
    for dialog in shared.findChildren(QWidget):
        if dialog.isWindow():
            dialog.close()
    shared.composer.edit.clear()
    shared.composer.chips.clear()
    shared.composer.notice.hide()
    shared.preferences.reset()


@pytest.fixture
def opened_links() -> Iterator[list[str]]:
    """What the browser, or what stands in for it, was asked to open."""
    browser = _Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    yield browser.opened
    QDesktopServices.unsetUrlHandler("https")


class _Browser(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


def focus() -> QWidget:
    """What a key goes to now."""
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None, "the keyboard has nowhere to go"
    return widget


def press(*keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    for key in keys:
        QTest.keyClick(focus(), key, modifiers)


def write(text: str) -> None:
    """Type; what has no key comes from an input method."""
    if text.isascii():
        QTest.keyClicks(focus(), text)
    else:
        commit_text(focus(), text)


def back() -> None:
    press(Key.Key_Backtab, modifiers=SHIFT)


def tab_to(widget: QWidget, *, backwards: bool = False) -> None:
    """Press Tab until a widget has the focus."""
    for _ in range(60):
        if focus() is widget:
            return
        if backwards:
            back()
        else:
            press(Key.Key_Tab)
        settle()
    raise AssertionError(f"Tab does not reach {widget}")


def ask(window: MainWindow, text: str) -> ReplyView:
    """Write, press Return and wait for the whole answer."""
    assert window.composer.edit.hasFocus()
    write(text)
    press(Key.Key_Return)
    return answered(window)


def answered(window: MainWindow) -> ReplyView:
    wait_until(lambda: not window.chat.answering)
    settle()
    return window.transcript.replies[-1]


def bubble(window: MainWindow) -> Bubble:
    return [view for view in window.transcript.views if isinstance(view, Bubble)][-1]


def reply(window: MainWindow) -> ReplyView:
    return window.transcript.replies[-1]


def copied() -> str:
    return QGuiApplication.clipboard().text()


def return_to(window: QWidget) -> None:
    """What closes gives the keyboard back, except on the platform without a display."""
    window.activateWindow()
    wait_until(window.isActiveWindow, 5)


def open_menu(menu: QMenu, act: Callable[[], None]) -> None:
    """Open the menu of the button that has the focus, and do something in it."""
    button, done = focus(), list[bool]()

    def go() -> None:
        # Some menus keep the keyboard, and the space bar waits until they are closed.
        if QApplication.activePopupWidget() is not menu:
            QTimer.singleShot(1, go)
            return
        act()
        done.append(not menu.isVisible())
        menu.close()

    QTimer.singleShot(0, go)
    press(Key.Key_Space)
    wait_until(lambda: done, 5)
    assert done == [True]
    return_to(button.window())
    assert focus() is button


def choose(menu: QMenu, row: int) -> None:
    """Open the menu of the button that has the focus, and choose from it."""

    def walk() -> None:
        for _ in range(row + 1):
            press(Key.Key_Down)
        press(Key.Key_Return)

    open_menu(menu, walk)


# Writing


def test_words_are_written_and_sent(window: MainWindow, talk: Talk) -> None:
    assert talk.name in ask(window, talk.who).text
    assert window.composer.edit.toPlainText() == "" and window.composer.edit.hasFocus()


def test_shift_return_begins_a_line(window: MainWindow, talk: Talk) -> None:
    write(talk.hello)
    press(Key.Key_Return, modifiers=SHIFT)
    write(talk.who)
    assert window.composer.edit.toPlainText() == f"{talk.hello}\n{talk.who}"
    assert not window.chat.turns


def test_return_ends_what_an_input_method_composes_and_sends_only_then(
    window: MainWindow, talk: Talk
) -> None:
    for composed, committed in (("きょうは", "今日は"), ("いいてんき", "いい天気")):
        compose(focus(), composed)
        press(Key.Key_Return, Key.Key_Up)
        assert not window.chat.turns and not window.composer.rewriting
        commit_text(focus(), committed)
    assert window.composer.edit.toPlainText() == "今日はいい天気"
    press(Key.Key_Return)
    assert window.chat.turns[0].text == "今日はいい天気"


@pytest.mark.parametrize(("key", "modifiers"), [(Key.Key_Escape, NONE), (Key.Key_Period, CONTROL)])
def test_an_answer_is_stopped(
    window: MainWindow, talk: Talk, key: Key, modifiers: Qt.KeyboardModifier
) -> None:
    whole = ask(window, talk.long).text
    press(Key.Key_N, modifiers=CONTROL)

    def stop() -> None:
        window.chat.answered.disconnect(stop)
        press(key, modifiers=modifiers)

    window.chat.answered.connect(stop)
    came = ask(window, talk.long).text
    assert came and len(came) < len(whole)


def test_a_new_chat_begins(window: MainWindow, talk: Talk) -> None:
    ask(window, talk.hello)
    tab_to(reply(window).copy, backwards=True)
    press(Key.Key_N, modifiers=CONTROL)
    assert not window.chat.turns and window.empty.isVisible()
    assert talk.name in ask(window, talk.who).text


def test_an_example_is_tried(window: MainWindow, talk: Talk) -> None:
    tab_to(window.empty.examples[1], backwards=True)
    press(Key.Key_Space)
    assert talk.name in answered(window).text
    tab_to(window.composer.edit)


def test_the_last_answer_is_asked_for_again(window: MainWindow, talk: Talk) -> None:
    ask(window, talk.hello)
    press(Key.Key_R, modifiers=CONTROL)
    assert answered(window).alternatives.place.text() == "2/2"
    tab_to(reply(window).try_again, backwards=True)
    press(Key.Key_Space)
    assert answered(window).alternatives.place.text() == "3/3"


@pytest.mark.parametrize(("key", "modifiers"), [(Key.Key_Up, NONE), (Key.Key_E, CONTROL)])
def test_the_last_message_is_changed(
    window: MainWindow, talk: Talk, key: Key, modifiers: Qt.KeyboardModifier
) -> None:
    ask(window, talk.hello)
    press(key, modifiers=modifiers)
    assert window.composer.edit.toPlainText() == talk.hello
    press(Key.Key_A, modifiers=CONTROL)
    assert talk.name in ask(window, talk.who).text
    assert [turn.role for turn in window.chat.turns] == ["user", "model"]


def test_an_earlier_message_is_changed(window: MainWindow, talk: Talk) -> None:
    show(window, Turn("user", (Text(talk.hello),)), Turn("model", (Text("…"),)))
    tab_to(bubble(window).change, backwards=True)
    press(Key.Key_Space)
    press(Key.Key_A, modifiers=CONTROL)
    assert talk.name in ask(window, talk.who).text
    assert window.chat.turns[0].text == talk.who


def test_escape_leaves_a_message_as_it_was(window: MainWindow, talk: Talk) -> None:
    ask(window, talk.hello)
    write(talk.thanks)
    press(Key.Key_E, modifiers=CONTROL)
    write("!")
    press(Key.Key_Escape)
    assert window.composer.edit.toPlainText() == talk.thanks
    assert window.chat.turns[0].text == talk.hello


@pytest.mark.parametrize("which", ["message", "answer"])
def test_what_is_deleted_is_put_back(window: MainWindow, talk: Talk, which: str) -> None:
    first, second = Turn("user", (Text(talk.hello),)), Turn("user", (Text(talk.who),))
    said = (first, Turn("model", (Text("…"),)), second, Turn("model", (Text(talk.name),)))
    show(window, *said)
    tab_to((bubble(window) if which == "message" else reply(window)).removal, backwards=True)
    press(Key.Key_Space)
    settle()
    left = 2 if which == "message" else 3
    assert window.chat.turns == said[:left] and window.transcript.spoken == left
    assert focus() is window.composer.edit
    back()
    assert focus() is window.deleted.button
    press(Key.Key_Space)
    settle()
    assert window.chat.turns == said and window.transcript.spoken == 4
    assert not window.deleted.isVisible() and focus() is window.composer.edit


def test_nothing_is_offered_to_be_put_back_once_something_else_is_said(
    window: MainWindow, talk: Talk
) -> None:
    ask(window, talk.hello)
    tab_to(bubble(window).removal, backwards=True)
    press(Key.Key_Space)
    assert window.deleted.isVisible() and window.empty.isVisible()
    ask(window, talk.who)
    assert not window.deleted.isVisible()


def test_the_model_thinks_first_as_long_as_is_chosen(window: MainWindow) -> None:
    press(Key.Key_T, modifiers=CONTROL)
    thinking = window.composer.thinking
    assert thinking.thinking is Thinking.UNLIMITED
    tab_to(thinking.budget)
    choose(thinking.budget.menu(), 0)
    assert thinking.thinking is Thinking.SHORT
    back()
    press(Key.Key_Space)
    assert focus() is thinking.toggle and thinking.thinking is Thinking.OFF


# Pictures


def paste_picture(window: MainWindow, colour: Qt.GlobalColor) -> str:
    """Paste a picture; returns its path when its chip is there."""
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(colour)
    QGuiApplication.clipboard().setImage(image)
    count = len(window.composer.pictures)
    press(Key.Key_V, modifiers=CONTROL)
    wait_until(lambda: len(window.composer.pictures) > count)
    return window.composer.pictures[-1].path or ""


def test_a_pasted_picture_is_moved_described_and_removed(window: MainWindow) -> None:
    red = paste_picture(window, Qt.GlobalColor.red)
    blue = paste_picture(window, Qt.GlobalColor.blue)
    chips = window.composer.chips
    tab_to(chips.chip(blue), backwards=True)
    press(Key.Key_Left, modifiers=ALT)
    assert [picture.path for picture in window.composer.pictures] == [blue, red]
    press(Key.Key_Tab)
    assert focus() is chips.chip(blue).choice
    choose(chips.chip(blue).choice.menu(), 1)
    assert window.composer.pictures[0].detail == 70
    tab_to(chips.chip(blue).removal)
    press(Key.Key_Space)
    settle()
    assert focus() is chips.chip(red)
    press(Key.Key_Delete)
    settle()
    assert not window.composer.pictures and focus() is window.composer.edit


def test_chips_are_reached_in_their_order_before_the_words(window: MainWindow) -> None:
    paths = [paste_picture(window, colour) for colour in (Qt.GlobalColor.red, Qt.GlobalColor.blue)]
    chips = [window.composer.chips.chip(path) for path in paths]
    tab_to(chips[0], backwards=True)
    order = [part for chip in chips for part in (chip, chip.choice, chip.removal)]
    for part in (*order, window.composer.edit):
        assert focus() is part
        press(Key.Key_Tab)


def test_a_picture_is_seen_large(window: MainWindow, tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("a.png", "b.png")]
    for path in paths:
        QImage(str(SAMPLE)).save(path)
    show(window, picture_turn("", *paths))
    tile = bubble(window).pictures.tiles[0]
    tab_to(tile, backwards=True)
    press(Key.Key_Space)
    large = window.transcript.viewer
    assert large is not None and focus() is large
    press(Key.Key_Right)
    assert large.path == paths[1]
    press(Key.Key_Left, Key.Key_Tab)
    assert large.path == paths[0] and focus() is large
    press(Key.Key_Escape)
    wait_until(lambda: window.transcript.viewer is None)
    assert focus() is tile


def test_a_large_picture_closes_though_the_colours_have_changed(
    window: MainWindow, application: QApplication
) -> None:
    show(window, picture_turn())
    tab_to(bubble(window).pictures.tiles[0], backwards=True)
    press(Key.Key_Space)
    window.preferences.text_px = 16
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    press(Key.Key_Escape)
    settle()
    assert window.transcript.viewer is None and window.isAncestorOf(focus())


def test_a_picture_is_copied_where_it_stands_and_where_it_is_large(window: MainWindow) -> None:
    show(window, picture_turn())
    tile = bubble(window).pictures.tiles[0]
    tab_to(tile, backwards=True)
    for _ in range(2):
        QGuiApplication.clipboard().clear()
        press(Key.Key_C, modifiers=CONTROL)
        assert QGuiApplication.clipboard().mimeData().urls() == [QUrl.fromLocalFile(tile.path)]
        press(Key.Key_Space)
    assert window.transcript.viewer is None


def test_commands_work_while_a_picture_is_large(window: MainWindow) -> None:
    show(window, picture_turn())
    tab_to(bubble(window).pictures.tiles[0], backwards=True)
    press(Key.Key_Space)
    press(Key.Key_W, modifiers=CONTROL)
    settle()
    assert window.isVisible() and window.transcript.viewer is None
    press(Key.Key_Space)
    press(Key.Key_N, modifiers=CONTROL)
    settle()
    assert window.transcript.viewer is None and not window.chat.turns
    assert focus() is window.composer.edit


# Reading


def test_versions_are_stepped_through(window: MainWindow) -> None:
    show_everything(window)
    tab_to(reply(window).alternatives.later, backwards=True)
    press(Key.Key_Space)
    settle()
    assert window.chat.turns[1].text == "Another answer."
    assert focus() is reply(window).alternatives.earlier
    press(Key.Key_Space)
    settle()
    assert window.chat.turns[1].text == ANSWER
    assert focus() is reply(window).alternatives.later


def test_a_thought_is_unfolded_and_folded(window: MainWindow) -> None:
    show_everything(window)
    thought = reply(window).thought
    assert thought is not None
    tab_to(thought.fold, backwards=True)
    press(Key.Key_Space)
    settle()
    assert thought.body.isVisible() and focus() is thought.fold
    press(Key.Key_Tab)
    assert focus() is thought.body
    back()
    press(Key.Key_Space)
    assert not thought.body.isVisible()


def test_a_thought_is_ended_by_its_link(window: MainWindow) -> None:
    press(Key.Key_T, modifiers=CONTROL)
    write(SUM)
    press(Key.Key_Return)
    wait_until(lambda: window.transcript.replies and reply(window).thought)
    thought = reply(window).thought
    assert thought is not None
    tab_to(thought.answer_now, backwards=True)
    press(Key.Key_Space)
    answered(window)
    assert reply(window).text and window.transcript.isAncestorOf(focus())
    assert len(thought.text) < len(ask_whole_thought(window))


def ask_whole_thought(window: MainWindow) -> str:
    press(Key.Key_N, modifiers=CONTROL)
    press(Key.Key_T, modifiers=CONTROL)
    whole = ask(window, SUM)
    assert whole.text == RESULT and whole.thought is not None
    return whole.thought.text


def test_an_answer_is_copied_as_markdown(window: MainWindow) -> None:
    show_everything(window)
    tab_to(reply(window).copy, backwards=True)
    press(Key.Key_Space)
    assert copied() == ANSWER


def test_code_is_copied_by_its_button(window: MainWindow) -> None:
    show_everything(window)
    (button,) = reply(window).body.cards.buttons
    tab_to(button, backwards=True)
    press(Key.Key_Space)
    assert copied() == CODE
    press(Key.Key_Tab)
    assert focus() is reply(window).copy


def test_words_of_an_answer_are_selected_and_copied(window: MainWindow, talk: Talk) -> None:
    show(window, Turn("model", (Text(talk.hello),)))
    tab_to(reply(window).body, backwards=True)
    press(Key.Key_A, Key.Key_C, modifiers=CONTROL)
    assert copied() == talk.hello


def test_a_link_says_where_it_leads_before_it_is_opened(
    window: MainWindow, opened_links: list[str]
) -> None:
    show_everything(window)
    line = window.transcript.link_line
    tab_to(reply(window).body)
    assert not line.isVisible()
    press(Key.Key_Tab)
    assert focus() is reply(window).body and line.isVisible() and line.text() == LINK
    assert opened_links == []
    press(Key.Key_Return)
    assert opened_links == [LINK]
    press(Key.Key_Tab)
    assert focus() is not reply(window).body and not line.isVisible()


def test_a_link_out_of_sight_is_scrolled_to(window: MainWindow) -> None:
    words = "Words.\n\n" * 60
    show(window, Turn("model", (Text(f"{words}[there]({LINK})\n\n{words}"),)))
    tab_to(window.transcript)
    press(Key.Key_Home)
    tab_to(reply(window).body)
    assert window.transcript.verticalScrollBar().value() == 0
    press(Key.Key_Tab)
    body = reply(window).body
    place = body.viewport().mapTo(window.transcript.viewport(), body.cursorRect().center())
    assert window.transcript.viewport().rect().contains(place)


def test_keys_scroll_the_transcript_and_return_to_its_end(window: MainWindow) -> None:
    show(window, *(Turn("model", (Text("Words.\n\n" * 30),)) for _ in range(4)))
    bar = window.transcript.verticalScrollBar()
    settle()
    tab_to(window.transcript)
    assert bar.value() == bar.maximum() > 1000
    press(Key.Key_PageUp)
    assert 0 < bar.value() < bar.maximum()
    press(Key.Key_Home)
    assert bar.value() == 0
    press(Key.Key_End)
    assert bar.value() == bar.maximum()
    press(Key.Key_PageUp)
    tab_to(window.transcript.to_end)
    press(Key.Key_Space)
    assert window.transcript.at_end and bar.value() == bar.maximum()
    settle()
    assert window.isAncestorOf(focus())


# What is chosen


def test_settings_are_walked_through_and_changed(window: MainWindow) -> None:
    press(Key.Key_Comma, modifiers=CONTROL)
    dialog = window.findChild(SettingsDialog)
    wait_until(dialog.isActiveWindow)
    tab_to(dialog.tabs[0])
    tab_to(dialog.general.appearance)
    press(Key.Key_Down, Key.Key_Down)
    assert window.preferences.appearance is Appearance.DARK
    settle()
    tab_to(dialog.general.text_px)
    press(Key.Key_Right)
    assert window.preferences.text_px == 16 and "16px" in window.styleSheet()
    for page in (dialog.personas, dialog.answers):
        tab_to(next(tab for tab in dialog.tabs if tab.isChecked()))
        press(Key.Key_Right)
        assert page.isVisible()
    press(Key.Key_Escape)
    return_to(window)
    assert focus() is window.composer.edit


def test_a_persona_is_written_and_chosen(window: MainWindow, talk: Talk) -> None:
    press(Key.Key_Comma, modifiers=CONTROL)
    dialog = window.findChild(SettingsDialog)
    wait_until(dialog.isActiveWindow)
    tab_to(next(tab for tab in dialog.tabs if tab.isChecked()))
    while not dialog.personas.isVisible():
        press(Key.Key_Left if dialog.answers.isVisible() else Key.Key_Right)
    tab_to(dialog.personas.add)
    press(Key.Key_Space)
    write(talk.name)
    press(Key.Key_Tab)
    write(talk.who)
    assert window.preferences.personas[-1].name == talk.name
    tab_to(dialog.tabs[1])
    press(Key.Key_Right)
    tab_to(dialog.answers.form.persona)
    press(Key.Key_End)
    press(Key.Key_W, modifiers=CONTROL)
    assert window.isVisible() and not dialog.isVisible()
    assert window.chat.settings.instructions == talk.who


def test_a_chat_has_options_of_its_own(window: MainWindow, talk: Talk) -> None:
    tab_to(window.options)
    press(Key.Key_Space)
    options = window.findChild(ConversationOptions)
    wait_until(options.isActiveWindow)
    tab_to(options.form.instructions)
    write(talk.thanks)
    press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Escape)
    return_to(window)
    assert focus() is window.options
    assert window.chat.settings.instructions == talk.thanks
    assert window.chat.settings.thinking is window.composer.thinking.thinking is Thinking.SHORT


def test_the_model_is_chosen_from_its_menu(window: MainWindow) -> None:
    tab_to(window.model)
    open_menu(window.model.menu(), lambda: press(Key.Key_Escape))
    assert window.model.loaded
    choose(window.model.menu(), 0)
    wait_until(lambda: window.model.loaded)


# Failures


def test_a_dead_engine_is_started_again(window: MainWindow, talk: Talk) -> None:
    (pid,) = engines()
    write(talk.long)
    press(Key.Key_Return)
    wait_until(lambda: window.transcript.replies)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: window.transcript.failures)
    tab_to(window.transcript.failures[-1].button, backwards=True)
    press(Key.Key_Space)
    wait_until(lambda: window.model.loaded and not window.chat.answering)
    assert not window.transcript.failures and window.isAncestorOf(focus())
    tab_to(window.composer.edit)


# Walking


def walked(*, backwards: bool = False) -> list[QWidget]:
    """What Tab visits until it is back where it began; one that is visited twice is told once."""
    visited = [focus()]
    while True:
        if backwards:
            back()
        else:
            press(Key.Key_Tab)
        settle()
        if focus() is visited[0]:
            return visited
        if focus() is not visited[-1]:
            visited.append(focus())
        assert len(visited) < 60, "the way does not come back"


def clickable(window: MainWindow) -> set[QWidget]:
    """What a click does something to."""
    parts = [*window.findChildren(QAbstractButton), *window.findChildren(QTextEdit)]
    return {part for part in parts if part.isVisible() and part.isEnabled()}


def test_tab_walks_an_empty_chat_in_reading_order(window: MainWindow) -> None:
    composer = window.composer
    composing = [composer.edit, composer.add, composer.microphone, composer.thinking.toggle]
    examples = [example for example in window.empty.examples if example.isVisible()]
    order = [*composing, window.model, window.options, *examples]
    assert walked() == order
    assert walked(backwards=True) == [order[0], *reversed(order[1:])]


def test_tab_walks_a_full_chat_in_reading_order(window: MainWindow) -> None:
    show_everything(window)
    chip = window.composer.chips.chip(paste_picture(window, Qt.GlobalColor.red))
    write("words")
    press(Key.Key_T, modifiers=CONTROL)
    asked, answer, composer = bubble(window), reply(window), window.composer
    assert asked.words and answer.thought
    order = [
        *(composer.edit, composer.add, composer.microphone),
        *(composer.thinking.toggle, composer.thinking.budget, composer.send),
        *(window.model, window.options, window.transcript),
        *(asked.pictures.tiles[0], asked.words, asked.change, asked.removal),
        *(answer.thought.fold, answer.body, answer.body.cards.buttons[0]),
        *(answer.copy, answer.read_aloud, answer.try_again, answer.removal),
        *(answer.alternatives.later, chip, chip.choice, chip.removal),
    ]
    assert walked() == order
    assert walked(backwards=True) == [order[0], *reversed(order[1:])]
    assert clickable(window) <= set(order)


def test_the_newest_answer_is_reached_first_going_back(window: MainWindow, talk: Talk) -> None:
    ask(window, talk.hello)
    ask(window, talk.who)
    back()
    assert reply(window).isAncestorOf(focus())


def test_what_is_reached_is_in_sight(window: MainWindow) -> None:
    show(window, *(Turn("model", (Text("Words.\n\n" * 12),)) for _ in range(9)))
    for backwards in (True, False):
        seen: set[QWidget] = set()
        while len(seen) < 25:
            back() if backwards else press(Key.Key_Tab)
            settle()
            assert not focus().visibleRegion().isEmpty()
            seen.add(focus())


# Menus


def command(window: MainWindow, keys: str) -> QAction:
    """The command that has these keys."""
    menus = [action.menu() for action in window.menuBar().actions()]
    actions = [action for menu in menus for action in menu.actions()]
    (found,) = [action for action in actions if QKeySequence(keys) in action.shortcuts()]
    return found


def dimmed(window: MainWindow, keys: str) -> bool:
    """Whether a command is dimmed in its menu when that opens."""
    action = command(window, keys)
    (menu,) = [m for b in window.menuBar().actions() if action in (m := b.menu()).actions()]
    menu.aboutToShow.emit()
    enabled = action.isEnabled()
    menu.aboutToHide.emit()
    return not enabled


def test_no_two_commands_have_the_same_key(window: MainWindow) -> None:
    menus = [action.menu() for action in window.menuBar().actions()]
    keys = [key.toString() for menu in menus for a in menu.actions() for key in a.shortcuts()]
    assert len(keys) == len(set(keys)) > 25


def test_the_last_answer_is_copied_and_the_last_message_deleted(
    window: MainWindow, talk: Talk
) -> None:
    for keys in ("Ctrl+Shift+C", "Ctrl+Shift+Backspace", "Ctrl+Alt+Z"):
        assert dimmed(window, keys)
    came = ask(window, talk.hello).text
    assert not dimmed(window, "Ctrl+Shift+C")
    press(Key.Key_C, modifiers=CONTROL | SHIFT)
    assert copied() == came
    press(Key.Key_Backspace, modifiers=CONTROL | SHIFT)
    assert not window.chat.turns and window.empty.isVisible()
    press(Key.Key_Z, modifiers=CONTROL | ALT)
    assert len(window.chat.turns) == 2 and window.transcript.isVisible()


def test_versions_are_stepped_through_from_the_message_field(window: MainWindow) -> None:
    show_everything(window)
    assert dimmed(window, "Ctrl+[") and not dimmed(window, "Ctrl+]")
    press(Key.Key_BracketRight, Key.Key_BracketRight, modifiers=CONTROL)
    assert window.chat.turns[1].text == "Another answer."
    assert dimmed(window, "Ctrl+]") and focus() is window.composer.edit
    press(Key.Key_BracketLeft, modifiers=CONTROL)
    assert window.chat.turns[1].text == ANSWER


def test_text_grows_and_shrinks(window: MainWindow) -> None:
    assert dimmed(window, "Ctrl+0")
    press(Key.Key_Plus, Key.Key_Equal, modifiers=CONTROL)
    assert window.preferences.text_px == 17 and not dimmed(window, "Ctrl+0")
    press(Key.Key_Minus, modifiers=CONTROL)
    assert window.preferences.text_px == 16
    press(Key.Key_0, modifiers=CONTROL)
    assert window.preferences.text_px == 15
    press(*[Key.Key_Minus] * 9, modifiers=CONTROL)
    assert window.preferences.text_px == 13 and dimmed(window, "Ctrl+-")


def test_the_focus_stays_where_it_is_while_text_grows(window: MainWindow) -> None:
    show_everything(window)
    tab_to(reply(window).copy, backwards=True)
    press(Key.Key_Plus, modifiers=CONTROL)
    settle()
    assert focus() is reply(window).copy


def test_the_end_is_a_key_away(window: MainWindow) -> None:
    show(window, *(Turn("model", (Text("Words.\n\n" * 30),)) for _ in range(3)))
    tab_to(window.transcript)
    assert dimmed(window, "Ctrl+Alt+Down")
    press(Key.Key_Home)
    assert not dimmed(window, "Ctrl+Alt+Down")
    tab_to(window.composer.edit)
    press(Key.Key_Down, modifiers=CONTROL | ALT)
    assert window.transcript.at_end


def test_thinking_is_ticked_while_it_is_on(window: MainWindow) -> None:
    think = command(window, "Ctrl+T")
    press(Key.Key_T, modifiers=CONTROL)
    assert think.isChecked() and window.composer.thinking.toggle.isChecked()
    tab_to(window.composer.thinking.toggle)
    press(Key.Key_Space)
    assert not think.isChecked()


def test_a_thought_is_ended_by_its_key(window: MainWindow) -> None:
    press(Key.Key_T, modifiers=CONTROL)
    write(SUM)
    assert dimmed(window, "Ctrl+Shift+Return")
    press(Key.Key_Return)
    wait_until(lambda: window.chat.thinking)
    assert not dimmed(window, "Ctrl+Shift+Return") and not dimmed(window, "Ctrl+.")
    press(Key.Key_Return, modifiers=CONTROL | SHIFT)
    assert answered(window).text and not window.composer.edit.toPlainText()


def test_the_options_of_a_chat_have_a_key(window: MainWindow) -> None:
    press(Key.Key_Comma, modifiers=CONTROL | ALT)
    options = window.findChild(ConversationOptions)
    wait_until(options.isActiveWindow)
    press(Key.Key_Escape)
    assert not options.isVisible()


def test_all_keys_are_listed_as_the_menus_have_them(window: MainWindow, talk: Talk) -> None:
    write(talk.hello)
    press(Key.Key_Slash, modifiers=CONTROL)
    listed = window.findChild(ShortcutsWindow)
    wait_until(listed.isActiveWindow)
    words = [label.text() for label in listed.findChildren(QLabel)]
    for keys in ("Ctrl+N", "Ctrl+R", "Ctrl+]", "Ctrl+/", "Ctrl++"):
        action = command(window, keys)
        place = words.index(action.text())
        native = QKeySequence.SequenceFormat.NativeText
        assert action.shortcut().toString(native) in words[place : place + 2]
    bar = listed.findChild(QScrollArea).verticalScrollBar()
    listed.resize(listed.width(), 300)
    press(Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    press(Key.Key_Escape)
    return_to(window)
    assert window.composer.edit.toPlainText() == talk.hello and focus() is window.composer.edit
