"""A download of a model that is not in the catalogue."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.elided import ElidedLabel
from desktop.ui.theme import Theme, current_theme

from .download_line import DownloadLine
from .library import ModelLibrary


class OtherDownload(QFrame):
    """Its name and how far it is.

    Attributes:
        line: how far it is.
    """

    def __init__(self, repository: str, library: ModelLibrary, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._repository = repository
        self._library = library
        self.line = DownloadLine(library, self)
        library.moved.connect(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(ElidedLabel(repository, self))
        layout.addWidget(self.line)
        self.paint(current_theme())
        self._show(repository)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.line.paint(theme)

    @Slot(str)
    def _show(self, repository: str) -> None:
        if repository == self._repository and repository in self._library.on_way:
            self.line.show_download(self._library.on_way[repository])
