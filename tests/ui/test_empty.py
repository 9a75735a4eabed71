"""What a new chat shows in windows of every size."""

from __future__ import annotations

import pytest
from person import settle
from PySide6.QtWidgets import QApplication

from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.window import MainWindow


@pytest.mark.usefixtures("settings")
def test_examples_are_whole_in_the_lowest_window(application: QApplication) -> None:
    window = MainWindow(ScriptedClient())
    window.resize(window.minimumSize())
    window.show()
    settle()
    for example in window.empty.examples:
        assert example.height() >= example.sizeHint().height()
    assert window.empty.verticalScrollBar().maximum() > 0
    window.close()
    window.deleteLater()
