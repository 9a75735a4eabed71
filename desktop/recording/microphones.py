"""The microphones that are plugged in, and the opening of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop.problems import Problem
from desktop.sound_files import RATE

from .sound_system import Stream, sound_system


@dataclass(frozen=True)
class Microphone:
    """A microphone by the name that the system gives it; `default`: what it would choose."""

    name: str
    default: bool


def microphones() -> list[Microphone]:
    """Every microphone there is now, also one that was just plugged in (while nothing is recorded).

    Raises Problem("no_sound_system") without PortAudio's library, and
    Problem("sound_system_stuck") where a device hangs.
    """
    with sound_system() as portaudio:
        default = portaudio.default.device[0]
        # Two of a kind have one name, by which the first is meant.
        named: dict[str, bool] = {}
        for device in _inputs(portaudio):
            named[device["name"]] = named.get(device["name"], False) or device["index"] == default
        return [Microphone(name, default) for name, default in named.items()]


def open_microphone(name: str | None) -> Stream:
    """Open a microphone, or the system's default; at 16 kHz, or else at its own rate.

    Blocks for up to seconds. Raises Problem: no_sound_system, sound_system_stuck, no_microphone,
    microphone_gone, microphone_busy.
    """
    with sound_system() as portaudio:
        device = _found(portaudio, name)
        busy = Problem("microphone_busy", name=device["name"])
        return Stream(portaudio, "InputStream", device["index"], _rate(portaudio, device), busy)


def _inputs(portaudio: Any) -> Iterator[dict[str, Any]]:
    return (d for d in portaudio.query_devices() if d["max_input_channels"])


def _found(portaudio: Any, name: str | None) -> dict[str, Any]:
    """The device of that name, or the default one, or the first; raises Problem without any."""
    inputs = list(_inputs(portaudio))
    if name is not None:
        inputs = [device for device in inputs if device["name"] == name]
        if not inputs:
            raise Problem("microphone_gone", name=name)
    if not inputs:
        raise Problem("no_microphone")
    default = portaudio.default.device[0]
    return next((device for device in inputs if device["index"] == default), inputs[0])


def _rate(portaudio: Any, device: dict[str, Any]) -> int:
    try:
        portaudio.check_input_settings(device["index"], 1, "float32", samplerate=RATE)
    except portaudio.PortAudioError:
        return round(device["default_samplerate"])
    return RATE
