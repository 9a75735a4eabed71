"""What this computer says of its memory, and what macOS would say."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from desktop.computer import memory_now


def test_this_computer_has_memory_and_some_of_it_is_free() -> None:
    seen = memory_now()
    assert seen.total == psutil.virtual_memory().total
    assert 0 < seen.available < seen.total


@pytest.mark.parametrize("level, pressed", [(1, False), (2, True), (4, True)])
def test_macos_says_how_short_memory_is(
    monkeypatch: pytest.MonkeyPatch, level: int, pressed: bool
) -> None:
    def told(name: bytes, value: Any, *_: object) -> int:
        assert name == b"kern.memorystatus_vm_pressure_level"
        ctypes.cast(value, ctypes.POINTER(ctypes.c_int))[0] = level
        return 0

    monkeypatch.setattr("desktop.computer.IS_MAC", True)
    system = SimpleNamespace(sysctlbyname=told)
    monkeypatch.setattr("ctypes.CDLL", lambda _: system)
    assert memory_now().pressed is pressed


@pytest.mark.parametrize("available, pressed", [(4, True), (6, False)])
def test_elsewhere_memory_is_short_where_little_is_free(
    monkeypatch: pytest.MonkeyPatch, available: int, pressed: bool
) -> None:
    monkeypatch.setattr("desktop.computer.IS_MAC", False)
    seen = SimpleNamespace(total=100, available=available)
    monkeypatch.setattr("psutil.virtual_memory", lambda: seen)
    assert memory_now().pressed is pressed
