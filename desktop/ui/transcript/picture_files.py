"""What can be done with a picture of the conversation: copy it, save it, drag it out."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QImageIOHandler, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from desktop.ui.sentences import sentence

_DRAGGED_PX = 160


def size_of(path: str) -> QSize:
    """The size of a picture as it is seen, from its first bytes; empty where they do not tell."""
    reader = QImageReader(path)
    turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    return reader.size().transposed() if turned else reader.size()


def drag(path: str, image: QImage, source: QWidget) -> None:
    """Drag a picture's file out of the window."""
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


def copy(path: str, image: QImage) -> None:
    """Copy a picture, for what takes files and for what takes pictures."""
    data = file_data(path)
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)


def save_as(path: str, parent: QWidget) -> None:
    """Ask where to, and save a copy of a picture's file there."""
    title = QCoreApplication.translate("pictures", "Save Picture")
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


def open_menu(path: str, image: QImage, source: QWidget, place: QPoint) -> None:
    """Offer to save and to copy a picture; `place` is on the screen."""
    menu = QMenu(source)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    saving = menu.addAction(QCoreApplication.translate("pictures", "Save as…"))
    saving.triggered.connect(lambda: save_as(path, source.window()))
    copying = menu.addAction(QCoreApplication.translate("pictures", "Copy"))
    copying.triggered.connect(lambda: copy(path, image))
    menu.popup(place)
