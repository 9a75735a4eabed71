"""Under which heading a chat stands in the sidebar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from desktop.chats.summary import ChatSummary


class Kind(IntEnum):
    """What a heading says, in the order in which headings stand."""

    PINNED = 0
    FOLDER = 1
    TODAY = 2
    YESTERDAY = 3
    WEEK = 4
    MONTH = 5
    ARCHIVE = 6


@dataclass(frozen=True, order=True)
class Group:
    """A heading; headings stand in their order.

    `place` is which folder it is among the others, or which month: minus the months since the year
    0. `folder` is the folder's id.
    """

    kind: Kind
    place: int = 0
    folder: int | None = None

    @property
    def folds(self) -> bool:
        """Whether what stands under it can be folded away."""
        return self.kind in (Kind.FOLDER, Kind.ARCHIVE)

    @property
    def month(self) -> date:
        """The first day of the month that it names."""
        year, month = divmod(-self.place, 12)
        return date(year, month + 1, 1)


def group_of(chat: ChatSummary, today: date, folders: Mapping[int, Group]) -> Group:
    """The heading that a chat stands under; `folders` are those of the folders, by their ids."""
    if chat.archived:
        return Group(Kind.ARCHIVE)
    if chat.pinned:
        return Group(Kind.PINNED)
    if chat.folder is not None and chat.folder in folders:
        return folders[chat.folder]
    day = date.fromtimestamp(chat.changed)
    if day >= today:
        return Group(Kind.TODAY)
    if day == today - timedelta(days=1):
        return Group(Kind.YESTERDAY)
    if day >= today - timedelta(days=7):
        return Group(Kind.WEEK)
    return Group(Kind.MONTH, -(day.year * 12 + day.month - 1))
