"""What the tests of formulas share: formulas whose process ends, and documents drawn to pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtGui import QTextDocument as Document
from PySide6.QtWidgets import QApplication

from desktop.ui.formulas.formulas import Formulas

INK = QColor("#204060")


@pytest.fixture
def formulas(application: QApplication) -> Iterator[Formulas]:
    """Formulas with a process of their own."""
    made = Formulas()
    yield made
    made.close()
    assert made.typesetter.pid == 0


@pytest.fixture
def new_document(formulas: Formulas) -> Callable[[], Document]:
    """Empty documents, 600 px wide, that draw formulas."""

    def make() -> Document:
        document = Document()
        document.setDocumentMargin(0)
        document.setTextWidth(600)
        formulas.register(document)
        return document

    return make


@pytest.fixture
def document(new_document: Callable[[], Document]) -> Document:
    return new_document()


@pytest.fixture
def words() -> QTextCharFormat:
    """The format of text: 30 px, so that a pixel is little."""
    font = QFont()
    font.setPixelSize(30)
    format = QTextCharFormat()
    format.setFont(font)
    format.setForeground(INK)
    return format
