"""All that was said: bubbles at the right, answers at the left, thoughts folded."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.conversation import Turn
from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown.style import TextStyle
from desktop.ui.media.sketches import Sketches
from desktop.ui.theme import TEXT_PX, Theme, current_theme
from desktop.ui.thumbnails import Thumbnails

from .announcer import Announcer
from .bubble import Bubble
from .failure import FailureCard
from .finder import Finder
from .link_line import LinkLine
from .picture_viewer import LARGEST_PX, PictureViewer
from .reply import ReplyView
from .row_view import RowView
from .rows import Answered, Failed, Mark, Row, Said, Thinking
from .scroller import Scroller
from .to_end import ToEndButton


class Transcript(Scroller):
    """Shows a chat as it happens; it follows the end only while the reader is there.

    What is said is kept as plain rows; a row has a widget only while it is near the reader.

    Attributes:
        rows: all that stands here, in order.
        to_end: the button that returns to the end.
        link_line: where the link under the pointer leads.
        finder: finds words here.
        viewer: the picture that is seen large, if one is.

    Signals:
        aloud: an answer is to be read aloud, or no longer; its row.
        start_again: the button on a failure was pressed.
        answer_now: the thought is to end.
        again: a question is to be answered once more; the entry of its answer.
        resumed: the last answer is to go on where it broke off.
        rewritten: something else is to be said in the place of an entry.
        removed: an entry is to be removed, with all that follows.
        chosen: another entry is to be shown.
    """

    aloud = Signal(Answered)
    start_again = Signal()
    again = Signal(int)
    resumed = Signal()
    rewritten = Signal(int)
    removed = Signal(int)
    chosen = Signal(int)
    answer_now = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Conversation"))
        self.rows: list[Row] = []
        self.viewer: PictureViewer | None = None
        self._style = TextStyle.of(current_theme(), TEXT_PX)
        self._formulas = Formulas(parent=self)
        self._announcer = Announcer(self)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.ready.connect(self._show_picture)
        self._thumbnails.failed.connect(self._show_missing)
        self._large = Thumbnails(self, LARGEST_PX)
        self._sketches = Sketches(self)
        self.link_line = LinkLine(self)
        self.to_end = ToEndButton(self)
        self.to_end.clicked.connect(self.go_to_end)
        self.moved.connect(self._show_way_to_end)
        self.finder = Finder(self)

    @property
    def replies(self) -> list[ReplyView]:
        """The answers that are near the reader, in order."""
        return [view for view in self.views if isinstance(view, ReplyView)]

    @property
    def failures(self) -> list[FailureCard]:
        """What went wrong and still stands there."""
        return [view for view in self.views if isinstance(view, FailureCard)]

    def clear(self) -> None:
        """Show nothing."""
        if self.viewer is not None:
            self.viewer.close()
        self.rows.clear()
        self.remove_rows()

    def show_turns(self, turns: Sequence[Turn], marks: Sequence[Mark] = ()) -> None:
        """Show a whole conversation, from its end; what is unfolded or read aloud stays so."""
        answered = [row for row in self.rows if isinstance(row, Answered)]
        before = {row.mark.entry: row for row in answered if row.mark}
        self.clear()
        for number, turn in enumerate(turns):
            mark = marks[number] if marks else None
            row = Said(turn, mark) if turn.role == "user" else Answered.of(turn, mark)
            if isinstance(row, Answered) and mark and mark.entry in before:
                row.take_after(before[mark.entry])
            self.rows.append(row)
        self.append_rows(len(self.rows))

    def show_coming(self, answered: Answered) -> None:
        """Show an answer that began to come out of sight; one that goes on stands there already."""
        if answered.mark is not None:
            self._remove_last()
        self._add(answered)

    def go_to_entry(self, entry: int, words: str) -> None:
        """Show a turn where words stand in it first, and point it out."""
        for i, row in enumerate(self.rows):
            if isinstance(row, Said | Answered) and row.mark and row.mark.entry == entry:
                self.go_to_row(i)
                if view := self.view(i):
                    view.point_out()
                    for text in view.texts.values():
                        self.show_place(i, text.viewport(), text.place_of(words, 0))

    @property
    def spoken(self) -> int:
        """How many turns stand here."""
        return len(self._spoken)

    @property
    def _spoken(self) -> list[int]:
        return [i for i, row in enumerate(self.rows) if isinstance(row, Said | Answered)]

    def mark(self, marks: Sequence[Mark]) -> None:
        """Say of each turn, from the first on, where it stands in the dialogue."""
        for i, mark in zip(self._spoken, marks, strict=False):
            row, view = self.rows[i], self.view(i)
            assert isinstance(row, Said | Answered)
            if row.mark == mark:
                continue
            row.mark = mark
            if isinstance(view, Bubble | ReplyView):
                view.show_state()
                view.grown.emit()

    @Slot(Turn)
    def add_turn(self, turn: Turn) -> None:
        """Show what the person said."""
        self._drop_failures()
        self.go_to_end()
        self._add(Said(turn))

    @Slot()
    def begin_reply(self) -> None:
        """Make room for the next answer."""
        self._drop_failures()
        self._add(Answered())

    @Slot()
    def resume_reply(self) -> None:
        """The last answer goes on."""
        self._drop_failures()
        self._last_answered.coming = True
        if view := self._last_reply:
            view.show_state()

    @Slot(int, int)
    def show_reading(self, done: int, total: int) -> None:
        """`done` of the prompt's `total` tokens are computed."""
        answered = self._last_answered
        if done < total:
            answered.read = 100 * done // total
            if view := self._last_reply:
                view.show_state()

    @Slot(int, int)
    def show_part(self, part: int, parts: int) -> None:
        """Part `part` of `parts` of a long sound is being answered, from 1."""
        self._last_answered.part = (part, parts)
        if view := self._last_reply:
            view.show_state()
            view.grown.emit()

    @Slot(str)
    def add_thought(self, text: str) -> None:
        """More of the thought."""
        answered = self._last_answered
        if answered.thinking is None:
            answered.thinking = Thinking(began=time.monotonic())
        answered.thinking.text += text
        if view := self._last_reply:
            view.add_thought()
        self._tell_new()

    @Slot(str)
    def add_answer(self, text: str) -> None:
        """More of the answer."""
        answered = self._last_answered
        if answered.thinking is not None:
            answered.thinking.end()
        answered.answer += text
        if view := self._last_reply:
            view.add_answer(text)
        self._announcer.add(text)
        self._tell_new()

    @Slot()
    def end_reply(self) -> None:
        """Nothing more of this answer will come."""
        answered = self._last_answered
        if answered.thinking is not None:
            answered.thinking.end()
        answered.coming, answered.part = False, None
        if view := self._last_reply:
            view.end()
        self._announcer.finish()

    @Slot(str)
    def add_failure(self, sentence: str, *, restartable: bool = False) -> None:
        """Say what went wrong, below what had come."""
        self._drop_failures()
        self._add(Failed(sentence, restartable))

    def take_back(self) -> None:
        """Show the last turn and its answer no longer."""
        while self.rows and not isinstance(self._remove_last(), Said):
            pass

    def paint(self, theme: Theme, text_px: int = TEXT_PX) -> None:
        """Take a theme's colours, and text of so many px."""
        self._style = TextStyle.of(theme, text_px)
        self.rebuild()

    def make(self, row: int) -> RowView:
        view = self._make(row)
        self.finder.mark(row, view)
        return view

    def _make(self, row: int) -> RowView:
        match self.rows[row]:
            case Said() as said:
                bubble = Bubble(said, self._sketches, self.viewport())
                bubble.opened.connect(self.open_picture)
                bubble.pointed.connect(self.link_line.show_address)
                bubble.rewritten.connect(self.rewritten)
                bubble.removed.connect(self.removed)
                bubble.chosen.connect(self.chosen)
                for path in said.pictures:
                    self._thumbnails.request(path)
                return bubble
            case Answered() as answered:
                width, port = self.column_width, self.viewport()
                reply = ReplyView(answered, self._style, self._formulas, width, port)
                reply.opened.connect(self.open_picture)
                reply.answer_now.connect(self.answer_now)
                reply.aloud.connect(self.aloud)
                reply.pointed.connect(self.link_line.show_address)
                reply.again.connect(self.again)
                reply.resumed.connect(self.resumed)
                reply.removed.connect(self.removed)
                reply.chosen.connect(self.chosen)
                for path in answered.pictures:
                    self._thumbnails.request(path)
                return reply
            case Failed() as failed:
                card = FailureCard(failed, self.viewport())
                card.start_again.connect(self._begin_again)
                return card

    def chain(self) -> None:
        super().chain()
        # Behind the rows it would be gone when Tab reaches it.
        QWidget.setTabOrder(self, self.to_end)

    def guess(self, row: int, width: int) -> int:
        return self.rows[row].guess(width)

    @Slot(str)
    def open_picture(self, path: str) -> None:
        """See a picture large; arrows step through those of the whole conversation."""
        shown = [row for row in self.rows if isinstance(row, Said | Answered)]
        paths = list(dict.fromkeys(path for row in shown for path in row.pictures))
        self.viewer = PictureViewer(paths, path, self._large, self.window())
        self.viewer.closed.connect(self._forget_viewer)

    @property
    def last_answer(self) -> Answered | None:
        """The answer that stands last, or is coming."""
        return next((row for row in reversed(self.rows) if isinstance(row, Answered)), None)

    def show_read(self, answered: Answered | None) -> None:
        """Show which answer is being read aloud, and that no other is."""
        for i, row in enumerate(self.rows):
            if isinstance(row, Answered) and row.aloud is not (row is answered):
                row.aloud = row is answered
                if isinstance(view := self.view(i), ReplyView):
                    view.show_state()
                    view.grown.emit()

    @property
    def _last_answered(self) -> Answered:
        """The answer that is coming."""
        last = self.last_answer
        assert last is not None
        return last

    @property
    def _last_reply(self) -> ReplyView | None:
        """The widget of the answer that is coming, if the reader is near."""
        backwards = range(len(self.rows) - 1, -1, -1)
        view = self.view(next(i for i in backwards if isinstance(self.rows[i], Answered)))
        return view if isinstance(view, ReplyView) else None

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        self.append_rows(1)
        self._tell_new()

    def _remove_last(self) -> Row:
        row = self.rows.pop()
        self.remove_last_row()
        return row

    def _drop_failures(self) -> None:
        """A failure stands only until the next attempt."""
        while self.rows and isinstance(self.rows[-1], Failed):
            self._remove_last()

    def _tell_new(self) -> None:
        if not self.at_end and not self.to_end.new:
            self.to_end.tell_new(True)

    @Slot()
    def _show_way_to_end(self) -> None:
        if self.at_end and self.to_end.new:
            self.to_end.tell_new(False)
        self.to_end.setVisible(not self.at_end)
        self._place_way_to_end()

    def _place_way_to_end(self) -> None:
        middle = self.rect().center().x()
        below = self.viewport().height() - self.to_end.height() - 12
        self.to_end.move(QPoint(middle - self.to_end.width() // 2, below))
        self.to_end.raise_()

    @Slot()
    def _begin_again(self) -> None:
        self._drop_failures()
        self.start_again.emit()

    @Slot(str, QImage)
    def _show_picture(self, path: str, image: QImage) -> None:
        for view in self.views:
            if isinstance(view, Bubble | ReplyView):
                view.pictures.show_picture(path, image)

    @Slot(str)
    def _show_missing(self, path: str) -> None:
        for view in self.views:
            if isinstance(view, Bubble | ReplyView):
                view.pictures.show_missing(path)

    @Slot()
    def _forget_viewer(self) -> None:
        self.viewer = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_way_to_end()
