"""What this computer has for a model: its chip, its memory and the speed of that."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.computer import memory_now
from desktop.system import chip_name

from .catalogue import catalogue

_GIB = 2**30


@dataclass(frozen=True)
class Mac:
    """A computer; `memory` in bytes, `bandwidth` in bytes a second where it is known."""

    chip: str
    memory: int
    bandwidth: float | None

    @property
    def for_a_model(self) -> int:
        """The bytes that the GPU may keep to itself without the system having to swap.

        What Metal recommends (`recommendedMaxWorkingSetSize`): two thirds of the memory up to 36
        GB, three quarters of more.
        """
        return self.memory * 2 // 3 if self.memory <= 36 * _GIB else self.memory * 3 // 4


def this_mac() -> Mac:
    """The computer that Facet runs on."""
    chip = chip_name()
    return Mac(chip, memory_now().total, catalogue().chips.get(chip.removeprefix("Apple ")))
