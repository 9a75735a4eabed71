"""The menu bar, where every command has its place and its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from desktop.system import IS_MAC

from .about import About
from .command_menu import CommandMenu
from .exchange.export_menu import ExportMenu
from .microphone.push_to_talk import KEY, PushToTalk
from .microphone.session import Stage
from .settings.preferences import LARGEST_TEXT_PX, SMALLEST_TEXT_PX
from .shortcuts_window import ShortcutsWindow
from .side_window import SideWindow
from .theme import TEXT_PX

if TYPE_CHECKING:
    from .window import MainWindow

Key = QKeySequence.StandardKey
_WRITING = ("undo", "redo", "cut", "paste")


class Menus(QObject):
    """Fills the menu bar of a window.

    A Mac takes what has a role, as Settings and Quit do, into the menu of the application.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._fill_file(self._menu(self.tr("File")))
        self._fill_edit(self._menu(self.tr("Edit")))
        self._fill_chat(self._menu(self.tr("Chat")))
        self._fill_view(self._menu(self.tr("View")))
        self._fill_window(self._menu(self.tr("Window")))
        self._fill_help(self._menu(self.tr("Help")))

    def _menu(self, title: str) -> CommandMenu:
        menu = CommandMenu(title, self._window)
        self._window.menuBar().addMenu(menu)
        return menu

    def _fill_file(self, menu: CommandMenu) -> None:
        window, composer = self._window, self._window.composer
        menu.add(self.tr("New Chat"), window.new_chat, Key.New)
        if window.chats is not None:
            menu.add(self.tr("New Temporary Chat"), window.new_temporary_chat, "Ctrl+Shift+N")
        menu.addSeparator()
        menu.add(self.tr("Add Files…"), composer.pick, Key.Open)
        menu.add(
            self.tr("Remove All Files"),
            composer.chips.clear,
            possible=lambda: composer.chips.media,
        )
        menu.addSeparator()
        self._add_exchange(menu)
        menu.addSeparator()
        if window.models is not None:
            menu.add(self.tr("Models…"), window.models.browse, "Ctrl+Shift+M")
        menu.add(self.tr("Choose a Model Folder…"), window.model.choose)
        menu.add(self.tr("Use the Built-in Model"), window.model.use_built_in)
        menu.addSeparator()
        menu.add(self.tr("Close Window"), window.close, Key.Close)
        settings = menu.add(self.tr("Settings…"), window.open_settings, "Ctrl+,")
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        leave = menu.add(self.tr("Quit Facet"), window.close, "Ctrl+Q")
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _add_exchange(self, menu: CommandMenu) -> None:
        window, exporter = self._window, self._window.exporter
        title = self.tr("Export This Chat")
        menu.addMenu(
            ExportMenu(title, exporter.export_shown, self._window, lambda: window.chat.turns)
        )
        if IS_MAC:
            menu.add(
                self.tr("Share This Chat…"),
                exporter.share_shown,
                possible=lambda: window.chat.turns,
            )
        if window.chats is not None and window.importer is not None:
            known = window.chats.catalogue
            menu.add(
                self.tr("Export All Chats…"), exporter.export_all, possible=lambda: known.chats
            )
            menu.add(self.tr("Import Chats…"), window.importer.pick)

    def _fill_edit(self, menu: CommandMenu) -> None:
        for words, name, key in (
            (self.tr("Undo"), "undo", Key.Undo),
            (self.tr("Redo"), "redo", Key.Redo),
            (self.tr("Cut"), "cut", Key.Cut),
            (self.tr("Copy"), "copy", Key.Copy),
            (self.tr("Paste"), "paste", Key.Paste),
            (self.tr("Select All"), "selectAll", Key.SelectAll),
        ):
            action = menu.add(words, self._edit, key, possible=lambda name=name: _can(name))
            action.setData(name)
            if name == "redo":
                menu.addSeparator()
        menu.addSeparator()
        window = self._window
        for words, act, key in (
            (self.tr("Find in This Chat"), window.find_bar.open_bar, Key.Find),
            (self.tr("Find Next"), window.find_bar.go_on, "Ctrl+G"),
            (self.tr("Find Previous"), window.find_bar.go_back, "Ctrl+Shift+G"),
        ):
            menu.add(words, act, key, possible=lambda: window.chat.turns)
        if window.chats is not None:
            menu.add(self.tr("Search All Chats"), window.search, "Ctrl+K")
        menu.addSeparator()
        menu.add(
            self.tr("Copy the Last Answer"),
            window.copy_answer,
            "Ctrl+Shift+C",
            possible=lambda: window.last.answer,
        )
        menu.add(self.tr("Copy This Chat"), window.copy_chat, possible=lambda: window.chat.turns)

    def _fill_chat(self, menu: CommandMenu) -> None:
        window, chat, last = self._window, self._window.chat, self._window.last
        menu.add(
            self.tr("Stop"),
            window.escape,
            *("Esc", "Ctrl+."),
            possible=lambda: window.can_escape,
        )
        menu.add(self.tr("Try Again"), window.answer_again, "Ctrl+R", possible=lambda: last.answer)
        menu.add(self.tr("Let the Answer Go On"), chat.go_on, possible=lambda: chat.can_go_on)
        menu.addSeparator()
        menu.add(
            self.tr("Change the Last Message"),
            window.rewrite_last,
            "Ctrl+E",
            possible=lambda: last.question,
        )
        menu.add(
            self.tr("Delete the Last Message"),
            window.delete_last,
            "Ctrl+Shift+Backspace",
            possible=lambda: last.question,
        )
        menu.add(
            self.tr("Put Back What Was Deleted"),
            window.put_back,
            "Ctrl+Alt+Z",
            possible=lambda: window.can_put_back,
        )
        menu.addSeparator()
        menu.add(
            self.tr("Show the Version Before"),
            window.show_version_before,
            "Ctrl+[",
            possible=lambda: last.version(-1),
        )
        menu.add(
            self.tr("Show the Next Version"),
            window.show_next_version,
            "Ctrl+]",
            possible=lambda: last.version(1),
        )
        menu.addSeparator()
        self._add_speaking(menu)
        menu.addSeparator()
        self._add_thinking(menu)
        menu.addSeparator()
        self._add_reading(menu)
        menu.addSeparator()
        if window.sidebar is not None:
            menu.add(
                self.tr("Rename This Chat"),
                window.rename_chat,
                possible=lambda: chat.turns and not chat.temporary,
            )
            menu.add(self.tr("Keep This Chat"), window.keep_chat, possible=lambda: chat.temporary)
            menu.add(self.tr("Delete This Chat"), window.delete_chat, possible=lambda: chat.turns)
        menu.add(self.tr("Options for This Chat…"), window.open_options, "Ctrl+Alt+,")

    def _add_speaking(self, menu: CommandMenu) -> None:
        composer = self._window.composer
        talk = PushToTalk(self)
        speak = menu.add(self.tr("Speak"), talk.press, KEY)
        speak.setAutoRepeat(False)
        talk.pressed.connect(composer.speak)
        talk.released.connect(composer.end_speech)
        menu.add(
            self.tr("Pause the Recording"),
            composer.session.toggle_pause,
            "Ctrl+Shift+P",
            possible=lambda: composer.session.stage is Stage.RECORDING,
        )
        menu.add(
            self.tr("Discard the Recording"),
            composer.session.discard,
            possible=lambda: composer.session.stage in (Stage.RECORDING, Stage.UNKEPT),
        )
        menu.addMenu(composer.microphone.microphones)

    def _add_thinking(self, menu: CommandMenu) -> None:
        chat, thinking = self._window.chat, self._window.composer.thinking
        think = menu.add(self.tr("Think First"), thinking.toggle.toggle, "Ctrl+T")
        think.setCheckable(True)
        think.setChecked(thinking.toggle.isChecked())
        thinking.toggle.toggled.connect(think.setChecked)
        lengths = menu.addMenu(self.tr("How Long to Think"))
        lengths.addActions(thinking.budget.menu().actions())
        menu.add(
            self.tr("Answer Now"),
            chat.answer_now,
            "Ctrl+Shift+Return",
            possible=lambda: chat.thinking,
        )

    def _add_reading(self, menu: CommandMenu) -> None:
        window, chosen, aloud = self._window, self._window.preferences, self._window.aloud
        self._read_last = menu.add(
            self.tr("Read the Last Answer Aloud"),
            aloud.toggle_last,
            "Ctrl+Shift+S",
            possible=lambda: aloud.reading or window.transcript.last_answer,
        )
        aloud.changed.connect(self._name_reading)
        self._read_all = menu.add(self.tr("Read Answers as They Come"), self._read_as_they_come)
        self._read_all.setCheckable(True)
        self._read_all.setChecked(chosen.reads_aloud)
        chosen.changed.connect(self._tick_reading)

    def _fill_view(self, menu: CommandMenu) -> None:
        window, chosen = self._window, self._window.preferences
        if window.sides is not None:
            self._sidebar = menu.add(self.tr("Show Sidebar"), window.sides.toggle, "Ctrl+Alt+S")
            self._sides = window.sides
            self._sides.changed.connect(self._name_sidebar)
            self._name_sidebar()
            menu.addSeparator()
        menu.add(
            self.tr("Bigger Text"),
            self._enlarge,
            *("Ctrl++", "Ctrl+="),
            possible=lambda: chosen.text_px < LARGEST_TEXT_PX,
        )
        menu.add(
            self.tr("Smaller Text"),
            self._shrink,
            "Ctrl+-",
            possible=lambda: chosen.text_px > SMALLEST_TEXT_PX,
        )
        menu.add(
            self.tr("Actual Size"),
            self._reset_size,
            "Ctrl+0",
            possible=lambda: chosen.text_px != TEXT_PX,
        )
        menu.addSeparator()
        menu.add(
            self.tr("To the End of the Conversation"),
            window.transcript.go_to_end,
            "Ctrl+Alt+Down",
            possible=lambda: not window.transcript.at_end,
        )
        menu.addSeparator()
        menu.add(self.tr("Full Screen"), self._toggle_full_screen, Key.FullScreen)

    def _fill_window(self, menu: CommandMenu) -> None:
        menu.add(self.tr("Minimize"), self._window.showMinimized, "Ctrl+M")
        menu.add(self.tr("Zoom"), self._zoom)

    def _fill_help(self, menu: CommandMenu) -> None:
        menu.add(self.tr("Keyboard Shortcuts"), self._show_shortcuts, "Ctrl+/")
        about = menu.add(self.tr("About Facet"), self._show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    @Slot()
    def _edit(self) -> None:
        """Do to the text that has the focus what the action says."""
        action = self.sender()
        if isinstance(action, QAction) and _can(action.data()):
            getattr(_able(action.data()), action.data())()

    @Slot(bool)
    def _name_reading(self, reading: bool) -> None:
        self._read_last.setText(
            self.tr("Stop Reading Aloud") if reading else self.tr("Read the Last Answer Aloud")
        )

    @Slot()
    def _read_as_they_come(self) -> None:
        chosen = self._window.preferences
        chosen.reads_aloud = not chosen.reads_aloud

    @Slot()
    def _tick_reading(self) -> None:
        self._read_all.setChecked(self._window.preferences.reads_aloud)

    @Slot()
    def _name_sidebar(self) -> None:
        shown = self._sides.shown
        self._sidebar.setText(self.tr("Hide Sidebar") if shown else self.tr("Show Sidebar"))

    @Slot()
    def _enlarge(self) -> None:
        chosen = self._window.preferences
        chosen.text_px = min(chosen.text_px + 1, LARGEST_TEXT_PX)

    @Slot()
    def _shrink(self) -> None:
        chosen = self._window.preferences
        chosen.text_px = max(chosen.text_px - 1, SMALLEST_TEXT_PX)

    @Slot()
    def _reset_size(self) -> None:
        self._window.preferences.text_px = TEXT_PX

    @Slot()
    def _toggle_full_screen(self) -> None:
        self._toggle(Qt.WindowState.WindowFullScreen)

    @Slot()
    def _zoom(self) -> None:
        self._toggle(Qt.WindowState.WindowMaximized)

    def _toggle(self, state: Qt.WindowState) -> None:
        self._window.setWindowState(self._window.windowState() ^ state)

    @Slot()
    def _show_shortcuts(self) -> None:
        self._show(ShortcutsWindow(self._window.menuBar(), self._window))

    @Slot()
    def _show_about(self) -> None:
        self._show(About(self._window))

    def _show(self, window: SideWindow) -> None:
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()
        window.activateWindow()
        window.setFocus()


def _can(what: str) -> bool:
    """Whether what has the focus can be copied from, pasted into and so on."""
    part = _able(what)
    only_read = getattr(part, "isReadOnly", bool)()
    return part is not None and not (only_read and what in _WRITING)


def _able(what: str) -> QWidget | None:
    """What has the focus, or the nearest part around it that can be copied from and so on."""
    part = QApplication.focusWidget()
    while part is not None and not hasattr(part, what):
        part = part.parentWidget()
    return part
