"""A model that is on this Mac."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.shelf import StoredModel
from desktop.ui.elided import ElidedLabel
from desktop.ui.reveal import reveal, reveal_words
from desktop.ui.settings.question import ask

from . import words
from .library import ModelLibrary


class StoredRow(QWidget):
    """Its name, where it comes from, and what can be done with it.

    Attributes:
        findings: what is wrong with it, if anything is.
        use: loads it.
        more: opens the menu of all else.

    Signals:
        used: it is to be loaded; its folder.
    """

    used = Signal(str)

    def __init__(self, model: StoredModel, library: ModelLibrary, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._library = library
        name = ElidedLabel(stored_name(model), self)
        self._details = ElidedLabel(self)
        self._details.setObjectName("explanation")
        self.findings = QLabel(self)
        self.findings.setObjectName("notice")
        self.findings.setWordWrap(True)
        self.use = QPushButton(self)
        self.use.setAutoDefault(False)
        self.use.clicked.connect(lambda: self.used.emit(str(model.folder)))
        self.more = QToolButton(self)
        self.more.setText("⋯")
        self.more.setFixedSize(QSize(28, 28))
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setAccessibleName(self.tr("More: {model}").format(model=name.text()))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._menu())
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(name)
        told.addWidget(self._details)
        told.addWidget(self.findings)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addLayout(told, 1)
        row.addWidget(self.use)
        row.addWidget(self.more)
        self.show_loaded(None)
        self.show_report()
        library.examined.connect(self._follow)

    def show_loaded(self, folder: str | None) -> None:
        """Know which model is loaded."""
        in_use = folder == str(self._model.folder)
        self.use.setEnabled(not in_use)
        self.use.setText(self.tr("In Use") if in_use else self.tr("Use"))
        self.use.setAccessibleName(f"{self.use.text()}: {stored_name(self._model)}")

    def show_report(self) -> None:
        """Show what is known of it."""
        model, report = self._model, self._library.report(self._model)
        parts = [words.gigabytes(model.bytes)]
        if model.bits < 16:
            parts.append(self.tr("{bits} bit").format(bits=model.bits))
        parts.append(words.source(model.source))
        if self._library.is_examining(model):
            parts.append(self.tr("being checked…"))
        elif report is not None and report.badges:
            parts.append(words.abilities(report))
        self._details.setText(" · ".join(parts))
        wrong = words.sentences(report, "broken", "impaired") if report else []
        self.findings.setText("\n".join(wrong))
        self.findings.setVisible(bool(wrong))
        lesser = words.sentences(report, "notice", "elsewhere") if report else []
        self._details.setToolTip("\n".join([str(model.folder), *lesser]))

    @Slot(str)
    def _follow(self, folder: str) -> None:
        if folder == str(self._model.folder):
            self.show_report()

    @Slot()
    def _check(self) -> None:
        self._library.examine(self._model)
        self.show_report()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Check"), self._check)
        menu.addAction(reveal_words(), self._reveal)
        if self._model.source == "facet":
            menu.addAction(self.tr("Delete…"), self._ask_to_delete)
        elif self._model.source == "added":
            menu.addAction(self.tr("Remove from List"), self._remove)
        return menu

    @Slot()
    def _reveal(self) -> None:
        reveal(self._model.folder)

    @Slot()
    def _ask_to_delete(self) -> None:
        ask(
            self,
            self.tr("Delete “{model}”?").format(model=self._model.name),
            self.tr("{size} of the disk become free. It can be downloaded again.").format(
                size=words.gigabytes(self._model.bytes)
            ),
            self.tr("Delete"),
            self._remove,
        )

    @Slot()
    def _remove(self) -> None:
        self._library.remove(self._model)


def stored_name(model: StoredModel) -> str:
    """Its size, and what it is called where that says more."""
    return f"{words.size_name(model.size)}   {model.name}" if model.size else model.name
