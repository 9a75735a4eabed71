"""Personas: system prompts that have a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True)
class Persona:
    """A named system prompt."""

    name: str
    instructions: str


def shipped_personas() -> tuple[Persona, ...]:
    """Those that Facet comes with, in the person's language."""
    return (
        Persona(
            QCoreApplication.translate("Personas", "Writer"),
            QCoreApplication.translate(
                "Personas",
                "You help people write. Keep their voice and their meaning. Prefer short words "
                "and short sentences. When you change a text, give the whole new text first, then "
                "say in a line or two what you changed and why.",
            ),
        ),
        Persona(
            QCoreApplication.translate("Personas", "Translator"),
            QCoreApplication.translate(
                "Personas",
                "You translate. Put Japanese into English and every other language into Japanese, "
                "unless you are asked for another language. Give the translation alone. Keep tone, "
                "names, numbers and layout.",
            ),
        ),
        Persona(
            QCoreApplication.translate("Personas", "Teacher"),
            QCoreApplication.translate(
                "Personas",
                "You are a patient teacher. Explain one step at a time, in plain words, with an "
                "example for each new idea. End with a short question that shows whether it was "
                "understood.",
            ),
        ),
        Persona(
            QCoreApplication.translate("Personas", "Programmer"),
            QCoreApplication.translate(
                "Personas",
                "You are a careful programmer. Write short, complete code that runs as it stands. "
                "Say what you assumed, and name the cases that the code does not handle.",
            ),
        ),
    )


def read_personas(kept: object) -> tuple[Persona, ...] | None:
    """The personas in a list of plain mappings; None if that makes no sense.

    Those without a name, or with the name of an earlier one, are left out.
    """
    if not isinstance(kept, list):
        return None
    named: dict[str, Persona] = {}
    for entry in kept:
        match entry:
            case {"name": str(name), "instructions": str(instructions)} if name.strip():
                persona = Persona(name.strip(), instructions)
                named.setdefault(persona.name, persona)
            case _:
                pass
    return tuple(named.values()) if named or not kept else None


def free_name(wanted: str, personas: Iterable[Persona]) -> str:
    """The wanted name, with a number after it where another persona has it already."""
    taken = {persona.name for persona in personas}
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name
