"""How many bits each weight gets."""

from __future__ import annotations

from collections.abc import Mapping

LEAST, MOST = 4, 6
"""The bits that a decoder layer's weights may get."""


def fixed_bits(path: str) -> int | None:
    """The bits of a module that does not compete for them; None for the others.

    What becomes of each token's per-layer input is read in every layer, and breaks first when it
    is coarse; a router decides and weighs little: 8 bits for both. Word embeddings are the output
    head, too, and at 4 bits err more than all layers together; at 8 they would be a fifth of what
    E2B reads for a token: 6 bits.
    """
    if "per_layer" in path or path.endswith("router.proj"):
        return 8
    return 6 if path.endswith(("embed_tokens", "lm_head")) else None


def allocate(
    sizes: Mapping[str, int], errors: Mapping[str, float], mean_bits: float
) -> dict[str, int]:
    """Bits for each module, so that a weight has `mean_bits` at most in the mean.

    `sizes` are in weights, `errors` squared and of 4 bits. The sum of errors is least: one bit
    more goes to where it removes the most error for each weight that gets it, again and again.
    What a further bit removes is less than the one before it, so nothing is gained by waiting.
    """
    bits = dict.fromkeys(sizes, LEAST)
    room = round((mean_bits - LEAST) * sum(sizes.values()))
    steps = [
        (errors[path] * (_remaining(have) - _remaining(have + 1)) / size, path, have)
        for path, size in sizes.items()
        for have in range(LEAST, MOST)
    ]
    for _, path, have in sorted(steps, reverse=True):
        if bits[path] == have and sizes[path] <= room:
            bits[path] += 1
            room -= sizes[path]
    return bits


def _remaining(bits: int) -> float:
    """The squared error at so many bits, of that at 4: rounding errs as far as steps are wide."""
    return ((2**LEAST - 1) / (2**bits - 1)) ** 2
