"""Parts of tensors, read from where they lie."""

from __future__ import annotations

from pathlib import Path

import mlx.core as mx
import numpy as np
import pytest

from desktop.gemma4.stored import StoredTensor, stored_tensors
from desktop.problems import Problem

NUMBERS = mx.array(np.random.default_rng(0).normal(size=(6, 4, 5)))


@pytest.fixture(params=[mx.bfloat16, mx.float16, mx.float32], ids=str)
def whole(request: pytest.FixtureRequest) -> mx.array:
    return NUMBERS.astype(request.param)


@pytest.fixture
def stored(whole: mx.array, tmp_path: Path) -> StoredTensor:
    file = tmp_path / "model.safetensors"
    others = {"a": mx.zeros(3), "b": whole, "scalar": mx.array(2.5)}
    mx.save_safetensors(str(file), others, {"format": "mlx"})
    return stored_tensors(file)["b"]


def test_all_of_it_is_what_was_written(stored: StoredTensor, whole: mx.array) -> None:
    found = stored.read()
    assert found.dtype == whole.dtype and mx.array_equal(found, whole)
    assert (stored.shape, stored.size, stored.nbytes) == (whole.shape, 120, whole.nbytes)


def test_some_entries_are_read_alone(stored: StoredTensor, whole: mx.array) -> None:
    assert mx.array_equal(stored.read(2, 5), whole[2:5])
    assert mx.array_equal(stored.read(5), whole[5:])


def test_what_was_joined_is_read_apart(stored: StoredTensor, whole: mx.array) -> None:
    first, second = stored.halves()
    assert mx.array_equal(first.read(), whole[:, :2])
    assert mx.array_equal(second.read(1, 4), whole[1:4, 2:])
    assert first.size == second.size == 60


def test_a_scalar_is_one_entry(stored: StoredTensor) -> None:
    scalar = stored_tensors(stored.file)["scalar"]
    assert (scalar.shape, scalar.entries) == ((), 1)
    assert scalar.read().item() == 2.5


def test_a_file_that_was_cut_meanwhile_or_is_gone_is_named(stored: StoredTensor) -> None:
    with stored.file.open("r+b") as file:
        file.truncate(stored.offset + stored.nbytes - 1)
    with pytest.raises(Problem) as caught:
        stored.read()
    assert caught.value.kind == "damaged_weights"
    stored.file.unlink()
    with pytest.raises(Problem) as caught:
        stored.read()
    assert caught.value.kind == "unreadable_file"
