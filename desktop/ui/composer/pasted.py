"""Pictures from the clipboard, kept as files."""

from __future__ import annotations

import uuid
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.chats.made_files import PASTED
from desktop.ui.background import in_background
from desktop.ui.media.made_files import made_folder


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
        self._folder = made_folder(PASTED)
        self._count = 0

    def keep(self, image: QImage) -> None:
        """Write a picture; `kept` or `failed` follows."""
        self._count += 1
        name = self.tr("Pasted {number}.png").format(number=self._count)
        path = self._folder / uuid.uuid4().hex / name
        in_background(lambda: self._write(image, path))

    def _write(self, image: QImage, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True)
            written = image.save(str(path))
        except OSError:
            written = False
        if written:
            self.kept.emit(str(path))
        else:
            path.unlink(missing_ok=True)
            self.failed.emit(str(path.parent))
