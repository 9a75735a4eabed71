"""The line that tells of chats that were exported or imported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.ui.reveal import reveal, reveal_words
from desktop.ui.told_line import ToldLine

from .exporter import Exporter
from .importer import Importer


class CarriedLine(ToldLine):
    """Says what is being done, and then what was done.

    Signals:
        came: one chat came in alone; its id.
    """

    came = Signal(str)

    def __init__(self, exporter: Exporter, importer: Importer | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._saved: Path | None = None
        self.taken.connect(self._reveal)
        exporter.began.connect(self._tell_writing)
        exporter.saved.connect(self._tell_saved)
        exporter.failed.connect(self.hide)
        if importer is not None:
            importer.began.connect(self._tell_reading)
            importer.brought_in.connect(self._tell_brought_in)
            importer.failed.connect(self.hide)

    @Slot(str)
    def _tell_writing(self, name: str) -> None:
        self.tell(self.tr("Writing “{name}”…").format(name=name))

    @Slot(str)
    def _tell_saved(self, path: str) -> None:
        self._saved = Path(path)
        self.tell(self.tr("Saved as “{name}”.").format(name=self._saved.name), reveal_words())

    @Slot(str)
    def _tell_reading(self, name: str) -> None:
        self.tell(self.tr("Reading “{name}”…").format(name=name))

    @Slot(list, int)
    def _tell_brought_in(self, ids: list[str], count: int) -> None:
        there = count - len(ids)
        if not ids:
            told = self.tr("Nothing new: these chats are here already.")
        elif there:
            told = self.tr("New chats: {new}. Here already: {there}.")
        else:
            told = self.tr("New chats: {new}.")
        self.tell(told.format(new=len(ids), there=there))
        if count == 1 and ids:
            self.tell(self.tr("Brought in."))
            self.came.emit(ids[0])

    @Slot()
    def _reveal(self) -> None:
        if self._saved is not None:
            reveal(self._saved)
