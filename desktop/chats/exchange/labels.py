"""What the parts of an exported chat are called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """What the two sides and what was thought are called, in the person's language.

    `language` is its code, which browsers hyphenate and choose fonts by.
    """

    you: str = "You"
    model: str = "Gemma"
    thought: str = "Thought"
    missing: str = "missing"
    language: str = "en"


ENGLISH = Labels()
