"""The terminal and the window keep what is a person's in one folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from desktop.places import data_folder


def test_it_is_where_qt_keeps_it(application: QApplication) -> None:
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    assert data_folder() == Path(QStandardPaths.writableLocation(place))
