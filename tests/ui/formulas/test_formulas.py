"""Formulas among the words of documents."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

import pytest
from formula_pixels import drawn, end_of, inked_rows
from gemma_formulas import DISPLAY, INLINE
from person import wait_until
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from desktop.ui.formulas.formulas import Formulas

LONG = " + ".join(rf"\frac{{a_{{{n}}}}}{{b}}" for n in range(40))


def show(formulas: Formulas, document: QTextDocument) -> None:
    """Lay out until every formula is there."""
    document.size()
    wait_until(lambda: formulas.settled)


@pytest.mark.parametrize("height", [0, 60])
@pytest.mark.parametrize("neighbour", ["x", r"\frac{a}{b}", r"\sum_{i}^{n}", r"\underbrace{x}_{a}"])
def test_a_formula_stands_on_the_baseline(
    formulas: Formulas,
    document: QTextDocument,
    words: QTextCharFormat,
    neighbour: str,
    height: int,
) -> None:
    cursor = end_of(document)
    lines = QTextBlockFormat()
    lines.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    cursor.setBlockFormat(lines)
    cursor.insertText("x", words)
    formulas.insert(cursor, r"\mathrm{x}", False, words)
    formulas.insert(cursor, neighbour, True, words)
    show(formulas, document)
    line = document.firstBlock().layout().lineAt(0)
    left, right = (round(line.cursorToX(at)[0]) for at in (1, 2))
    image = drawn(document)
    text, formula = inked_rows(image, 0, left), inked_rows(image, left, right - 3)
    assert abs(text[-1] - formula[-1]) <= 1
    assert abs(text[0] - formula[0]) <= 3, "and is as high"


@pytest.mark.parametrize("tex", [r"\frac{a}{b}", r"\sum_{i=1}^n", "y", r"\underbrace{x}_{a}"])
def test_a_formula_has_room_above_and_below(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat, tex: str
) -> None:
    cursor = end_of(document)
    for at in range(3):
        formulas.insert(cursor, tex, False, words)
        if at < 2:
            cursor.insertBlock()
    show(formulas, document)
    alone = QTextDocument()
    alone.setDocumentMargin(0)
    formulas.register(alone)
    formulas.insert(end_of(alone), tex, False, words)
    show(formulas, alone)
    apart = len(inked_rows(drawn(alone), 0, 100))
    assert abs(len(inked_rows(drawn(document), 0, 100)) - 3 * apart) <= 3


def test_until_it_is_there_its_source_stands_in_its_place(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat
) -> None:
    formulas.insert(end_of(document), r"\frac{1}{2}", False, words)
    before = document.idealWidth()
    assert inked_rows(drawn(document), 0, 600)
    assert not formulas.settled
    show(formulas, document)
    assert document.idealWidth() < before / 3


def test_what_cannot_be_typeset_stays_its_source(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat
) -> None:
    formulas.insert(end_of(document), r"\frac{1}{", False, words)
    before = document.idealWidth()
    show(formulas, document)
    assert document.idealWidth() == before
    assert inked_rows(drawn(document), 0, 600)


def test_long_source_is_broken_into_lines(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat
) -> None:
    formulas.insert(end_of(document), r"\frac{1}{" * 1000, True, words)
    show(formulas, document)
    assert document.idealWidth() <= 600
    assert document.size().height() > 600


def test_a_formula_wider_than_the_column_is_made_to_fit(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat
) -> None:
    formulas.insert(end_of(document), LONG, True, words)
    show(formulas, document)
    assert document.idealWidth() <= 600
    wide = document.size().height()
    document.setTextWidth(300)
    assert document.idealWidth() <= 300
    assert document.size().height() < wide


def test_a_display_formula_is_centred(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat
) -> None:
    formulas.insert(end_of(document), "x", True, words)
    show(formulas, document)
    assert document.firstBlock().blockFormat().alignment() == Qt.AlignmentFlag.AlignHCenter
    assert not inked_rows(drawn(document), 0, 280)
    assert inked_rows(drawn(document), 280, 320)


def test_a_formula_is_drawn_in_the_colour_of_the_text(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat
) -> None:
    words.setForeground(Qt.GlobalColor.red)
    formulas.insert(end_of(document), r"\mathbf{M}", False, words)
    show(formulas, document)
    image = drawn(document)
    colours = {image.pixelColor(x, y).name() for x in range(40) for y in range(image.height())}
    assert "#ff0000" in colours
    assert "#000000" not in colours


def test_a_formula_is_typeset_once_for_all_documents(
    formulas: Formulas, new_document: Callable[[], QTextDocument], words: QTextCharFormat
) -> None:
    asked: list[object] = []
    formulas.typesetter.done.connect(lambda one, _: asked.append(one))
    documents = [new_document() for _ in range(3)]
    for document in documents:
        for _ in range(3):
            formulas.insert(end_of(document), "x^2", False, words)
        show(formulas, document)
    assert len(asked) == 1


def test_plain_text_has_tex_between_dollars(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat
) -> None:
    cursor = end_of(document)
    cursor.insertText("😀 so ", words)
    formulas.insert(cursor, "x^2", False, words)
    cursor.insertText(" and", words)
    cursor.insertBlock()
    formulas.insert(cursor, r"\frac{a}{b}", True, words)
    cursor.insertText(" end", words)
    cursor.select(QTextCursor.SelectionType.Document)
    assert formulas.plain_text(cursor) == "😀 so $x^2$ and\n$$\\frac{a}{b}$$ end"
    cursor.setPosition(5)
    cursor.setPosition(8, QTextCursor.MoveMode.KeepAnchor)
    assert formulas.plain_text(cursor) == " $x^2$ "


def test_the_process_starts_with_the_first_formula_and_may_die(
    formulas: Formulas, document: QTextDocument, words: QTextCharFormat
) -> None:
    assert formulas.typesetter.pid == 0
    formulas.insert(end_of(document), "a", False, words)
    show(formulas, document)
    os.kill(formulas.typesetter.pid, signal.SIGKILL)
    for tex in ("b", "c", "d"):
        formulas.insert(end_of(document), tex, False, words)
    show(formulas, document)
    formulas.insert(end_of(document), r"\frac{e}{f}", False, words)
    before = document.idealWidth()
    show(formulas, document)
    assert document.idealWidth() < before


@pytest.mark.parametrize("command", [["/nowhere"], [sys.executable, "-c", "raise SystemExit(1)"]])
def test_without_a_process_formulas_stay_their_source(
    application: QApplication, words: QTextCharFormat, command: list[str]
) -> None:
    formulas, document = Formulas(command), QTextDocument()
    formulas.register(document)
    formulas.insert(end_of(document), "a", False, words)
    formulas.insert(end_of(document), "b", False, words)
    show(formulas, document)
    assert inked_rows(drawn(document), 0, 60)


def test_a_document_may_go_before_its_formulas_come(
    formulas: Formulas, new_document: Callable[[], QTextDocument], words: QTextCharFormat
) -> None:
    document = new_document()
    formulas.insert(end_of(document), "x", False, words)
    document.size()
    del document
    wait_until(lambda: formulas.settled)


def test_no_event_takes_long_while_formulas_come(
    formulas: Formulas,
    document: QTextDocument,
    words: QTextCharFormat,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[int] = []

    def timed(slot: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            timer = QElapsedTimer()
            timer.start()
            slot()
            taken.append(timer.elapsed())

        return run

    monkeypatch.setattr(formulas, "_lay_out", timed(formulas._lay_out))
    formulas._layout.timeout.disconnect()
    formulas._layout.timeout.connect(lambda: formulas._lay_out())
    for tex in (*INLINE, *DISPLAY):
        formulas.insert(end_of(document), tex, False, words)
        end_of(document).insertBlock()
    show(formulas, document)
    assert taken
    assert max(taken) < 50
