"""A person chooses; what was chosen holds at once, lasts, and can be taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from languages import spoken
from person import CONTROL, NONE, SHIFT, Key, click, commit_text, wait_until
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtGui import QCursor, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QWidget,
)

from desktop.engine.protocol import Sampling
from desktop.ui.settings.appearance import Appearance, apply_appearance
from desktop.ui.settings.chat_settings import ChatSettings, Thinking
from desktop.ui.settings.conversation_options import ConversationOptions
from desktop.ui.settings.dialog import SettingsDialog
from desktop.ui.settings.personas import Persona
from desktop.ui.settings.preferences import Preferences
from desktop.ui.theme import current_theme

PIRATE = Persona("海賊", "Talk like a pirate.\nAlways.")
CHOSEN = ChatSettings("Be brief, “please”.", "Écrivain", 0.7, 0.9, 40, 2048, 7, Thinking.LONG)


def press(window: QWidget, key: Key, modifiers: object = NONE) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def type_into(field: QWidget, text: str) -> None:
    """Type over what a field says."""
    field.setFocus()
    QTest.keySequence(field, QKeySequence.StandardKey.SelectAll)
    QTest.keyClicks(field, text)


def question() -> QMessageBox:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box


def answer(words: str) -> None:
    """Press a button of the question that is asked."""
    click(next(button for button in question().buttons() if button.text() == words))


def destroy(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def preferences(settings: QSettings) -> Preferences:
    return Preferences()


@pytest.fixture
def host(settings: QSettings) -> Iterator[QMainWindow]:
    """A window like the main one: Escape and Close are keys of its menus."""
    host = QMainWindow()
    host.closed = 0

    def note() -> None:
        host.closed += 1

    for key in (Key.Key_Escape, QKeySequence.StandardKey.Close):
        host.addAction("Close").setShortcut(key)
    for action in host.actions():
        action.triggered.connect(note)
    host.resize(600, 400)
    host.show()
    host.activateWindow()
    yield host
    destroy(host)


@pytest.fixture
def dialog(host: QMainWindow, preferences: Preferences) -> SettingsDialog:
    dialog = SettingsDialog(preferences, host)
    dialog.show()
    dialog.activateWindow()
    wait_until(dialog.isActiveWindow)
    return dialog


@pytest.fixture
def colours(application: QApplication, preferences: Preferences) -> Iterator[None]:
    """What the window does when an appearance is chosen."""
    preferences.changed.connect(lambda: apply_appearance(application, preferences.appearance))
    yield
    apply_appearance(application, Appearance.SYSTEM)


@pytest.fixture(params=["en", "ja"])
def language(request: pytest.FixtureRequest, application: QApplication) -> Iterator[str]:
    with spoken(application, request.param) as language:
        yield language


# The settings file


@pytest.mark.parametrize("form", [QSettings.Format.IniFormat, QSettings.Format.NativeFormat])
def test_everything_lasts(
    application: QApplication, tmp_path: Path, form: QSettings.Format
) -> None:
    file = QSettings(str(tmp_path / "written"), form)
    written = Preferences(settings=file)
    written.chat, written.personas = CHOSEN, (PIRATE,)
    written.text_px, written.language, written.appearance = 22, "ja", Appearance.DARK
    written.reads_aloud, written.rest_minutes = True, None
    file.sync()
    shutil.copy(file.fileName(), tmp_path / "read")
    read = Preferences(settings=QSettings(str(tmp_path / "read"), form))
    assert read.chat == CHOSEN and read.personas == (PIRATE,)
    assert (read.text_px, read.language, read.appearance) == (22, "ja", Appearance.DARK)
    assert read.reads_aloud and read.rest_minutes is None


def test_a_fresh_start_is_plain(preferences: Preferences) -> None:
    assert preferences.chat == ChatSettings()
    assert preferences.chat.sampling() == Sampling()
    assert (preferences.text_px, preferences.language) == (15, None)
    assert preferences.appearance is Appearance.SYSTEM and not preferences.reads_aloud
    assert preferences.rest_minutes == 30
    assert all(persona.name and persona.instructions for persona in preferences.personas)


@pytest.mark.parametrize("garbage", ["", "x", "NaN", "1e999", "[", "{}", "[3]", "true", 10**9, -1])
def test_garbage_reads_as_the_default(
    preferences: Preferences, settings: QSettings, garbage: object
) -> None:
    shipped = preferences.personas
    for key in ("text_px", "language", "appearance", "chat", "personas"):
        settings.setValue(f"preferences/{key}", garbage)
    assert preferences.chat == ChatSettings()
    assert (preferences.text_px, preferences.language) == (15, None)
    assert preferences.appearance is Appearance.SYSTEM
    assert preferences.personas == shipped


@pytest.mark.parametrize(
    "field, garbage",
    [
        ("instructions", 3),
        ("persona", ["x"]),
        ("temperature", 2.01),
        ("top_p", 0),
        ("top_k", 1.5),
        ("max_tokens", True),
        ("seed", -1),
        ("thinking", "much"),
        ("thinking", []),
    ],
)
def test_one_bad_value_spoils_no_other(field: str, garbage: object) -> None:
    kept = {**CHOSEN.to_dict(), field: garbage, "unknown": 1}
    expected = {**CHOSEN.to_dict(), field: ChatSettings().to_dict()[field]}
    assert ChatSettings.from_dict(kept) == ChatSettings.from_dict(expected)
    assert ChatSettings.from_dict(kept).to_dict() == expected


def test_a_persona_without_a_name_of_its_own_is_left_out(
    preferences: Preferences, settings: QSettings
) -> None:
    kept = [{"name": " ", "instructions": ""}, {"name": " A ", "instructions": "a"}, 5]
    kept += [{"name": "A", "instructions": "b"}, {"name": "B"}]
    settings.setValue("preferences/personas", json.dumps(kept))
    assert preferences.personas == (Persona("A", "a"),)


def test_a_chat_keeps_its_settings_as_plain_data() -> None:
    assert ChatSettings.from_dict(json.loads(json.dumps(CHOSEN.to_dict()))) == CHOSEN
    assert ChatSettings.from_dict(None) == ChatSettings()


def test_the_engine_is_asked_for_what_was_chosen() -> None:
    assert CHOSEN.sampling() == Sampling(0.7, 0.9, 40, 7, 2048, 2048)
    assert [thinking.max_thought for thinking in Thinking] == [None, 256, 2048, None]


def test_a_change_is_told_once_and_no_change_never(preferences: Preferences) -> None:
    told: list[None] = []
    preferences.changed.connect(lambda: told.append(None))
    for _ in range(2):
        preferences.text_px = 18
    assert len(told) == 1


def test_a_reset_leaves_what_is_no_setting(preferences: Preferences, settings: QSettings) -> None:
    settings.setValue("model", "/models/e4b")
    preferences.chat, preferences.text_px, preferences.personas = CHOSEN, 20, ()
    preferences.reset()
    assert preferences.chat == ChatSettings() and preferences.text_px == 15
    assert preferences.personas
    assert settings.value("model") == "/models/e4b"


def test_new_chats_follow_the_persona_they_begin_with(preferences: Preferences) -> None:
    preferences.personas = (PIRATE,)
    preferences.chat = ChatSettings(PIRATE.instructions, PIRATE.name, temperature=0.5)
    captain = Persona("Captain", "Command.")
    preferences.replace_persona(PIRATE, captain)
    assert preferences.personas == (captain,)
    assert preferences.chat == ChatSettings("Command.", "Captain", temperature=0.5)
    preferences.replace_persona(captain, None)
    assert preferences.personas == ()
    assert preferences.chat == ChatSettings(temperature=0.5)


# General


def test_the_appearance_changes_at_once(
    colours: None, dialog: SettingsDialog, preferences: Preferences
) -> None:
    light = current_theme()
    dialog.general.appearance.setFocus()
    for _ in range(2):
        press(dialog, Key.Key_Down)
    assert preferences.appearance is Appearance.DARK
    assert current_theme() != light
    wait_until(lambda: current_theme().window in dialog.styleSheet())
    press(dialog, Key.Key_Up)
    wait_until(lambda: light.window in dialog.styleSheet())


def test_the_sample_is_as_large_as_chosen(dialog: SettingsDialog, preferences: Preferences) -> None:
    dialog.general.text_px.setFocus()
    press(dialog, Key.Key_Right)
    assert preferences.text_px == 16
    assert dialog.general.sample.font().pixelSize() == 16
    press(dialog, Key.Key_End)
    assert preferences.text_px == 22


def test_a_language_is_kept_for_the_next_start(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    dialog.general.language.setFocus()
    for expected in ("en", "ja"):
        press(dialog, Key.Key_Down)
        assert preferences.language == expected


def test_a_reset_is_asked_about_once(dialog: SettingsDialog, preferences: Preferences) -> None:
    preferences.text_px, preferences.chat = 20, CHOSEN
    click(dialog.general.reset)
    press(question(), Key.Key_Escape)
    assert preferences.text_px == 20
    click(dialog.general.reset)
    answer("Reset")
    assert preferences.text_px == dialog.general.text_px.value() == 15
    assert preferences.chat == dialog.answers.form.settings == ChatSettings()


# Personas


def test_a_persona_is_written(dialog: SettingsDialog, preferences: Preferences) -> None:
    click(dialog.tabs[1])
    click(dialog.personas.add)
    QTest.keyClicks(dialog.focusWidget(), "Pirate")
    press(dialog, Key.Key_Tab)
    QTest.keyClicks(dialog.focusWidget(), "Arr")
    commit_text(dialog.focusWidget(), "！")
    assert preferences.personas[-1] == Persona("Pirate", "Arr！")
    assert dialog.personas.names.currentItem().text() == "Pirate"


def test_a_name_is_taken_once(dialog: SettingsDialog, preferences: Preferences) -> None:
    first, second, *_ = preferences.personas
    page = dialog.personas
    click(dialog.tabs[1])
    for name in (second.name, " "):
        type_into(page.name, name)
        assert page.notice.isVisible()
    assert preferences.personas[:2] == (first, second)
    press(dialog, Key.Key_Tab)
    assert page.name.text() == first.name and not page.notice.isVisible()


def test_a_name_that_is_being_typed_is_kept_on_closing(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    click(dialog.tabs[1])
    type_into(dialog.personas.name, "Poet")
    press(dialog, Key.Key_Escape)
    assert preferences.personas[0].name == "Poet"


def test_looking_at_personas_changes_nothing(
    dialog: SettingsDialog, preferences: Preferences, settings: QSettings
) -> None:
    click(dialog.tabs[1])
    click(dialog.tabs[2])
    dialog.close()
    assert not any(key.startswith("preferences") for key in settings.allKeys())


def test_a_copy_gets_a_name_of_its_own(dialog: SettingsDialog, preferences: Preferences) -> None:
    first = preferences.personas[0]
    click(dialog.tabs[1])
    for name in ("Writer copy", "Writer copy 2"):
        dialog.personas.names.setCurrentRow(0)
        click(dialog.personas.duplicate)
        assert preferences.personas[-1] == Persona(name, first.instructions)


def test_a_persona_is_deleted_after_a_question(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    first, second, *_ = preferences.personas
    click(dialog.tabs[1])
    dialog.personas.names.setFocus()
    press(dialog, Key.Key_Delete)
    assert first.name in question().text()
    answer("Cancel")
    assert preferences.personas[0] == first
    press(dialog, Key.Key_Backspace)
    answer("Delete")
    assert preferences.personas[0] == second == dialog.personas.chosen


def test_without_personas_there_is_only_add(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    page = dialog.personas
    preferences.personas = ()
    assert not (page.name.isEnabled() or page.instructions.toPlainText() or page.delete.isEnabled())
    click(dialog.tabs[1])
    click(page.add)
    assert page.name.isEnabled() and page.name.text() == preferences.personas[0].name


def test_another_persona_is_shown_when_it_is_chosen(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    click(dialog.tabs[1])
    dialog.personas.names.setFocus()
    press(dialog, Key.Key_Down)
    second = preferences.personas[1]
    assert dialog.personas.name.text() == second.name
    assert dialog.personas.instructions.toPlainText() == second.instructions
    assert preferences.personas[0] != second


# Answers


def test_numbers_are_the_models_until_one_is_chosen(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    form = dialog.answers.form
    click(dialog.tabs[2])
    for field, name, typed, value in (
        (form.temperature, "temperature", "0.3", 0.3),
        (form.top_p, "top_p", "0.5", 0.5),
        (form.top_k, "top_k", "20", 20),
        (form.max_tokens, "max_tokens", "100", 100),
        (form.seed, "seed", "12", 12),
    ):
        assert getattr(preferences.chat, name) is None and not field.number.isVisible()
        field.free.setFocus()
        press(dialog, Key.Key_Space)
        type_into(field.number, typed)
        press(dialog, Key.Key_Return)
        assert getattr(preferences.chat, name) == value and dialog.isVisible()
    form.seed.free.setFocus()
    press(dialog, Key.Key_Space)
    assert preferences.chat == ChatSettings("", None, 0.3, 0.5, 20, 100)


def test_a_number_that_is_being_typed_is_kept_on_closing(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    dialog.show_page(2)
    preferences.chat = ChatSettings(temperature=1)
    type_into(dialog.answers.form.temperature.number, "0.3")
    press(dialog, Key.Key_Escape)
    assert preferences.chat.temperature == 0.3


def test_thinking_is_chosen(dialog: SettingsDialog, preferences: Preferences) -> None:
    dialog.show_page(2)
    dialog.answers.form.thinking.setFocus()
    press(dialog, Key.Key_Down)
    assert preferences.chat.thinking is Thinking.SHORT


def test_a_persona_gives_its_instructions_and_own_ones_come_back(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    form, first = dialog.answers.form, preferences.personas[0]
    dialog.show_page(2)
    type_into(form.instructions, "Rhyme.")
    form.persona.setFocus()
    press(dialog, Key.Key_Down)
    assert preferences.chat == ChatSettings(first.instructions, first.name)
    press(dialog, Key.Key_Up)
    assert preferences.chat == ChatSettings("Rhyme.")


def test_a_persona_whose_instructions_are_changed_is_left(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    form, first = dialog.answers.form, preferences.personas[0]
    preferences.chat = ChatSettings(first.instructions, first.name)
    dialog.show_page(2)
    form.instructions.setFocus()
    press(dialog, Key.Key_Right)
    QTest.keyClicks(form.instructions, "xy")
    words = first.instructions[0] + "xy" + first.instructions[1:]
    assert preferences.chat == ChatSettings(words)
    assert preferences.personas[0] == first


def test_a_changed_persona_shows_where_it_is_chosen(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    first = preferences.personas[0]
    preferences.chat = ChatSettings(first.instructions, first.name)
    click(dialog.tabs[1])
    type_into(dialog.personas.name, "Poet")
    press(dialog, Key.Key_Return)
    type_into(dialog.personas.instructions, "Rhyme.")
    form = dialog.answers.form
    assert preferences.chat == form.settings == ChatSettings("Rhyme.", "Poet")
    assert "Poet" in [form.persona.itemText(i) for i in range(form.persona.count())]
    assert form.persona.findText(first.name) == -1


# The window


@pytest.mark.parametrize("key, modifiers", [(Key.Key_Escape, NONE), (Key.Key_W, CONTROL)])
@pytest.mark.parametrize("page", range(3))
def test_it_closes_by_key_and_the_window_behind_stays(
    dialog: SettingsDialog, host: QMainWindow, page: int, key: Key, modifiers: object
) -> None:
    dialog.show_page(page)
    dialog.tabs[page].setFocus()
    press(dialog, Key.Key_Tab)
    # What a Mac asks before its menus take a key.
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    asked.ignore()
    QApplication.sendEvent(dialog.focusWidget(), asked)
    assert asked.isAccepted()
    press(dialog, key, modifiers)
    assert not dialog.isVisible() and host.isVisible() and host.closed == 0


def test_it_opens_where_it_was(dialog: SettingsDialog, preferences: Preferences) -> None:
    click(dialog.tabs[1])
    dialog.move(40, 30)
    dialog.resize(dialog.minimumWidth() + 50, dialog.minimumHeight() + 20)
    dialog.close()
    again = SettingsDialog(preferences, dialog.parentWidget())
    again.show()
    assert again.personas.isVisible() and again.tabs[1].isChecked()
    assert again.geometry() == dialog.geometry()


def reached_by_tab(window: QWidget) -> list[QWidget]:
    """What the focus visits until it is back where it began."""
    visited = [window.focusWidget()]
    while True:
        press(window, Key.Key_Tab)
        if window.focusWidget() is visited[0]:
            return visited
        visited.append(window.focusWidget())
        assert len(visited) < 40


def test_the_keyboard_reaches_everything_and_everything_has_a_name(
    dialog: SettingsDialog, preferences: Preferences
) -> None:
    preferences.chat = CHOSEN
    general, personas, form = dialog.general, dialog.personas, dialog.answers.form
    numbers = (form.temperature, form.top_p, form.top_k, form.max_tokens, form.seed)
    parts = (
        [
            *(general.language, general.appearance, general.reads_aloud),
            *(general.rest, general.text_px, general.reset),
        ],
        [
            *(personas.names, personas.add, personas.duplicate, personas.delete),
            *(personas.name, personas.instructions),
        ],
        [
            *(form.persona, form.instructions, form.thinking),
            *(part for number in numbers for part in (number.free, number.number)),
        ],
    )
    for page, expected in enumerate(parts):
        dialog.tabs[page].setFocus()
        click(dialog.tabs[page])
        reached = reached_by_tab(dialog)
        assert reached == [dialog.tabs[page], *expected]
        names = {part.accessibleName() or getattr(part, "text", str)() for part in expected}
        assert "" not in names and len(names) == len(expected)
    press(dialog, Key.Key_Tab, SHIFT)
    assert dialog.focusWidget() is numbers[-1].number


def test_the_arrow_keys_turn_the_pages(dialog: SettingsDialog) -> None:
    dialog.tabs[0].setFocus()
    press(dialog, Key.Key_Right)
    assert dialog.personas.isVisible() and dialog.tabs[1].hasFocus()


def cut_off(window: QWidget) -> list[str]:
    """The texts that have less room than they need."""
    cut: list[str] = []
    for part in window.findChildren(QWidget):
        if not (part.isVisible() and isinstance(part, QLabel | QAbstractButton)):
            continue
        needed = part.sizeHint()
        wraps = isinstance(part, QLabel) and part.wordWrap()
        height = part.heightForWidth(part.width()) if wraps else needed.height()
        if part.height() < height or (part.width() < needed.width() and not wraps):
            cut.append(part.text())
    return cut


def test_no_text_is_cut_off(
    language: str, host: QMainWindow, preferences: Preferences, settings: QSettings
) -> None:
    preferences.chat, preferences.text_px = CHOSEN, 22
    dialog = SettingsDialog(preferences, host)
    dialog.resize(dialog.minimumSize())
    dialog.show()
    for page in range(3):
        dialog.show_page(page)
        QApplication.processEvents()
        assert cut_off(dialog) == []
    options = ConversationOptions(preferences, host)
    options.toggle(host, CHOSEN)
    QApplication.processEvents()
    assert cut_off(options) == []


# One chat's own


@pytest.fixture
def button(host: QMainWindow) -> QPushButton:
    button = QPushButton("Options", host)
    button.move(480, 10)
    button.show()
    return button


@pytest.fixture
def options(host: QMainWindow, preferences: Preferences) -> ConversationOptions:
    preferences.chat = ChatSettings(temperature=0.5)
    options = ConversationOptions(preferences, host)
    options.heard = []
    options.changed.connect(options.heard.append)
    return options


def test_one_chat_is_changed_alone(
    options: ConversationOptions, button: QPushButton, preferences: Preferences
) -> None:
    options.toggle(button, CHOSEN)
    assert options.form.settings == CHOSEN and options.heard == []
    commit_text(options.form.instructions, "短く。")
    options.form.thinking.setFocus()
    press(options, Key.Key_Down)
    settings = options.heard[-1]
    assert settings.instructions.startswith("短く。") and settings.persona is None
    assert settings.thinking is Thinking.UNLIMITED and settings.temperature == 0.7
    assert preferences.chat == ChatSettings(temperature=0.5)


def test_a_number_of_one_chat(options: ConversationOptions, button: QPushButton) -> None:
    options.toggle(button, ChatSettings())
    wait_until(options.isActiveWindow)
    temperature = options.form.temperature
    temperature.free.setFocus()
    press(options, Key.Key_Space)
    press(options, Key.Key_Tab)
    press(options, Key.Key_Up)
    assert temperature.number.hasFocus()
    assert [settings.temperature for settings in options.heard] == [1.0, 1.1]
    click(temperature.free)
    assert options.heard[-1].temperature is None and not temperature.number.isVisible()


def test_a_new_persona_is_offered_at_once(
    options: ConversationOptions, button: QPushButton, preferences: Preferences
) -> None:
    options.toggle(button, CHOSEN)
    preferences.personas = (PIRATE,)
    assert options.form.persona.findText(PIRATE.name) > 0
    assert options.form.settings == CHOSEN


def test_a_chat_goes_back_to_the_defaults(
    options: ConversationOptions, button: QPushButton, preferences: Preferences
) -> None:
    options.toggle(button, CHOSEN)
    click(options.back)
    assert options.heard == [preferences.chat] and options.form.settings == preferences.chat
    assert not options.back.isEnabled() and options.isVisible()


def test_a_chat_keeps_a_persona_that_is_gone(
    options: ConversationOptions, button: QPushButton, preferences: Preferences
) -> None:
    preferences.personas = ()
    options.toggle(button, ChatSettings("Arr.", "Pirate"))
    assert options.form.persona.currentText() == "Pirate"
    assert options.form.settings == ChatSettings("Arr.", "Pirate")


def test_the_options_close_by_escape_and_stop_nothing(
    options: ConversationOptions, button: QPushButton, host: QMainWindow
) -> None:
    options.toggle(button, CHOSEN)
    wait_until(options.isActiveWindow)
    press(options, Key.Key_Escape)
    assert not options.isVisible() and host.closed == 0


def test_the_options_close_when_the_person_goes_elsewhere(
    options: ConversationOptions, button: QPushButton, host: QMainWindow
) -> None:
    options.toggle(button, CHOSEN)
    wait_until(options.isActiveWindow)
    options.form.persona.showPopup()
    assert options.isVisible()
    options.form.persona.hidePopup()
    host.activateWindow()
    wait_until(lambda: not options.isVisible())


def test_their_button_closes_them_again(
    options: ConversationOptions, button: QPushButton, host: QMainWindow
) -> None:
    button.clicked.connect(lambda: options.toggle(button, CHOSEN))
    QCursor.setPos(button.mapToGlobal(button.rect().center()))
    click(button)
    wait_until(options.isActiveWindow)
    host.activateWindow()
    wait_until(host.isActiveWindow)
    click(button)
    assert not options.isVisible()
    click(button)
    assert options.isVisible()


def test_the_options_stay_on_the_screen(options: ConversationOptions, button: QPushButton) -> None:
    screen = button.screen().availableGeometry()
    button.window().move(screen.right() - 100, screen.bottom() - 60)
    options.toggle(button, CHOSEN)
    assert screen.contains(options.geometry())
