"""Shows a file where it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.system import IS_MAC


def reveal(path: Path) -> None:
    """Show a file or a folder in the Finder, or what does its work elsewhere."""
    if IS_MAC:
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        folder = path if path.is_dir() else path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def reveal_words() -> str:
    """What a button says that does so."""
    if IS_MAC:
        return QCoreApplication.translate("reveal", "Show in Finder")
    return QCoreApplication.translate("reveal", "Show in Folder")
