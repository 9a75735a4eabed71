"""Offers a real model to someone who has none yet."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.catalogue import Copy, catalogue
from desktop.models.progress import Downloading
from desktop.models.shelf import StoredModel
from desktop.ui.theme import Theme

from . import words
from .download_line import DownloadLine
from .library import ModelLibrary


class ModelOffer(QFrame):
    """The best model for this Mac: to fetch, on its way, or here already.

    Once what it has fetched has arrived it is used, unless another model was loaded meanwhile.

    Attributes:
        get: fetches it, or loads it.
        others: shows all models.
        line: how far it is.

    Signals:
        used: a model is to be loaded; its folder.
        browsed: all models are to be shown.
    """

    used = Signal(str)
    browsed = Signal()

    def __init__(self, library: ModelLibrary, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offer")
        self._library = library
        self._built_in = False
        self._title, self._why = QLabel(self), QLabel(self)
        self._title.setObjectName("name")
        self._why.setObjectName("quiet")
        self._why.setWordWrap(True)
        self.get = QPushButton(self)
        self.get.setObjectName("primary")
        self.others = QPushButton(self.tr("Other Models…"), self)
        self.others.setObjectName("link")
        self.line = DownloadLine(library, self)
        self._lay_out()
        self.get.clicked.connect(self._press)
        self.others.clicked.connect(self.browsed)
        library.listed.connect(self._show)
        library.moved.connect(self._follow)
        library.examined.connect(self._follow)
        library.arrived.connect(self._use_arrived)
        self._show()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.get)
        buttons.addWidget(self.others)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._why)
        layout.addSpacing(2)
        layout.addWidget(self.line)
        layout.addLayout(buttons)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.line.paint(theme)

    def show_loaded(self, *, built_in: bool) -> None:
        """Know whether the model that is loaded is the built-in one."""
        self._built_in = built_in
        self._show()

    @property
    def _repository(self) -> str:
        copy = self._copy
        return copy.repository if copy else ""

    @property
    def _copy(self) -> Copy | None:
        """What is offered: a model on its way before the best one."""
        coming = (catalogue().find(repository) for repository in self._library.on_way)
        return next((copy for copy in coming if copy), self._library.best)

    @property
    def _here(self) -> StoredModel | None:
        """A model that is on this Mac already."""
        stored = self._library.stored
        best = self._library.stored_copy(self._repository)
        return best or next((model for model in stored if model.size), None)

    @Slot()
    def _show(self) -> None:
        copy, here, library = self._copy, self._here, self._library
        self.setVisible(self._built_in and (copy is not None or here is not None))
        way = library.on_way.get(self._repository)
        arriving = library.is_arriving(self._repository)
        self.line.setVisible(way is not None)
        for button in (self.get, self.others):
            button.setVisible(way is None and not arriving)
        if copy is not None and (way is not None or arriving):
            self._show_coming(words.size_name(catalogue().size_of(copy).name), way)
        elif here is not None and here.size is not None:
            self._show_here(words.size_name(here.size), words.source(here.source))
        elif copy is not None:
            self._show_copy(copy)

    def _show_coming(self, name: str, way: Downloading | None) -> None:
        if way is None:
            self._title.setText(self.tr("{model} is here").format(model=name))
            self._why.setText(self.tr("It is being checked…"))
        else:
            self._title.setText(self.tr("{model} is coming").format(model=name))
            self._why.setText(
                self.tr("You can try Pebble meanwhile, the tiny model that is built in.")
            )
            self.line.show_download(way)

    def _show_here(self, name: str, source: str) -> None:
        self._title.setText(self.tr("{model} is on this Mac").format(model=name))
        self._why.setText(f"{source[0].upper()}{source[1:]}.")
        self.get.setText(self.tr("Use It"))

    def _show_copy(self, copy: Copy) -> None:
        size = catalogue().size_of(copy)
        self._title.setText(self.tr("Get {model}").format(model=words.size_name(size.name)))
        self._why.setText(words.why_recommended(size, self._library.fit(copy)))
        self.get.setText(self.tr("Download {size}").format(size=words.gigabytes(copy.bytes)))

    @Slot(str)
    def _follow(self, _: str) -> None:
        self._show()

    @Slot()
    def _press(self) -> None:
        if (here := self._here) is not None:
            self.used.emit(str(here.folder))
        else:
            self._library.download(self._repository)

    @Slot(str)
    def _use_arrived(self, folder: str) -> None:
        if self._built_in:
            self.used.emit(folder)
