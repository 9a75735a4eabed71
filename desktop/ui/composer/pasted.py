"""Pictures from the clipboard, kept as files."""

from __future__ import annotations

import uuid
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QStandardPaths, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage


class PastedPictures(QObject):
    """Writes pictures that have no file of their own, off the GUI thread.

    Signals:
        kept: the file that a picture is in now.
        failed: the folder that could not be written to.
    """

    kept = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        place = QStandardPaths.StandardLocation.AppLocalDataLocation
        self._folder = Path(QStandardPaths.writableLocation(place)) / "Pasted"
        self._count = 0

    def keep(self, image: QImage) -> None:
        """Write a picture; `kept` or `failed` follows."""
        self._count += 1
        name = self.tr("Pasted {number}.png").format(number=self._count)
        path = self._folder / uuid.uuid4().hex / name
        QThreadPool.globalInstance().start(_Writing(self, image, path))


class _Writing(QRunnable):
    def __init__(self, pasted: PastedPictures, image: QImage, path: Path) -> None:
        super().__init__()
        self._pasted = pasted
        self._image = image
        self._path = path

    @Slot()
    def run(self) -> None:
        try:
            self._path.parent.mkdir(parents=True)
            written = self._image.save(str(self._path))
        except OSError:
            written = False
        if written:
            self._pasted.kept.emit(str(self._path))
        else:
            self._path.unlink(missing_ok=True)
            self._pasted.failed.emit(str(self._path.parent))
