"""One sound is played at a time, wherever it is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from desktop.problems import Problem
from desktop.recording.player import Player
from desktop.sound_files import RATE, Samples, read_sound
from desktop.ui.background import in_background
from desktop.ui.sentences import sentence

_STEP_MS = 33


class Playback(QObject):
    """Plays a sound file, or a stretch of it.

    Signals:
        began: something is to be played.
        moved: a path plays, and where in the file it is now, in s.
        ended: a path plays no longer.
        failed: the sentence that says why nothing is heard.
    """

    began = Signal()
    moved = Signal(str, float)
    ended = Signal(str)
    failed = Signal(str)
    _opened = Signal(int, Player)
    _refused = Signal(int, str, dict)
    _shared: Playback | None = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: str | None = None
        self._start = 0.0
        self._number = 0
        self._player: Player | None = None
        self._clock = QTimer(self, interval=_STEP_MS)
        self._clock.timeout.connect(self._follow)
        self._opened.connect(self._follow_player)
        self._refused.connect(self._give_up)

    @classmethod
    def shared(cls) -> Playback:
        """The one of this application."""
        if cls._shared is None:
            cls._shared = cls(QCoreApplication.instance())
        return cls._shared

    @property
    def path(self) -> str | None:
        """What is played now, or is about to be."""
        return self._path

    def toggle(self, path: str, start: float = 0, stop: float | None = None) -> None:
        """Play a file, from `start` to `stop`, in s; silence it where it is what is played."""
        if path == self._path:
            self.stop()
        else:
            self.play(path, start, stop)

    def play(self, path: str, start: float = 0, stop: float | None = None) -> None:
        """Play a file from `start` to `stop`, in s, in the place of what is played."""
        self.stop()
        self._path, self._start = path, start
        self.began.emit()
        number = self._number

        def open_device() -> None:
            try:
                player = Player(_stretch(path, start, stop))
                player.start()
            except Problem as problem:
                self._refused.emit(number, problem.kind, problem.details)
            else:
                self._opened.emit(number, player)

        in_background(open_device)
        self.moved.emit(path, start)

    @Slot()
    def stop(self) -> None:
        """Silence at once."""
        self._clock.stop()
        self._number += 1
        path, self._path = self._path, None
        player, self._player = self._player, None
        if player is not None:
            # A device takes a moment to close.
            in_background(player.stop)
        if path is not None:
            self.ended.emit(path)

    @Slot(int, Player)
    def _follow_player(self, number: int, player: Player) -> None:
        if number != self._number:
            in_background(player.stop)
            return
        self._player = player
        self._clock.start()

    @Slot(int, str, dict)
    def _give_up(self, number: int, kind: str, details: dict[str, str]) -> None:
        if number == self._number:
            self.stop()
            self.failed.emit(sentence(kind, details))

    @Slot()
    def _follow(self) -> None:
        if self._player is None or self._path is None:
            return
        if self._player.playing:
            self.moved.emit(self._path, self._start + self._player.position)
        else:
            self.stop()


def _stretch(path: str, start: float, stop: float | None) -> Samples:
    end = None if stop is None else round(stop * RATE)
    return read_sound(path)[round(start * RATE) : end]
