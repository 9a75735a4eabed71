"""What a reader does with messages: select, copy, follow links, walk with Tab, listen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from person import ALT, CONTROL, SHIFT, Key, press_on, settle, wait_until
from PySide6.QtCore import QObject, QPoint, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAccessible, QContextMenuEvent, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from desktop.conversation import Text, Thought, Turn
from desktop.places import RESOURCES
from desktop.ui.transcript import announcer, links
from desktop.ui.transcript.reply import ReplyView
from desktop.ui.transcript.text import TextView
from desktop.ui.transcript.view import Transcript

LEFT = Qt.MouseButton.LeftButton
CODE = "Look:\n\n```python\nx = 1\ny = 2\n```\n\nDone."


def answer(transcript: Transcript, markdown: str, question: str = "A question") -> ReplyView:
    transcript.show_turns([Turn("user", (Text(question),)), Turn("model", (Text(markdown),))])
    settle()
    return transcript.replies[-1]


def copied() -> str:
    return QGuiApplication.clipboard().text()


def place_of(words: str, view: TextView) -> QPoint:
    """The middle of some words, in a text's viewport."""
    found = view.document().find(words)
    middle = found.selectionStart() + len(words) // 2
    found.setPosition(middle)
    return view.cursorRect(found).center()


class Browser(QObject):
    """Stands in for the browser and the mail program: notes what is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    stand_in = Browser()
    schemes = ("http", "https", "mailto", "file", "ftp", "javascript")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, stand_in, "open")
    yield stand_in
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def test_words_are_selected_and_copied_by_mouse_and_key(transcript: Transcript) -> None:
    reply = answer(transcript, "Some **bold** words here.")
    QTest.mouseDClick(reply.body.viewport(), LEFT, pos=place_of("bold", reply.body))
    press_on(reply.body, Key.Key_C, CONTROL)
    assert copied() == "bold"
    assert "bold" in QGuiApplication.clipboard().mimeData().html()
    press_on(reply.body, Key.Key_Right, SHIFT | CONTROL)
    press_on(reply.body, Key.Key_C, CONTROL)
    assert copied().startswith("bold ")
    press_on(reply.body, Key.Key_A, CONTROL)
    press_on(reply.body, Key.Key_C, CONTROL)
    assert copied() == "Some bold words here."


def test_a_formula_is_copied_as_tex(transcript: Transcript) -> None:
    reply = answer(transcript, "So $x^2$ and $a<b$ it is.")
    press_on(reply.body, Key.Key_A, CONTROL)
    press_on(reply.body, Key.Key_C, CONTROL)
    assert copied() == "So $x^2$ and $a<b$ it is."
    html = QGuiApplication.clipboard().mimeData().html()
    assert "$x^2$" in html and "$a&lt;b$" in html and "\ufffc" not in html


def test_a_question_can_be_copied_too(transcript: Transcript) -> None:
    answer(transcript, "Yes.", question="Is it so?")
    words = next(view for view in transcript.findChildren(TextView) if view.objectName() == "words")
    press_on(words, Key.Key_A, CONTROL)
    press_on(words, Key.Key_C, CONTROL)
    assert copied() == "Is it so?"


def test_an_answer_is_copied_as_markdown_or_as_plain_text(transcript: Transcript) -> None:
    reply = answer(transcript, "A **bold** word.")
    QTest.mouseClick(reply.copy, LEFT)
    assert copied() == "A **bold** word."
    QTest.mouseClick(reply.copy, LEFT, ALT)
    assert copied() == "A bold word."


def test_a_menu_offers_both_ways_to_copy(transcript: Transcript) -> None:
    reply = answer(transcript, "A **bold** word.")
    place = reply.copy.rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, reply.copy.mapToGlobal(place), CONTROL
    )
    QApplication.sendEvent(reply.copy, event)
    (menu,) = [menu for menu in reply.findChildren(QMenu) if menu.isVisible()]
    assert [action.text() for action in menu.actions()] == [
        "Copy as Markdown",
        "Copy as Plain Text",
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert copied() == "A bold word."


def test_actions_show_while_pointer_or_focus_is_there(transcript: Transcript) -> None:
    reply = answer(transcript, "Words.")
    QTest.mouseMove(reply.body.viewport(), QPoint(9, 9))
    settle()
    assert reply.choices.lit
    QTest.mouseMove(transcript, QPoint(1, 1))
    settle()
    assert not reply.choices.lit
    reply.copy.setFocus(Qt.FocusReason.TabFocusReason)
    assert reply.choices.lit
    transcript.setFocus()
    assert not reply.choices.lit


def test_actions_wait_for_the_end_of_the_answer(transcript: Transcript) -> None:
    transcript.begin_reply()
    transcript.add_answer("Words")
    reply = transcript.replies[-1]
    height = reply.height()
    assert not reply.copy.isEnabled()
    transcript.end_reply()
    assert reply.copy.isEnabled() and reply.height() == height


def test_code_is_copied_by_its_own_button(transcript: Transcript) -> None:
    reply = answer(transcript, CODE)
    (button,) = reply.body.cards.buttons
    assert button.isVisible() and button.accessibleName() == "Copy code"
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    press_on(button, Key.Key_Space)
    assert copied() == "x = 1\ny = 2"
    assert button.text() == "Copied"
    wait_until(lambda: button.text() == "Copy")


def test_code_has_its_button_while_it_streams(transcript: Transcript) -> None:
    transcript.begin_reply()
    for piece in ("Look:\n\n", "```python\n", "x = 1\n", "y = 2\n", "```\n\nDone."):
        transcript.add_answer(piece)
    transcript.end_reply()
    (button,) = transcript.replies[-1].body.cards.buttons
    QTest.mouseClick(button, LEFT)
    assert copied() == "x = 1\ny = 2"


def test_a_link_is_shown_before_it_is_opened(transcript: Transcript, browser: Browser) -> None:
    reply = answer(transcript, "See [the article](https://example.org/bridge) there.")
    view = reply.body.viewport()
    place = place_of("article", reply.body)
    QTest.mouseMove(view, QPoint(1, 1))
    QTest.mouseMove(view, place)
    settle()
    assert transcript.link_line.isVisible()
    assert transcript.link_line.text() == "https://example.org/bridge"
    assert view.toolTip() == "https://example.org/bridge"
    QTest.mouseClick(view, LEFT, pos=place)
    assert browser.opened == ["https://example.org/bridge"]
    QTest.mouseMove(view, QPoint(1, 1))
    settle()
    assert not transcript.link_line.isVisible() and view.toolTip() == ""


def test_a_link_that_was_not_shown_is_shown_first(transcript: Transcript, browser: Browser) -> None:
    reply = answer(transcript, "See [it](https://example.org/).")
    reply.body.anchorClicked.emit(QUrl("https://example.org/"))
    assert browser.opened == [] and transcript.link_line.isVisible()
    reply.body.anchorClicked.emit(QUrl("https://example.org/"))
    assert browser.opened == ["https://example.org/"]


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "x-apple:settings"],
)
def test_only_the_web_and_mail_are_opened(
    transcript: Transcript, browser: Browser, target: str
) -> None:
    url = QUrl(target)
    reply = answer(transcript, "Words.")
    reply.body.highlighted.emit(url)
    reply.body.anchorClicked.emit(url)
    assert browser.opened == []
    assert not links.opens(url) and links.opens(QUrl("mailto:a@example.org"))


@pytest.mark.parametrize(("button", "opened"), [("Open It", 1), ("Cancel", 0)])
def test_a_link_that_says_another_address_asks_first(
    transcript: Transcript, browser: Browser, button: str, opened: int
) -> None:
    said: list[str] = []

    def press() -> None:
        box = transcript.window().findChild(QMessageBox)
        said.append(box.informativeText())
        next(b for b in box.buttons() if b.text().replace("&", "") == button).click()

    reply = answer(transcript, "See [bank.com](https://thief.example/).")
    url = QUrl("https://thief.example/")
    reply.body.highlighted.emit(url)
    QTimer.singleShot(0, press)
    reply.body.anchorClicked.emit(url)
    assert len(browser.opened) == opened
    assert "bank.com" in said[0] and "https://thief.example/" in said[0]


@pytest.mark.parametrize(
    ("words", "target", "elsewhere"),
    [
        ("the article", "https://example.org/a", False),
        ("example.org", "https://www.example.org/a", False),
        ("https://example.org/a", "https://example.org/b", False),
        ("https://example.org", "https://example.org.thief.net", True),
        ("www.example.jp/a", "https://thief.example", True),
        ("apple.com", "https://аpple.com", True),
        ("me@example.org", "mailto:me@example.org", False),
        ("me@example.org", "mailto:me@thief.net", True),
        ("os.path", "https://docs.python.org/3/library/os.path.html", False),
        ("Node.js", "https://nodejs.org", False),
    ],
)
def test_which_words_are_another_address(words: str, target: str, elsewhere: bool) -> None:
    assert links.leads_elsewhere(QUrl(target), words) is elsewhere


def test_an_address_in_look_alike_letters_is_spelled_out() -> None:
    assert links.address(QUrl("https://аpple.com/日本")) == "https://xn--pple-43d.com/日本"


def test_nothing_that_a_model_writes_is_read_or_fetched(
    transcript: Transcript, browser: Browser
) -> None:
    path = str(RESOURCES / "pictures" / "sample.png")
    reply = answer(transcript, f"![a]({path}) ![b](https://example.org/b.png)")
    assert reply.body.loadResource(2, QUrl.fromLocalFile(path)) is None
    assert reply.body.loadResource(2, QUrl("https://example.org/b.png")) is None
    assert browser.opened == []


def test_tab_walks_the_rows_in_their_order(transcript: Transcript) -> None:
    transcript.window().resize(700, 900)
    turns = [Turn("user", (Text("One"),)), Turn("model", (Thought("Hm"), Text(CODE)))] * 2
    transcript.show_turns(turns)
    settle()
    visited: list[str] = []
    for _ in range(12):
        QTest.keyClick(transcript.window().focusWidget(), Key.Key_Tab)
        focus = transcript.window().focusWidget()
        visited.append(focus.accessibleName() or focus.text())
    one = ["You said", "Thought", "Answer", "Copy code", "Copy answer", "Read aloud"]
    assert visited == one * 2


def test_tab_scrolls_to_what_it_reaches(transcript: Transcript) -> None:
    transcript.show_turns([Turn("model", (Text("Words.\n\n" * 12),)) for _ in range(9)])
    settle()
    press_on(transcript, Key.Key_Home)
    for _ in range(8):
        QTest.keyClick(transcript.window().focusWidget(), Key.Key_Tab)
        settle()
        focus = transcript.window().focusWidget()
        assert not focus.visibleRegion().isEmpty()
    assert transcript.verticalScrollBar().value() > 500


def test_keys_in_a_text_move_the_reader(transcript: Transcript) -> None:
    reply = answer(transcript, "Words.\n\n" * 200)
    bar = transcript.verticalScrollBar()
    reply.body.setFocus()
    press_on(reply.body, Key.Key_Home)
    assert bar.value() == 0
    press_on(reply.body, Key.Key_PageDown)
    page = bar.value()
    assert page > 300
    press_on(reply.body, Key.Key_Down)
    assert bar.value() == page + 48
    press_on(reply.body, Key.Key_End)
    assert bar.value() == bar.maximum()


def test_a_thought_can_be_ended_early(transcript: Transcript) -> None:
    asked: list[bool] = []
    transcript.answer_now.connect(lambda: asked.append(True))
    transcript.begin_reply()
    transcript.add_thought("Let me see. ")
    thought = transcript.replies[-1].thought
    assert thought is not None and "Thinking" in thought.fold.text()
    QTest.mouseClick(thought.answer_now, LEFT)
    assert asked == [True]
    transcript.add_answer("So.")
    assert not thought.answer_now.isVisible() and "Thought for" in thought.fold.text()


def test_the_line_of_a_thought_keeps_its_place_as_it_unfolds(transcript: Transcript) -> None:
    transcript.show_turns([Turn("model", (Thought("Hm"), Text("Hello")))])
    settle()
    thought = transcript.replies[0].thought
    assert thought is not None
    folded = thought.fold.size()
    mark = thought.fold.icon().cacheKey()
    QTest.mouseClick(thought.fold, LEFT)
    settle()
    assert thought.fold.size() == folded
    assert thought.fold.icon().cacheKey() != mark


def test_an_unfolded_thought_grows_as_it_comes(transcript: Transcript) -> None:
    transcript.begin_reply()
    transcript.add_thought("One. ")
    thought = transcript.replies[-1].thought
    assert thought is not None
    QTest.mouseClick(thought.fold, LEFT)
    before = thought.height()
    transcript.add_thought("Two. " * 100)
    assert thought.body.toPlainText() == "One. " + "Two. " * 100
    assert thought.height() > before and thought.body.geometry().bottom() < thought.height()


def test_rows_say_what_they_are(transcript: Transcript) -> None:
    reply = answer(transcript, "Yes, **it** is.", question="Is it so?")
    assert transcript.views[0].accessibleName() == "You said: Is it so?"
    assert reply.accessibleName() == "Answer: Yes, it is."


def test_finished_sentences_are_announced(
    transcript: Transcript, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(announcer, "_INTERVAL_MS", 1)
    monkeypatch.setattr(announcer, "announce", lambda _, words: heard.append(words))
    transcript.begin_reply()
    transcript.add_answer("It is **2.5** metres. It")
    wait_until(lambda: heard)
    transcript.add_answer(" is red. そう")
    wait_until(lambda: len(heard) == 2)
    transcript.end_reply()
    assert heard == ["It is 2.5 metres.", "It is red.", "そう"]


def test_nothing_is_announced_where_nobody_listens(
    transcript: Transcript, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: False))
    monkeypatch.setattr(announcer, "announce", lambda _, words: heard.append(words))
    transcript.begin_reply()
    transcript.add_answer("It is red. ")
    transcript.end_reply()
    settle()
    assert heard == []


def test_failures_offer_a_way_on_and_give_way(transcript: Transcript) -> None:
    again: list[bool] = []
    transcript.start_again.connect(lambda: again.append(True))
    transcript.add_failure("It stopped.", restartable=True)
    (card,) = transcript.failures
    assert card.words.text() == "It stopped."
    QTest.mouseClick(card.button, LEFT)
    settle()
    assert again == [True] and not transcript.failures


def test_what_is_copied_has_no_colours_of_the_window(transcript: Transcript) -> None:
    transcript.show_turns([Turn("model", (Text("A `word` and [a link](https://example.org)."),))])
    body = transcript.replies[0].body
    body.selectAll()
    press_on(body, Key.Key_C, CONTROL)
    html = QGuiApplication.clipboard().mimeData().html()
    assert "example.org" in html and "word" in html
    assert "color:" not in html.partition("<body")[2]


def test_an_answer_that_is_slow_to_lay_out_waits_and_comes_whole(
    transcript: Transcript, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript.begin_reply()
    monkeypatch.setattr("desktop.ui.transcript.answer_text._QUICK_MS", -1.0)
    monkeypatch.setattr("desktop.ui.transcript.answer_text._SHARE", 100_000)
    transcript.add_answer("First")
    body = transcript.replies[0].body
    transcript.add_answer(", and second")
    assert body.toPlainText() == "First"
    transcript.end_reply()
    assert body.toPlainText() == "First, and second"
