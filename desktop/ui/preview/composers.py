"""The composer and the parts of it and of the header, each alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.conversation import Picture, Sound, Text, Turn
from desktop.listening import Task
from desktop.recording.recorder import State
from desktop.ui.composer.picture_chip import PictureChip
from desktop.ui.composer.thinking import ThinkingSwitch
from desktop.ui.composer.view import Composer
from desktop.ui.context_meter import ContextMeter
from desktop.ui.microphone.recording_bar import RecordingBar
from desktop.ui.microphone.session import Stage as Standing
from desktop.ui.microphone.trim_window import TrimWindow
from desktop.ui.sentences import sentence
from desktop.ui.settings.chat_settings import Thinking
from desktop.ui.theme import current_theme
from desktop.waveform import waveform

from .media import ScriptedRecorder
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
def sounds(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach([stage.pictures[0]])
    stage.settle()
    composer.give_back(Turn("user", (Sound(stage.media.recording),)))
    stage.settle()
    composer.chips.show_costs([256, 175])
    composer.edit.setPlainText(stage.words("What do I want?", "この画像と録音について教えて"))
    return _page(stage, composer)


@COMPOSER.state
def sound_files(stage: Stage) -> QWidget:
    composer = _composer(stage)
    tasks = (Task(translate_to="French"), Task())
    files = (stage.media.sound, stage.media.long_sound)
    sounds = (Sound(path, task) for path, task in zip(files, tasks, strict=True))
    composer.give_back(Turn("user", tuple(sounds)))
    return _page(stage, composer)


@COMPOSER.state
def sound_tasks(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach([stage.media.sound])
    stage.settle()
    return _opened(stage, composer.chips.chip(stage.media.sound).choice.menu())


@COMPOSER.state
def videos(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.attach([stage.media.clip])
    stage.settle()
    composer.chips.show_costs([2240])
    return _page(stage, composer)


@COMPOSER.state
def recording(stage: Stage) -> QWidget:
    return _recording(stage, ScriptedRecorder(seconds=7))


@COMPOSER.state
def recording_is_paused(stage: Stage) -> QWidget:
    return _recording(stage, ScriptedRecorder(seconds=26, state=State.PAUSED))


@COMPOSER.state
def recording_is_silent(stage: Stage) -> QWidget:
    return _recording(stage, ScriptedRecorder(seconds=3, silent=True))


@COMPOSER.state
def recording_has_gaps(stage: Stage) -> QWidget:
    return _recording(stage, ScriptedRecorder(seconds=12, overruns=3))


@COMPOSER.state
def recording_in_a_narrow_window(stage: Stage) -> QWidget:
    return _recording(stage, ScriptedRecorder(seconds=12), width=380)


@COMPOSER.state
def recording_with_the_keyboard(stage: Stage) -> QWidget:
    page = _recording(stage, ScriptedRecorder(seconds=12))
    stage.focus(page.findChildren(RecordingBar)[0].pause)
    return page


@COMPOSER.state
def opening_the_microphone(stage: Stage) -> QWidget:
    composer = _composer(stage)
    _stand(composer, Standing.OPENING)
    return _page(stage, composer)


@COMPOSER.state
def recording_is_not_kept(stage: Stage) -> QWidget:
    composer = _composer(stage)
    _stand(composer, Standing.UNKEPT)
    composer.warn(sentence("cannot_keep_recording", {"path": "/Users/me/Library/Facet"}))
    return _page(stage, composer)


@COMPOSER.state
def refused(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.warn(sentence("microphone_refused", {}))
    return _page(stage, composer)


@COMPOSER.state
def deaf(stage: Stage) -> QWidget:
    composer = _composer(stage)
    composer.microphone.hears = False
    return _page(stage, composer)


@COMPOSER.state
def deaf_choices(stage: Stage) -> QWidget:
    window = stage.open()
    return _opened(stage, window.model.offer_hearing(window.composer.microphone), first=2)


@COMPOSER.state
def trimming(stage: Stage) -> QWidget:
    window = stage.own(TrimWindow(stage.media.recording, waveform(stage.media.recording), None))
    window.bar.first.moved.emit(1.4)
    window.show()
    return window


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


def _recording(stage: Stage, recorder: ScriptedRecorder, width: int = _WIDTH) -> QWidget:
    composer = _composer(stage)
    composer.session.recorder = recorder
    _stand(composer, Standing.RECORDING)
    return _page(stage, composer, width)


def _stand(composer: Composer, standing: Standing) -> None:
    composer.session.stage = standing
    composer.session.changed.emit()


def _page(stage: Stage, composer: Composer, width: int = _WIDTH) -> QWidget:
    """The page around a composer, as high as that is now."""
    page = composer.window()
    for _ in range(2):
        stage.settle()
        page.resize(width, page.sizeHint().height())
    stage.settle()
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


def _opened(stage: Stage, menu: QMenu | None, first: int = 0) -> QWidget:
    """A menu as it opens, with the pointer on its first choice."""
    assert menu is not None
    menu.popup(QPoint(0, 0))
    menu.setActiveAction(menu.actions()[first])
    stage.settle()
    return menu
