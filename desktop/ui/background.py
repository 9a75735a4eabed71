"""Work off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRunnable, QThreadPool, Slot


def in_background(work: Callable[[], object]) -> None:
    """Have a thread of the pool do something; what it finds out comes back as a signal."""
    QThreadPool.globalInstance().start(_Work(work))


class _Work(QRunnable):
    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work = work

    @Slot()
    def run(self) -> None:
        self._work()
