"""Light, dark, or whatever the system shows."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication


class Appearance(StrEnum):
    """Which colours the windows have."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}


def _dark() -> QPalette:
    palette = QPalette(QColor("#2e2e30"), QColor("#1e1e1e"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#2a2a2c"))
    return palette


_PALETTES = {
    Appearance.SYSTEM: QPalette,
    Appearance.LIGHT: lambda: QPalette(QColor("#f0f0f0")),
    Appearance.DARK: _dark,
}


def apply_appearance(application: QApplication, appearance: Appearance) -> None:
    """Show every window in an appearance, at once; their palettes change with it."""
    hints = application.styleHints()
    hints.setColorScheme(_SCHEMES[appearance])
    if hints.colorScheme() is Qt.ColorScheme.Unknown:
        # A platform that has no light and dark of its own: its colours are Facet's to choose.
        application.setPalette(_PALETTES[appearance]())
