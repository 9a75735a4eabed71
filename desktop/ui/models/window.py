"""The window of models: those on this Mac, and those that can be had."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.catalogue import catalogue
from desktop.models.disk import free_bytes
from desktop.ui.side_window import SideWindow
from desktop.ui.theme import Theme

from . import words
from .library import ModelLibrary
from .other_download import OtherDownload
from .size_card import SizeCard
from .stored_row import StoredRow

_WIDTH, _HEIGHT, _LEAST, _FIELD = 620, 760, 480, 32


class ModelsWindow(SideWindow):
    """What this Mac has, the models on it, each size of Gemma 4, and any other by its name.

    Attributes:
        cards: one for each size.
        rows: one for each model that is here.
        others: downloads that are not in the catalogue.
        repository, fetch: any other model, by its name on the hub.
        choose: asks for a folder.
        notice: what could not be done.

    Signals:
        used: a model is to be loaded; its folder.
    """

    used = Signal(str)

    def __init__(self, library: ModelLibrary, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setWindowTitle(self.tr("Models"))
        self.setAcceptDrops(True)
        self.resize(_WIDTH, _HEIGHT)
        self.setMinimumSize(_LEAST, _LEAST)
        self._library = library
        self._loaded: str | None = None
        self.rows: list[StoredRow] = []
        self.others: dict[str, OtherDownload] = {}
        inside = QWidget(self)
        self._mac = QLabel(inside)
        self._mac.setObjectName("explanation")
        self._mac.setWordWrap(True)
        self._here = QFrame(inside)
        self._here.setObjectName("card")
        self._rows = QVBoxLayout(self._here)
        self._rows.setContentsMargins(0, 6, 0, 6)
        self._here_title = _heading(self.tr("On this Mac"), inside)
        self._coming = QVBoxLayout()
        self.cards = [SizeCard(size, library, inside) for size in catalogue().sizes]
        self.repository = QLineEdit(inside)
        self.repository.setPlaceholderText(self.tr("publisher/name on Hugging Face"))
        self.repository.setMinimumHeight(_FIELD)
        self.repository.setAccessibleName(self.tr("Another model on Hugging Face"))
        self.fetch = QPushButton(self.tr("Download"), inside)
        self.fetch.setEnabled(False)
        self.choose = QPushButton(self.tr("Choose a Folder…"), inside)
        self.notice = QLabel(inside)
        self.notice.setObjectName("notice")
        self.notice.setWordWrap(True)
        self.notice.hide()
        for button in (self.fetch, self.choose):
            button.setAutoDefault(False)
        self._lay_out(inside)
        self._connect()
        self.take_colours()
        self._show_stored()
        best = next((card for card in self.cards if card.copy == library.best), self.cards[0])
        best.get.setFocus()

    def _lay_out(self, inside: QWidget) -> None:
        another = QHBoxLayout()
        another.setSpacing(8)
        another.addWidget(self.repository, 1)
        another.addWidget(self.fetch)
        another.addWidget(self.choose)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        column.addWidget(self._mac)
        column.addWidget(self.notice)
        column.addSpacing(4)
        column.addWidget(self._here_title)
        column.addWidget(self._here)
        column.addSpacing(8)
        column.addWidget(_heading(self.tr("Get a model"), inside))
        for card in self.cards:
            column.addWidget(card)
        column.addSpacing(8)
        column.addWidget(_heading(self.tr("Any other Gemma 4"), inside))
        column.addLayout(another)
        column.addLayout(self._coming)
        column.addStretch()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _connect(self) -> None:
        self.repository.textChanged.connect(self._allow_fetching)
        self.repository.returnPressed.connect(self._fetch)
        self.fetch.clicked.connect(self._fetch)
        self.choose.clicked.connect(self._choose)
        self._library.listed.connect(self._show_stored)
        self._library.moved.connect(self._follow)
        self._library.failed.connect(self._tell)
        for card in self.cards:
            card.used.connect(self.used)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        super().paint(theme)
        for part in (*self.cards, *self.others.values()):
            part.paint(theme)

    def show_loaded(self, folder: str | None) -> None:
        """Know which model is loaded."""
        self._loaded = folder
        for part in (*self.cards, *self.rows):
            part.show_loaded(folder)

    def showEvent(self, event: QShowEvent) -> None:
        self._library.look()
        self._show_mac()
        super().showEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(Path(url.toLocalFile()).is_dir() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.notice.hide()
        for url in event.mimeData().urls():
            self._library.add(url.toLocalFile())

    def _show_mac(self) -> None:
        mac = self._library.mac
        told = self.tr("{chip}, {memory} GB. A model may take {room}; {disk} of the disk are free.")
        self._mac.setText(
            told.format(
                chip=mac.chip,
                memory=round(mac.memory / 2**30),
                room=words.gigabytes(mac.for_a_model),
                disk=words.gigabytes(free_bytes(self._library.folder)),
            )
        )

    @Slot()
    def _show_stored(self) -> None:
        for row in self.rows:
            row.deleteLater()
        self.rows = [StoredRow(m, self._library, self._here) for m in self._library.stored]
        if self.isVisible():
            self._library.look_through()
        for row in self.rows:
            row.used.connect(self.used)
            row.show_loaded(self._loaded)
            self._rows.addWidget(row)
        for part in (self._here, self._here_title):
            part.setVisible(bool(self.rows))
        for repository in self._library.on_way:
            self._follow(repository)
        self._show_mac()

    @Slot(str)
    def _follow(self, repository: str) -> None:
        """Show a download of something that no card is for."""
        if catalogue().find(repository) is not None:
            return
        shown = self.others.get(repository)
        if repository in self._library.on_way and shown is None:
            shown = self.others[repository] = OtherDownload(repository, self._library, self)
            self._coming.addWidget(shown)
        elif repository not in self._library.on_way and shown is not None:
            del self.others[repository]
            shown.deleteLater()

    @Slot()
    def _allow_fetching(self) -> None:
        publisher, slash, name = self.repository.text().strip().partition("/")
        self.fetch.setEnabled(bool(publisher and slash and name))

    @Slot()
    def _fetch(self) -> None:
        if self.fetch.isEnabled():
            self.notice.hide()
            self._library.download(self.repository.text().strip())
            self.repository.clear()

    @Slot()
    def _choose(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, self.tr("Choose a Model Folder")):
            self.notice.hide()
            self._library.add(folder)

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.show()


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("heading")
    return label
