"""Settings: how new chats are answered."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from .chat_form import ChatForm
from .chat_settings import ChatSettings
from .preferences import Preferences

_INSTRUCTIONS_HEIGHT = 96


class AnswersPage(QWidget):
    """What new chats begin with.

    Attributes:
        form: its fields.
    """

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.form = ChatForm(preferences, self, explained=True)
        self.form.instructions.setMinimumHeight(_INSTRUCTIONS_HEIGHT)
        above = QLabel(self.tr("New chats begin with this. Each chat can have its own."), self)
        above.setObjectName("explanation")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 24)
        layout.setSpacing(16)
        layout.addWidget(above)
        layout.addWidget(self.form, 1)
        self.form.changed.connect(self._take)
        preferences.changed.connect(self._show)

    @Slot(ChatSettings)
    def _take(self, settings: ChatSettings) -> None:
        self._preferences.chat = settings

    @Slot()
    def _show(self) -> None:
        self.form.show_settings(self._preferences.chat)
