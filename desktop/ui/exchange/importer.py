"""Brings chats in that Facet, ChatGPT or LM Studio has exported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.formats import EXTENSIONS, read_any
from desktop.chats.made_files import incoming_folder
from desktop.problems import Problem
from desktop.ui.background import in_background
from desktop.ui.chats import Chats
from desktop.ui.sentences import sentence


def export_files(data: QMimeData) -> list[Path]:
    """The files in what is dragged that chats can be brought in from."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower().removeprefix(".") in EXTENSIONS]


class Importer(QObject):
    """Reads files in the background and has their chats kept.

    Signals:
        began: a file is being read; its name.
        brought_in: a file is read and its chats are listed: the ids of the new ones, and how many
            are in the file.
        failed: the sentence that says why a file could not be brought in.
    """

    began = Signal(str)
    brought_in = Signal(list, int)
    failed = Signal(str)
    _read = Signal(list)
    _written = Signal(list, int)

    def __init__(self, chats: Chats, parent: QWidget) -> None:
        super().__init__(parent)
        self._chats = chats
        self._window = parent
        self._waiting: list[tuple[list[str], int]] = []
        self._read.connect(self._keep)
        self._written.connect(self._list)
        chats.catalogue.listed.connect(self._tell_listed)

    @Slot()
    def pick(self) -> None:
        """Ask for files, and bring them in."""
        endings = " ".join(f"*.{extension}" for extension in EXTENSIONS)
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Import Chats"), "", f"{self.tr('Chats')} ({endings})"
        )
        self.bring_in([Path(path) for path in paths])

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Bring the chats of files in; `brought_in` or `failed` follows for each."""
        for path in paths:
            self.began.emit(path.name)
            in_background(lambda path=path: self._read_file(path))

    def _read_file(self, path: Path) -> None:
        """Called in a thread of the pool."""
        try:
            self._read.emit(read_any(path, incoming_folder(self._chats.folder)))
        except Problem as problem:
            self.failed.emit(sentence(problem.kind, problem.details))

    @Slot(list)
    def _keep(self, chats: list[CarriedChat]) -> None:
        count = len(chats)
        keeper = self._chats.keeping.keeper
        keeper.bring_in(chats, lambda ids: self._written.emit(ids, count))

    @Slot(list, int)
    def _list(self, ids: list[str], count: int) -> None:
        self._waiting.append((ids, count))
        self._chats.catalogue.load()

    @Slot()
    def _tell_listed(self) -> None:
        waiting, self._waiting = self._waiting, []
        for ids, count in waiting:
            self.brought_in.emit(ids, count)
