"""The fields that say how a chat is answered."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from .chat_settings import (
    MAX_TOKENS,
    SEED,
    TEMPERATURE,
    TOP_K,
    TOP_P,
    ChatSettings,
    Thinking,
)
from .choice import Choice
from .fields import Fields
from .optional_number import OptionalNumber
from .personas import Persona
from .preferences import Preferences


class ChatForm(QWidget):
    """Persona, instructions, thinking and sampling; every change is told at once.

    Attributes:
        persona: chooses whose instructions are taken.
        instructions: the system prompt.
        thinking: how long to think.
        temperature, top_p, top_k, max_tokens, seed: how words are drawn.

    Signals:
        changed: the settings that are shown now.
    """

    changed = Signal(ChatSettings)

    def __init__(self, preferences: Preferences, parent: QWidget, *, explained: bool) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._own = ""
        self.persona = Choice[Persona | None](self)
        self.instructions = QPlainTextEdit(self)
        self.instructions.setTabChangesFocus(True)
        self.instructions.setPlaceholderText(self.tr("What the model should always keep in mind"))
        self.thinking = Choice(
            self,
            (
                (self.tr("Off"), Thinking.OFF),
                (self.tr("Short, up to 256 tokens"), Thinking.SHORT),
                (self.tr("Long, up to 2,048 tokens"), Thinking.LONG),
                (self.tr("No limit"), Thinking.UNLIMITED),
            ),
        )
        self._make_numbers()
        self._lay_out(Fields(4 if explained else 10, explained=explained))
        self.show_settings(preferences.chat)
        self._connect()

    @property
    def settings(self) -> ChatSettings:
        """What the fields say."""
        return ChatSettings(
            instructions=self.instructions.toPlainText(),
            persona=self.persona.value.name if self.persona.value else None,
            temperature=self.temperature.value,
            top_p=self.top_p.value,
            top_k=self.top_k.whole,
            max_tokens=self.max_tokens.whole,
            seed=self.seed.whole,
            thinking=self.thinking.value,
        )

    def show_settings(self, settings: ChatSettings) -> None:
        """Fill the fields without a signal."""
        if settings.persona is None:
            self._own = settings.instructions
        self._fill_personas(settings)
        self._write(settings.instructions)
        self.thinking.show_value(settings.thinking)
        self.temperature.show_value(settings.temperature)
        self.top_p.show_value(settings.top_p)
        self.top_k.show_value(settings.top_k)
        self.max_tokens.show_value(settings.max_tokens)
        self.seed.show_value(settings.seed)

    def _make_numbers(self) -> None:
        models_own = self.tr("Model's own")
        self.temperature = OptionalNumber(
            self.tr("Temperature"), models_own, TEMPERATURE, 1, 0.1, self
        )
        self.top_p = OptionalNumber(self.tr("Top-p"), models_own, TOP_P, 0.95, 0.05, self)
        self.top_k = OptionalNumber(self.tr("Top-k"), models_own, TOP_K, 64, 1, self)
        self.max_tokens = OptionalNumber(
            self.tr("Longest answer"), self.tr("No limit"), MAX_TOKENS, 2048, 256, self
        )
        self.seed = OptionalNumber(self.tr("Seed"), self.tr("New each time"), SEED, 1, 1, self)
        numbers = self.findChildren(OptionalNumber)
        widest = max(number.free.sizeHint().width() for number in numbers)
        for number in numbers:
            number.free.setMinimumWidth(widest)

    def _lay_out(self, fields: Fields) -> None:
        fields.setContentsMargins(0, 0, 0, 0)
        fields.add(self.tr("Persona"), self.persona)
        fields.add(self.tr("Instructions"), self.instructions)
        fields.add(
            self.tr("Thinking"),
            self.thinking,
            self.tr("Hard questions are answered better after a thought, and later."),
        )
        fields.add(
            self.tr("Temperature"),
            self.temperature,
            self.tr("Low is safe, high is daring; 0 always says the same."),
        )
        fields.add(
            self.tr("Top-p"),
            self.top_p,
            self.tr("Draws from the likeliest words that together have this probability."),
        )
        fields.add(
            self.tr("Top-k"),
            self.top_k,
            self.tr("Draws from this many of the likeliest words."),
        )
        fields.add(
            self.tr("Longest answer"),
            self.max_tokens,
            self.tr("In tokens; an English word is a little more than one."),
        )
        fields.add(
            self.tr("Seed"),
            self.seed,
            self.tr("The same number draws the same answer to the same question."),
        )

        self.setLayout(fields)

    def _connect(self) -> None:
        self._preferences.changed.connect(self._renew_personas)
        self.persona.activated.connect(self._choose_persona)
        self.instructions.textChanged.connect(self._edit)
        self.thinking.currentIndexChanged.connect(self._tell)
        for number in self.findChildren(OptionalNumber):
            number.changed.connect(self._tell)

    def _fill_personas(self, settings: ChatSettings) -> None:
        """List the personas, and the one that this chat began with if it is gone since."""
        personas = {persona.name: persona for persona in self._preferences.personas}
        if settings.persona is not None:
            began = Persona(settings.persona, settings.instructions)
            personas.setdefault(began.name, began)
        self.persona.offer(
            (
                (self.tr("None"), None),
                *((persona.name, persona) for persona in personas.values()),
            )
        )
        self.persona.show_value(personas[settings.persona] if settings.persona else None)

    def _write(self, instructions: str) -> None:
        """Show instructions; the cursor stays where they are shown already."""
        if instructions != self.instructions.toPlainText():
            with QSignalBlocker(self.instructions):
                self.instructions.setPlainText(instructions)

    @Slot()
    def _renew_personas(self) -> None:
        self._fill_personas(self.settings)

    @Slot()
    def _choose_persona(self) -> None:
        persona = self.persona.value
        self._write(persona.instructions if persona else self._own)
        self._tell()

    @Slot()
    def _edit(self) -> None:
        """Instructions that a person changes are nobody's but theirs."""
        self._own = self.instructions.toPlainText()
        self.persona.show_value(None)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.settings)
