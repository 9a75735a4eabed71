"""Token by token far past the sliding window: what one full forward computes."""

from __future__ import annotations

from collections.abc import Iterator

import mlx.core as mx
import numpy as np
import pytest
from golden_cases import FAMILIES, loaded, reading_of
from mlx_lm.models.cache import RotatingKVCache

from desktop.engine.decoding import prefill
from desktop.engine.reading import PromptEmbeddings, Reading
from desktop.gemma4.backbone import Stretch
from desktop.gemma4.model import Gemma4

STEPS = 200


@pytest.mark.parametrize("name", ["text", "image1"])
@pytest.mark.parametrize("family", FAMILIES)
def test_200_steps_through_rotating_caches_equal_one_forward(family: str, name: str) -> None:
    _, model = loaded(family, name)
    reading = reading_of(family, name)
    said = np.random.default_rng(0).integers(24, 500, STEPS).tolist()
    whole = Reading([*reading.ids, *said], reading.media, reading.blocks)
    prompt = PromptEmbeddings(model, whole)
    at_once = model.logits(model.hidden(prompt.stretch(0, prompt.count), model.make_cache()))
    stepped = np.concatenate(list(step_by_step(model, reading, said)))
    np.testing.assert_allclose(stepped, np.array(at_once)[len(reading.ids) :], atol=2e-3, rtol=0)


def step_by_step(model: Gemma4, reading: Reading, said: list[int]) -> Iterator[np.ndarray]:
    """The logits after each token said."""
    cache = model.make_cache()
    prompt = PromptEmbeddings(model, Reading([*reading.ids, 0], reading.media, reading.blocks))
    for _ in prefill(model, prompt, cache):
        pass
    for token in mx.array(said):
        stretch = Stretch(token[None], model.embed(token[None]))
        yield np.array(model.logits(model.hidden(stretch, cache)))
    sliding = next(layer for layer in cache if isinstance(layer, RotatingKVCache))
    assert sliding.offset > 2 * sliding.max_size
