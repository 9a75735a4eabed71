"""What a person has chosen, kept from start to start."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from PySide6.QtCore import QObject, QSettings, Signal

from desktop.ui.theme import TEXT_PX

from .appearance import Appearance
from .chat_settings import ChatSettings
from .personas import Persona, read_personas, shipped_personas

LANGUAGES = ("en", "ja")
SMALLEST_TEXT_PX, LARGEST_TEXT_PX = 13, 22
_GROUP = "preferences"
REST_MINUTES = (5, 30, 120)
_REST_MINUTES, _NEVER = 30, 0


class Preferences(QObject):
    """The settings file, typed; what makes no sense in it reads as the default, value by value.

    Signals:
        changed: something was chosen anew.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, settings: QSettings | None = None) -> None:
        super().__init__(parent)
        self._settings = QSettings() if settings is None else settings

    @property
    def chat(self) -> ChatSettings:
        """What new chats begin with."""
        return ChatSettings.from_dict(self._read_json("chat"))

    @chat.setter
    def chat(self, chat: ChatSettings) -> None:
        if chat != self.chat:
            self._keep_chat(chat)
            self.changed.emit()

    @property
    def personas(self) -> tuple[Persona, ...]:
        """The personas to choose from, none of them of the same name."""
        kept = read_personas(self._read_json("personas"))
        return shipped_personas() if kept is None else kept

    @personas.setter
    def personas(self, personas: tuple[Persona, ...]) -> None:
        if personas != self.personas:
            self._keep_personas(personas)
            self.changed.emit()

    def replace_persona(self, old: Persona, new: Persona | None) -> None:
        """Change a persona, or remove it; new chats that begin with it go along."""
        if new == old:
            return
        chat = self.chat
        personas = (new if persona == old else persona for persona in self.personas)
        self._keep_personas(tuple(persona for persona in personas if persona is not None))
        if chat.persona == old.name:
            words, name = (new.instructions, new.name) if new else ("", None)
            self._keep_chat(replace(chat, instructions=words, persona=name))
        self.changed.emit()

    @property
    def text_px(self) -> int:
        """The size of text, in points as style sheets count them."""
        try:
            px = int(str(self._read("text_px")))
        except ValueError:
            return TEXT_PX
        return px if SMALLEST_TEXT_PX <= px <= LARGEST_TEXT_PX else TEXT_PX

    @text_px.setter
    def text_px(self, px: int) -> None:
        if px != self.text_px:
            self._keep("text_px", px)
            self.changed.emit()

    @property
    def language(self) -> str | None:
        """The language that Facet speaks from its next start; None is the system's."""
        language = self._read("language")
        return language if isinstance(language, str) and language in LANGUAGES else None

    @language.setter
    def language(self, language: str | None) -> None:
        if language != self.language:
            self._keep("language", language)
            self.changed.emit()

    @property
    def appearance(self) -> Appearance:
        """Light, dark, or the system's."""
        try:
            return Appearance(str(self._read("appearance")))
        except ValueError:
            return Appearance.SYSTEM

    @appearance.setter
    def appearance(self, appearance: Appearance) -> None:
        if appearance is not self.appearance:
            self._keep("appearance", appearance.value)
            self.changed.emit()

    @property
    def reads_aloud(self) -> bool:
        """Whether each answer is read aloud as it comes."""
        return str(self._read("reads_aloud")).lower() == "true"

    @reads_aloud.setter
    def reads_aloud(self, reads: bool) -> None:
        if reads != self.reads_aloud:
            self._keep("reads_aloud", reads)
            self.changed.emit()

    @property
    def rest_minutes(self) -> int | None:
        """After how long without a question a model gives its memory back; None is never."""
        try:
            minutes = int(str(self._read("rest_minutes")))
        except ValueError:
            return _REST_MINUTES
        if minutes == _NEVER:
            return None
        return minutes if minutes in REST_MINUTES else _REST_MINUTES

    @rest_minutes.setter
    def rest_minutes(self, minutes: int | None) -> None:
        if minutes != self.rest_minutes:
            self._keep("rest_minutes", _NEVER if minutes is None else minutes)
            self.changed.emit()

    def reset(self) -> None:
        """Everything as Facet came; what else the settings file holds stays."""
        self._settings.remove(_GROUP)
        self.changed.emit()

    def _read(self, key: str) -> object:
        return self._settings.value(f"{_GROUP}/{key}")

    def _read_json(self, key: str) -> object:
        try:
            return json.loads(str(self._read(key)))
        except (ValueError, RecursionError):
            return None

    def _keep(self, key: str, value: str | int | None) -> None:
        if value is None:
            self._settings.remove(f"{_GROUP}/{key}")
        else:
            self._settings.setValue(f"{_GROUP}/{key}", value)

    def _keep_chat(self, chat: ChatSettings) -> None:
        self._keep("chat", json.dumps(chat.to_dict(), ensure_ascii=False))

    def _keep_personas(self, personas: tuple[Persona, ...]) -> None:
        plain = [asdict(persona) for persona in personas]
        self._keep("personas", json.dumps(plain, ensure_ascii=False))
