"""Who gets how many bits."""

from __future__ import annotations

import itertools
import random

import pytest

from desktop.conversion.allocation import allocate, fixed_bits

SIZES = {"small": 10, "large": 100, "other": 90}


def test_the_least_budget_is_four_bits_for_all_and_the_most_is_six() -> None:
    errors = {"small": 1.0, "large": 2.0, "other": 3.0}
    assert set(allocate(SIZES, errors, 4).values()) == {4}
    assert set(allocate(SIZES, errors, 6).values()) == {6}


def test_a_bit_goes_where_it_helps_most_for_what_it_costs() -> None:
    assert allocate(SIZES, {"small": 1.0, "large": 1.0, "other": 1.0}, 4.1) == {
        "small": 6,
        "large": 4,
        "other": 4,
    }
    assert allocate(SIZES, {"small": 0.01, "large": 9.0, "other": 1.0}, 4.5)["large"] == 5


def test_what_has_no_error_gets_nothing_while_others_have_some() -> None:
    assert allocate(SIZES, {"small": 0.0, "large": 1.0, "other": 0.0}, 5)["large"] == 6


@pytest.mark.parametrize("seed", range(5))
def test_no_other_way_to_spend_the_bits_leaves_less_error(seed: int) -> None:
    """As modules of one size are all that is to be had for the room there is."""
    rng = random.Random(seed)
    paths = "abcdef"
    errors = {path: rng.lognormvariate(0, 2) for path in paths}

    def left(bits: dict[str, int]) -> float:
        return sum(errors[path] * ((2**4 - 1) / (2**n - 1)) ** 2 for path, n in bits.items())

    chosen = allocate(dict.fromkeys(paths, 8), errors, 4.5)
    assert sum(chosen.values()) == 4.5 * len(paths)
    others = (dict(zip(paths, ns, strict=True)) for ns in itertools.product((4, 5, 6), repeat=6))
    assert left(chosen) <= min(left(o) for o in others if sum(o.values()) <= 27) + 1e-12


FIXED = {
    "language_model.model.embed_tokens_per_layer": 8,
    "language_model.model.per_layer_model_projection": 8,
    "language_model.model.layers.3.per_layer_input_gate": 8,
    "language_model.model.layers.3.router.proj": 8,
    "language_model.model.embed_tokens": 6,
    "language_model.lm_head": 6,
    "language_model.model.layers.3.experts.switch_glu.up_proj": None,
    "language_model.model.layers.3.self_attn.k_proj": None,
}


@pytest.mark.parametrize("path", FIXED)
def test_what_breaks_first_does_not_compete(path: str) -> None:
    assert fixed_bits(path) == FIXED[path]
