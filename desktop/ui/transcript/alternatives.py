"""‹ 2/3 ›: which of the turns that were said in one place is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from .actions import ActionsLine
from .rows import Mark


class Alternatives(QObject):
    """Three words of an actions line, there only where a turn has alternatives.

    Attributes:
        earlier, later: the buttons.
        place: which one is shown, of how many.

    Signals:
        chosen: the entry that is to be shown.
    """

    chosen = Signal(int)

    def __init__(self, line: ActionsLine) -> None:
        super().__init__(line)
        self._mark: Mark | None = None
        self.earlier = line.add("‹")
        self.place, self.later = line.add("", joined=True), line.add("›", joined=True)
        self.earlier.setAccessibleName(self.tr("Show the version before"))
        self.later.setAccessibleName(self.tr("Show the next version"))
        self.place.setEnabled(False)
        self.place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.earlier.clicked.connect(self._go_back)
        self.later.clicked.connect(self._go_on)
        self.show_mark(None)

    def show_mark(self, mark: Mark | None) -> None:
        """Show where a turn stands among its alternatives."""
        self._mark = mark
        ids = mark.alternatives if mark else ()
        for button in (self.earlier, self.place, self.later):
            button.setVisible(len(ids) > 1)
        if mark and len(ids) > 1:
            place = ids.index(mark.entry)
            self.place.setText(f"{place + 1}/{len(ids)}")
            self.earlier.setEnabled(place > 0)
            self.later.setEnabled(place < len(ids) - 1)

    @Slot()
    def _go_back(self) -> None:
        self._step(-1)

    @Slot()
    def _go_on(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if self._mark is not None:
            ids = self._mark.alternatives
            self.chosen.emit(ids[ids.index(self._mark.entry) + by])
