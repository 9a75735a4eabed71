"""The menu of the forms that chats are exported in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.ui.command_menu import CommandMenu
from desktop.ui.exporting.formats import FORMATS, Format


class ExportMenu(CommandMenu):
    """One command for each form; `export` is called with the one that was chosen."""

    def __init__(
        self,
        title: str,
        export: Callable[[Format], None],
        parent: QWidget,
        possible: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(title, parent)
        for format in FORMATS:
            if format.complete:
                self.addSeparator()
            words = self.tr("{form}, Complete…") if format.complete else "{form}…"
            self.add(
                words.format(form=format.name),
                partial(export, format),
                possible=possible,
            )
