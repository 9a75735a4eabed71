"""What eyes, ears and words have in common where they learn: batches, a rate, a step."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import TypeVar

import torch
from torch import Tensor, nn

Item = TypeVar("Item")


def by_length(
    items: list[Item], length: Callable[[Item], int], most: int, rng: random.Random
) -> list[list[Item]]:
    """Items in batches of about one length, so that little is padding, in random order.

    No batch, its padding included, is longer than `most`.
    """
    cut: list[list[Item]] = [[]]
    for item in sorted(items, key=length):
        if (len(cut[-1]) + 1) * length(item) > most:
            cut.append([])
        cut[-1].append(item)
    rng.shuffle(cut)
    return cut


def schedule(step: int, steps: int, peak: float) -> float:
    """Warm-up over 50 steps, then a cosine down to nothing."""
    return peak * min(1.0, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / steps))


def update(optimizer: torch.optim.Optimizer, loss: Tensor, rate: float) -> None:
    """One clipped step."""
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
    optimizer.step()
