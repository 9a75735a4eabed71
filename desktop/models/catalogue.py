"""The Gemma 4 models that people can download: `resources/models.json`.

Sizes of files are the hub's of July 2026, where they were known, and otherwise what the weights
take in so many bits; the hub itself says how much there is to download. `read_bytes`, what is read
for each token, follows from the weights, and for mixed precisions from their measured speeds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from desktop.places import RESOURCES

Kind = Literal["qat", "mixed", "plain", "original"]
"""How a copy came by its bits: trained for them, more for the layers that need more, the same
everywhere, or none taken away."""


@dataclass(frozen=True)
class Figures:
    """What a size takes besides its weights, in bytes.

    `kv_windows` is what sliding layers keep, `kv_per_1000_tokens` what full ones keep; `picture` is
    the peak of the most detailed picture, `reading` that of reading a prompt which ends at so many
    tokens.
    """

    picture: int
    kv_windows: int
    kv_per_1000_tokens: int
    reading: dict[int, int]


@dataclass(frozen=True)
class Copy:
    """A repository on the hub; `bytes` are its weights, of which `read_bytes` for each token."""

    repository: str
    kind: Kind
    bits: int
    bytes: int
    read_bytes: int


@dataclass(frozen=True)
class Size:
    """One size of Gemma 4; `context` is in tokens."""

    name: str
    parameters: str
    context: int
    hears: bool
    copies: tuple[Copy, ...]
    figures: Figures


@dataclass(frozen=True)
class Preferred:
    """A copy that is worth recommending from so many tokens a second on."""

    copy: Copy
    least_speed: int


@dataclass(frozen=True)
class Catalogue:
    """All sizes, the smallest first; what is best where it fits, the best first; and chips.

    `chips` gives the memory bandwidth of Apple's chips, in bytes a second; where one was sold with
    two, the lower.
    """

    sizes: tuple[Size, ...]
    preferred: tuple[Preferred, ...]
    chips: dict[str, float]

    def size_of(self, copy: Copy) -> Size:
        """The size that a copy is one of."""
        return next(size for size in self.sizes if copy in size.copies)

    def find(self, repository: str) -> Copy | None:
        """The copy in a repository, if it is known."""
        every = (copy for size in self.sizes for copy in size.copies)
        return next((c for c in every if c.repository.lower() == repository.lower()), None)


@cache
def catalogue() -> Catalogue:
    """Read it, once."""
    told = json.loads((RESOURCES / "models.json").read_text(encoding="utf-8"))
    sizes = tuple(
        Size(
            name=name,
            parameters=size["parameters"],
            context=size["context"],
            hears=size["hears"],
            copies=tuple(Copy(**copy) for copy in size["copies"]),
            figures=_figures(size["figures"]),
        )
        for name, size in told["sizes"].items()
    )
    copies = {copy.repository: copy for size in sizes for copy in size.copies}
    return Catalogue(
        sizes=sizes,
        preferred=tuple(
            Preferred(copies[choice["repository"]], choice["least_speed"])
            for choice in told["preferred"]
        ),
        chips={chip: gigabytes * 1e9 for chip, gigabytes in told["chips"].items()},
    )


def _figures(told: dict[str, Any]) -> Figures:
    reading = {int(tokens): peak for tokens, peak in told["reading"].items()}
    return Figures(told["picture"], told["kv_windows"], told["kv_per_1000_tokens"], reading)
