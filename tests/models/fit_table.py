"""The table of which model fits which Mac, with its arithmetic: what tests/models/fit.txt holds.

PYTHONPATH=. .venv/bin/python tests/models/fit_table.py > tests/models/fit.txt
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop.models.catalogue import Catalogue, Copy, Size, catalogue
from desktop.models.fit import COMFORTABLE, Fit, fit, needed, recommended
from desktop.models.mac import Mac

MACS = (
    ("M2", 8),
    ("M4", 16),
    ("M4 Pro", 24),
    ("M2 Max", 32),
    ("M4 Max", 64),
    ("M4 Max", 128),
)
_GIB = 2**30


def table() -> str:
    """Every size and copy on Macs of 8 to 128 GB, in decimal GB as models are sold in."""
    return "".join(f"{line}\n" for line in _lines(catalogue()))


def _lines(models: Catalogue) -> Iterator[str]:
    yield "What a model takes in GB: weights + sliding windows + KV + the greater of two peaks"
    yield f"(reading a prompt that ends at {COMFORTABLE:,} tokens, the largest picture)"
    for size in models.sizes:
        yield ""
        for copy in size.copies:
            yield f"  {_taken(copy, size)}  {copy.repository}"
    for chip, memory in MACS:
        mac = Mac(f"Apple {chip}", memory * _GIB, models.chips[chip])
        best = recommended(models, mac)
        yield ""
        yield f"{mac.chip}, {memory} GB: {mac.for_a_model / 1e9:.1f} GB for a model"
        yield f"  recommended: {best.repository if best else 'none'}"
        for size in models.sizes:
            for copy in size.copies:
                yield f"  {_told(fit(copy, size, mac))}  {copy.repository}"


def _taken(copy: Copy, size: Size) -> str:
    figures = size.figures
    growing = figures.kv_per_1000_tokens * COMFORTABLE // 1000
    parts = (copy.bytes, figures.kv_windows, growing)
    peaks = (figures.reading[COMFORTABLE], figures.picture)
    told = " + ".join(f"{part / 1e9:5.2f}" for part in parts)
    greater = ", ".join(f"{peak / 1e9:.2f}" for peak in peaks)
    return f"{told} + max({greater}) = {needed(copy, size, COMFORTABLE) / 1e9:5.2f}"


def _told(found: Fit) -> str:
    speed = f"{found.speed:3.0f}" if found.speed is not None else "  ?"
    return f"{found.verdict:5} to {found.context:7,} tokens, at most {speed} tokens/s"


if __name__ == "__main__":
    print(table(), end="")
