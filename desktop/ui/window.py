"""The window: header, transcript, composer, and the engine behind them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import Conversation, Part, Text, Turn
from desktop.engine.protocol import (
    AnswerPiece,
    Done,
    Event,
    Failed,
    Loaded,
    Sampling,
    ThoughtPiece,
)
from desktop.places import BUILT_IN_MODEL
from desktop.problems import SENTENCES

from .client import EngineClient
from .composer import Composer
from .empty import EmptyState
from .theme import COLUMN, current_theme, style_sheet
from .transcript import ReplyView, Transcript


class MainWindow(QMainWindow):
    """One conversation with one model."""

    def __init__(self, client: EngineClient, model: Path = BUILT_IN_MODEL) -> None:
        super().__init__()
        self._client = client
        self._turns: list[Turn] = []
        self._request: int | None = None
        self._reply: ReplyView | None = None
        self.setWindowTitle("Facet")
        self.resize(1000, 760)
        self.setMinimumSize(420, 420)

        self.title = QLabel(self.tr("New chat"), self)
        self.title.setObjectName("title")
        self.model = QPushButton(self.tr("Loading…"), self)
        self.model.setAccessibleName(self.tr("Model"))
        self.model.setMenu(self._model_menu())
        header = QFrame(self)
        header.setObjectName("header")
        row = QHBoxLayout(header)
        row.setContentsMargins(20, 10, 20, 10)
        row.addWidget(self.title, 1)
        row.addWidget(self.model)

        self.empty = EmptyState(self)
        self.empty.chosen.connect(self.send)
        self.transcript = Transcript(self)
        self.transcript.start_again.connect(self.start_again)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.transcript)
        self.composer = Composer(self)
        self.composer.setMaximumWidth(COLUMN + 40)
        self.composer.sent.connect(self.send)
        self.composer.stopped.connect(self.stop)

        page = QWidget(self)
        page.setObjectName("page")
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 20)
        foot.addStretch()
        foot.addWidget(self.composer, 100)
        foot.addStretch()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(self._pages, 1)
        layout.addLayout(foot)
        self.setCentralWidget(page)
        self._make_menus()
        self._paint()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._paint)

        client.batch.connect(self._hear)
        client.died.connect(self._engine_died)
        client.load(str(model))
        if geometry := QSettings().value("geometry"):
            self.restoreGeometry(geometry)
        self.composer.edit.setFocus()

    @Slot(Turn, bool)
    def send(self, turn: Turn, thinking: bool) -> None:
        """Show what was said and have it answered."""
        self._pages.setCurrentWidget(self.transcript)
        if not self._turns:
            self.title.setText(turn.text.strip().split("\n")[0][:60] or self.tr("A picture"))
        self._turns.append(turn)
        self.transcript.add_user(turn)
        self._reply = self.transcript.begin_reply()
        conversation = Conversation(tuple(self._turns), thinking=thinking)
        self._request = self._client.answer(conversation, Sampling())
        self.composer.set_answering(True)

    @Slot()
    def stop(self) -> None:
        """Stop the answer that is coming."""
        if self._request is not None:
            self._client.cancel(self._request)

    @Slot()
    def new_chat(self) -> None:
        """Begin anew; an answer that is coming is stopped."""
        self.stop()
        self._request = self._reply = None
        self._turns.clear()
        fresh = Transcript(self)
        fresh.start_again.connect(self.start_again)
        self._pages.removeWidget(self.transcript)
        self.transcript.deleteLater()
        self.transcript = fresh
        self._pages.addWidget(fresh)
        self._pages.setCurrentWidget(self.empty)
        self.title.setText(self.tr("New chat"))
        self.composer.set_answering(False)
        self.composer.edit.setFocus()

    @Slot()
    def start_again(self) -> None:
        """Start a fresh engine after one has died."""
        if self._reply is not None and self._reply.card is not None:
            self._reply.card.hide()
        self.model.setText(self.tr("Loading…"))
        self._client.start_again()
        self.composer.edit.setFocus()

    @Slot()
    def choose_model(self) -> None:
        """Load a model from a folder."""
        if folder := QFileDialog.getExistingDirectory(self, self.tr("Choose a model folder")):
            self._load(folder)

    @Slot()
    def use_built_in(self) -> None:
        """Go back to the built-in model."""
        self._load(str(BUILT_IN_MODEL))

    def _load(self, folder: str) -> None:
        self.composer.set_ready(False)
        self.model.setText(self.tr("Loading…"))
        self._client.load(folder)

    @Slot(list)
    def _hear(self, events: list[Event]) -> None:
        """Take one batch; pieces are joined, so that the answer is laid out once."""
        thought = answer = ""
        for event in events:
            match event:
                case ThoughtPiece(id, text) if id == self._request:
                    thought += text
                case AnswerPiece(id, text) if id == self._request:
                    answer += text
                case _:
                    self._tell(thought, answer)
                    thought = answer = ""
                    self._take(event)
        self._tell(thought, answer)

    def _tell(self, thought: str, answer: str) -> None:
        if self._reply is not None and thought:
            self._reply.add_thought(thought)
        if self._reply is not None and answer:
            self._reply.add_answer(answer)

    def _take(self, event: Event) -> None:
        match event:
            case Loaded(name=name):
                self.model.setText(name)
                self.composer.set_ready(True)
            case Done(id=id, token_ids=token_ids) if id == self._request:
                self._settle(tuple(token_ids))
            case Failed(id=None, kind=kind, details=details):
                self.model.setText(self.tr("No model"))
                self.composer.notice.setText(SENTENCES[kind].format(**details))
                self.composer.notice.show()
            case Failed(id=id, kind=kind, details=details) if id == self._request:
                self._give_back(SENTENCES[kind].format(**details))
            case _:
                pass

    def _settle(self, token_ids: tuple[int, ...] = ()) -> None:
        """The answer has ended: what came of it belongs to the conversation."""
        if self._reply is not None:
            self._reply.end()
            if self._reply.text:
                parts: tuple[Part, ...] = (Text(self._reply.text),)
                self._turns.append(Turn("model", parts, token_ids))
        self._request = None
        self.composer.set_answering(False)

    def _give_back(self, sentence: str) -> None:
        """What could not be answered returns to the composer, so that it can be mended."""
        if self._reply is not None:
            self._reply.fail(sentence, restartable=False)
        self.composer.restore(self._turns.pop())
        self._request = None
        self.composer.set_answering(False)

    @Slot()
    def _engine_died(self) -> None:
        if self._reply is None or self._request is None:
            self._reply = self.transcript.begin_reply()
            self._pages.setCurrentWidget(self.transcript)
        self._settle()
        self._reply.fail(SENTENCES["engine_died"], restartable=True)
        self.composer.set_ready(False)
        self.model.setText(self.tr("Stopped"))

    @Slot()
    def _paint(self) -> None:
        theme = current_theme()
        self.setStyleSheet(style_sheet(theme))
        self.composer.paint(theme)

    def _model_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Pebble (built in)"), self.use_built_in)
        menu.addAction(self.tr("Choose a model folder…"), self.choose_model)
        return menu

    def _make_menus(self) -> None:
        file, chat = self.menuBar().addMenu(self.tr("File")), None
        self._act(file, self.tr("New Chat"), self.new_chat, QKeySequence.StandardKey.New)
        self._act(file, self.tr("Choose a Model Folder…"), self.choose_model)
        self._act(file, self.tr("Quit"), self.close, QKeySequence.StandardKey.Quit)
        chat = self.menuBar().addMenu(self.tr("Chat"))
        self._act(chat, self.tr("Stop"), self.stop, Qt.Key.Key_Escape)

    def _act(
        self,
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        key: QKeySequence.StandardKey | Qt.Key | None = None,
    ) -> None:
        action = QAction(text, self)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        menu.addAction(action)

    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue("geometry", self.saveGeometry())
        self._client.close()
        super().closeEvent(event)
