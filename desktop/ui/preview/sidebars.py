"""The sidebar, and what finds words, in their states."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.conversation import Text, Turn
from desktop.ui.chats import Chats
from desktop.ui.sidebar.view import Sidebar

from .part import Part
from .samples import sample
from .stage import Stage

SIDEBAR = Part("sidebar")

_DAY = 86_400


@SIDEBAR.state
def empty(stage: Stage) -> QWidget:
    return stage.open(chats=stage.folder())


@SIDEBAR.state
def everything(stage: Stage) -> QWidget:
    _open_with_chats(stage)
    return stage.window


@SIDEBAR.state
def hovered(stage: Stage) -> QWidget:
    sidebar = _open_with_chats(stage)
    QTest.mouseMove(sidebar.list.viewport(), _middle(sidebar, 7))
    return stage.window


@SIDEBAR.state
def menu(stage: Stage) -> QWidget:
    sidebar = _open_with_chats(stage)
    sidebar.list.asked_for_menu.emit(QPoint(0, 0))
    opened = QApplication.activePopupWidget()
    assert opened is not None
    return stage.own(opened)


@SIDEBAR.state
def several_selected(stage: Stage) -> QWidget:
    sidebar = _open_with_chats(stage)
    for row in (6, 7, 9):
        index = sidebar.list.model().index(row, 0)
        sidebar.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    return stage.window


@SIDEBAR.state
def with_the_keyboard(stage: Stage) -> QWidget:
    sidebar = _open_with_chats(stage)
    stage.focus(sidebar.list)
    QTest.keyClick(sidebar.list, Qt.Key.Key_Down)
    return stage.window


@SIDEBAR.state
def renaming(stage: Stage) -> QWidget:
    sidebar = _open_with_chats(stage)
    stage.focus(sidebar.list)
    sidebar.list.rename()
    return stage.window


@SIDEBAR.state
def deleted(stage: Stage) -> QWidget:
    sidebar = _open_with_chats(stage)
    _chats(stage).delete(sidebar.list.selected)
    return stage.window


@SIDEBAR.state
def exported(stage: Stage) -> QWidget:
    _open_with_chats(stage)
    path = f"/Users/ada/Documents/{stage.words('A bridge in the fog', '霧の中の橋')}.md"
    stage.window.exporter.saved.emit(path)
    return stage.window


@SIDEBAR.state
def temporary(stage: Stage) -> QWidget:
    _open_with_chats(stage)
    stage.window.new_temporary_chat()
    return stage.window


@SIDEBAR.state
def temporary_with_turns(stage: Stage) -> QWidget:
    _open_with_chats(stage)
    stage.window.new_temporary_chat()
    stage.window.chat.say(Turn("user", (Text(stage.words("What is new?", "最近どう？")),)))
    stage.client.say(stage.words("Much.", "いろいろあります。"))
    stage.client.end()
    return stage.window


@SIDEBAR.state
def found(stage: Stage) -> QWidget:
    sidebar = _open_with_chats(stage)
    _search(stage, sidebar, stage.words("bridge", "橋"))
    return stage.window


@SIDEBAR.state
def nothing_found(stage: Stage) -> QWidget:
    sidebar = _open_with_chats(stage)
    _search(stage, sidebar, stage.words("zebra", "縞馬"))
    return stage.window


@SIDEBAR.state
def finding(stage: Stage) -> QWidget:
    _open_with_chats(stage)
    stage.window.find_bar.open_bar()
    stage.window.find_bar.field.setText(stage.words("bridge", "橋"))
    return stage.window


@SIDEBAR.state
def narrow(stage: Stage) -> QWidget:
    _open_with_chats(stage, 420)
    assert stage.window.sides is not None
    stage.window.sides.toggle()
    return stage.window


@SIDEBAR.state
def large_text(stage: Stage) -> QWidget:
    stage.preferences.text_px = 22
    _open_with_chats(stage)
    return stage.window


def _chats(stage: Stage) -> Chats:
    assert stage.window.chats is not None
    return stage.window.chats


def _open_with_chats(stage: Stage, width: int = 1000) -> Sidebar:
    """Come to a window with chats of all kinds, one of which is shown and one answered."""
    stage.open(width, chats=stage.folder())
    catalogue = _chats(stage).catalogue
    about = stage.words("bridge_en", "bridge_ja")
    for question in (
        stage.words("Packing list for the mountains", "山へ行くときの持ち物"),
        stage.words("Physical AI, explained", "フィジカルAIとは"),
        stage.words("Reading an invoice", "請求書の読み取り"),
        stage.words("Notes from the meeting", "会議のメモ"),
        stage.words("A letter to the landlord", "大家さんへの手紙"),
        stage.words("Trip to Hakone", "箱根旅行"),
        stage.words(
            "Which bridges did Othmar Ammann build, and in which order did they open?",
            "明石海峡大橋と瀬戸大橋と来島海峡大橋では、どの橋がいちばん長いですか？",
        ),
        stage.words("Sorting in Rust", "Rustで並べ替え"),
        stage.words("The bridge in the picture", "写真の橋について"),
    ):
        stage.window.new_chat()
        stage.window.chat.say(Turn("user", (Text(question),)))
        stage.answer(sample(about))
    ids = list(catalogue.chats)
    for days, id in zip((400, 70, 5, 1, 1), ids, strict=False):
        chat = catalogue.chats[id]
        catalogue.chats[id] = replace(chat, changed=time.time() - days * _DAY)
    catalogue.listed.emit()
    work = catalogue.add_folder(stage.words("House", "住まい"))
    catalogue.put_in([ids[4]], work)
    catalogue.pin([ids[5]], True)
    catalogue.mark_unread([ids[3]], True)
    catalogue.archive([ids[0]], True)
    catalogue.note_running(ids[7], True)
    _chats(stage).open(ids[8])
    stage.settle()
    assert stage.window.sidebar is not None
    return stage.window.sidebar


def _search(stage: Stage, sidebar: Sidebar, words: str) -> None:
    _chats(stage).keeping.keeper.flush()
    stage.window.search()
    sidebar.search.setText(words)
    stage.settle()


def _middle(sidebar: Sidebar, row: int) -> QPoint:
    return sidebar.list.visualRect(sidebar.list.model().index(row, 0)).center()
