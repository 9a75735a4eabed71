"""The window: header, transcript, composer, and the chat that joins them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QSize, Qt, QThreadPool, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.chats.search import Found
from desktop.conversation import Clip, Sound, Turn
from desktop.dialogue import Making, Removed
from desktop.engine.protocol import Measured

from . import icons
from .agreement import agreed
from .chat import Chat
from .chats import Chats
from .client import EngineClient
from .composer.view import Composer
from .context_meter import ContextGauge, ContextMeter
from .deleted_line import DeletedLine
from .drafting import Drafting
from .drafts import NOTHING
from .elided import ElidedLabel
from .empty import EmptyState
from .exchange.carried_line import CarriedLine
from .exchange.copying import copy_chats
from .exchange.dragged_chats import MIME
from .exchange.exporter import Exporter
from .exchange.importer import Importer
from .exchange.share_sheet import open_share_sheet
from .find_bar import FindBar
from .last_said import LastSaid
from .media.playback import Playback
from .menus import Menus
from .model_picker import ModelPicker
from .models.browsing import ModelBrowsing
from .models.library import ModelLibrary
from .room_banner import RoomBanner, RoomMaker
from .set_aside_line import SetAsideLine
from .settings.appearance import apply_appearance
from .settings.chat_settings import ChatSettings, Thinking
from .settings.conversation_options import ConversationOptions
from .settings.dialog import SettingsDialog
from .settings.preferences import Preferences
from .sidebar.sides import Sides
from .sidebar.view import Sidebar
from .speaking.reading import ReadingAloud, system_voice
from .theme import COLUMN, TEXT_PX, Theme, current_theme, style_sheet
from .transcript.rows import Answered, Mark
from .transcript.view import Transcript

if TYPE_CHECKING:
    from .speaking.voice import Voice

_GEOMETRY = "geometry"
_TITLE_LENGTH = 80
_ROOMY = 640  # points, from which the context's figure of 15 px has room beside its ring.


class MainWindow(QMainWindow):
    """One conversation with one model; `chats` is the folder that it is kept in, if it is.

    `make_voice` makes what reads aloud; it raises Problem where there is no voice.

    Attributes:
        chat: what is said.
        chats: every chat that is kept, if any is.
        exporter: writes chats to files.
        importer: brings chats in, where chats are kept.
        sidebar: where they are listed.
        sides: where the sidebar is shown.
        last: what was said last.
        composer: where it is written.
        transcript: where it is read.
        find_bar: finds words in it.
        model: the button that names the model.
        models: the models that can be had, where there is a library of them.
        meter: how much of the model's context is taken.
        room: what is left out of a conversation that does not fit, or could be.
        carried: tells of chats that were exported and imported.
        deleted: offers to put back what was deleted.
        set_aside: says which media of the chat the model cannot take.
        preferences: what the person has chosen for good.
        aloud: has answers read aloud.
        options: the button that opens the settings of this chat.
        temporary: the button that keeps a temporary chat.
    """

    def __init__(
        self,
        client: EngineClient,
        chats: Path | None = None,
        make_voice: Callable[[QObject], Voice] = system_voice,
        library: ModelLibrary | None = None,
    ) -> None:
        super().__init__()
        self._client = client
        self._look: tuple[Theme, int] | None = None
        self.sides: Sides | None = None
        self._rewriting: int | None = None
        self._drafting: Drafting | None = None
        self._removed: Removed | None = None
        self.setWindowTitle("Facet")
        self.resize(1000, 760)
        self.setMinimumSize(420, 420)
        self.setAcceptDrops(True)

        self.chat = Chat(client, self)
        self.chats = Chats(chats, self.chat, self) if chats else None
        self.toggle = QToolButton(self)
        self.exporter = Exporter(self.chat, self.chats, self)
        self.importer = Importer(self.chats, self) if self.chats else None
        self.sidebar = (
            Sidebar(self.chats, self.exporter, self.importer, self)
            if self.chats and self.importer
            else None
        )
        self.last = LastSaid(self.chat)
        self.model = ModelPicker(client, self)
        self._library = library
        self.models = ModelBrowsing(library, self.model, self) if library else None
        self.meter = ContextMeter(self)
        self._gauge = ContextGauge(client, self.chat, self.meter)
        self.preferences = Preferences(self)
        self.options = QToolButton(self)
        self._options = ConversationOptions(self.preferences, self)
        self._settings: SettingsDialog | None = None
        self.temporary = QPushButton(self.tr("Keep"), self)
        self.title = ElidedLabel(self)
        self.title.setObjectName("title")
        self.empty = EmptyState(self)
        if self.models is not None:
            self.empty.add_offer(self.models.offer)
        self.transcript = Transcript(self)
        self.find_bar = FindBar(self.transcript.finder, self)
        # Tab walks in the order in which things are made.
        self.room = RoomBanner(self)
        self._room = RoomMaker(client, self.chat, self.room)
        self.carried = CarriedLine(self.exporter, self.importer, self)
        self.deleted = DeletedLine(self)
        self.set_aside = SetAsideLine(self.chat, self.model, self)
        self.composer = Composer(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.transcript)
        self._lay_out()
        self._connect()
        # Hears of each answer after the transcript.
        self.aloud = ReadingAloud(self.chat, self.transcript, self.preferences, make_voice, self)
        self.aloud.failed.connect(self.composer.warn)
        self.composer.stopped.connect(self.aloud.stop)
        self.composer.session.changed.connect(self._hush)
        Playback.shared().began.connect(self.aloud.stop)
        self.aloud.changed.connect(self._hush_playback)
        Menus(self)
        self._paint()

        self._let_rest()
        self._answer_with(self.preferences.chat)
        if self.chats is None or not self.chats.open_last():
            self._show_opened()
        self.composer.edit.setFocus()
        self.model.load_remembered()
        if geometry := QSettings().value(_GEOMETRY):
            self.restoreGeometry(geometry)

    @Slot()
    def new_chat(self) -> None:
        """Begin anew; an answer that is coming goes on where chats are kept, or is stopped."""
        if self.chats is not None:
            self.chats.begin()
        else:
            self.chat.clear()
        self._answer_with(self.preferences.chat)
        self.composer.edit.setFocus()

    @Slot()
    def new_temporary_chat(self) -> None:
        """Begin a chat that is gone for ever once it is left."""
        if self.chats is not None:
            self.chats.begin(temporary=True)
            self._answer_with(self.preferences.chat)
            self.composer.edit.setFocus()

    @Slot()
    def keep_chat(self) -> None:
        """Keep this temporary chat after all."""
        if self.chat.temporary:
            self.chat.keep()
            self._show_kept()

    @Slot()
    def _show_opened(self) -> None:
        """Another chat is here now."""
        self.find_bar.close_bar()
        Playback.shared().stop()
        self._forget_removed()
        if self._drafting is not None:
            self._drafting.change()
        else:
            self.composer.keep_as_new()
        self.composer.thinking.choose(self.chat.settings.thinking)
        self._room.forget()
        self._show_kept()
        self.transcript.clear()
        self._show_branch()
        if reply := self.chat.reply:
            seconds = reply.thought_ms / 1000
            coming = Answered.begun(reply.answer, reply.thought, reply.thought_began, seconds)
            coming.mark = self._marks[-1] if reply.resumed else None
            self.transcript.show_coming(coming)

    def _show_kept(self) -> None:
        """Show whether this chat is kept."""
        self.empty.tell_temporary(self.chat.temporary, offered=self.chats is not None)
        self.temporary.setVisible(self.chat.temporary)
        self._show_title()

    def _connect_chats(self, chats: Chats) -> None:
        for told in (chats.failed, chats.catalogue.failed, chats.keeping.failed):
            told.connect(self.composer.warn)
        chats.keeping.recovered.connect(self.composer.notice.hide)
        chats.found.connect(self._show_found)
        self._drafting = Drafting(self.chat, self.composer, chats.drafts, self)
        self.empty.temporary.connect(self.new_temporary_chat)
        self.temporary.clicked.connect(self.keep_chat)
        self.carried.came.connect(chats.open)
        chats.broke_off.connect(self._tell_broken_off)
        chats.catalogue.changed.connect(self._show_title)
        chats.catalogue.can_put_back.connect(self._offer_chats)
        self.chat.said.connect(chats.catalogue.forget_deleted)

    @Slot(Found)
    def _show_found(self, found: Found) -> None:
        if found.entry is not None:
            words = [found.snippet[begin:end] for begin, end in found.ranges]
            self.transcript.go_to_entry(found.entry, words[0] if words else "")

    @Slot()
    def search(self) -> None:
        """Have words written that are sought in all chats."""
        if self.sides is not None:
            self.sides.show_sidebar()
            self.sides.sidebar.begin_search()

    @Slot()
    def rename_chat(self) -> None:
        """Have the name of this chat written anew where it is listed."""
        if self.sides is not None and self.chat.turns and not self.chat.temporary:
            self.sides.show_sidebar()
            self.sides.sidebar.rename_shown()

    @Slot()
    def delete_chat(self) -> None:
        """Delete this chat; it can be put back."""
        if self.chats is not None and self.chat.turns:
            self.chats.delete([self.chat.id])

    @Slot(int)
    def _offer_chats(self, deleted: int) -> None:
        """Only what was deleted last can be put back."""
        if deleted:
            self._forget_removed()

    @Slot(str)
    def _tell_broken_off(self, why: str) -> None:
        self.transcript.add_failure(why, restartable=self.chat.unanswered)

    def _lay_out(self) -> None:
        header = QFrame(self)
        header.setObjectName("header")
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(16)
        row.addWidget(self.toggle)
        row.addWidget(self.title, 1)
        row.addWidget(self.temporary)
        self.temporary.setObjectName("link")
        self.temporary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.temporary.setToolTip(self.tr("Keep this chat after all"))
        self.toggle.setAccessibleName(self.tr("Sidebar"))
        self.toggle.setToolTip(self.tr("Show or hide the sidebar"))
        self.options.setAccessibleName(self.tr("Options for this chat"))
        self.options.setToolTip(self.tr("Options for this chat"))
        for button in (self.toggle, self.options):
            button.setFixedSize(34, 34)
            button.setIconSize(QSize(20, 20))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.model)
        row.addWidget(self.meter)
        row.addWidget(self.options)
        below = QVBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.room)
        below.addWidget(self.carried)
        below.addWidget(self.deleted)
        below.addWidget(self.set_aside)
        below.addWidget(self.composer)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 20)
        foot.addStretch()
        foot.addLayout(below, 100)
        foot.addStretch()
        for part in (self.room, self.carried, self.deleted, self.set_aside, self.composer):
            part.setMaximumWidth(COLUMN + 40)
        page = QWidget(self)
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(self.find_bar)
        layout.addWidget(self._pages, 1)
        layout.addLayout(foot)
        self.setCentralWidget(self._beside_sidebar(page))

    def _beside_sidebar(self, page: QWidget) -> QWidget:
        """The page, with the sidebar where chats are kept."""
        self.toggle.setVisible(self.sidebar is not None)
        if self.sidebar is None:
            return page
        self.sides = Sides(self.sidebar, page, self)
        self.toggle.clicked.connect(self.sides.toggle)
        self.sidebar.new.clicked.connect(self.new_chat)
        self.sidebar.new.clicked.connect(self.sides.hide_over)
        self.sidebar.chosen.connect(self.sides.hide_over)
        self.sidebar.left.connect(self.composer.edit.setFocus)
        return self.sides

    def _connect(self) -> None:
        chat, transcript, composer = self.chat, self.transcript, self.composer
        composer.sent.connect(self._say)
        composer.rewritten.connect(self._say_instead)
        composer.recalled.connect(self.rewrite_last)
        composer.stopped.connect(chat.stop)
        composer.changed.connect(self._measure)
        composer.unheard.connect(self._offer_hearing)
        self.model.heard.connect(self._hear)
        self._gauge.measured.connect(self._measured)
        self.options.clicked.connect(self.open_options)
        self._options.changed.connect(self._answer_with)
        self.preferences.changed.connect(self._prefer)
        transcript.answer_now.connect(chat.answer_now)
        transcript.again.connect(chat.answer_again)
        transcript.resumed.connect(chat.go_on)
        transcript.rewritten.connect(self._rewrite)
        transcript.removed.connect(self._remove)
        transcript.chosen.connect(chat.choose)
        chat.resumed.connect(self._asked)
        chat.resumed.connect(transcript.resume_reply)
        chat.turned.connect(self._show_branch)
        chat.opened.connect(self._show_opened)
        self.find_bar.left.connect(composer.edit.setFocus)
        if self.chats is not None:
            self._connect_chats(self.chats)
        chat.said.connect(self._room.forget)
        for hidden in (self.deleted, self.carried):
            chat.said.connect(hidden.hide)
        self.exporter.shareable.connect(self._share)
        for told in (self.exporter, self.importer):
            if told is not None:
                told.failed.connect(composer.warn)
        self.deleted.taken.connect(self.put_back)
        self._room.made.connect(composer.submit)
        self._room.failed.connect(composer.warn)
        self.empty.chosen.connect(self._try)
        self.empty.speaking.connect(composer.speak)
        for told in (self.model.failed, self.model.warned, chat.warned):
            told.connect(composer.warn)
        if self._library is not None:
            self._library.failed.connect(composer.warn)
            self._library.moved.connect(self._tell_download)
        chat.said.connect(self._said)
        chat.said.connect(transcript.add_turn)
        chat.asked.connect(self._asked)
        chat.asked.connect(transcript.begin_reply)
        chat.reading.connect(transcript.show_reading)
        chat.part.connect(transcript.show_part)
        chat.thought.connect(transcript.add_thought)
        chat.answered.connect(transcript.add_answer)
        chat.settled.connect(transcript.end_reply)
        chat.settled.connect(self._settled)
        chat.refused.connect(self._refused)
        chat.overflowed.connect(self._overflowed)
        chat.failed.connect(transcript.add_failure)
        chat.died.connect(self._died)
        transcript.start_again.connect(chat.start_again)
        # After the transcript has heard of it.
        for changed in (chat.said, chat.settled, chat.turned, chat.refused, chat.overflowed):
            changed.connect(transcript.finder.refresh)

    @Slot()
    def rewrite_last(self) -> None:
        """Have the last message changed in the composer."""
        if question := self.last.question:
            self._rewrite(question.id)

    @Slot()
    def delete_last(self) -> None:
        """Delete the last message, and its answer."""
        if question := self.last.question:
            self._remove(question.id)

    @Slot()
    def copy_answer(self) -> None:
        """Copy the last answer as Markdown."""
        if answer := self.last.answer:
            QApplication.clipboard().setText(answer.turn.text)

    @Slot()
    def copy_chat(self) -> None:
        """Copy all that is said in this chat, as it is shown."""
        copy_chats(self.exporter.read([self.chat.id]), self.exporter.labels)

    @Slot(str)
    def _share(self, path: str) -> None:
        open_share_sheet(Path(path), self.title)

    @Slot()
    def show_version_before(self) -> None:
        """Show the version before of what was last said in several."""
        self._show_version(-1)

    @Slot()
    def show_next_version(self) -> None:
        """Show the next version of what was last said in several."""
        self._show_version(1)

    def _show_version(self, step: int) -> None:
        version = self.last.version(step)
        if version is not None:
            self.chat.choose(version)

    @property
    def can_put_back(self) -> bool:
        """Whether anything was deleted that can be put back."""
        chats = self.chats is not None and self.chats.catalogue.deleted
        return self._removed is not None or bool(chats)

    @Slot()
    def put_back(self) -> None:
        """Put back what was deleted last."""
        if self._removed is not None:
            self.chat.restore(self._removed)
            self._forget_removed()
            self.composer.edit.setFocus()
        elif self.chats is not None and self.chats.catalogue.deleted:
            self.chats.put_back()

    def _forget_removed(self) -> None:
        self._removed = None
        self.deleted.hide()

    @Slot(int)
    def _remove(self, entry: int) -> None:
        self._removed = self.chat.remove(entry)
        if self.chats is not None:
            self.chats.catalogue.forget_deleted()
        self.deleted.tell_deleted(len(self._removed.entries))
        self.composer.edit.setFocus()
        if self._rewriting not in self.chat.dialogue:
            self.composer.keep_as_new()

    @Slot(int)
    def _rewrite(self, entry: int) -> None:
        self._rewriting = entry
        self.composer.rewrite(self.chat.dialogue[entry].turn)

    @Slot()
    def answer_again(self) -> None:
        """Have the last question answered once more."""
        if answer := self.last.answer:
            self.chat.answer_again(answer.id)

    @Slot()
    def open_settings(self) -> None:
        """Show the settings that hold for every chat."""
        if self._settings is None:
            self._settings = self._make_settings()
        self._settings.show()
        self._settings.raise_()
        self._settings.activateWindow()

    def _make_settings(self) -> SettingsDialog:
        folder = self.chats.folder.parent if self.chats else None
        made = SettingsDialog(self.preferences, self, folder)
        if made.privacy is not None:
            made.privacy.emptied.connect(self.delete_everything)
            if self._library is not None:
                made.privacy.went_offline.connect(self._library.pause_all)
        return made

    @Slot()
    def delete_everything(self) -> None:
        """Delete all chats for ever, and all that was written, recorded and pasted for them."""
        if self.chats is not None:
            Playback.shared().stop()
            self.composer.session.discard()
            self.composer.take_up(NOTHING)
            self.chats.delete_everything()

    @Slot()
    def open_options(self) -> None:
        """Show the settings of this chat, or close them."""
        self._options.toggle(self.options, self.chat.settings)

    @Slot(ChatSettings)
    def _answer_with(self, settings: ChatSettings) -> None:
        """Answer this chat so from now on."""
        self.chat.answer_with(settings)
        self.composer.thinking.choose(settings.thinking)
        self._gauge.measure()

    @Slot()
    def _prefer(self) -> None:
        """What was chosen for good holds at once; a chat that has begun keeps its own settings."""
        self._let_rest()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_appearance(application, self.preferences.appearance)
        self._paint()
        if not self.chat.turns:
            self._answer_with(self.preferences.chat)

    @Slot()
    def _tell_download(self) -> None:
        if self.sidebar is not None and self._library is not None:
            self.sidebar.tell_download(self._library.percent)

    def _let_rest(self) -> None:
        minutes = self.preferences.rest_minutes
        self._client.unload_when_idle(None if minutes is None else minutes * 60)

    @Slot()
    def _show_branch(self) -> None:
        with self.transcript.focus_kept():
            self.transcript.show_turns(self.chat.turns, self._marks)
        self._show_title()
        self._pages.setCurrentWidget(self.transcript if self.chat.turns else self.empty)
        self.composer.set_answering(self.chat.answering)

    @property
    def can_escape(self) -> bool:
        """Whether anything is being done that can be left."""
        composer = self.composer
        sounding = self.aloud.reading or composer.recording_now
        if self.sides is not None and self.sides.lies_over:
            return True
        return sounding or composer.rewriting or self.chat.answering

    @Slot()
    def escape(self) -> None:
        """Leave what is being done: reading aloud, a recording, the change of a message, an answer.

        What was recorded is kept among the files, from where it can be removed.
        """
        if self.sides is not None and self.sides.lies_over:
            self.sides.hide_over()
        elif self.aloud.reading:
            self.aloud.stop()
        elif self.composer.recording_now:
            self.composer.end_recording()
        elif self.composer.rewriting:
            self.composer.leave_rewriting()
        else:
            self.chat.stop()

    @Slot()
    def _hush(self) -> None:
        """Who speaks is not to hear the last answer, and the model not either."""
        if self.composer.recording_now:
            self.aloud.stop()

    @Slot(bool)
    def _hush_playback(self, reading: bool) -> None:
        if reading:
            Playback.shared().stop()

    @Slot(bool)
    def _hear(self, hears: bool) -> None:
        self.composer.microphone.hears = hears
        self.empty.offer_speaking(hears, digits=self.model.built_in)

    @Slot()
    def _offer_hearing(self) -> None:
        self.model.offer_hearing(self.composer.microphone)

    @Slot()
    def _measure(self) -> None:
        self._gauge.measure_with(self.composer.turn)

    @Slot(Turn, Thinking)
    def _say(self, turn: Turn, thinking: Thinking) -> None:
        self.chat.settings = replace(self.chat.settings, thinking=thinking)
        self.chat.say(turn)

    @Slot(Turn, Thinking)
    def _say_instead(self, turn: Turn, thinking: Thinking) -> None:
        self.chat.settings = replace(self.chat.settings, thinking=thinking)
        if self._rewriting is not None:
            self.chat.say_instead(self._rewriting, turn)

    @Slot(Turn, bool)
    def _try(self, turn: Turn, thinking: bool) -> None:
        """Say an example's turn."""
        if thinking and self.composer.thinking.thinking is Thinking.OFF:
            self.composer.thinking.toggle.click()
        self._say(turn, self.composer.thinking.thinking)

    @Slot()
    def _show_title(self) -> None:
        """Name the chat as the person did, or after what was said first."""
        if self.chat.temporary:
            self.title.setText(self.tr("Temporary chat"))
            return
        if not self.chat.turns:
            self.title.setText(self.tr("New chat"))
            return
        if self.chats is not None and self.chats.title:
            self.title.setText(self.chats.title)
            return
        first = self.chat.turns[0]
        words = " ".join(first.text.split())[:_TITLE_LENGTH]
        self.title.setText(words or self._medium_name(first))

    def _medium_name(self, turn: Turn) -> str:
        """What comes first in a turn without words."""
        match next(iter(turn.media), None):
            case Sound():
                return self.tr("A recording")
            case Clip():
                return self.tr("A video")
            case _:
                return self.tr("A picture")

    @Slot()
    def _said(self) -> None:
        self._show_title()
        self._pages.setCurrentWidget(self.transcript)

    @Slot()
    def _asked(self) -> None:
        self._mark()
        self.composer.set_answering(True)

    def _mark(self) -> None:
        """Tell the transcript where each turn stands in the dialogue."""
        marks = self._marks
        if self.transcript.spoken != len(marks):
            # An answer of which nothing came has left its place behind.
            self.transcript.show_turns(self.chat.turns, marks)
        self.transcript.mark(marks)

    @property
    def _marks(self) -> list[Mark]:
        dialogue = self.chat.dialogue
        shown = dialogue.shown
        return [
            Mark(
                entry.id,
                dialogue.alternatives(entry.id),
                self._told(entry.making),
                resumable=entry is shown[-1] and entry.broke_off,
                thought_s=entry.making.thought_ms / 1000 if entry.making else 0,
            )
            for entry in shown
        ]

    def _told(self, making: Making | None) -> str:
        """How a reply came about, in a line."""
        if making is None or not making.generated_tokens:
            return ""
        told = self.tr("{n} tokens at {speed} a second, after a prompt of {prompt}")
        return told.format(
            n=making.generated_tokens,
            speed=f"{making.tokens_per_second:.1f}",
            prompt=making.prompt_tokens,
        )

    @Slot()
    def _settled(self) -> None:
        self._mark()
        self.composer.set_answering(False)

    @Slot(Turn, str)
    def _refused(self, turn: Turn, why: str) -> None:
        """What could not be answered returns to the composer, so that it can be mended."""
        self.transcript.take_back()
        if not self.chat.turns:
            self._pages.setCurrentWidget(self.empty)
        self._show_title()
        self.composer.set_answering(False)
        self.composer.give_back(turn)
        self.composer.warn(why)

    @Slot(Turn, str)
    def _overflowed(self, turn: Turn, why: str) -> None:
        """What does not fit returns to the composer, beside the ways to make room for it."""
        self.transcript.take_back()
        self.composer.set_answering(False)
        self.composer.give_back(turn)
        self._room.offer(why)

    @Slot(Measured)
    def _measured(self, measured: Measured) -> None:
        self.composer.chips.show_costs(measured.media)
        self._room.take(measured)

    @Slot(str)
    def _died(self, why: str) -> None:
        if self.chat.turns:
            self.transcript.add_failure(why, restartable=True)
        else:
            self.composer.warn(why)

    def _paint(self) -> None:
        """Take the system's colours and the chosen size, if the window has others."""
        theme, text_px = current_theme(), self.preferences.text_px
        if (theme, text_px) == self._look:
            return
        self._look = theme, text_px
        self.setStyleSheet(style_sheet(theme, text_px))
        self.transcript.paint(theme, text_px)
        self.options.setIcon(icons.gear(theme.quiet))
        self.toggle.setIcon(icons.sidebar(theme.quiet))
        if self.sidebar is not None:
            self.sidebar.paint_with(theme, text_px)
        self._make_room_in_header()
        for part in (self.composer, self.model, self.meter, self.empty, self.find_bar):
            part.paint(theme)
        if self.models is not None:
            self.models.offer.paint(theme)

    def _make_room_in_header(self) -> None:
        roomy = self.width() * TEXT_PX >= _ROOMY * self.preferences.text_px
        self.meter.figure.setVisible(roomy)

    def focusNextPrevChild(self, next: bool) -> bool:
        self.transcript.chain()
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room_in_header()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._look is not None:
            self._paint()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if not data.hasFormat(MIME) and self.composer.can_take(data):
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

    def _agreed_to_lose_chat(self) -> bool:
        """Ask whether to close though not all of the chat could be saved."""
        return agreed(
            self,
            self.tr("This chat could not be saved. Close Facet all the same?"),
            self.tr("What was said last would be lost."),
            self.tr("Close and Lose It"),
        )

    def _agreed_to_lose_recording(self) -> bool:
        """Ask whether to close though a recording could not be kept."""
        return agreed(
            self,
            self.tr("The recording could not be kept. Close Facet all the same?"),
            self.tr("What you said would be lost."),
            self.tr("Close and Lose It"),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue(_GEOMETRY, self.saveGeometry())
        if not self.composer.keep_recording() and not self._agreed_to_lose_recording():
            event.ignore()
            return
        self.composer.keep_draft()
        Playback.shared().stop()
        self.aloud.stop()
        self.exporter.take_back()
        self.chat.end()
        if self.chats is not None:
            if self._drafting is not None:
                self._drafting.forget_temporary()
            self.chats.end()
            keeper = self.chats.keeping.keeper
            if not keeper.flush() and not self._agreed_to_lose_chat():
                event.ignore()
                return
            keeper.close()
        if self._library is not None:
            self._library.close()
        self._client.close()
        QThreadPool.globalInstance().waitForDone()
        super().closeEvent(event)
