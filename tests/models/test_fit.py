"""Which model fits which Mac, and which one is recommended there."""

from __future__ import annotations

from pathlib import Path

import pytest
from fit_table import table
from model_figures import figures
from published import SIZES

from desktop.models.catalogue import catalogue
from desktop.models.fit import COMFORTABLE, fit, needed, recommended
from desktop.models.mac import Mac, this_mac

GIB = 2**30
GOLDEN = Path(__file__).parent / "fit.txt"


def mac(memory: int, chip: str = "M4 Max") -> Mac:
    return Mac(f"Apple {chip}", memory * GIB, catalogue().chips[chip])


def test_the_table_of_fits_and_its_arithmetic_is_as_it_was_checked() -> None:
    assert table() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
def test_a_sizes_figures_are_those_of_the_engines_own_arithmetic(size: str) -> None:
    known = next(s for s in catalogue().sizes if s.name == size.upper()).figures
    told = figures(size)
    assert known.reading == {int(tokens): peak for tokens, peak in told.pop("reading").items()}
    assert told == {name: getattr(known, name) for name in told}


def test_what_is_said_to_fit_takes_no_more_than_there_is() -> None:
    for memory in (8, 16, 24, 32, 48, 64, 96, 128):
        for size in catalogue().sizes:
            for copy in size.copies:
                found = fit(copy, size, mac(memory))
                assert (found.verdict == "not") == (found.needed > found.available)
                if found.context:
                    assert needed(copy, size, found.context) <= found.available
                assert (found.verdict == "well") == (found.context >= COMFORTABLE)


def test_each_token_reads_its_weights_once() -> None:
    e4b = catalogue().sizes[1]
    plain = next(copy for copy in e4b.copies if copy.repository.endswith("e4b-it-4bit"))
    assert fit(plain, e4b, mac(16, "M4")).speed == pytest.approx(46, abs=0.5)
    assert fit(plain, e4b, Mac("Something else", 16 * GIB, None)).speed is None


def test_what_is_recommended_fits_well_and_is_fast_enough() -> None:
    best = recommended(catalogue(), mac(128))
    assert best and best.repository == "mlx-community/gemma-4-26B-A4B-it-qat-4bit"
    faster = recommended(catalogue(), mac(128, "M3 Ultra"))
    assert faster and faster.repository == "mlx-community/gemma-4-31b-it-4bit"


def test_where_nothing_fits_well_the_smallest_is_recommended_and_where_nothing_fits_none() -> None:
    tight = recommended(catalogue(), Mac("Apple M1", int(6.4 * GIB), 68e9))
    assert tight and tight.repository == "mlx-community/gemma-4-e2b-it-4bit"
    assert recommended(catalogue(), Mac("Apple M1", 4 * GIB, 68e9)) is None


def test_a_uniform_four_bit_copy_of_a_small_size_is_recommended_only_where_no_better_one_fits() -> (
    None
):
    """On GSM8K a uniform 4-bit E4B was right 23.5 % of the time, a mixed one 55.5 %."""
    for memory in (8, 16, 24, 32, 64, 128):
        for chip in catalogue().chips:
            best = recommended(catalogue(), mac(memory, chip))
            assert best and (best.kind != "plain" or "31b" in best.repository)


def test_this_computer_is_known() -> None:
    here = this_mac()
    assert here.chip
    assert GIB < here.for_a_model < here.memory
