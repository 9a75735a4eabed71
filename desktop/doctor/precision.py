"""How finely each part of a model is kept, and where that is too coarse.

The bounds are what published conversions keep, and what reports of bad ones name: the libraries
that convert leave the eyes' and ears' towers whole and routers in 8 bits; per-layer embeddings in
4 bits are doubted, and 4 bits throughout lose much on E2B and E4B.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import mlx.core as mx

from desktop.gemma4.model import Gemma4
from desktop.models.findings import Finding

_WHOLE = 16


@dataclass(frozen=True)
class _Part:
    """A part of the model by its modules' names, and the bits that it should have.

    Below `least` it is ruined; below `enough` it is coarse.
    """

    name: str
    within: tuple[str, ...]
    least: int
    enough: int


_PARTS = (
    _Part("eyes", ("vision_tower.", "vision_embedder."), 8, _WHOLE),
    _Part("ears", ("audio_tower.",), 8, _WHOLE),
    # Converters pack these with the rest.
    _Part("eyes", ("embed_vision.",), 4, 4),
    _Part("ears", ("embed_audio.",), 4, 4),
    _Part("router", (".router.",), 8, 8),
    _Part("per_layer", (".embed_tokens_per_layer",), 4, 8),
    _Part("words", ("language_model.",), 3, 3),
)
"""The first that a module's name fits is its part."""


def check_precision(model: Gemma4) -> Iterator[Finding]:
    """Parts packed in too few bits; the weights need not have been read."""
    packed = {
        path: int(module.bits)
        for path, module in model.named_modules()
        if isinstance(getattr(module, "bits", None), int)
    }
    worst: dict[str, tuple[bool, int, str]] = {}
    for path, bits in packed.items():
        part = next(p for p in _PARTS if any(mark in f"{path}." for mark in p.within))
        if bits < part.enough:
            usable = bits >= part.least
            worst[part.name] = min(worst.get(part.name, (True, _WHOLE, "")), (usable, bits, path))
    for part, (usable, bits, path) in worst.items():
        yield Finding.of(f"{'coarse' if usable else 'ruined'}_{part}", bits=bits, tensor=path)
    if _is_uniform(model, packed):
        yield Finding.of("uniform_4_bit")
    if model.dtype == mx.float16:
        yield Finding.of("half_floats")


def _is_uniform(model: Gemma4, packed: dict[str, int]) -> bool:
    """Whether a model with per-layer embeddings, E2B or E4B, has 4 bits in all of its layers."""
    layers = [bits for path, bits in packed.items() if ".layers." in path and "tower" not in path]
    has_per_layer = "embed_tokens_per_layer" in model.language_model.model
    return has_per_layer and bool(layers) and max(layers) <= 4
