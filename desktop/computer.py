"""What memory this computer has, and how much of it is free."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import psutil

from .system import IS_MAC

_NORMAL = 1  # macOS says 2 where memory is short, 4 where it is very short
_SHORT = 0.05


@dataclass(frozen=True)
class Memory:
    """`total` and `available` are bytes, the latter what can be had without pushing others out.

    `pressed` says that the system is short of memory, and wants back what can be spared.
    """

    total: int
    available: int
    pressed: bool = False


def memory_now() -> Memory:
    """What there is now."""
    seen = psutil.virtual_memory()
    pressed = _mac_pressure() > _NORMAL if IS_MAC else seen.available < _SHORT * seen.total
    return Memory(seen.total, seen.available, pressed)


def _mac_pressure() -> int:
    """What macOS tells every app of how short memory is."""
    level = ctypes.c_int(_NORMAL)
    size = ctypes.c_size_t(ctypes.sizeof(level))
    ctypes.CDLL(None).sysctlbyname(
        b"kern.memorystatus_vm_pressure_level",
        ctypes.byref(level),
        ctypes.byref(size),
        None,
        ctypes.c_size_t(0),
    )
    return level.value
