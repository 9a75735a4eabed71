"""Writes chats to where a person wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import Labels
from desktop.chats.exchange.media_folder import safe_name
from desktop.chats.words import first_words
from desktop.problems import Problem
from desktop.ui.background import in_background
from desktop.ui.chat import Chat
from desktop.ui.chats import Chats
from desktop.ui.exporting.formats import COMPLETE, FOR_ANYBODY, PLAIN, Format
from desktop.ui.sentences import sentence

_FOLDER = "export_folder"
_CarriedChats = Callable[[], Iterable[CarriedChat]]


class Exporter(QObject):
    """Exports chats in the background; `chat` is the one that is shown, `chats` all that are kept.

    Signals:
        began: something is being written; its name.
        saved: the file that is written, or the folder that several are written in.
        shareable: the file that a chat is in now, to be shared.
        failed: the sentence that says why a chat could not be written.
    """

    began = Signal(str)
    saved = Signal(str)
    shareable = Signal(str)
    failed = Signal(str)

    def __init__(self, chat: Chat, chats: Chats | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._chat = chat
        self._chats = chats
        self._window = parent
        self._lent: list[TemporaryDirectory[str]] = []

    def export_shown(self, format: Format) -> None:
        """Ask where to, and write the chat that is shown."""
        self.export([self._chat.id], format)

    def export(self, ids: Sequence[str], format: Format) -> None:
        """Ask where to, and write chats: into one file, or several ones into a folder."""
        if len(ids) == 1 or format.complete:
            name = self.title(ids[0]) if len(ids) == 1 else self.tr("Chats")
            self._write_file(self._carried(ids), name, format)
        else:
            self._write_folder(self._carried(ids), format)

    def export_all(self) -> None:
        """Ask where to, and write all chats with everything into one file."""
        if self._chats is not None:
            ids = list(self._chats.catalogue.chats)
            self._write_file(self._carried(ids), self.tr("All Chats"), COMPLETE)

    def write_to_drag(self, ids: Sequence[str]) -> list[Path]:
        """Write chats at once into a folder that is there as long as Facet runs.

        Returns what lies there now; nothing where it could not be written.
        """
        folder = self._lent_folder()
        try:
            self._write_each(self._carried(ids)(), folder, PLAIN)
        except Problem as problem:
            self._tell(problem)
            return []
        return sorted(folder.iterdir())

    def share_shown(self) -> None:
        """Write the chat that is shown so that anybody can read it; `shareable` follows."""
        id, labels = self._chat.id, self.labels
        path = self._lent_folder() / safe_name(f"{self.title(id)}.{FOR_ANYBODY.extension}")
        chats = self._carried([id])
        write = partial(self._write, path, self.shareable.emit)
        in_background(lambda: write(lambda: FOR_ANYBODY.write(chats(), path, labels)))

    def take_back(self) -> None:
        """Delete what was written to be dragged and shared; whoever was to have it has a copy."""
        while self._lent:
            self._lent.pop().cleanup()

    def _lent_folder(self) -> Path:
        """A new folder that is there as long as Facet runs."""
        self._lent.append(TemporaryDirectory(prefix="facet-", ignore_cleanup_errors=True))
        return Path(self._lent[-1].name)

    def read(self, ids: Sequence[str]) -> list[CarriedChat]:
        """Chats as they are now; none, and `failed` tells why, where they can't be read."""
        try:
            return list(self._carried(ids)())
        except Problem as problem:
            self._tell(problem)
            return []

    def title(self, id: str) -> str:
        """What a chat is called."""
        known = self._chats.catalogue.chats.get(id) if self._chats else None
        return (known.title if known else self._first_words(id)) or self.tr("Untitled")

    @property
    def labels(self) -> Labels:
        """What the parts of a chat are called, in the language that is spoken."""
        return Labels(
            self.tr("You"),
            "Gemma",
            self.tr("Thought"),
            self.tr("missing"),
            self.tr("en", "the code of this language"),
        )

    def _first_words(self, id: str) -> str:
        return first_words(self._chat.record.entries) if id == self._chat.id else ""

    def _carried(self, ids: Sequence[str]) -> _CarriedChats:
        """What reads chats, in any thread."""
        shown = CarriedChat(self._chat.record)
        alone = list(ids) == [shown.record.id]
        if self._chats is None or (alone and self._chat.temporary):
            return lambda: [shown]
        catalogue = self._chats.catalogue

        def carried() -> Iterator[CarriedChat]:
            try:
                yield from catalogue.carry(ids)
            except Problem:
                # What can't be kept can be saved elsewhere all the same.
                if not alone:
                    raise
                yield shown

        return carried

    def _write_file(self, chats: _CarriedChats, name: str, format: Format) -> None:
        suggested = self._folder / safe_name(f"{name}.{format.extension}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export"),
            str(suggested),
            f"{format.name} (*.{format.extension})",
        )
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.{format.extension}")
        QSettings().setValue(_FOLDER, str(path.parent))
        labels = self.labels
        self._begin(path, lambda: format.write(chats(), path, labels))

    def _write_folder(self, chats: _CarriedChats, format: Format) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Export into a Folder"), str(self._folder)
        )
        if chosen:
            QSettings().setValue(_FOLDER, chosen)
            self._begin(Path(chosen), lambda: self._write_each(chats(), Path(chosen), format))

    def _write_each(self, chats: Iterable[CarriedChat], folder: Path, format: Format) -> None:
        """Write each chat into a file of its own, beside those that are there."""
        labels = self.labels
        for chat in chats:
            name = chat.title or first_words(chat.record.entries) or self.tr("Untitled")
            format.write([chat], _unused(folder, name, format.extension), labels)

    def _begin(self, path: Path, write: Callable[[], None]) -> None:
        self.began.emit(path.name)
        in_background(lambda: self._write(path, self.saved.emit, write))

    def _write(self, path: Path, tell: Callable[[str], object], write: Callable[[], None]) -> None:
        """Called in a thread of the pool."""
        try:
            write()
        except Problem as problem:
            self._tell(problem)
        else:
            tell(str(path))

    def _tell(self, problem: Problem) -> None:
        self.failed.emit(sentence(problem.kind, problem.details))

    @property
    def _folder(self) -> Path:
        """Where chats were exported to last."""
        last = QSettings().value(_FOLDER)
        if isinstance(last, str) and Path(last).is_dir():
            return Path(last)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents))


def _unused(folder: Path, name: str, extension: str) -> Path:
    """A path in a folder at which nothing is yet."""
    path = folder / safe_name(f"{name}.{extension}")
    first, number = path, 2
    while path.exists():
        path = first.with_stem(f"{first.stem} {number}")
        number += 1
    return path
