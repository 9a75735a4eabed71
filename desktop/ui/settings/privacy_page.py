"""Settings: what leaves this Mac, where everything is kept, and how all of it is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.network import Connection, connections, is_offline, set_offline
from desktop.ui.elided import ElidedLabel
from desktop.ui.reveal import reveal, reveal_words

from .question import ask

_MOST = 200
"""How many connections are listed."""


class PrivacyPage(QWidget):
    """`folder` is where Facet keeps everything.

    Attributes:
        offline: whether every connection is forbidden.
        connections: those that were made.
        none: what stands in their place as long as there is none.
        place: the folder.
        show_place: shows it where it lies.
        delete: asks whether to delete everything.

    Signals:
        emptied: everything is to be deleted.
        went_offline: every connection is forbidden from now on.
    """

    emptied = Signal()
    went_offline = Signal()

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder
        self.offline = QCheckBox(self.tr("Stay offline"), self)
        self.connections = QListWidget(self)
        self.connections.setObjectName("connections")
        self.connections.setAccessibleName(self.tr("Connections"))
        self.none = QLabel(self.tr("Facet has not made any connection yet."), self)
        self.none.setObjectName("card")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.place = ElidedLabel(str(folder), self)
        self.show_place = QPushButton(reveal_words(), self)
        self.delete = QPushButton(self.tr("Delete Everything…"), self)
        for button in (self.show_place, self.delete):
            button.setAutoDefault(False)
        self._lay_out()
        self.offline.toggled.connect(self._stay_offline)
        self.show_place.clicked.connect(self._reveal)
        self.delete.clicked.connect(self._ask_to_delete)
        self.show_state()

    def show_state(self) -> None:
        """Show what holds now."""
        with QSignalBlocker(self.offline):
            self.offline.setChecked(is_offline(self._folder))
        made = connections(self._folder)[:_MOST]
        self.connections.clear()
        self.connections.addItems([self._told(connection) for connection in made])
        self.connections.setVisible(bool(made))
        self.none.setVisible(not made)

    def showEvent(self, event: QShowEvent) -> None:
        self.show_state()
        super().showEvent(event)

    def _lay_out(self) -> None:
        what = _explanation(
            self.tr("Facet connects to nothing but the place that you download a model from."), self
        )
        forbidding = _explanation(self.tr("Forbids even that, until you allow it again."), self)
        # Below its box's words, not below the box.
        forbidding.setContentsMargins(24, 0, 0, 0)
        kept = _explanation(
            self.tr("Your chats, files and recordings are kept here, for your eyes alone."), self
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(6)
        layout.addWidget(_heading(self.tr("Connections"), self))
        layout.addWidget(what)
        for part in (self.connections, self.none):
            part.setMinimumHeight(96)
            layout.addWidget(part, 1)
        layout.addSpacing(6)
        layout.addWidget(self.offline, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(forbidding)
        layout.addSpacing(16)
        layout.addWidget(_heading(self.tr("On this Mac"), self))
        layout.addWidget(kept)
        layout.addLayout(_row((self.place, self.show_place)))
        layout.addSpacing(16)
        layout.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignRight)

    def _told(self, connection: Connection) -> str:
        language = QLocale(self.tr("en", "the code of this language"))
        when = QDateTime.fromSecsSinceEpoch(int(connection.at))
        time = language.toString(when, QLocale.FormatType.ShortFormat)
        return self.tr("{time}   {host}, for {purpose}").format(
            time=time, host=connection.host, purpose=connection.purpose
        )

    @Slot(bool)
    def _stay_offline(self, offline: bool) -> None:
        try:
            set_offline(self._folder, offline)
        except OSError:
            self.show_state()
            return
        if offline:
            self.went_offline.emit()

    @Slot()
    def _reveal(self) -> None:
        reveal(self._folder)

    @Slot()
    def _ask_to_delete(self) -> None:
        ask(
            self,
            self.tr("Delete all chats?"),
            self.tr(
                "All chats, their files, recordings and drafts are deleted for ever. Settings and "
                "models stay. This can’t be undone."
            ),
            self.tr("Delete Everything"),
            self.emptied.emit,
        )


def _heading(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName("heading")
    return label


def _explanation(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName("explanation")
    label.setWordWrap(True)
    return label


def _row(parts: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(parts[0], 1)
    for part in parts[1:]:
        row.addWidget(part)
    return row
