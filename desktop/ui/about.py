"""What Facet is, and which one this is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import __version__

from .side_window import SideWindow


class About(SideWindow):
    """A small window with Facet's name, version and licence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setWindowTitle(self.tr("About Facet"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 32, 48, 32)
        layout.setSpacing(8)
        for name, words in (
            ("headline", "Facet"),
            ("quiet", self.tr("Version {version}").format(version=__version__)),
            ("", self.tr("Google's Gemma 4 on your own Mac, offline.")),
            ("quiet", self.tr("Free software under the Apache License 2.0")),
        ):
            label = QLabel(words, self)
            label.setObjectName(name)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.take_colours()
