"""Files on their way to the chips: looked at in the background, shown in their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.clip_files import Outline
from desktop.conversation import Clip, Medium, Picture, Sound
from desktop.ui.media.reader import MediaReader
from desktop.ui.sentences import sentence
from desktop.ui.thumbnails import Thumbnails
from desktop.waveform import Waveform

from .chips import ChipRow
from .pasted import PastedPictures
from .trimming import Trimming


class Attachments(QObject):
    """Takes files of every kind; a chip, or a sentence, follows for each.

    Signals:
        failed: the sentence that says why a file could not be taken.
    """

    failed = Signal(str)

    def __init__(self, chips: ChipRow) -> None:
        super().__init__(chips)
        self._chips = chips
        self._awaited: dict[str, Medium | None] = {}
        self._arrived: set[str] = set()
        self._trimming = Trimming(self)
        self._thumbnails = Thumbnails(self)
        self._reader = MediaReader(self)
        self._pasted = PastedPictures(self)
        self._thumbnails.ready.connect(self._add_picture)
        self._thumbnails.failed.connect(self._look_further)
        self._reader.sound.connect(self._add_sound)
        self._reader.waveform.connect(chips.show_waveform)
        self._reader.clip.connect(self._add_clip)
        self._reader.frame.connect(chips.show_frame)
        self._reader.failed.connect(self._give_up)
        self._pasted.kept.connect(self._await_pasted)
        self._pasted.failed.connect(self._tell_of_disk)
        self._trimming.trimmed.connect(self._put_in_place)
        self._trimming.failed.connect(self._tell)
        chips.trimming.connect(self._trim)

    @property
    def coming(self) -> list[Medium]:
        """What is on its way; a picture, until it is known, as what says it is one is looked at."""
        media = self._awaited.items()
        return [medium or Picture(path) for path, medium in media if path not in self._arrived]

    def attach(self, paths: Iterable[str]) -> None:
        """Take files; each says itself what it is."""
        for path in paths:
            self._await(path, None)

    def put(self, media: Iterable[Medium]) -> None:
        """Take what was chosen before, with what was chosen for it."""
        for medium in media:
            if medium.path:
                self._await(medium.path, medium)

    def paste(self, image: QImage) -> None:
        """Take a picture that has no file."""
        self._pasted.keep(image)

    def clear(self) -> None:
        """Take all away, and what is still on its way."""
        self._awaited.clear()
        self._chips.clear()

    def _await(self, path: str, medium: Medium | None) -> None:
        self._awaited.pop(path, None)
        self._arrived.discard(path)
        self._awaited[path] = medium
        if isinstance(medium, Sound | Clip):
            self._reader.look(path)
        else:
            self._thumbnails.request(path)

    def _later_than(self, path: str) -> list[str]:
        """What was taken after a file: it may have been ready before it."""
        order = list(self._awaited)
        return order[order.index(path) + 1 :]

    def _arrives(self, path: str) -> bool:
        """Whether a chip is to be shown for a file now."""
        if path not in self._awaited or path in self._arrived:
            return False
        self._arrived.add(path)
        return path not in self._chips

    @Slot(str, QImage)
    def _add_picture(self, path: str, image: QImage) -> None:
        if self._arrives(path):
            chosen = self._awaited[path]
            picture = chosen if isinstance(chosen, Picture) else Picture(path)
            self._chips.add_picture(picture, image, self._later_than(path))

    @Slot(str, float)
    def _add_sound(self, path: str, seconds: float) -> None:
        if self._arrives(path):
            chosen = self._awaited[path]
            sound = chosen if isinstance(chosen, Sound) else Sound(path)
            self._chips.add_sound(sound, seconds, self._later_than(path))

    @Slot(str, Outline)
    def _add_clip(self, path: str, outline: Outline) -> None:
        if self._arrives(path):
            chosen = self._awaited[path]
            clip = chosen if isinstance(chosen, Clip) else Clip(path)
            self._chips.add_clip(clip, outline, self._later_than(path))

    @Slot(str, str, dict)
    def _look_further(self, path: str, kind: str, details: dict[str, str]) -> None:
        """What is no picture may be a sound or a video."""
        if kind == "not_a_picture" and path in self._awaited:
            self._reader.look(path)
        else:
            self._give_up(path, kind, details)

    @Slot(str, str, dict)
    def _give_up(self, path: str, kind: str, details: dict[str, str]) -> None:
        if path in self._chips:
            self._chips.remove(path)
        self._awaited.pop(path, None)
        self._tell(kind, {**details, "path": Path(path).name})

    @Slot(str, dict)
    def _tell(self, kind: str, details: dict[str, str]) -> None:
        self.failed.emit(sentence(kind, details))

    @Slot(str, Waveform)
    def _trim(self, path: str, waveform: Waveform) -> None:
        self._trimming.open(path, waveform, self._chips.window())

    @Slot(str, str)
    def _put_in_place(self, path: str, kept: str) -> None:
        """Let what is kept of a sound stand in its place."""
        if path not in self._chips:
            return
        whole = self._chips.chip(path).medium
        assert isinstance(whole, Sound)
        later = self._later_than(path)
        self._chips.remove(path)
        self.put([replace(whole, path=kept)])
        for name in later:
            self._awaited[name] = self._awaited.pop(name)

    @Slot(str)
    def _await_pasted(self, path: str) -> None:
        self.attach([path])

    @Slot(str)
    def _tell_of_disk(self, folder: str) -> None:
        self._tell("cannot_keep_picture", {"path": folder})
