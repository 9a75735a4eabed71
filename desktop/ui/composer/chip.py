"""A file that will be sent: what every chip can do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import Medium

HEIGHT = 44
"""How high what a chip shows is, in points."""
CHIP_FORMAT = "application/x-facet-chip"
_LONGEST_NAME, _EDGE = 150, 6


class Chip(QFrame):
    """One file: what it is, its name, what it costs, and a button that removes it.

    It can be dragged to another place among the chips, or moved there with ⌥ and an arrow key.

    Attributes:
        path: its file.
        title: its name.
        choice: the button that says what it costs and opens what there is to choose.
        removal: the button that removes it.

    Signals:
        removed: the button was pressed, or Delete.
        moved: by how many places to the right.
        chosen: something else was chosen for it.
    """

    removed = Signal(str)
    moved = Signal(str, int)
    chosen = Signal()

    def __init__(self, path: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.path = path
        self._cost: int | None = None
        self._pressed_at: QPoint | None = None
        self.title = QLabel(self)
        self.name_it(title)
        self.choice = QPushButton(self)
        self.choice.setObjectName("detail")
        self.choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.removal = QToolButton(self)
        self.removal.setText("×")
        self.removal.setAccessibleName(self.tr("Remove {name}").format(name=Path(path).name))
        self.removal.setToolTip(self.tr("Remove"))
        self.removal.setFixedSize(24, 24)
        self.removal.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.removal.clicked.connect(self._remove)

    @property
    def medium(self) -> Medium:
        """What will be sent."""
        raise NotImplementedError

    @property
    def stops(self) -> Sequence[QWidget]:
        """Where Tab stops, in order."""
        return (self, self.choice, self.removal)

    def name_it(self, title: str) -> None:
        """Show a name, shortened in its middle where it is long."""
        middle = Qt.TextElideMode.ElideMiddle
        self.title.setText(self.title.fontMetrics().elidedText(title, middle, _LONGEST_NAME))
        self.title.setToolTip(title)

    def show_cost(self, tokens: int) -> None:
        """Say what the model takes for it, in tokens."""
        self._cost = tokens
        self.tell()

    def forget_cost(self) -> None:
        """What it costs is not known any more."""
        self._cost = None
        self.tell()

    @property
    def cost(self) -> str:
        """What it costs, in words; "" where that is not known."""
        if self._cost is None:
            return ""
        if not self._cost:
            return self.tr("This model cannot take it")
        return self.tr("{n} tokens").format(n=f"{self._cost:,}")

    def tell(self) -> None:
        """Say on the button what is chosen, and what it costs."""

    def say(self, told: str) -> None:
        """Put words on the button."""
        self.choice.setText(f"{told} ⌄")
        self.choice.setAccessibleDescription(told)

    def lay_out(self, shown: QWidget, *more: QWidget) -> None:
        """Put what is shown at the left, words and choice beside it, and `more` behind them."""
        words = QVBoxLayout()
        words.setSpacing(0)
        # The button's own edge stands left of the words above it.
        self.title.setIndent(_EDGE)
        words.addWidget(self.title)
        words.addWidget(self.choice, alignment=Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 6, 8, 6)
        layout.addWidget(shown)
        layout.addLayout(words)
        for part in more:
            layout.addWidget(part)
        layout.addWidget(self.removal, alignment=Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.path, steps[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.path)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed_at is None:
            return
        if (here - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
            return
        data = QMimeData()
        data.setData(CHIP_FORMAT, self.path.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._pressed_at)
        self._pressed_at = None
        drag.exec(Qt.DropAction.MoveAction)
