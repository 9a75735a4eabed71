"""One size of Gemma 4: what it is, whether it fits, and the button that fetches it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.models.catalogue import Copy, Size
from desktop.models.fit import Fit
from desktop.ui import icons
from desktop.ui.theme import Theme, current_theme

from . import words
from .download_line import DownloadLine
from .library import ModelLibrary


class SizeCard(QFrame):
    """The copy that suits this Mac best, or the one that the person picks instead.

    Attributes:
        copy: the copy that is shown.
        get: fetches it, or loads it where it is here.
        copies: opens the list of other copies.
        line: how far it is, while it is on its way.

    Signals:
        used: it is to be loaded; its folder.
    """

    used = Signal(str)

    def __init__(self, size: Size, library: ModelLibrary, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._size = size
        self._library = library
        self._loaded: str | None = None
        self.copy = suited(size, library)
        self._name = QLabel(words.size_name(size.name), self)
        self._name.setObjectName("name")
        self._badge = QLabel(self.tr("Recommended"), self)
        self._badge.setObjectName("badge")
        self._character = QLabel(self)
        self._character.setWordWrap(True)
        self._dot, self._fit = QLabel(self), QLabel(self)
        self._fit.setObjectName("explanation")
        self.copies = QPushButton(self)
        self.copies.setObjectName("detail")
        self.copies.setMenu(QMenu(self.copies))
        self.get = QPushButton(self)
        self.line = DownloadLine(library, self)
        for button in (self.get, self.copies):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.show_state()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._badge)
        head.addStretch()
        head.addWidget(self.copies)
        fit = QHBoxLayout()
        fit.setSpacing(6)
        fit.addWidget(self._dot)
        fit.addWidget(self._fit, 1)
        fit.addWidget(self.get)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(5)
        layout.addLayout(head)
        layout.addWidget(self._character)
        layout.addLayout(fit)
        layout.addWidget(self.line)

    def _connect(self) -> None:
        self.get.clicked.connect(self._press)
        self.copies.menu().aboutToShow.connect(self._fill_menu)
        self._library.listed.connect(self.show_state)
        self._library.moved.connect(self._follow)
        self._library.examined.connect(self.show_state)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        colour = {"well": theme.good, "short": theme.warning, "not": theme.quiet}
        verdict = self._library.fit(self.copy).verdict
        self._dot.setPixmap(icons.dot(colour[verdict]).pixmap(10, 10))
        self.line.paint(theme)

    def show_loaded(self, folder: str | None) -> None:
        """Know which model is loaded."""
        self._loaded = folder
        self.show_state()

    @Slot()
    def show_state(self) -> None:
        """Show the copy as it stands: to be had, on its way, here or in use."""
        copy, library = self.copy, self._library
        fit, best = library.fit(copy), library.best
        way = library.on_way.get(copy.repository)
        stored = library.stored_copy(copy.repository)
        recommended = copy == best
        self._badge.setVisible(recommended)
        self._character.setText(
            words.one_after_another(
                words.character(self._size), words.why_recommended(self._size, fit)
            )
            if recommended
            else words.character(self._size)
        )
        self._fit.setText(self._told(fit))
        self._fit.setToolTip(words.arithmetic(copy, self._size, fit))
        self._fit.setAccessibleDescription(self._fit.toolTip())
        self.copies.setText(f"{words.making(copy)} ⌄")
        self.copies.setAccessibleName(self.tr("Other copies of {model}").format(model=self.name))
        self.line.setVisible(way is not None)
        if way is not None:
            self.line.show_download(way)
        arriving = library.is_arriving(copy.repository)
        in_use = stored is not None and str(stored.folder) == self._loaded
        self.get.setVisible(way is None)
        self.get.setEnabled(not in_use and not arriving)
        self.get.setText(
            self.tr("Being Checked…")
            if arriving
            else self.tr("In Use")
            if in_use
            else self.tr("Use")
            if stored
            else self.tr("Download {size}").format(size=words.gigabytes(copy.bytes))
        )
        self.get.setObjectName("primary" if recommended and not in_use else "")
        self.get.setAccessibleName(f"{self.get.text()}: {self.name}")
        for widget in (self.get, self):
            widget.style().polish(widget)
        self.paint(current_theme())

    @property
    def name(self) -> str:
        """What it is called."""
        return self._name.text()

    def _told(self, fit: Fit) -> str:
        parts = [words.verdict(fit), words.taken(fit)]
        if fast := words.expected_speed(fit):
            parts.append(fast)
        return " · ".join(parts)

    @Slot(str)
    def _follow(self, repository: str) -> None:
        if repository == self.copy.repository:
            self.show_state()

    @Slot()
    def _press(self) -> None:
        stored = self._library.stored_copy(self.copy.repository)
        if stored is not None:
            self.used.emit(str(stored.folder))
        else:
            self._library.download(self.copy.repository)

    @Slot()
    def _fill_menu(self) -> None:
        menu = self.copies.menu()
        menu.clear()
        for copy in self._size.copies:
            fit = self._library.fit(copy)
            told = f"{words.making(copy)}   {words.gigabytes(copy.bytes)}   {words.verdict(fit)}"
            action = menu.addAction(told, partial(self._pick, copy))
            action.setCheckable(True)
            action.setChecked(copy == self.copy)

    def _pick(self, copy: Copy, _checked: bool = False) -> None:
        self.copy = copy
        self.show_state()


def suited(size: Size, library: ModelLibrary) -> Copy:
    """The copy of a size to show first: one that is here or on its way, else the best that fits.

    Copies are listed with the best for its bytes first. Where none fits, that one.
    """
    for copy in size.copies:
        if copy.repository in library.on_way or library.stored_copy(copy.repository):
            return copy
    if library.best in size.copies:
        return library.best
    fitting = (copy for copy in size.copies if library.fit(copy).verdict == "well")
    return next(fitting, size.copies[0])
