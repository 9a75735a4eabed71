"""A recording, played through the loudspeaker."""

from __future__ import annotations

import numpy as np

from desktop.problems import Problem
from desktop.sound_files import RATE, Samples, resampled

from .sound_system import Stream, sound_system

_AFTERWARDS = 0.2
"""So many s of silence follow, as PortAudio drops what has not sounded yet where a stream ends."""


class Player:
    """Plays 16 kHz mono samples once, through the system's default output."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._rate = RATE
        self._played = 0
        self._silent = 0
        self._stream: Stream | None = None
        self._playing = False
        self._stopped = False

    def start(self) -> None:
        """Open the loudspeaker and begin; blocks for up to seconds while it opens.

        Raises Problem: no_sound_system, sound_system_stuck, no_speaker (none can be opened).
        """
        stream = _open_speaker()
        self._samples, self._rate = resampled(self._samples, RATE, stream.rate), stream.rate
        self._stream = stream
        if self._stopped:
            stream.close()
        else:
            self._playing = True
            stream.start(self._fill, self._end)

    @property
    def playing(self) -> bool:
        """Whether it began, and has neither been stopped nor come to the end."""
        return self._playing

    @property
    def position(self) -> float:
        """How much of it is played, in s."""
        return self._played / self._rate

    def stop(self) -> None:
        """Be silent at once, and close the loudspeaker."""
        self._stopped = True
        self._playing = False
        if self._stream is not None:
            self._stream.close()

    def _fill(self, block: Samples, lost: bool) -> bool:
        rest = min(len(block), 0 if self._stopped else len(self._samples) - self._played)
        np.copyto(block[:rest], self._samples[self._played : self._played + rest])
        block[rest:] = 0
        self._played += rest
        self._silent += len(block) - rest
        return not self._stopped and self._silent < _AFTERWARDS * self._rate

    def _end(self) -> None:
        self._playing = False


def _open_speaker() -> Stream:
    with sound_system() as portaudio:
        device = portaudio.default.device[1]
        if device < 0:
            raise Problem("no_speaker")
        try:
            portaudio.check_output_settings(device, 1, "float32", samplerate=RATE)
            rate = RATE
        except portaudio.PortAudioError:
            rate = round(portaudio.query_devices(device)["default_samplerate"])
        return Stream(portaudio, "OutputStream", device, rate, Problem("no_speaker"))
