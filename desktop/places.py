"""Where the things that ship with Facet lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop.system import IS_MAC

RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).parents[1])) / "resources"
BUILT_IN_MODEL = RESOURCES / "pebble"


def facet_command(*words: str) -> list[str]:
    """What runs one of Facet's commands, from a source tree and from a frozen app."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    return [sys.executable, "-m", "desktop", *words]


def data_folder() -> Path:
    """Where Facet keeps what is a person's: Qt's AppLocalDataLocation, known without Qt."""
    home = Path.home()
    if IS_MAC:
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "Facet" / "Facet"
