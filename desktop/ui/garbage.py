"""Python's garbage collection, kept in the GUI thread."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 2000


class GarbageCollector(QObject):
    """Collects cycles from time to time in the thread that it lives in, and nowhere else.

    Python collects in whichever thread happens to allocate; a widget that the engine's or a
    decoder's thread collects is destroyed there, or after its parent, and Facet ends with it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # Modules live as long as Facet does; to look through them each time takes 30 ms.
        gc.freeze()
        timer = QTimer(self, interval=_INTERVAL_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect what Python would have collected by now."""
        for generation, limit in enumerate(gc.get_threshold()):
            if limit and gc.get_count()[generation] > limit:
                gc.collect(generation)
