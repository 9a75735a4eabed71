"""What can be done with chats and folders of the sidebar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.catalogue import Catalogue
from desktop.ui.command_menu import CommandMenu
from desktop.ui.exchange.export_menu import ExportMenu
from desktop.ui.exporting.formats import Format


class SidebarMenu(CommandMenu):
    """Commands for what is selected; it is thrown away once it is closed.

    Signals:
        opened: the chat is to be shown.
        renamed: the name of what is selected is to be written anew.
        filed: a folder is to be made, for the chats that are selected.
        copied: what is said in the chats is to be copied.
        exported: the chats are to be exported in a form.
        deleted: the chats are to be deleted.
    """

    opened = Signal()
    renamed = Signal()
    filed = Signal()
    copied = Signal()
    exported = Signal(Format)
    deleted = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._catalogue = catalogue

    def offer_for_chats(self, ids: Sequence[str], place: QPoint) -> None:
        """Show what can be done with chats, at a place on the screen."""
        catalogue = self._catalogue
        chats = [catalogue.chats[id] for id in ids]
        if len(ids) == 1:
            self.add(self.tr("Open"), self.opened.emit)
            self.add(self.tr("Rename"), self.renamed.emit)
        pinned = all(chat.pinned and not chat.archived for chat in chats)
        words = self.tr("Unpin") if pinned else self.tr("Pin")
        self.add(words, lambda: catalogue.pin(ids, not pinned))
        self.addMenu(self._folders(ids))
        archived = all(chat.archived for chat in chats)
        words = self.tr("Take Out of the Archive") if archived else self.tr("Archive")
        self.add(words, lambda: catalogue.archive(ids, not archived))
        unread = all(chat.unread for chat in chats)
        words = self.tr("Mark as Read") if unread else self.tr("Mark as Unread")
        self.add(words, lambda: catalogue.mark_unread(ids, not unread))
        self.addSeparator()
        self.add(self.tr("Copy"), self.copied.emit)
        self.addMenu(ExportMenu(self.tr("Export"), self.exported.emit, self))
        self.addSeparator()
        one = len(ids) == 1
        words = self.tr("Delete") if one else self.tr("Delete {n} Chats").format(n=len(ids))
        self.add(words, self.deleted.emit)
        self.popup(place)

    def offer_for_folder(self, folder: int, place: QPoint) -> None:
        """Show what can be done with a folder."""
        self.add(self.tr("Rename"), self.renamed.emit)
        words = self.tr("Remove Folder, Keep Its Chats")
        self.add(words, lambda: self._catalogue.remove_folder(folder))
        self.popup(place)

    def offer_for_nothing(self, place: QPoint) -> None:
        """Show what can be done where nothing is."""
        self.add(self.tr("New Folder…"), self.filed.emit)
        self.popup(place)

    def _folders(self, ids: Sequence[str]) -> QMenu:
        catalogue = self._catalogue
        menu = CommandMenu(self.tr("Move to Folder"), self)
        within = {catalogue.chats[id].folder for id in ids}
        for folder in catalogue.folders.values():
            action = menu.add(folder.name, partial(catalogue.put_in, ids, folder.id))
            action.setCheckable(True)
            action.setChecked(within == {folder.id})
        if within != {None}:
            menu.add(self.tr("No Folder"), lambda: catalogue.put_in(ids, None))
        menu.addSeparator()
        menu.add(self.tr("New Folder…"), self.filed.emit)
        return menu
