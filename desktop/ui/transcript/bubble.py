"""What the person said: pictures and words in a soft bubble."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from .actions import ActionsLine
from .alternatives import Alternatives
from .pictures import PictureGrid
from .row_view import OVERHANG, RowView
from .rows import Said
from .text import TextView

_SHARE = 0.75
_MARGIN, _FRAME = 16, 9
_BESIDE_TALL = 240
"""How wide the words under a tall picture may be all the same."""
# A line's leading stands above its words, so the upper margin is smaller.
_ABOVE, _BELOW, _SPACING = 8, 12, 8


class Bubble(RowView):
    """One turn of the user, at the right.

    Attributes:
        words: what was written, None where nothing was.
        pictures: what was shown.

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

    def __init__(self, said: Said, parent: QWidget) -> None:
        super().__init__(parent)
        self._said = said
        text = said.turn.text.strip("\n")
        self.setAccessibleName(self.tr("You said: {words}").format(words=text))
        self._frame = QFrame(self)
        self._frame.setObjectName("bubble")
        self.pictures = PictureGrid(said.pictures, self._frame)
        self.pictures.opened.connect(self.opened)
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
        pictures = self.pictures.fit(widest - 2 * _FRAME)
        if self.pictures.tiles:
            # Words wider than the pictures would leave a hole beside them.
            widest = max(pictures.width(), min(_BESIDE_TALL, widest)) + 2 * _FRAME
        words = self.words.hug(widest - 2 * _MARGIN) if self.words else 0
        inner = max(pictures.width() + 2 * _FRAME, words + 2 * _MARGIN if words else 0)
        left = (inner - pictures.width()) // 2
        self.pictures.setGeometry(left, _FRAME, pictures.width(), pictures.height())
        if self.words is None:
            height = pictures.height() + 2 * _FRAME
        else:
            top = _FRAME + pictures.height() + _SPACING if self.pictures.tiles else _ABOVE
            lines = self.words.fit(words)
            self.words.setGeometry(_MARGIN, top, words, lines)
            height = top + lines + _BELOW
        self._frame.setGeometry(OVERHANG + width - inner, 0, inner, height)
        below = self.choices.fit(width)
        self.choices.setGeometry(OVERHANG, height, width, below)
        return height + below
