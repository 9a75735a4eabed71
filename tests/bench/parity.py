"""Facet, and mlx-vlm where it is installed, beside the reference: prints the README's table.

    python tests/bench/parity.py

Both answer the golden cases greedily. Facet's column needs nothing more; mlx-vlm comes with the
extra `peers`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from textwrap import fill
from typing import Protocol

sys.path.insert(0, str(Path(__file__).parents[1]))

import mlx.core as mx
import numpy as np
from golden_cases import (
    BANNED,
    CASES,
    FAMILIES,
    TIE,
    case_of,
    first_difference,
    is_tie,
    loaded,
    reading_of,
    video_written,
)

from desktop.engine.decoding import decode, prefill
from desktop.engine.reading import PromptEmbeddings

TOKENS = 24
_ALLOWED = [token for token in range(512) if token not in BANNED]
SIZES = dict(zip(FAMILIES, ("E2B", "E4B", "12B ¹", "26B-A4B", "31B"), strict=True))


@dataclass(frozen=True)
class Row:
    """A line of the table: what is asked, which case asks it, and whether a first turn is kept."""

    label: str
    case: str
    kept: bool = False


ROWS = (
    Row("text", "text"),
    Row("picture", "image1"),
    Row("two pictures", "image2"),
    Row("wide picture", "image_wide"),
    Row("picture longer than the window", "image1_w24"),
    Row("sound", "audio"),
    Row("two sounds, unequally long", "audio2"),
    Row("picture and sound", "image_audio"),
    Row("video ²", "video"),
    Row("second turn, with a picture", "turn2_image"),
    Row("second turn, the first one kept ³", "text", kept=True),
)


@dataclass(frozen=True)
class Agreement:
    """How near one answer comes to the reference's.

    Attributes:
        tokens: how many come before the first other one, unless that is a tie; at most TOKENS.
        log_probability: the largest difference of one, up to the first other token.
        soft: the largest difference of a soft token's elements; 0 where there are none.
    """

    tokens: int
    log_probability: float = 0
    soft: float = 0


Results = Mapping[tuple[Row, str], Agreement]


class Library(Protocol):
    """What is measured: a way to answer a golden case."""

    def draw(self, family: str, name: str, *, kept: bool) -> Iterable[tuple[int, np.ndarray]]:
        """Token ids with the log-probabilities they were drawn from: [vocabulary] f32."""
        ...

    def soft(self, family: str, name: str) -> np.ndarray:
        """What its encoders make of the media, in the prompt's order: [soft tokens, hidden] f32."""
        ...


class Facet:
    """Facet's own prefill and decode, as the engine runs them; a kept turn is computed anew."""

    def draw(self, family: str, name: str, *, kept: bool) -> Iterator[tuple[int, np.ndarray]]:
        _, model = loaded(family, name)
        prompt, keys = PromptEmbeddings(model, reading_of(family, name)), model.make_cache()
        for _ in prefill(model, prompt, keys):
            pass
        drawn_from: list[mx.array] = []

        def greedy(log_probabilities: mx.array) -> mx.array:
            drawn_from.append(log_probabilities[0])
            return mx.argmax(log_probabilities, axis=-1)

        for step, token in enumerate(decode(model, prompt, keys, greedy, TOKENS, BANNED)):
            yield token, np.array(drawn_from[step])

    def soft(self, family: str, name: str) -> np.ndarray:
        return np.concatenate([encode() for _, encode in reading_of(family, name).media])


def main() -> None:
    """Measure each library that is installed, and print the table."""
    libraries: dict[str, Library] = {"Facet": Facet()}
    if find_spec("mlx_vlm") is not None:
        from mlx_vlm_peer import MlxVlm

        libraries["mlx-vlm"] = MlxVlm()
    with video_written():
        results = {name: measure(library) for name, library in libraries.items()}
        shipped = {name: agreement_as_shipped(library) for name, library in libraries.items()}
    versions = {name: version(name.lower()) for name in (*libraries, "mlx")}
    print(table(results), legend(results, shipped, versions), sep="\n\n")


def measure(library: Library) -> Results:
    """Every row and size that the reference has a case for."""
    return {
        (row, family): agreement(library, family, row)
        for row in ROWS
        for family in FAMILIES
        if (family, row.case) in CASES
    }


