"""Whether a model fits a Mac, how fast it can be there, and which one to take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .catalogue import Catalogue, Copy, Size
from .mac import Mac

Verdict = Literal["well", "short", "not"]

COMFORTABLE = 32_768
"""Tokens: some fifty pages, or a long chat with a dozen pictures."""


@dataclass(frozen=True)
class Fit:
    """How a copy fits a Mac.

    Attributes:
        verdict: well, short (a conversation must be shorter than is comfortable), or not.
        needed: the bytes that the longest conversation takes which fits, or is comfortable.
        available: the bytes that there are.
        context: the longest conversation that fits, in tokens; 0 where none does.
        speed: the most tokens a second, where the chip is known: each token reads every weight that
            takes part in it once.
    """

    verdict: Verdict
    needed: int
    available: int
    context: int
    speed: float | None


def needed(copy: Copy, size: Size, tokens: int) -> int:
    """The peak of a conversation of so many tokens, in bytes; a step of `Figures.reading`."""
    figures = size.figures
    kept = figures.kv_windows + figures.kv_per_1000_tokens * tokens // 1000
    return copy.bytes + kept + max(figures.reading[tokens], figures.picture)


def fit(copy: Copy, size: Size, mac: Mac) -> Fit:
    """Compare what a copy takes with what a Mac has."""
    steps = sorted(size.figures.reading)
    available = mac.for_a_model
    fitting = [tokens for tokens in steps if needed(copy, size, tokens) <= available]
    context = fitting[-1] if fitting else 0
    verdict: Verdict = "well" if context >= COMFORTABLE else "short" if fitting else "not"
    return Fit(
        verdict=verdict,
        needed=needed(copy, size, min(context, COMFORTABLE) or steps[0]),
        available=available,
        context=context,
        speed=mac.bandwidth / copy.read_bytes if mac.bandwidth else None,
    )


def recommended(catalogue: Catalogue, mac: Mac) -> Copy | None:
    """The best copy that fits well and answers fast enough, or else the one that takes least.

    None where not even that fits.
    """
    fits = [
        (choice, fit(choice.copy, catalogue.size_of(choice.copy), mac))
        for choice in catalogue.preferred
    ]
    for choice, fitting in fits:
        fast = fitting.speed is None or fitting.speed >= choice.least_speed
        if fitting.verdict == "well" and fast:
            return choice.copy
    return next((choice.copy for choice, f in reversed(fits) if f.verdict != "not"), None)
