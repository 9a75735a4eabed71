"""Prefill and decode: a prompt's embeddings → token ids, one at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import cast

import mlx.core as mx
from mlx_lm.sample_utils import make_logits_processors, make_sampler

from desktop.gemma4.backbone import Block, Cache, Stretch
from desktop.gemma4.config import SamplingDefaults
from desktop.gemma4.model import Gemma4

from .protocol import Sampling
from .reading import PromptEmbeddings

PREFILL_CHUNK = 512
"""Prompt tokens computed at a time: the longest that a cancel waits for."""

Sampler = Callable[[mx.array], mx.array]


def prefill(
    model: Gemma4, prompt: PromptEmbeddings, cache: Cache, chunk: int = PREFILL_CHUNK
) -> Iterator[int]:
    """Compute all positions but the last, which `decode` needs; tells how many are done."""
    for start, stop in cuts(prompt.count - 1, chunk, prompt.blocks):
        model.hidden(prompt.stretch(start, stop), cache)
        # Only the cache is wanted, so layers that share another's keys are never computed.
        mx.eval([layer.state for layer in cache])
        mx.clear_cache()
        yield stop


def cuts(count: int, chunk: int, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Stretches of at most `chunk` positions, longer only where a picture would be cut."""
    start = 0
    while start < count:
        stop = min(start + chunk, count)
        for first, end in blocks:
            if first < stop < end:
                stop = first if first > start else end
        yield start, stop
        start = stop


def decode(
    model: Gemma4,
    prompt: PromptEmbeddings,
    cache: Cache,
    sampler: Sampler,
    limit: int,
    banned: Collection[int] = (),
    forced: deque[int] | None = None,
) -> Iterator[int]:
    """Draw up to `limit` tokens after a prefilled prompt; `banned` ids are never drawn.

    Each token is computed while the one before it is told, so that the accelerator never waits.
    Ids that the caller puts into `forced` meanwhile come next, in place of what was drawn.
    """
    bias = make_logits_processors(logit_bias=dict.fromkeys(banned, float("-inf")))

    def draw(stretch: Stretch) -> mx.array:
        logits = model.logits(model.hidden(stretch, cache))[-1:].astype(mx.float32)
        for processor in bias:
            logits = processor(stretch.ids, logits)
        return sampler(logits - mx.logsumexp(logits, axis=-1, keepdims=True))

    if limit <= 0:
        return
    token = draw(prompt.stretch(prompt.count - 1, prompt.count))
    mx.async_eval(token)
    for drawn in range(1, limit + 1):
        following = draw(Stretch(token, model.embed(token))) if drawn < limit else token
        mx.async_eval(following)
        yield cast(int, token.item())
        # What was drawn has left no trace in the cache yet, so it can still be replaced.
        token = mx.array([forced.popleft()]) if forced else following
        if drawn % 256 == 0:
            mx.clear_cache()


def sampler_for(sampling: Sampling, defaults: SamplingDefaults) -> Sampler:
    """The sampler that was asked for, the checkpoint's defaults where nothing was."""
    if sampling.seed is not None:
        mx.random.seed(sampling.seed)
    return make_sampler(
        temp=defaults.temperature if sampling.temperature is None else sampling.temperature,
        top_p=defaults.top_p if sampling.top_p is None else sampling.top_p,
        top_k=defaults.top_k if sampling.top_k is None else sampling.top_k,
    )
