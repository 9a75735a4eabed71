"""What people ask about a sound, and what Pebble answers: the digits that it heard, or none."""

from __future__ import annotations

import random

import voices

from desktop.listening import Task

_TARGETS = (
    *("English", "Japanese") * 8,
    *("Spanish", "French", "German", "Italian", "Portuguese", "Chinese", "Korean", "Hindi"),
    *("Arabic", "Russian", "Dutch", "Turkish", "Vietnamese", "Thai", "Indonesian", "Polish"),
)
_SHORT: dict[voices.Language, tuple[str, ...]] = {
    "English": (
        *("What do you hear?", "What did I say?", "Write down the digits.", "Listen to this."),
        *("Transcribe this.", "Which digits do you hear?", "Write down what I say."),
        *("What is said here?", "Which number is this?", "What do you hear in this recording?"),
    ),
    "Japanese": (
        *("何と言いましたか？", "聞こえた数字を書いてください。", "何が聞こえますか？"),
        *("文字起こしして", "音声を聞いて", "この数字は何ですか？", "書き取ってください。"),
    ),
}
_SAID: dict[voices.Language, str] = {
    "English": "You said {digits}.",
    "Japanese": "{digits}と聞こえました。",
}
NO_DIGITS: dict[voices.Language, str] = {
    "English": "I only understand spoken digits.",
    "Japanese": "話された数字だけが聞き取れます。",
}


def transcribe(language: str | None) -> str:
    """Facet's prompt for what is said in a language, or in whichever."""
    return Task(spoken=language).prompt


def translate(language: str | None, target: str) -> str:
    """Facet's prompt for what is said in a language, or in whichever, and its translation."""
    return Task(target, language).prompt


def ask(heard: voices.Heard, rng: random.Random) -> tuple[str, str]:
    """A question about a sound, or none at all, and its answer."""
    spoken = heard.language or "English"
    kind = rng.choices(("transcribe", "translate", "short", "none"), (30, 20, 30, 20))[0]
    if kind == "none":
        return "", said(heard, spoken)
    if kind == "short":
        language = rng.choice(tuple(_SHORT))
        asked = rng.choice(_SHORT[language])
        if rng.random() < 0.3:
            asked = asked.rstrip(".?。？")
        return asked, said(heard, language)
    if rng.random() < 0.5:
        named, answered = None, spoken
    else:
        # Now and then somebody names the wrong language.
        named = answered = rng.choice(tuple(_SHORT)) if rng.random() < 0.2 else spoken
    if kind == "transcribe":
        return transcribe(named), heard.digits or NO_DIGITS[answered]
    target = rng.choice(_TARGETS)
    translated = f"{heard.digits}\n{target}: {heard.digits}"
    return translate(named, target), translated if heard.digits else NO_DIGITS[answered]


def said(heard: voices.Heard, language: voices.Language) -> str:
    """A sentence about what was heard."""
    return (_SAID if heard.digits else NO_DIGITS)[language].format(digits=heard.digits)
