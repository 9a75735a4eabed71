"""What opens over the window: settings, options, the picture viewer, questions."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.network import Connection
from desktop.ui.settings.chat_settings import ChatSettings, Thinking
from desktop.ui.settings.dialog import SettingsDialog

from .part import Part
from .stage import Stage

_HOME = Path("/Users/ada/Library/Application Support/Facet")
SETTINGS = Part("settings")
OVER = Part("over")


@SETTINGS.state
def general(stage: Stage) -> QWidget:
    return _settings(stage, 0)


@SETTINGS.state
def large_general(stage: Stage) -> QWidget:
    stage.preferences.text_px = 22
    return _settings(stage, 0)


@SETTINGS.state
def personas(stage: Stage) -> QWidget:
    return _settings(stage, 1)


@SETTINGS.state
def persona_without_a_name(stage: Stage) -> QWidget:
    dialog = _settings(stage, 1)
    stage.focus(dialog.personas.name)
    dialog.personas.name.clear()
    dialog.personas.name.textEdited.emit("")
    return dialog


@SETTINGS.state
def no_personas(stage: Stage) -> QWidget:
    stage.preferences.personas = ()
    return _settings(stage, 1)


@SETTINGS.state
def answers(stage: Stage) -> QWidget:
    return _settings(stage, 2)


@SETTINGS.state
def chosen_answers(stage: Stage) -> QWidget:
    stage.preferences.chat = _chosen(stage)
    return _settings(stage, 2)


@SETTINGS.state
def tab_with_the_keyboard(stage: Stage) -> QWidget:
    dialog = _settings(stage, 0)
    stage.focus(dialog.tabs[1])
    return dialog


@SETTINGS.state
def choice_with_the_keyboard(stage: Stage) -> QWidget:
    dialog = _settings(stage, 0)
    stage.focus(dialog.general.appearance)
    return dialog


@SETTINGS.state
def slider_with_the_keyboard(stage: Stage) -> QWidget:
    dialog = _settings(stage, 0)
    stage.focus(dialog.general.text_px)
    return dialog


@SETTINGS.state
def box_with_the_keyboard(stage: Stage) -> QWidget:
    dialog = _settings(stage, 2)
    stage.focus(dialog.answers.form.temperature.free)
    return dialog


@SETTINGS.state
def question_reset(stage: Stage) -> QWidget:
    _settings(stage, 0).general.reset.click()
    return _question(stage)


@SETTINGS.state
def question_delete(stage: Stage) -> QWidget:
    _settings(stage, 1).personas.delete.click()
    return _question(stage)


@SETTINGS.state
def privacy(stage: Stage) -> QWidget:
    return _settings(stage, 3)


@SETTINGS.state
def connections_made(stage: Stage) -> QWidget:
    hosts = ("huggingface.co", "cas-bridge.xethub.hf.co", "huggingface.co")
    made = [Connection(1.79e9 + 60 * n, host, 443, "Gemma 4 E4B") for n, host in enumerate(hosts)]
    lines = [json.dumps(asdict(connection)) for connection in made]
    folder = stage.folder()
    (folder / "connections.jsonl").write_text("\n".join(lines))
    return _settings(stage, 3, folder)


@SETTINGS.state
def question_delete_everything(stage: Stage) -> QWidget:
    page = _settings(stage, 3).privacy
    assert page is not None
    page.delete.click()
    return _question(stage)


@OVER.state
def options(stage: Stage) -> QWidget:
    stage.open().options.click()
    return _active(stage)


@OVER.state
def chosen_options(stage: Stage) -> QWidget:
    stage.preferences.chat = _chosen(stage)
    window = stage.open()
    window.chat.settings = ChatSettings(instructions="Answer in verse.", top_k=40, seed=7)
    window.options.click()
    return _active(stage)


@OVER.state
def viewer(stage: Stage) -> QWidget:
    window = stage.open()
    stage.ask(stage.words("What are these?", "これらは何ですか？"), *stage.pictures)
    window.transcript.open_picture(stage.pictures[2])
    return window


@OVER.state
def tall_viewer(stage: Stage) -> QWidget:
    window = stage.open()
    stage.ask(stage.words("What is this?", "これは何ですか？"), stage.pictures[1])
    window.transcript.open_picture(stage.pictures[1])
    return window


def _settings(stage: Stage, page: int, folder: Path = _HOME) -> SettingsDialog:
    dialog = stage.own(SettingsDialog(stage.preferences, folder=folder))
    dialog.show_page(page)
    dialog.show()
    stage.settle()
    return dialog


def _chosen(stage: Stage) -> ChatSettings:
    persona = stage.preferences.personas[2]
    return ChatSettings(
        instructions=persona.instructions,
        persona=persona.name,
        temperature=0.7,
        top_p=0.9,
        max_tokens=4096,
        thinking=Thinking.LONG,
    )


def _question(stage: Stage) -> QWidget:
    stage.settle()
    question = QApplication.activeModalWidget()
    assert question is not None
    return question


def _active(stage: Stage) -> QWidget:
    stage.settle()
    active = QApplication.activeWindow()
    assert active is not None
    return active