def agreement(library: Library, family: str, row: Row) -> Agreement:
    """One answer beside the reference's."""
    case = case_of(family, row.case)
    answer = list(library.draw(family, row.case, kept=row.kept))
    alike = first_difference([token for token, _ in answer], case)
    drawn_from = [log_probabilities for _, log_probabilities in answer][: alike + 1]
    softs = [case[kind] for kind in ("image_soft", "audio_soft", "video_soft") if kind in case]
    return Agreement(
        tokens=TOKENS if alike == TOKENS or is_tie(alike, case) else alike,
        log_probability=max(
            _difference(ours[_ALLOWED], _log_probabilities(logits[_ALLOWED]))
            for ours, logits in zip(drawn_from, case["greedy_logits"], strict=False)
        ),
        soft=_difference(library.soft(family, row.case), np.concatenate(softs)) if softs else 0,
    )


def agreement_as_shipped(library: Library) -> int:
    """Tokens alike on 12B's picture, where Transformers' own mask is left as it is."""
    family, name = "12b-unified-like", "image1"
    tokens = [token for token, _ in library.draw(family, name, kept=False)]
    return first_difference(tokens, {"greedy": case_of(family, name)["greedy_hf523_shipped"]})


def _difference(ours: np.ndarray, its: np.ndarray) -> float:
    return float(np.abs(ours - its).max())


def _log_probabilities(logits: np.ndarray) -> np.ndarray:
    return logits - np.logaddexp.reduce(logits)


def table(results: Mapping[str, Results]) -> str:
    """Rows by size, in Markdown; a cell has each library's tokens, bold where some are wrong."""
    header = f"| tokens alike: {' / '.join(results)} | {' | '.join(SIZES.values())} |"
    rows = [
        f"| {row.label} | {' | '.join(_cell(results, row, family) for family in SIZES)} |"
        for row in ROWS
    ]
    return "\n".join([header, f"|{'-|' * (len(SIZES) + 1)}", *rows])


def _cell(results: Mapping[str, Results], row: Row, family: str) -> str:
    counts = [found[row, family].tokens for found in results.values() if (row, family) in found]
    return " / ".join(str(n) if n == TOKENS else f"**{n}**" for n in counts) or "–"


def legend(
    results: Mapping[str, Results], shipped: Mapping[str, int], versions: Mapping[str, str]
) -> str:
    """What the table counts, how large the differences are, and its footnotes."""
    measured = ", ".join(f"{name} {number}" for name, number in versions.items())
    alike = ", ".join(f"{name} {count}" for name, count in shipped.items())
    lines = [
        f"Greedy tokens of {TOKENS} that come before the first that is not the reference's "
        f"(Transformers 5.23, fp32), on tiny random checkpoints of the published architectures. "
        f"Where that first one is a tie, the reference's best two logits less than {TIE} apart, "
        f"all count as alike. – has no reference. Measured: {measured}.",
        f"Largest difference of a log-probability where all {TOKENS} are alike: "
        f"{_largest(results, _log_probability)}; of a soft token's element: "
        f"{_largest(results, _soft)}.",
        "¹ As on 26B-A4B and 31B, the reference lets a picture see itself whole in sliding layers "
        "alone. Transformers 5.23 has the mask for that, but its 12B model, as shipped, does so in "
        f"all layers; with that, tokens alike on the first picture: {alike}.",
        "² Three frames. mlx-vlm is given them decoded, as its own reader would take two.",
        "³ mlx-vlm keeps the first turn's cache as its own chat does (`PromptCacheState`); "
        "Facet computes the whole prompt.",
    ]
    if "mlx-vlm" not in results:
        lines.append("mlx-vlm is not installed: `pip install -e '.[peers]'` adds its column.")
    return "\n\n".join(fill(line, width=100, break_on_hyphens=False) for line in lines)


def _largest(results: Mapping[str, Results], of: Callable[[Agreement], float]) -> str:
    """Each library's largest difference where all tokens are alike, and elsewhere."""
    texts: list[str] = []
    for name, found in results.items():
        alike = max(of(one) for one in found.values() if one.tokens == TOKENS)
        elsewhere = [of(one) for one in found.values() if one.tokens < TOKENS]
        note = f" ({max(elsewhere):.2g} elsewhere)" if elsewhere else ""
        texts.append(f"{name} {alike:.2g}{note}")
    return ", ".join(texts)


def _log_probability(agreement: Agreement) -> float:
    return agreement.log_probability


def _soft(agreement: Agreement) -> float:
    return agreement.soft


if __name__ == "__main__":
    main()
