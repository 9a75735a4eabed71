"""What differs between macOS, where Facet is used, and Linux, where it is also developed."""

from __future__ import annotations

import os
import sys

IS_MAC = sys.platform == "darwin"


def has_display() -> bool:
    """Whether a window can be opened."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return IS_MAC or any(os.environ.get(name) for name in names)
