"""Where the things that ship with Facet lie."""

from __future__ import annotations

import sys
from pathlib import Path

RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).parents[1])) / "resources"
BUILT_IN_MODEL = RESOURCES / "pebble"
