"""Every text can be read, in light and dark, whatever accent the system has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from person import settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from desktop.ui.contrast import READABLE, contrast
from desktop.ui.theme import Theme, current_theme, style_sheet

# Those that a Mac offers.
ACCENTS = ("#007aff", "#953d96", "#f74f9e", "#e0383e", "#f7821b", "#ffc726", "#62ba46", "#989898")


@pytest.fixture(params=["#f0f0f0", "#1e1e1e"])
def palette(request: pytest.FixtureRequest, application: QApplication) -> Iterator[QPalette]:
    before = application.palette()
    yield QPalette(QColor(request.param))
    application.setPalette(before)


@pytest.fixture(params=ACCENTS)
def theme(request: pytest.FixtureRequest, palette: QPalette, application: QApplication) -> Theme:
    palette.setColor(QPalette.ColorRole.Accent, QColor(request.param))
    application.setPalette(palette)
    return current_theme()


def test_words_can_be_read_wherever_they_stand(theme: Theme) -> None:
    for words in (theme.text, theme.quiet, theme.accent_text):
        for paper in (theme.window, theme.card, theme.bubble):
            assert contrast(words, paper) >= READABLE, (words, paper)
    assert contrast(theme.warning, theme.window) >= READABLE
    assert contrast(theme.accent_text, theme.accent_soft) >= READABLE
    assert contrast("#ffffff", theme.accent_fill) >= READABLE


@pytest.mark.parametrize("name", ["", "primary", "model", "quiet", "link", "detail", "think"])
def test_a_ring_shows_the_focus_and_moves_nothing(application: QApplication, name: str) -> None:
    page = QWidget()
    page.setStyleSheet(style_sheet(current_theme()))
    button = QPushButton("Words", page)
    button.setObjectName(name)
    QVBoxLayout(page).addWidget(button)
    page.show()
    page.activateWindow()
    page.setFocus()
    settle()
    size, before = button.sizeHint(), button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    after, middle = button.grab().toImage(), button.height() // 2
    assert button.sizeHint() == size
    assert all(after.pixel(x, middle) != before.pixel(x, middle) for x in (0, 1))
    page.close()
