"""What can be done with a file of the conversation: copy it, save it, drag it out."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from desktop.ui.sentences import sentence

_DRAGGED_PX = 160


def drag(path: str, image: QImage, source: QWidget) -> None:
    """Drag a file out of the window; `image` is how it looks, empty where it has no looks."""
    dragged = QDrag(source)
    dragged.setMimeData(file_data(path))
    if not image.isNull():
        small = image.scaled(_DRAGGED_PX, _DRAGGED_PX, Qt.AspectRatioMode.KeepAspectRatio)
        dragged.setPixmap(QPixmap.fromImage(small))
    dragged.exec(Qt.DropAction.CopyAction)


def file_data(path: str) -> QMimeData:
    """A file, as it is dragged and copied."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    return data


def copy(path: str, picture: QImage) -> None:
    """Copy a file, and for what takes pictures the picture that it is; empty where it is none."""
    data = file_data(path)
    if not picture.isNull():
        data.setImageData(picture)
    QGuiApplication.clipboard().setMimeData(data)


def save_as(path: str, parent: QWidget) -> None:
    """Ask where to, and save a copy of a file there."""
    title = QCoreApplication.translate("media_files", "Save a Copy")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, Path(path).name)
    if not chosen:
        return
    try:
        shutil.copyfile(path, chosen)
    except shutil.SameFileError:
        return
    except OSError:
        words = sentence("unwritable_file", {"path": Path(chosen).name})
        QMessageBox.warning(parent, title, words)


def open_menu(path: str, picture: QImage, source: QWidget, place: QPoint) -> None:
    """Offer to save and to copy a file; `place` is on the screen."""
    menu = QMenu(source)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    saving = menu.addAction(QCoreApplication.translate("media_files", "Save as…"))
    saving.triggered.connect(lambda: save_as(path, source.window()))
    copying = menu.addAction(QCoreApplication.translate("media_files", "Copy"))
    copying.triggered.connect(lambda: copy(path, picture))
    menu.popup(place)
