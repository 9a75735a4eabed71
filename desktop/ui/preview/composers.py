"""The composer and the parts of it and of the header, each alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.conversation import Picture, Text, Turn
from desktop.ui.composer.picture_chip import PictureChip
from desktop.ui.composer.thinking import ThinkingSwitch
from desktop.ui.composer.view import Composer
from desktop.ui.context_meter import ContextMeter
from desktop.ui.settings.chat_settings import Thinking
from desktop.ui.theme import current_theme

from .part import Part
from .stage import Stage

COMPOSER = Part("composer")
HEADER = Part("header")

_WIDTH = 848
_CONTEXT = 131_072
_SHARES = ((0, None), (0.014, None), (0.12, 0.14), (0.5, None), (0.8, 0.86), (1, None), (1, 1.3))


@COMPOSER.state
def empty(stage: Stage) -> QWidget:
    return _page(stage, _composer(stage))


@COMPOSER.state
def written(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.edit.setPlainText(stage.words("Who are you?", "あなたは誰ですか？"))
    return _page(stage, composer)


@COMPOSER.state
def answering(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.set_answering(True)
    return _page(stage, composer)


@COMPOSER.state
def picture(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach(stage.pictures[:1])
    return _page(stage, composer)


@COMPOSER.state
def many_pictures(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach(stage.pictures)
    composer.edit.setPlainText(stage.words("What are these?", "これらは何ですか？"))
    return _page(stage, composer)


@COMPOSER.state
def warning(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach([__file__])
    return _page(stage, composer)


@COMPOSER.state
def changing(stage: Stage) -> QWidget:
    composer = _composer(stage)
    words = stage.words("What is this?", "これは何ですか？")
    composer.rewrite(Turn("user", (Picture(stage.pictures[0]), Text(words))))
    return _page(stage, composer)


@COMPOSER.state
def drop_target(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.set_drop_target(True)
    return _page(stage, composer)


@COMPOSER.state
def large_text(stage: Stage) -> QWidget:
    stage.preferences.text_px = 22
    return _page(stage, _composer(stage))


@COMPOSER.state
def thinking(stage: Stage) -> QWidget:
    def switch(length: Thinking, parent: QWidget) -> ThinkingSwitch:
        made = ThinkingSwitch(parent)
        made.choose(length)
        return made

    return _column(stage, lambda page: [switch(length, page) for length in Thinking], 300)


@COMPOSER.state
def thinking_lengths(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.thinking.choose(Thinking.SHORT)
    return _opened(stage, composer.thinking.budget.menu())


@COMPOSER.state
def chips(stage: Stage) -> QWidget:
    def chip(path: str, detail: int | None, cost: int | None, parent: QWidget) -> PictureChip:
        made = PictureChip(Picture(path, detail), QImage(path), parent)
        if cost is not None:
            made.show_cost(cost)
        return made

    made = ((None, None), (None, 256), (1120, 1088), (70, None), (560, 532))
    return _column(
        stage,
        lambda page: [
            chip(path, detail, cost, page)
            for path, (detail, cost) in zip(stage.pictures, made, strict=True)
        ],
        400,
    )


@COMPOSER.state
def chip_details(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach(stage.pictures[:1])
    stage.settle()
    return _opened(stage, composer.chips.chip(stage.pictures[0]).choice.menu())


@COMPOSER.state
def chip_with_the_keyboard(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach(stage.pictures[:2])
    stage.settle()
    stage.focus(composer.chips.chip(stage.pictures[1]))
    return _page(stage, composer)


@COMPOSER.state
def detail_with_the_keyboard(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach(stage.pictures[:2])
    stage.settle()
    stage.focus(composer.chips.chip(stage.pictures[1]).choice)
    return _page(stage, composer)


@COMPOSER.state
def add_with_the_keyboard(stage: Stage) -> QWidget:
    composer = _composer(stage)
    stage.focus(composer.add)
    return _page(stage, composer)


@COMPOSER.state
def think_with_the_keyboard(stage: Stage) -> QWidget:
    composer = _composer(stage)
    stage.focus(composer.thinking.toggle)
    return _page(stage, composer)


@COMPOSER.state
def length_with_the_keyboard(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.thinking.choose(Thinking.LONG)
    stage.focus(composer.thinking.budget)
    return _page(stage, composer)


@COMPOSER.state
def send_with_the_keyboard(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.edit.setPlainText(stage.words("Who are you?", "あなたは誰ですか？"))
    stage.focus(composer.send)
    return _page(stage, composer)


@HEADER.state
def context(stage: Stage) -> QWidget:
    def meter(said: float, whole: float | None, parent: QWidget) -> ContextMeter:
        made = ContextMeter(parent)
        more = None if whole is None else round(whole * _CONTEXT)
        made.show_size(round(said * _CONTEXT), more, _CONTEXT)
        made.paint(current_theme())
        return made

    return _column(stage, lambda page: [meter(*shares, page) for shares in _SHARES], 420)


@HEADER.state
def models(stage: Stage) -> QWidget:
    return _opened(stage, stage.open().model.menu())


@HEADER.state
def model_with_the_keyboard(stage: Stage) -> QWidget:
    window = stage.open()
    stage.focus(window.model)
    return window


@HEADER.state
def options_with_the_keyboard(stage: Stage) -> QWidget:
    window = stage.open()
    stage.focus(window.options)
    return window


@HEADER.state
def example_with_the_keyboard(stage: Stage) -> QWidget:
    window = stage.open()
    stage.focus(window.empty.examples[1])
    return window


def _composer(stage: Stage) -> Composer:
    composer = stage.place(Composer, _WIDTH)
    composer.paint(current_theme())
    composer.edit.setFocus()
    return composer


def _page(stage: Stage, composer: Composer) -> QWidget:
    """The page around a composer, as high as that is now."""
    stage.settle()
    page = composer.window()
    page.resize(_WIDTH, page.sizeHint().height())
    stage.settle()
    page.resize(_WIDTH, page.sizeHint().height())
    return page


def _column(stage: Stage, fill: Callable[[QWidget], Sequence[QWidget]], width: int) -> QWidget:
    """Parts below each other."""

    def column(page: QWidget) -> QWidget:
        made = QWidget(page)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in fill(made):
            layout.addWidget(part, alignment=Qt.AlignmentFlag.AlignLeft)
        return made

    return stage.place(column, width).window()


def _opened(stage: Stage, menu: QMenu | None) -> QWidget:
    """A menu as it opens, with the pointer on its first choice."""
    assert menu is not None
    menu.popup(QPoint(0, 0))
    menu.setActiveAction(menu.actions()[0])
    stage.settle()
    return menu
