"""The sidebar: search, the chats, and what is true all the time."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.chats.search import Found
from desktop.ui import icons
from desktop.ui.chats import Chats
from desktop.ui.deleted_line import DeletedLine
from desktop.ui.exchange.copying import copy_chats
from desktop.ui.exchange.exporter import Exporter
from desktop.ui.exchange.importer import Importer, export_files
from desktop.ui.exporting.formats import Format
from desktop.ui.theme import Theme

from .chat_list import ChatList
from .groups import Group, Kind
from .menu import SidebarMenu
from .model import ChatsModel
from .results import ResultsList, ResultsModel
from .search_field import SearchField
from .searching import Searching

_FOOT = 44
_DAY_MS = 60_000
"""How often it is looked whether another day has begun."""


class Sidebar(QFrame):
    """All chats that are kept.

    Attributes:
        search: where the words are written that are sought.
        results: what was found, in the place of the list.
        new: the button that begins a chat.
        list: the chats.
        empty: what stands there as long as there is no chat.
        nothing: what stands there where nothing was found.
        deleted: offers to put back chats.

    Signals:
        chosen: a chat was chosen to be shown.
        left: the keyboard is not needed here any longer.
    """

    chosen = Signal()
    left = Signal()

    def __init__(
        self, chats: Chats, exporter: Exporter, importer: Importer, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._chats = chats
        self._exporter = exporter
        self._importer = importer
        self._catalogue = chats.catalogue
        self._model = ChatsModel(chats.catalogue, self)
        self.setObjectName("sidebar")
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Sidebar"))
        self._searching = Searching(chats.folder, self)
        self._found = ResultsModel(chats.catalogue, self)
        self.search = SearchField(self)
        self.new = QToolButton(self)
        self.new.setFixedSize(32, 32)
        self.new.setIconSize(QSize(20, 20))
        self.new.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.new.setAccessibleName(self.tr("New chat"))
        self.new.setToolTip(self.tr("New chat"))
        self.list = ChatList(self._model, exporter, self)
        self.results = ResultsList(self._found, self)
        self.nothing = _told(self.tr("Nothing found."), self)
        self.empty = _told(self.tr("Your chats will be listed here."), self)
        self.deleted = DeletedLine(self)
        self.deleted.setFixedHeight(_FOOT)
        self._offline = QLabel(self)
        self._offline.setObjectName("offline")
        self._offline.setFixedHeight(_FOOT)
        self._pages = QStackedWidget(self)
        for page in (self.list, self.empty, self.results, self.nothing):
            self._pages.addWidget(page)
        self._lay_out()
        self._connect()
        self.tell_download(None)

    def tell_download(self, percent: int | None) -> None:
        """Say how far downloads are, or that there are none, and with them no connections."""
        self._offline.setText(
            self.tr("Offline. Nothing is sent.")
            if percent is None
            else self.tr("Downloading a model: {percent} %").format(percent=percent)
        )

    @property
    def settled(self) -> bool:
        """Whether nothing is being looked for."""
        return self._searching.settled

    def begin_search(self) -> None:
        """Have words written that are to be sought."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def rename_shown(self) -> None:
        """Have the name of the chat that is shown written anew."""
        self.search.clear()
        self._model.unfold(self._chats.shown_id)
        self.list.show_open(self._chats.shown_id)
        self.list.setFocus()
        self.list.rename()

    def paint_with(self, theme: Theme, text_px: int) -> None:
        """Take a theme's colours, and text of so many px."""
        self.results.paint_with(theme, text_px)
        self.new.setIcon(icons.pencil(theme.quiet))
        self.list.paint_with(theme, text_px)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 12, 8, 4)
        top.setSpacing(4)
        top.addWidget(self.search, 1)
        top.addWidget(self.new)
        foot = QFrame(self)
        foot.setObjectName("foot")
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.deleted)
        below.addWidget(self._offline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        catalogue, chats = self._catalogue, self.list
        chats.opened.connect(self._open)
        chats.deleted.connect(self._delete)
        chats.dropped.connect(self._file)
        chats.asked_for_menu.connect(self._offer)
        for changed in (catalogue.listed, catalogue.changed, catalogue.removed):
            changed.connect(self._choose_page)
        self.search.textChanged.connect(self._seek)
        self.search.stepped.connect(self.results.step)
        self.search.chosen.connect(self._go_to_found)
        self.search.left.connect(self.left)
        self.results.chosen.connect(self._go_to_found)
        self._searching.found.connect(self._show_found)
        self.deleted.taken.connect(self._chats.put_back)
        self._chats.shown.connect(self._show_open)
        self._model.modelReset.connect(self._show_open)
        catalogue.can_put_back.connect(self._tell_deleted)
        clock = QTimer(self, interval=_DAY_MS)
        clock.timeout.connect(self._model.keep_day)
        clock.start()

    @Slot()
    def _choose_page(self) -> None:
        if not self.search.text().strip():
            known = self._catalogue.chats or self._catalogue.folders
            self._pages.setCurrentWidget(self.list if known else self.empty)

    @Slot(str)
    def _seek(self, words: str) -> None:
        """What was found before stays until it is known what these words are found in."""
        if words.strip():
            self._searching.seek(words)
        else:
            self._searching.forget()
            self._choose_page()

    @Slot(list)
    def _show_found(self, found: list[Found]) -> None:
        self._found.show_found(found)
        self.results.step(0)
        there = self._found.rowCount()
        self._pages.setCurrentWidget(self.results if there else self.nothing)

    @Slot()
    def _go_to_found(self) -> None:
        if found := self.results.meant:
            self._chats.open_at(found)
            self.chosen.emit()

    @Slot()
    def _show_open(self) -> None:
        self.list.show_open(self._chats.shown_id)

    @Slot(int)
    def _tell_deleted(self, count: int) -> None:
        if count:
            self.deleted.tell_deleted(count)
        self.deleted.setVisible(bool(count))
        self._offline.setVisible(not count)

    @Slot(QPoint)
    def _offer(self, place: QPoint) -> None:
        menu = SidebarMenu(self._catalogue, self)
        menu.opened.connect(self._open)
        menu.renamed.connect(self.list.rename)
        menu.filed.connect(self._file_anew)
        menu.copied.connect(self._copy)
        menu.exported.connect(self._export)
        menu.deleted.connect(self._delete)
        heading = self.list.heading
        if ids := self.list.selected:
            menu.offer_for_chats(ids, place)
        elif heading is not None and heading.folder is not None:
            menu.offer_for_folder(heading.folder, place)
        else:
            menu.offer_for_nothing(place)

    @Slot()
    def _open(self) -> None:
        self._chats.open(self.list.selected[0])
        self.chosen.emit()

    @Slot()
    def _file_anew(self) -> None:
        """Put what is selected into a new folder, whose name can be written at once."""
        ids = self.list.selected
        folder = self._catalogue.add_folder(self.tr("New Folder"))
        self._catalogue.put_in(ids, folder)
        self.list.select_alone(self._model.index_of_folder(folder))
        self.list.rename()

    @Slot()
    def _copy(self) -> None:
        copy_chats(self._exporter.read(self.list.selected), self._exporter.labels)

    @Slot(Format)
    def _export(self, format: Format) -> None:
        self._exporter.export(self.list.selected, format)

    @Slot()
    def _delete(self) -> None:
        if ids := self.list.selected:
            self._chats.delete(ids)

    @Slot(list, Group)
    def _file(self, ids: list[str], group: Group) -> None:
        """Chats were let go of under a heading."""
        match group.kind:
            case Kind.PINNED:
                self._catalogue.pin(ids, True)
            case Kind.ARCHIVE:
                self._catalogue.archive(ids, True)
            case _:
                self._catalogue.put_in(ids, group.folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(export_files(event.mimeData())))

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._importer.bring_in(export_files(event.mimeData()))


def _told(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName("nothing")
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.setWordWrap(True)
    return label
