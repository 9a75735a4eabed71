"""PortAudio, loaded where it is first needed, for one thread at a time, left alone if it hangs."""

from __future__ import annotations

import atexit
import ctypes
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from desktop.problems import Problem
from desktop.sound_files import Samples

PATIENCE = 2.0
"""How long a driver may take to end a stream until it is left to itself, in s."""

LONGEST_TURN = 5.0
"""How long one thread waits for another that uses PortAudio, in s; a headset takes seconds."""

_BLOCK = 0.025  # s
_LATENCY = 0.1  # s: Python may be kept from taking a block for so long until sound is lost.

Take = Callable[[Samples, bool], bool]
"""Takes what was heard, or fills what is to be played: a block, and whether sound was lost
before it; returns whether more is wanted."""


@contextmanager
def sound_system() -> Generator[Any]:
    """PortAudio for this thread alone, as the module sounddevice, with the devices there are now.

    While a stream is open they are those of before. Raises Problem("no_sound_system") without
    PortAudio's library, and Problem("sound_system_stuck") where it fails or another thread hangs
    in it.
    """
    with _in_turn():
        yield _looked_anew()


@contextmanager
def _in_turn() -> Generator[None]:
    if not _turn.acquire(timeout=LONGEST_TURN):
        raise Problem("sound_system_stuck")
    try:
        yield
    finally:
        _turn.release()


def _looked_anew() -> Any:
    try:
        import sounddevice
    except OSError as error:
        raise Problem("no_sound_system") from error
    portaudio: Any = sounddevice
    if not _open:
        # PortAudio knows of no device that came later than its initialisation.
        try:
            if portaudio._initialized:
                portaudio._terminate()
            portaudio._initialize()
        except portaudio.PortAudioError as error:
            raise Problem("sound_system_stuck") from error
    return portaudio


class Stream:
    """A microphone or loudspeaker that was opened; `rate` in Hz, one channel of float32.

    It closes itself where it ends by itself.
    """

    def __init__(self, portaudio: Any, kind: str, device: int, rate: int, refusal: Problem) -> None:
        """Open an "InputStream" or "OutputStream"; raises `refusal` where it can't be opened."""
        self.rate = rate
        self._portaudio = portaudio
        self._refusal = refusal
        self._take: Take = _nothing_more
        self._ended: Callable[[], None] = _nothing
        try:
            self._opened = getattr(portaudio, kind)(
                samplerate=rate,
                blocksize=round(rate * _BLOCK),
                device=device,
                channels=1,
                dtype="float32",
                latency=_LATENCY,
                callback=self._pass_on,
                finished_callback=self._finish,
            )
        except portaudio.PortAudioError as error:
            raise refusal from error
        # If Python forgot a stream, PortAudio would call what is no longer there.
        _open.add(self)

    def start(self, take: Take, ended: Callable[[], None]) -> None:
        """Begin to call `take` for each block and, once no more come, `ended`; both elsewhere.

        Blocks while the device starts, up to seconds; does nothing where it was closed already.
        Raises the Problem of the stream where it can't be started, and
        Problem("sound_system_stuck").
        """
        try:
            with _in_turn():
                if self in _open:
                    self._take, self._ended = take, ended
                    self._opened.start()
        except self._portaudio.PortAudioError as error:
            self.close()
            raise self._refusal from error

    def close(self) -> None:
        """End at once; a driver that hangs is left to itself after PATIENCE."""
        if self not in _open:
            return
        closing = self._begin_closing()
        closing.join(PATIENCE)
        if closing.is_alive():
            _leave(self._portaudio)

    def _begin_closing(self) -> threading.Thread:
        closing = threading.Thread(target=self._close, name="closing of a sound", daemon=True)
        closing.start()
        return closing

    def _close(self) -> None:
        with _turn:
            if self in _open:
                _open.remove(self)
                # abort() would cancel PortAudio's thread on Linux, maybe while it holds Python's
                # lock, which nobody could take ever after.
                self._opened.stop()
                self._opened.close()
                self._take, self._ended = _nothing_more, _nothing

    def _pass_on(self, block: Samples, frames: int, time: object, status: Any) -> None:
        if not self._take(block[:, 0], bool(status.input_overflow)):
            raise self._portaudio.CallbackStop

    def _finish(self) -> None:
        self._ended()
        if self in _open:
            self._begin_closing()


def _leave(portaudio: Any) -> None:
    """Let Facet end while a driver hangs."""
    # It would hang there too.
    atexit.unregister(portaudio._exit_handler)
    # Python would unload the library under its thread; what ctypes loads, it never unloads.
    ctypes.CDLL(portaudio._libname)


def _nothing() -> None:
    pass


def _nothing_more(block: Samples, lost: bool) -> bool:
    return False


_turn = threading.Lock()
_open: set[Stream] = set()
