"""What the person said: pictures, videos, words and sounds in a soft bubble."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.media.sketches import Sketches

from .actions import ActionsLine
from .alternatives import Alternatives
from .clips import CLIP_HEIGHT, CLIP_WIDTH, ClipTile
from .pictures import PictureGrid
from .row_view import OVERHANG, RowView
from .rows import Part, Said
from .sounds import SOUND_HEIGHT, SoundCard
from .text import TextView

_SHARE = 0.75
_MARGIN, _FRAME = 16, 9
_BESIDE_TALL = 240
"""How wide the words under a tall picture may be all the same."""
# A line's leading stands above its words, so the upper margin is smaller.
_ABOVE, _BELOW, _SPACING, _ABOVE_SOUNDS = 8, 12, 8, 4


class Bubble(RowView):
    """One turn of the user, at the right.

    Attributes:
        words: what was written, None where nothing was.
        pictures: what was shown.
        clips: the videos.
        sounds: what was to be heard.

    Signals:
        opened: a picture is to be seen large; its path.
        pointed: where the link under the pointer leads, "" where there is none.
        rewritten: something else is to be said in its place; its entry.
        removed: it is to be removed, with all that follows; its entry.
        chosen: another entry is to be shown in its place.
    """

    opened = Signal(str)
    rewritten = Signal(int)
    removed = Signal(int)
    chosen = Signal(int)
    pointed = Signal(str)

    def __init__(self, said: Said, sketches: Sketches, parent: QWidget) -> None:
        super().__init__(parent)
        self._said = said
        text = said.turn.text.strip("\n")
        self.setAccessibleName(self.tr("You said: {words}").format(words=text or said.files))
        self._frame = QFrame(self)
        self._frame.setObjectName("bubble")
        self.pictures = PictureGrid(said.pictures, self._frame)
        self.pictures.opened.connect(self.opened)
        self.clips = [ClipTile(clip, sketches, self._frame) for clip in said.clips]
        self.sounds = [SoundCard(sound, sketches, self._frame) for sound in said.sounds]
        self.words: TextView | None = None
        if text.strip():
            self.words = TextView("words", self._frame)
            self.words.setAccessibleName(self.tr("You said"))
            self.words.show_plain(text)
            self.words.grown.connect(self.grown)
            self.words.pointed.connect(self.pointed)
            self.ring(self.words)
        self.choices = ActionsLine(self, at_right=True)
        self.change = self.choices.add(self.tr("Change"))
        self.change.clicked.connect(self._rewrite)
        self.removal = self.choices.add(self.tr("Delete"))
        self.removal.setToolTip(self.tr("Delete this message and all that follows"))
        self.removal.clicked.connect(self._remove)
        self.alternatives = Alternatives(self.choices)
        self.alternatives.chosen.connect(self.chosen)
        self.show_state()

    def show_state(self) -> None:
        """Where it stands in the dialogue may have changed."""
        mark = self._said.mark
        self.alternatives.show_mark(mark)
        for button in (self.change, self.removal):
            button.setVisible(mark is not None)

    @property
    def texts(self) -> dict[Part, TextView]:
        return {Part.WORDS: self.words} if self.words else {}

    def light(self, lit: bool) -> None:
        self.choices.light(lit)

    @Slot()
    def _rewrite(self) -> None:
        if self._said.mark is not None:
            self.rewritten.emit(self._said.mark.entry)

    @Slot()
    def _remove(self) -> None:
        if self._said.mark is not None:
            self.removed.emit(self._said.mark.entry)

    def fit(self, width: int) -> int:
        widest = int(width * _SHARE)
        seen = self._fit_seen(widest - 2 * _FRAME)
        if seen:
            # What is wider than the pictures would leave a hole beside them.
            widest = max(seen, min(_BESIDE_TALL, widest - 2 * _FRAME)) + 2 * _FRAME
        words = self.words.hug(widest - 2 * _MARGIN) if self.words else 0
        heard = max((card.width_wanted for card in self.sounds), default=0)
        inner = max(
            seen + 2 * _FRAME if seen else 0,
            words + 2 * _MARGIN if words else 0,
            min(heard + _FRAME + _MARGIN, widest) if heard else 0,
        )
        height = self._stack(inner, seen, words)
        self._frame.setGeometry(OVERHANG + width - inner, 0, inner, height)
        below = self.choices.fit(width)
        self.choices.setGeometry(OVERHANG, height, width, below)
        return height + below

    def _fit_seen(self, widest: int) -> int:
        """Lay out pictures and videos; returns how wide they are together."""
        pictures = self.pictures.fit(widest)
        self.pictures.resize(pictures)
        return max(pictures.width(), min(CLIP_WIDTH, widest) if self.clips else 0)

    def _stack(self, inner: int, seen: int, words: int) -> int:
        """Put all parts below each other in a frame of `inner` points; returns its height."""
        bottom = 0
        if self.pictures.tiles:
            self.pictures.move((inner - self.pictures.width()) // 2, _FRAME)
            bottom = _FRAME + self.pictures.height()
        for tile in self.clips:
            top = bottom + _SPACING if bottom else _FRAME
            tile.setGeometry((inner - seen) // 2, top, seen, CLIP_HEIGHT)
            bottom = top + CLIP_HEIGHT
        below = _FRAME
        if self.words is not None:
            top = bottom + _SPACING if bottom else _ABOVE
            lines = self.words.fit(words)
            self.words.setGeometry(_MARGIN, top, words, lines)
            bottom, below = top + lines, _BELOW
        bottom = bottom + _ABOVE_SOUNDS if bottom else _ABOVE
        for card in self.sounds:
            card.setGeometry(_FRAME, bottom, inner - _FRAME - _MARGIN, SOUND_HEIGHT)
            bottom, below = bottom + SOUND_HEIGHT, _ABOVE
        return bottom + below
