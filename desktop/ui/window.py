"""The window: header, transcript, composer, and the chat that joins them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSettings, QThreadPool, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import Turn

from .chat import Chat
from .client import EngineClient
from .composer.view import Composer
from .empty import EmptyState
from .menus import Menus
from .model_picker import ModelPicker
from .theme import COLUMN, Theme, current_theme, style_sheet
from .transcript.view import Transcript

_GEOMETRY = "geometry"
_TITLE_LENGTH = 80


class MainWindow(QMainWindow):
    """One conversation with one model.

    Attributes:
        chat: what is said.
        composer: where it is written.
        transcript: where it is read.
        model: the button that names the model.
    """

    def __init__(self, client: EngineClient) -> None:
        super().__init__()
        self._client = client
        self._theme: Theme | None = None
        self.setWindowTitle("Facet")
        self.resize(1000, 760)
        self.setMinimumSize(420, 420)
        self.setAcceptDrops(True)

        self.chat = Chat(client, self)
        self.model = ModelPicker(client, self)
        self.title = QLabel(self)
        self.title.setObjectName("title")
        self.empty = EmptyState(self)
        self.transcript = Transcript(self)
        self.composer = Composer(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.transcript)
        self._lay_out()
        self._connect()
        Menus(self)
        self._paint()

        self.new_chat()
        self.model.load_remembered()
        if geometry := QSettings().value(_GEOMETRY):
            self.restoreGeometry(geometry)

    @Slot()
    def new_chat(self) -> None:
        """Begin anew; an answer that is coming is stopped."""
        self.chat.clear()
        self.transcript.clear()
        self.title.setText(self.tr("New chat"))
        self._pages.setCurrentWidget(self.empty)
        self.composer.set_answering(False)
        self.composer.edit.setFocus()

    def _lay_out(self) -> None:
        header = QFrame(self)
        header.setObjectName("header")
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 12, 24, 12)
        row.addWidget(self.title, 1)
        row.addWidget(self.model)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 20)
        foot.addStretch()
        foot.addWidget(self.composer, 100)
        foot.addStretch()
        self.composer.setMaximumWidth(COLUMN + 40)
        page = QWidget(self)
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(self._pages, 1)
        layout.addLayout(foot)
        self.setCentralWidget(page)

    def _connect(self) -> None:
        chat, transcript, composer = self.chat, self.transcript, self.composer
        composer.sent.connect(chat.say)
        composer.stopped.connect(chat.stop)
        self.empty.chosen.connect(chat.say)
        self.model.failed.connect(composer.warn)
        chat.said.connect(self._said)
        chat.said.connect(transcript.add_turn)
        chat.asked.connect(self._asked)
        chat.asked.connect(transcript.begin_reply)
        chat.reading.connect(transcript.show_reading)
        chat.thought.connect(transcript.add_thought)
        chat.answered.connect(transcript.add_answer)
        chat.settled.connect(transcript.end_reply)
        chat.settled.connect(self._settled)
        chat.refused.connect(self._refused)
        chat.failed.connect(transcript.add_failure)
        chat.died.connect(self._died)
        transcript.start_again.connect(chat.start_again)

    @Slot(Turn)
    def _said(self, turn: Turn) -> None:
        if len(self.chat.turns) == 1:
            words = " ".join(turn.text.split())[:_TITLE_LENGTH]
            self.title.setText(words or self.tr("A picture"))
        self._pages.setCurrentWidget(self.transcript)

    @Slot()
    def _asked(self) -> None:
        self.composer.set_answering(True)

    @Slot()
    def _settled(self) -> None:
        self.composer.set_answering(False)

    @Slot(Turn, str)
    def _refused(self, turn: Turn, why: str) -> None:
        """What could not be answered returns to the composer, so that it can be mended."""
        self.transcript.take_back()
        if not self.chat.turns:
            self._pages.setCurrentWidget(self.empty)
            self.title.setText(self.tr("New chat"))
        self.composer.set_answering(False)
        self.composer.give_back(turn)
        self.composer.warn(why)

    @Slot(str)
    def _died(self, why: str) -> None:
        if self.chat.turns:
            self.transcript.add_failure(why, restartable=True)
        else:
            self.composer.warn(why)

    def _paint(self) -> None:
        """Take the system's colours, if they are not the window's already."""
        theme = current_theme()
        if theme == self._theme:
            return
        self._theme = theme
        self.setStyleSheet(style_sheet(theme))
        for part in (self.composer, self.model, self.empty):
            part.paint(theme)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._theme is not None:
            self._paint()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.composer.can_take(event.mimeData()):
            event.acceptProposedAction()
            self.composer.set_drop_target(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.composer.set_drop_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.composer.set_drop_target(False)
        self.composer.take(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue(_GEOMETRY, self.saveGeometry())
        self._client.close()
        QThreadPool.globalInstance().waitForDone()
        super().closeEvent(event)
