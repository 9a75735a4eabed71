"""What the sidebar calls chats and headings."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QObject

from desktop.chats.summary import ChatSummary

from .groups import Group, Kind


class Words(QObject):
    """Says everything in the language that is spoken."""

    def title(self, chat: ChatSummary) -> str:
        """What a chat is called."""
        return chat.title or self.tr("Untitled")

    def heading(self, group: Group, today: date) -> str:
        """What a heading says; a folder has a name of its own."""
        match group.kind:
            case Kind.PINNED:
                return self.tr("Pinned")
            case Kind.TODAY:
                return self.tr("Today")
            case Kind.YESTERDAY:
                return self.tr("Yesterday")
            case Kind.WEEK:
                return self.tr("Previous 7 days")
            case Kind.ARCHIVE:
                return self.tr("Archive")
            case _:
                month = group.month
                this_year = month.year == today.year
                return self._dated(month, self.tr("MMMM") if this_year else self.tr("MMMM yyyy"))

    def day(self, seconds: float, today: date) -> str:
        """The day of a time, as short as it can be told."""
        day = datetime.fromtimestamp(seconds).date()
        if day == today:
            return self.tr("Today")
        if (today - day).days == 1:
            return self.tr("Yesterday")
        this_year = day.year == today.year
        return self._dated(day, self.tr("d MMM") if this_year else self.tr("d MMM yyyy"))

    def spoken(self, chat: ChatSummary, *, running: bool) -> str:
        """What a screen reader says of a chat."""
        state = self.tr("an answer is coming") if running else self.tr("unread")
        title = self.title(chat)
        return f"{title}, {state}" if running or chat.unread else title

    def _dated(self, day: date, form: str) -> str:
        # The language that is spoken may be another one than the system's.
        language = QLocale(self.tr("en", "the code of this language"))
        return language.toString(QDate(day.year, day.month, day.day), form)
