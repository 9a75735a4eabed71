"""How much memory MLX may take, so that the computer stays usable beside it."""

from __future__ import annotations

import gc
from collections.abc import Callable

import mlx.core as mx

from desktop.computer import Memory, memory_now
from desktop.problems import Problem

_SYSTEM = 2 << 30
"""Bytes that the system and other apps are left, or an eighth of the memory where that is more."""
_REUSED = 16
"""The share of the memory that freed arrays may hold until others take their place."""


class Budget:
    """What MLX may take of this computer's memory; to be used in MLX's thread.

    MLX's own limit is no wall: beyond it, work waits for work that is under way, and goes on. So
    what is held is looked at now and then, as a failure in Facet can be told, and a computer that
    has run out of memory can not.
    """

    def __init__(self, memory: Callable[[], Memory] = memory_now) -> None:
        self._memory = memory
        total = memory().total
        self._most = total - max(min(_SYSTEM, total // 4), total // 8)
        mx.set_memory_limit(self._most)
        mx.set_cache_limit(total // _REUSED)

    @property
    def free(self) -> int:
        """Bytes that can be taken now."""
        available = self._memory().available + mx.get_cache_memory()
        return max(0, min(available, self._most - mx.get_active_memory()))

    def watch(self) -> None:
        """Look after what is held, now and then in a long work.

        Where the system is short of memory, it gets back what only waits to be used again. Raises
        Problem where more is held than may be.
        """
        if self._memory().pressed:
            mx.clear_cache()
        if mx.get_active_memory() > self._most:
            raise Problem("out_of_memory")


def keep_resident() -> None:
    """Let Metal keep in memory between turns what is held now, the weights, if it can.

    And nothing else: macOS has panicked where arrays that come and go were kept resident, too
    (github.com/ml-explore/mlx/issues/3186).
    """
    if mx.metal.is_available():
        recommended = int(mx.device_info()["max_recommended_working_set_size"])
        mx.set_wired_limit(min(mx.get_active_memory(), recommended))


def release_memory() -> int:
    """Give back what is not needed any more; returns what MLX still holds, in bytes."""
    gc.collect()
    mx.clear_cache()
    return mx.get_active_memory() + mx.get_cache_memory()
