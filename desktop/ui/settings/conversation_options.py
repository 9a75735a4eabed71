"""What one chat is answered with, in a small window under its button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QCursor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import Theme, current_theme

from .chat_form import ChatForm
from .chat_settings import ChatSettings
from .focus_ring import FocusRing
from .preferences import Preferences
from .style import side_window_style

_INSTRUCTIONS_WIDTH, _INSTRUCTIONS_HEIGHT = 300, 88


class ConversationOptions(QWidget):
    """The settings of one chat; it closes when the person goes elsewhere.

    It is a tool window: in a popup, input methods write nothing.

    Attributes:
        form: the fields.
        back: the button that goes back to what new chats begin with.

    Signals:
        changed: what the chat is answered with from now on.
    """

    changed = Signal(ChatSettings)

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self._preferences = preferences
        self._button: QWidget | None = None
        self._theme: Theme | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(self.tr("Options for this chat"))
        self.setAccessibleName(self.tr("Options for this chat"))
        self.form = ChatForm(preferences, self, explained=False)
        self.form.instructions.setFixedHeight(_INSTRUCTIONS_HEIGHT)
        self.form.instructions.setMinimumWidth(_INSTRUCTIONS_WIDTH)
        self.back = QPushButton(self.tr("Back to Defaults"), self)
        self.back.setToolTip(self.tr("Answer this chat as new chats are answered"))
        self._lay_out()
        self._paint()
        FocusRing(self)
        self.form.changed.connect(self._take)
        self.back.clicked.connect(self._go_back)

    def toggle(self, button: QWidget, settings: ChatSettings) -> None:
        """Open under a button with a chat's settings, or close."""
        if self.isVisible():
            self.close()
            return
        self._button = button
        self._show_settings(settings)
        self.adjustSize()
        self.move(self._place_under(button))
        self.show()
        self.activateWindow()
        self.form.persona.setFocus()

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("This chat"), self)
        heading.setObjectName("heading")
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.back)
        card = QFrame(self)
        card.setObjectName("options")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 14, 20, 18)
        inside.setSpacing(14)
        inside.addLayout(head)
        inside.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _place_under(self, button: QWidget) -> QPoint:
        """Right edge under right edge, wholly on the screen."""
        corner = button.mapToGlobal(button.rect().bottomRight())
        screen = button.screen().availableGeometry()
        left = min(corner.x() - self.width(), screen.right() - self.width())
        top = min(corner.y() + 6, screen.bottom() - self.height())
        return QPoint(max(left, screen.left()), max(top, screen.top()))

    def _show_settings(self, settings: ChatSettings) -> None:
        self.form.show_settings(settings)
        self.back.setEnabled(settings != self._preferences.chat)

    @Slot(ChatSettings)
    def _take(self, settings: ChatSettings) -> None:
        self.back.setEnabled(settings != self._preferences.chat)
        self.changed.emit(settings)

    @Slot()
    def _go_back(self) -> None:
        self.form.persona.setFocus()
        self._show_settings(self._preferences.chat)
        self.changed.emit(self._preferences.chat)

    def _paint(self) -> None:
        """Take the system's colours, if they are not the window's already."""
        theme = current_theme()
        if theme != self._theme:
            self._theme = theme
            self.setStyleSheet(side_window_style(theme))

    def _over_button(self) -> bool:
        """Whether the pointer is over the button, whose click closes by itself."""
        button = self._button
        return button is not None and button.rect().contains(button.mapFromGlobal(QCursor.pos()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate and not self._over_button():
            self.close()
        elif (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Cancel)
        ):
            # Taken before the main window's menu sees it, where it stops an answer.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._theme is not None:
            self._paint()
