"""Every language that ships says everything, with the same blanks to fill in."""

from __future__ import annotations

import shutil
import string
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
import translations
from languages import spoken
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from desktop.models.findings import FINDINGS
from desktop.problems import SENTENCES
from desktop.ui.sentences import sentence
from desktop.ui.window import MainWindow

Message = tuple[str, str, str]

LANGUAGES = sorted(translations.TRANSLATIONS.glob("facet_*.ts"))


def messages(ts: Path) -> list[Message]:
    """Context, source and translation of each message; "" where it is not translated."""
    found: list[Message] = []
    for context in ElementTree.parse(ts).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            finished = translation.get("type") != "unfinished"
            words = (translation.text or "") if finished else ""
            found.append((context.findtext("name", ""), message.findtext("source", ""), words))
    return found


def blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.fixture(params=LANGUAGES, ids=lambda path: path.stem)
def ts(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def japanese(application: QApplication) -> Iterator[None]:
    with spoken(application, "ja"):
        yield


def test_nothing_is_missing_or_left_over(ts: Path, tmp_path: Path) -> None:
    copy = tmp_path / ts.name
    shutil.copy(ts, copy)
    translations.collect(copy)
    assert messages(copy) == messages(ts)
    told = {source for context, source, _ in messages(ts) if context == "problems"}
    assert told == {*SENTENCES.values(), *FINDINGS.values()}


def test_every_message_is_translated_with_the_same_blanks(ts: Path) -> None:
    for _, source, translation in messages(ts):
        assert translation, source
        assert blanks(translation) == blanks(source), source


def test_the_compiled_file_is_the_written_one(ts: Path) -> None:
    compiled = QTranslator()
    assert compiled.load(str(ts.with_suffix(".qm")))
    for context, source, translation in messages(ts):
        assert compiled.translate(context, source) == translation


def test_the_window_speaks_japanese(japanese: None, window: MainWindow) -> None:
    assert window.composer.edit.placeholderText() == "質問を入力、話す、またはファイルをドロップ"
    assert window.title.text() == "新規チャット"
    assert window.menuBar().actions()[0].text() == "ファイル"
    assert sentence("no_such_file", {"path": "a.png"}).startswith("「a.png」")
