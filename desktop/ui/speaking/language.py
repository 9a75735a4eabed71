"""The language of a sentence: by its script, and where that is the Latin one, by its words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SCRIPTS = {
    "kana": re.compile(r"[\u3041-\u30ff\uff66-\uff9f]"),
    "ko": re.compile(r"[\u1100-\u11ff\uac00-\ud7af]"),
    "han": re.compile(r"[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]"),
    "th": re.compile(r"[\u0e01-\u0e4e]+"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+"),
    "he": re.compile(r"[\u05d0-\u05ea]+"),
    "ar": re.compile(r"[\u0620-\u06ff]+"),
    "hi": re.compile(r"[\u0900-\u097f]+"),
    "ru": re.compile(r"[\u0400-\u04ff]+"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"),
}
"""A script, or the language that has it → its words, or letters where words are joined."""
_LETTERS_A_WORD = 1.5
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_LATIN = (
    *("ca", "cs", "da", "de", "en", "es", "fi", "fr", "hr", "hu", "id", "it", "ms", "nl", "no"),
    *("pl", "pt", "ro", "sk", "sl", "sv", "tr", "vi"),
)
"""Those in Latin letters that macOS has voices for."""
_CERTAIN, _LIKELY = 0.8, 0.4
_MOST_HAN = 12


def language_of(sentence: str, before: str) -> str:
    """The code of ISO 639-1; `before` is what was spoken before, kept where it can't be told.

    The first call takes half a second, unless `know_languages` was called before.
    """
    words = Counter({script: len(word.findall(sentence)) for script, word in _SCRIPTS.items()})
    east_asian = words["kana"] + words["han"] + words["ko"]
    if east_asian and east_asian >= _LETTERS_A_WORD * words["latin"]:
        return _east_asian(words, before)
    for script in ("kana", "han", "ko"):
        del words[script]
    script, number = words.most_common(1)[0]
    if not number:
        return before
    if script == "latin":
        return _by_words(sentence, before)
    return "uk" if script == "ru" and _UKRAINIAN.search(sentence) else script


def know_languages() -> None:
    """Learn what tells languages apart; half a second, in any thread."""
    _identifier()


def _east_asian(words: Counter[str], before: str) -> str:
    if words["ko"] > words["kana"]:
        return "ko"
    japanese = words["kana"] or (before == "ja" and words["han"] <= _MOST_HAN)
    return "ja" if japanese else "zh"


def _by_words(sentence: str, before: str) -> str:
    language, certainty = _identifier().classify(sentence)
    # A short sentence hardly tells, but only few are in another language than the one before.
    return language if certainty >= (_CERTAIN if before in _LATIN else _LIKELY) else before


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LATIN)
    return identifier
