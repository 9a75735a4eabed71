"""The chats under their headings, as rows of a list."""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)

from desktop.chats.summary import ChatSummary
from desktop.ui.catalogue import Catalogue

from .groups import Group, Kind, group_of
from .words import Words

Row = Group | ChatSummary
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class _Place(NamedTuple):
    """Where a chat stands: under which heading, and what it is sorted by there."""

    group: Group
    key: tuple[float, str]


class ChatsModel(QAbstractListModel):
    """What is known of every chat, grouped; one change moves one row, and no other."""

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._today = date.today()
        self._groups: dict[Group, list[tuple[float, str]]] = {}
        self._folders: dict[int, Group] = {}
        self._placed: dict[str, _Place] = {}
        self._rows: list[Group | str] = []
        self._folded = {Group(Kind.ARCHIVE)}
        self.words = Words(self)
        catalogue.listed.connect(self.list_all)
        catalogue.changed.connect(self._take)
        catalogue.removed.connect(self._drop)
        catalogue.folders_changed.connect(self._take_folders)

    @Slot()
    def list_all(self) -> None:
        """Begin anew with all that is known."""
        self.beginResetModel()
        self._today = date.today()
        self._number_folders()
        self._groups = {group: [] for group in self._folders.values()}
        self._placed.clear()
        for chat in self._catalogue.chats.values():
            place = self._placed[chat.id] = self._place(chat)
            self._groups.setdefault(place.group, []).append(place.key)
        self._rows.clear()
        for group in sorted(self._groups):
            self._groups[group].sort()
            self._rows += [group, *self._shown(group)]
        self.endResetModel()

    def keep_day(self) -> None:
        """Move what is under another heading now that another day has begun."""
        if date.today() != self._today:
            self.list_all()

    def row(self, index: Index) -> Row | None:
        """What stands in a row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        # A chat that is gone stands here still while its row is being taken away.
        return self._catalogue.chats.get(row) if isinstance(row, str) else row

    def index_of(self, id: str) -> QModelIndex:
        """Where a chat stands; no valid index where it is folded away or unknown."""
        if id not in self._placed:
            return QModelIndex()
        row = self._row_of(self._placed[id])
        return QModelIndex() if row is None else self.index(row)

    def index_of_group(self, group: Group) -> QModelIndex:
        """Where a heading stands."""
        return self.index(self._heading(group)) if group in self._groups else QModelIndex()

    def index_of_folder(self, folder: int) -> QModelIndex:
        """Where a folder's heading stands."""
        return self.index_of_group(self._folders[folder])

    def is_folded(self, group: Group) -> bool:
        """Whether what belongs under a heading is not shown."""
        return group in self._folded

    def fold(self, group: Group, folded: bool) -> None:
        """Show what belongs under a heading, or do not."""
        if group not in self._groups or not group.folds or folded is self.is_folded(group):
            return
        heading = self._heading(group)
        ids = [id for _, id in self._groups[group]]
        self._folded ^= {group}
        if folded and ids:
            self.beginRemoveRows(_NOWHERE, heading + 1, heading + len(ids))
            del self._rows[heading + 1 : heading + 1 + len(ids)]
            self.endRemoveRows()
        elif ids:
            self.beginInsertRows(_NOWHERE, heading + 1, heading + len(ids))
            self._rows[heading + 1 : heading + 1] = ids
            self.endInsertRows()
        self.dataChanged.emit(self.index(heading), self.index(heading))

    def unfold(self, id: str) -> None:
        """Show a chat that is folded away."""
        if id in self._placed:
            self.fold(self._placed[id].group, False)

    def is_running(self, chat: ChatSummary) -> bool:
        """Whether an answer is coming in a chat."""
        return chat.id in self._catalogue.running

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._name(row)
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, ChatSummary):
                return self._name(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename what stands in a row; an empty name changes nothing."""
        row, name = self.row(index), " ".join(str(value).split())
        if not name or row is None or name == self._name(row):
            return False
        if isinstance(row, ChatSummary):
            self._catalogue.rename(row.id, name)
        elif row.folder is not None:
            self._catalogue.rename_folder(row.folder, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        row, none = self.row(index), Qt.ItemFlag.NoItemFlags
        if row is None or (isinstance(row, Group) and not row.folds):
            return none
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_chat = isinstance(row, ChatSummary)
        named = is_chat or row.kind is Kind.FOLDER
        dragged = Qt.ItemFlag.ItemIsDragEnabled if is_chat else none
        return able | dragged | (Qt.ItemFlag.ItemIsEditable if named else none)

    def group_at(self, index: Index) -> Group | None:
        """The heading that a row belongs to."""
        row = self.row(index)
        return self._placed[row.id].group if isinstance(row, ChatSummary) else row

    @Slot(str)
    def _take(self, id: str) -> None:
        """A chat is new, or other than before."""
        after = self._place(self._catalogue.chats[id])
        before = self._placed.get(id)
        if before != after:
            self._add_heading(after.group)
            self._move(before, after)
            self._placed[id] = after
            if before is not None:
                self._remove_heading_if_empty(before.group)
        changed = self.index_of(id)
        if changed.isValid():
            self.dataChanged.emit(changed, changed)

    @Slot(str)
    def _drop(self, id: str) -> None:
        """A chat is gone."""
        if id in self._placed:
            before = self._placed.pop(id)
            self._move(before, None)
            self._remove_heading_if_empty(before.group)

    @Slot()
    def _take_folders(self) -> None:
        """There are other folders now, or they are called otherwise."""
        for folder, group in list(self._folders.items()):
            if folder not in self._catalogue.folders:
                self._remove_heading_if_empty(group)
                del self._folders[folder]
        self._number_folders()
        for group in self._folders.values():
            self._add_heading(group)
            index = self.index_of_group(group)
            self.dataChanged.emit(index, index)

    def _number_folders(self) -> None:
        """Give each new folder the place after the others."""
        for id in self._catalogue.folders:
            last = max((group.place for group in self._folders.values()), default=0)
            self._folders.setdefault(id, Group(Kind.FOLDER, last + 1, id))

    def _place(self, chat: ChatSummary) -> _Place:
        """The heading of a chat, and what it is sorted by there: the newest comes first."""
        return _Place(group_of(chat, self._today, self._folders), (-chat.changed, chat.id))

    def _move(self, before: _Place | None, after: _Place | None) -> None:
        """Move a row, insert it or take it away."""
        source, target = self._row_of(before), self._row_of(after)
        if before is not None:
            keys = self._groups[before.group]
            del keys[bisect_left(keys, before.key)]
        if after is not None:
            insort(self._groups[after.group], after.key)
        if source is not None and target is not None:
            if target not in (source, source + 1):
                self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, target)
                id = self._rows.pop(source)
                self._rows.insert(target - (target > source), id)
                self.endMoveRows()
        elif target is not None and after is not None:
            self.beginInsertRows(_NOWHERE, target, target)
            self._rows.insert(target, after.key[1])
            self.endInsertRows()
        elif source is not None:
            self.beginRemoveRows(_NOWHERE, source, source)
            del self._rows[source]
            self.endRemoveRows()

    def _row_of(self, place: _Place | None) -> int | None:
        """The row of a chat, or the one that it would come before; None where none is shown."""
        if place is None or place.group in self._folded:
            return None
        return self._heading(place.group) + 1 + bisect_left(self._groups[place.group], place.key)

    def _add_heading(self, group: Group) -> None:
        if group in self._groups:
            return
        row = self._heading(group)
        self.beginInsertRows(_NOWHERE, row, row)
        self._groups[group] = []
        self._rows.insert(row, group)
        self.endInsertRows()

    def _remove_heading_if_empty(self, group: Group) -> None:
        kept = group.folder in self._catalogue.folders
        if self._groups[group] or kept:
            return
        row = self._heading(group)
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._groups[group]
        del self._rows[row]
        self.endRemoveRows()

    def _heading(self, group: Group) -> int:
        """The row of a heading, or where it would stand."""
        before = (each for each in self._groups if each < group)
        return sum(1 if each in self._folded else 1 + len(self._groups[each]) for each in before)

    def _shown(self, group: Group) -> list[str]:
        """The chats that are shown under a heading."""
        return [] if group in self._folded else [id for _, id in self._groups[group]]

    def _name(self, row: Row) -> str:
        if isinstance(row, ChatSummary):
            return self.words.title(row)
        if row.folder is not None:
            return self._catalogue.folders[row.folder].name
        return self.words.heading(row, self._today)

    def _spoken(self, row: Row) -> str:
        """What a screen reader says of a row."""
        if isinstance(row, Group):
            return self._name(row)
        return self.words.spoken(row, running=self.is_running(row))
