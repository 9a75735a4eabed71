"""Draw every state of every part: `python -m desktop.ui.preview FOLDER`.

The window is real, but a script answers in the place of an engine. Where there is no display, Qt's
offscreen platform is used.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.system import has_display
from desktop.ui.garbage import GarbageCollector
from desktop.ui.settings.appearance import Appearance

from .contact_sheet import write_contact_sheet
from .drawing import APPEARANCES, LANGUAGES, draw, states


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m desktop.ui.preview", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", metavar="NAME", default="", help="states with this in their name")
    parser.add_argument("--language", choices=(*LANGUAGES, "both"), default="both")
    parser.add_argument("--appearance", choices=(*APPEARANCES, "both"), default="both")
    return parser.parse_args()


def main() -> int:
    """Draw what was asked for, and a sheet that shows it all."""
    options = _options()
    names = [name for name in states() if options.only in name]
    languages = LANGUAGES if options.language == "both" else (options.language,)
    chosen = options.appearance
    appearances = APPEARANCES if chosen == "both" else (Appearance(chosen),)
    options.folder.mkdir(parents=True, exist_ok=True)
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication([])
    GarbageCollector(application)
    with TemporaryDirectory() as settings:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        application.setOrganizationName("FacetPreview")
        draw(options.folder, names, languages, appearances)
    write_contact_sheet(options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
