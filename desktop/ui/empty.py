"""What a new chat shows: what can be done, and three examples that work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.conversation import Picture, Text, Turn
from desktop.places import RESOURCES


class EmptyState(QWidget):
    """A question, and examples to press.

    Signals:
        chosen: an example's turn, and whether to think.
    """

    chosen = Signal(Turn, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        headline = QLabel(self.tr("What shall we look at?"), self)
        headline.setObjectName("headline")
        below = QLabel(self.tr("Everything stays on this Mac."), self)
        below.setObjectName("headline2")
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch()
        for label in (headline, below):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(12)
        sample = str(RESOURCES / "pictures" / "sample.png")
        self._examples = {
            self.tr("Look at a drawing"): (self.tr("What do you see?"), sample, False),
            self.tr("Ask who is here"): (self.tr("Who are you?"), None, False),
            self.tr("Think through a sum"): (self.tr("What is 347 + 58?"), None, True),
        }
        for label, (words, _, _) in self._examples.items():
            button = QPushButton(f"{label}\n{words}", self)
            button.setObjectName("example")
            button.setProperty("label", label)
            button.setFixedWidth(480)
            button.clicked.connect(self._choose)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    @Slot()
    def _choose(self) -> None:
        words, picture, thinking = self._examples[self.sender().property("label")]
        media = (Picture(picture),) if picture else ()
        self.chosen.emit(Turn("user", (*media, Text(words))), thinking)
