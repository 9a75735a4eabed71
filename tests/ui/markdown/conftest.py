"""What the tests of Markdown share."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.formulas.formulas import Formulas


@pytest.fixture(scope="module")
def formulas(application: QApplication) -> Formulas:
    """Formulas that are asked for and never awaited."""
    return Formulas()
