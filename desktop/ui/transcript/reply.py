"""One answer: its thought, its words, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown.style import TextStyle

from .actions import ActionsLine
from .alternatives import Alternatives
from .announcer import spoken
from .answer_text import AnswerText
from .parts_bar import PartsBar
from .pictures import PictureGrid
from .row_view import RowView
from .rows import Answered, Part
from .text import TextView
from .thought import ThoughtView

_SPACING = 12


class ReplyView(RowView):
    """What the model answers, as it comes.

    Attributes:
        thought: what it thinks first, if it does.
        body: the answer.
        pictures: what it came with from elsewhere.
        parts: how far it is, while it comes in parts.
        choices: what can be done with it once it has ended.

    Signals:
        answer_now: the thought is to end.
        aloud: it is to be read aloud, or no longer; its row.
        opened: a picture is to be seen large; its path.
        pointed: where the link under the pointer leads, "" where there is none.
        again: the question is to be answered once more; the entry of this answer.
        resumed: the answer is to go on where it broke off.
        removed: it is to be removed, with all that follows; its entry.
        chosen: another entry is to be shown in the place of this one.
    """

    answer_now = Signal()
    aloud = Signal(Answered)
    again = Signal(int)
    resumed = Signal()
    removed = Signal(int)
    chosen = Signal(int)
    opened = Signal(str)
    pointed = Signal(str)

    def __init__(
        self, answered: Answered, style: TextStyle, formulas: Formulas, width: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._answered = answered
        self.thought: ThoughtView | None = None
        self._waiting = _Line(self)
        self.body = AnswerText(style, formulas, width, self)
        self.body.setAccessibleName(self.tr("Answer"))
        self.body.grown.connect(self.grown)
        self.body.pointed.connect(self.pointed)
        self.body.reached.connect(self.reached)
        self.ring(self.body)
        self._shown = _Pictures(answered.pictures, self)
        self.pictures = self._shown.grid
        self.pictures.opened.connect(self.opened)
        self.parts = PartsBar(self)
        self.choices = ActionsLine(self)
        copy = self.copy = self.choices.add(self.tr("Copy"))
        copy.setAccessibleName(self.tr("Copy answer"))
        copy.setToolTip(self.tr("Copy as Markdown; with ⌥ as plain text"))
        copy.clicked.connect(self._copy)
        copy.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        copy.customContextMenuRequested.connect(self._offer_copies)
        self.read_aloud = self.choices.add("")
        self.read_aloud.clicked.connect(self._read_aloud)
        self.try_again = self.choices.add(self.tr("Try again"))
        self.try_again.clicked.connect(self._ask_again)
        self.go_on = self.choices.add(self.tr("Go on"))
        self.go_on.clicked.connect(self.resumed)
        self.removal = self.choices.add(self.tr("Delete"))
        self.removal.setToolTip(self.tr("Delete this answer and all that follows"))
        self.removal.clicked.connect(self._remove)
        self.alternatives = Alternatives(self.choices)
        self.alternatives.chosen.connect(self.chosen)
        if answered.coming:
            self.body.add_markdown(answered.answer)
        else:
            self.body.show_markdown(answered.answer)
        self.show_state()

    @property
    def text(self) -> str:
        """The answer so far."""
        return self._answered.answer

    def add_thought(self) -> None:
        """There is more of the thought."""
        if self.thought is None:
            self.show_state()
            self.grown.emit()
        else:
            self.thought.add()

    def add_answer(self, text: str) -> None:
        """More of the answer."""
        self.body.add_markdown(text)
        if self.body.isHidden():
            self.show_state()
            self.grown.emit()

    def end(self) -> None:
        """Nothing more will come."""
        self.body.finish()
        self.show_state()
        self.grown.emit()

    def show_state(self) -> None:
        """Whether it is read, thought about or answered may have changed."""
        answered = self._answered
        if self.thought is None and answered.thinking is not None:
            self.thought = ThoughtView(answered.thinking, self)
            self.thought.grown.connect(self.grown)
            self.thought.answer_now.clicked.connect(self.answer_now)
            self.thought.show()
        elif answered.thinking is not None and self.thought is not None:
            self.thought.show_state()
        self.body.setVisible(bool(answered.answer))
        if not answered.coming:
            self.setAccessibleName(self.tr("Answer: {words}").format(words=spoken(answered.answer)))
        in_parts = answered.coming and answered.part is not None
        if answered.part is not None:
            self.parts.show_part(*answered.part)
        self.parts.setVisible(in_parts)
        self.choices.setVisible(bool(answered.answer) and not in_parts)
        self.choices.setEnabled(not answered.coming)
        self.read_aloud.setText(
            self.tr("Stop reading") if answered.aloud else self.tr("Read aloud")
        )
        self.light_as_due()
        mark = answered.mark
        self.alternatives.show_mark(mark)
        for button in (self.try_again, self.removal):
            button.setVisible(mark is not None)
        self.go_on.setVisible(mark is not None and mark.resumable)
        self.choices.setToolTip(mark.told if mark else "")
        nothing = not answered.answer and answered.thinking is None
        self._shown.setVisible(bool(answered.pictures))
        self._waiting.setVisible(answered.coming and nothing)
        self._waiting.setText(self.tr("Reading…"))
        if answered.read is not None:
            self._waiting.setText(self.tr("Reading, {share} %").format(share=answered.read))

    def fit(self, width: int) -> int:
        parts = (self._waiting, self.thought, self.body, self._shown, self.parts, self.choices)
        return self.stack([part for part in parts if part is not None], width, _SPACING)

    @property
    def texts(self) -> dict[Part, TextView]:
        words: dict[Part, TextView] = {Part.WORDS: self.body}
        return words | ({Part.THOUGHT: self.thought.body} if self.thought else {})

    def unfold(self) -> None:
        if self.thought is not None:
            self.thought.fold.setChecked(True)

    def light(self, lit: bool) -> None:
        answered = self._answered
        self.choices.light((lit or answered.aloud) and not answered.coming)

    @Slot()
    def _read_aloud(self) -> None:
        self.aloud.emit(self._answered)

    @Slot()
    def _ask_again(self) -> None:
        if self._answered.mark is not None:
            self.again.emit(self._answered.mark.entry)

    @Slot()
    def _remove(self) -> None:
        if self._answered.mark is not None:
            self.removed.emit(self._answered.mark.entry)

    @Slot()
    def _copy(self) -> None:
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier:
            self._copy_plain_text()
        else:
            self._copy_markdown()

    @Slot()
    def _copy_markdown(self) -> None:
        QGuiApplication.clipboard().setText(self._answered.answer)

    @Slot()
    def _copy_plain_text(self) -> None:
        QGuiApplication.clipboard().setText(self.body.plain_text)

    @Slot(QPoint)
    def _offer_copies(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy as Markdown"), self._copy_markdown)
        menu.addAction(self.tr("Copy as Plain Text"), self._copy_plain_text)
        menu.popup(self.copy.mapToGlobal(place))


class _Pictures(QWidget):
    """Pictures as wide as they need to be."""

    def __init__(self, paths: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = PictureGrid(paths, self)

    def fit(self, width: int) -> int:
        size = self.grid.fit(width)
        self.grid.resize(size)
        return size.height()


class _Line(QLabel):
    """A quiet line that fits itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("quiet")

    def fit(self, width: int) -> int:
        return self.sizeHint().height()
