"""The models on this Mac and those on their way here, for all that show them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.models.catalogue import Copy, catalogue
from desktop.models.downloads import Downloads
from desktop.models.findings import Report
from desktop.models.fit import Fit, fit, recommended
from desktop.models.hub import Hub, usual_hub
from desktop.models.mac import Mac, this_mac
from desktop.models.progress import ACTIVE, Downloading, State
from desktop.models.shelf import Shelf, StoredModel
from desktop.problems import Problem
from desktop.ui.background import in_background
from desktop.ui.sentences import sentence

from . import words
from .examinations import Examinations

_REPORTS = ".reports"


class ModelLibrary(QObject):
    """`folder` is where Facet's own models are; connections are made within `opened` alone.

    Attributes:
        mac: what this computer has for a model.
        stored: the models on it.
        on_way: what is known of each download, by its repository.

    Signals:
        listed: which models are here is known, or has changed.
        moved: there is something new of a download; its repository.
        examined: there is a new report on a model; its folder.
        arrived: a download is whole, and the model can be used; its folder.
        failed: the sentence that says why something could not be done.
    """

    listed = Signal()
    moved = Signal(str)
    examined = Signal(str)
    arrived = Signal(str)
    failed = Signal(str)
    _read = Signal(list)
    _told = Signal(object)

    def __init__(
        self,
        folder: Path,
        opened: Callable[[str], AbstractContextManager[None]],
        parent: QObject | None = None,
        *,
        hub: Callable[[], Hub] = usual_hub,
        home: Path | None = None,
        mac: Mac | None = None,
    ) -> None:
        super().__init__(parent)
        self.mac = mac or this_mac()
        self.folder = folder
        self.stored: list[StoredModel] = []
        self.on_way: dict[str, Downloading] = {}
        self._shelf = Shelf(folder, home)
        self._awaited: set[str] = set()
        self._read.connect(self._list)
        self._told.connect(self._note)
        self._examinations = Examinations(folder / _REPORTS, self)
        self._examinations.examined.connect(self._note_report)
        self._downloads = Downloads(folder, self._told.emit, opened, hub)
        for download in self._downloads.all:
            self.on_way[download.repository] = download

    def look(self) -> None:
        """Look in the background for what is here; `listed` follows."""
        in_background(lambda: self._read.emit(self._shelf.models()))

    @property
    def best(self) -> Copy | None:
        """The copy to recommend for this Mac."""
        return recommended(catalogue(), self.mac)

    def fit(self, copy: Copy) -> Fit:
        """How a copy fits this Mac."""
        return fit(copy, catalogue().size_of(copy), self.mac)

    def stored_copy(self, repository: str) -> StoredModel | None:
        """A repository's model, if it is here."""
        wanted = repository.lower()
        return next((m for m in self.stored if (m.repository or "").lower() == wanted), None)

    def is_arriving(self, repository: str) -> bool:
        """Whether a model has come, and is being examined before it is used."""
        return repository in self._awaited

    @property
    def percent(self) -> int | None:
        """How far all downloads that go on are together; None where none goes on."""
        active = [d for d in self.on_way.values() if d.state in ACTIVE]
        total = sum(download.total_bytes for download in active)
        done = sum(download.done_bytes for download in active)
        return (100 * done // total if total else 0) if active else None

    def download(self, repository: str) -> None:
        """Fetch a model, after those that are on their way; the hub minds no capitals."""
        known = catalogue().find(repository)
        try:
            self._downloads.add(known.repository if known else repository)
        except Problem as problem:
            self._fail(problem)

    def pause(self, repository: str) -> None:
        """Let a download rest."""
        self._downloads.pause(repository)

    @Slot()
    def pause_all(self) -> None:
        """Let all downloads rest."""
        for repository in tuple(self.on_way):
            self.pause(repository)

    def resume(self, repository: str) -> None:
        """Go on with it."""
        self._downloads.resume(repository)

    def cancel(self, repository: str) -> None:
        """Give it up, and delete what has come of it."""
        try:
            self._downloads.remove(repository)
        except Problem as problem:
            self._fail(problem)

    def add(self, folder: str) -> StoredModel | None:
        """Use a folder where it is; None where it can't be used, and `failed` says why."""
        try:
            model = self._shelf.add(Path(folder))
        except Problem as problem:
            self._fail(problem)
            return None
        self.look()
        return model

    def remove(self, model: StoredModel) -> None:
        """Delete one of Facet's own, or forget one that was added."""
        try:
            self._shelf.remove(model)
        except OSError:
            self._fail(Problem("undeletable_model", path=model.folder))
        self.look()

    def report(self, model: StoredModel) -> Report | None:
        """What an examination of a model has found, if there was one."""
        return self._examinations.report(model.folder)

    def is_examining(self, model: StoredModel) -> bool:
        """Whether a model is being examined."""
        return self._examinations.is_examining(model.folder)

    def examine(self, model: StoredModel) -> None:
        """Have a model examined; `examined` follows."""
        self._examinations.examine(model)

    def look_through(self) -> None:
        """Have those looked through of which nothing is known yet."""
        for model in self.stored:
            if self.report(model) is None:
                self._examinations.examine(model, quick=True)

    def close(self) -> None:
        """Let all downloads rest; they go on the next time."""
        self._examinations.close()
        self._downloads.close()

    @Slot(list)
    def _list(self, stored: list[StoredModel]) -> None:
        self.stored = stored
        for model in stored:
            if model.repository in self._awaited:
                self.examine(model)
        self.listed.emit()

    @Slot(object)
    def _note(self, download: Downloading) -> None:
        if download.state in (State.DONE, State.REMOVED):
            self.on_way.pop(download.repository, None)
        else:
            self.on_way[download.repository] = download
        if download.state is State.DONE:
            self._awaited.add(download.repository)
            self.look()
        self.moved.emit(download.repository)

    @Slot(str)
    def _note_report(self, folder: str) -> None:
        model = next((m for m in self.stored if str(m.folder) == folder), None)
        if model is None or model.repository not in self._awaited:
            self.examined.emit(folder)
            return
        self._awaited.discard(model.repository)
        self.examined.emit(folder)
        report = self.report(model)
        if report is None or report.runs:
            self.arrived.emit(folder)
        else:
            self.failed.emit(words.sentences(report, "broken")[0])

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(sentence(problem.kind, problem.details))
