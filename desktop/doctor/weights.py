"""Whether the numbers in the weights can be those of a trained model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import mlx.core as mx
from mlx.utils import tree_flatten

from desktop.gemma4.model import Gemma4
from desktop.models.findings import Finding

_PIECE = 1 << 25
"""Numbers that are looked at at once, so that no temporary array is large."""
_LEARNT = (".weight", "_table", "pos_embedding")
"""How the names of matrices end that are neither scales nor biases."""
_Fingerprint = tuple[tuple[int, ...], float, float, float]


def check_weights(model: Gemma4) -> Iterator[Finding]:
    """Read every tensor, and find those that are no numbers, one number, or another's copy.

    One after another: each is read into the memory that it stays in. Vectors may well hold one
    number, and are looked through for what is no number only.
    """
    infinite: list[str] = []
    empty: list[str] = []
    copies: list[tuple[str, str]] = []
    seen: dict[_Fingerprint, tuple[str, mx.array]] = {}
    for name, array in cast("list[tuple[str, mx.array]]", tree_flatten(model.parameters())):
        mx.eval(array)
        if array.ndim == 0:
            continue  # A bound of a clipped layer; infinity is none.
        if not _is_finite(array):
            infinite.append(name)
        elif array.ndim > 1 and name.endswith(_LEARNT):
            if _is_one_number(array):
                empty.append(name)
                continue
            other, same = seen.setdefault(_fingerprint(array), (name, array))
            if other != name and bool(mx.array_equal(array, same)):
                copies.append((name, other))
    mx.clear_cache()
    if infinite:
        yield Finding.of("infinite_weights", count=len(infinite), tensor=infinite[0])
    if empty:
        yield Finding.of("empty_weights", count=len(empty), tensor=empty[0])
    if copies:
        (tensor, other), *_ = copies
        yield Finding.of("repeated_weights", count=len(copies), tensor=tensor, other=other)


def _is_finite(array: mx.array) -> bool:
    if not mx.issubdtype(array.dtype, mx.floating):
        return True
    return all(bool(mx.all(mx.isfinite(piece))) for piece in _pieces(array))


def _is_one_number(array: mx.array) -> bool:
    first = array[:1].reshape(-1)[0]
    return all(bool(mx.all(piece == first)) for piece in _pieces(array))


def _pieces(array: mx.array) -> Iterator[mx.array]:
    """An array, a few rows at a time."""
    rows = array.reshape(array.shape[0], -1)
    step = max(1, _PIECE // rows.shape[1])
    return (rows[start : start + step] for start in range(0, len(rows), step))


def _fingerprint(array: mx.array) -> _Fingerprint:
    """Figures that arrays of one content share, and others all but never."""
    corners = array[:1].reshape(-1)[:4096], array[-1:].reshape(-1)[:4096]
    first, last = (corner.astype(mx.float32) for corner in corners)
    ramp = mx.arange(1, first.size + 1)
    return array.shape, float(first.sum()), float((first * ramp).sum()), float(last.sum())
