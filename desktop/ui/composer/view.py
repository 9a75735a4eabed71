"""Words, pictures, the thinking toggle, send and stop."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import Part, Picture, Text, Turn
from desktop.ui import icons
from desktop.ui.sentences import sentence
from desktop.ui.settings.chat_settings import Thinking
from desktop.ui.theme import Theme
from desktop.ui.thumbnails import Thumbnails

from .chips import ChipRow
from .draft import read_draft, write_draft
from .edit import MessageEdit
from .pasted import PastedPictures
from .thinking import ThinkingSwitch

_BUTTON = 34
_DRAFT_MS = 500


class Composer(QFrame):
    """Where a message is written.

    Attributes:
        edit: the words.
        chips: the pictures.
        thinking: whether the model thinks first, and how long.
        notice: one sentence on what is done, or could not be taken or sent.

    Signals:
        sent: a user's turn, and how long to think.
        stopped: the answer is to stop.
        recalled: the last message is to be changed.
        rewritten: what is written is to stand in the place of the message that is being changed.
        changed: something else is written, or will be sent with it.
    """

    sent = Signal(Turn, Thinking)
    stopped = Signal()
    recalled = Signal()
    rewritten = Signal(Turn, Thinking)
    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._answering = False
        self._set_aside: Turn | None = None
        self._before_change: Turn | None = None
        self._awaited: dict[str, int | None] = {}
        self._pasted = PastedPictures(self)
        self._thumbnails = Thumbnails(self)
        self._drafting = QTimer(self, interval=_DRAFT_MS, singleShot=True)
        self.notice = QLabel(self)
        self.notice.setObjectName("told")
        self.notice.setWordWrap(True)
        self.notice.setContentsMargins(4, 0, 4, 0)
        self.notice.hide()
        self.chips = ChipRow(self)
        self.edit = MessageEdit(self)
        self.add = QToolButton(self)
        self.add.setAccessibleName(self.tr("Add a picture"))
        self.add.setToolTip(self.tr("Add a picture"))
        self.thinking = ThinkingSwitch(self)
        self.send = QToolButton(self)
        self.send.setObjectName("send")
        self._lay_out()
        self._connect()
        if (draft := read_draft()) is not None:
            self._write(draft)
        self._refresh()

    @property
    def pictures(self) -> list[Picture]:
        """The pictures that will be sent, in order."""
        return self.chips.pictures

    @property
    def turn(self) -> Turn:
        """What is written, as it would be sent."""
        words = self.edit.toPlainText()
        text: tuple[Part, ...] = (Text(words),) if words.strip() else ()
        return Turn("user", (*self.pictures, *text))

    @property
    def rewriting(self) -> bool:
        """Whether an earlier message is being changed."""
        return self._set_aside is not None

    def set_answering(self, answering: bool) -> None:
        """While an answer comes, the send button stops it."""
        self._answering = answering
        self._refresh()

    def attach(self, paths: Iterable[str]) -> None:
        """Take picture files; a chip or a sentence follows for each."""
        if not self.rewriting:
            self.notice.hide()
        for path in paths:
            self._await(Picture(path))

    def can_take(self, data: QMimeData) -> bool:
        """Whether something that is dragged may be dropped."""
        return any(url.isLocalFile() for url in data.urls()) or data.hasImage()

    @Slot(QMimeData)
    def take(self, data: QMimeData) -> None:
        """Take what was dropped or pasted: files first, then a bare picture."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if not paths and isinstance(image := data.imageData(), QImage):
            self._pasted.keep(image)
        self.attach(paths)

    def give_back(self, turn: Turn) -> None:
        """Give a message back that could not be answered, before what was written since."""
        self._write(_joined(turn, Turn("user", (Text(self.edit.toPlainText()),))))

    def rewrite(self, turn: Turn) -> None:
        """Have an earlier message changed; what was being written waits until that is over."""
        self._set_aside = self._set_aside or self.turn
        self._before_change = turn
        self._replace(turn)
        self._tell(self.tr("You are changing an earlier message. Esc leaves it as it was."))
        self.edit.setFocus()

    def leave_rewriting(self) -> None:
        """Leave the earlier message as it was."""
        turn, self._set_aside = self._set_aside, None
        if turn is not None:
            self.notice.hide()
            self._replace(turn)

    def keep_as_new(self) -> None:
        """Let what is being changed be a new message, behind what was being written before."""
        before, self._set_aside = self._set_aside, None
        if before is not None:
            self.notice.hide()
            self.give_back(before)

    @Slot()
    def keep_draft(self) -> None:
        """Keep what is written for the next start; what waits for a change to end comes first."""
        self._drafting.stop()
        turn = self.turn
        if self._set_aside is None:
            write_draft(turn)
        elif turn == self._before_change:
            write_draft(self._set_aside)
        else:
            write_draft(_joined(self._set_aside, turn))

    @Slot(str)
    def warn(self, words: str) -> None:
        """Say what could not be taken or sent."""
        self._tell(words, warning=True)

    def set_drop_target(self, over: bool) -> None:
        """Whether something hovers over the window that could be dropped."""
        self.setProperty("target", over)
        self.style().polish(self)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.add.setIcon(icons.plus(theme.quiet))
        self._refresh()

    @Slot()
    def submit(self) -> None:
        """Send what is written, if anything is and no answer is coming."""
        turn = self.turn
        if self._answering or not turn.parts:
            return
        if self.rewriting:
            self.leave_rewriting()
            self.rewritten.emit(turn, self.thinking.thinking)
            return
        self.edit.clear()
        self.notice.hide()
        self.chips.clear()
        self.sent.emit(turn, self.thinking.thinking)

    @Slot()
    def pick(self) -> None:
        """Choose pictures from the disk."""
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Add a picture"))
        self.attach(paths)

    def _lay_out(self) -> None:
        for button in (self.add, self.send):
            button.setFixedSize(_BUTTON, _BUTTON)
            button.setIconSize(QSize(20, 20))
            # A click leaves the keyboard in the field, as everywhere on a Mac.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add)
        buttons.addWidget(self.thinking)
        buttons.addStretch()
        buttons.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 12, 10)
        layout.setSpacing(8)
        for part in (self.notice, self.chips, self.edit):
            layout.addWidget(part)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.edit.submitted.connect(self.submit)
        self.edit.brought.connect(self.take)
        self.edit.recalled.connect(self._recall)
        for changed in (self.edit.textChanged, self.chips.changed):
            changed.connect(self._refresh)
            changed.connect(self._drafting.start)
            changed.connect(self.changed)
        self.chips.changed.connect(self._chain)
        self.thinking.changed.connect(self.changed)
        self._drafting.timeout.connect(self.keep_draft)
        self._pasted.kept.connect(self._await_pasted)
        self._pasted.failed.connect(self._warn_of_disk)
        self._thumbnails.ready.connect(self._add_chip)
        self._thumbnails.failed.connect(self._warn_of)
        self.add.clicked.connect(self.pick)
        self.send.clicked.connect(self._press)

    @Slot()
    def _chain(self) -> None:
        """Let Tab walk the chips as they stand now, then the words and the buttons."""
        buttons = (self.add, self.thinking.toggle, self.thinking.budget, self.send)
        for before, after in pairwise((*self.chips.stops, self.edit, *buttons)):
            QWidget.setTabOrder(before, after)

    @Slot(str, QImage)
    def _add_chip(self, path: str, image: QImage) -> None:
        if path not in self._awaited:
            return
        # They are decoded side by side, and may be ready in another order.
        detail = self._awaited.get(path)
        later = list(self._awaited)[list(self._awaited).index(path) + 1 :]
        self.chips.add(Picture(path, detail), image, before=later)

    @Slot(str, str, dict)
    def _warn_of(self, path: str, kind: str, details: dict[str, str]) -> None:
        self.warn(sentence(kind, {**details, "path": Path(path).name}))

    @Slot(str)
    def _warn_of_disk(self, folder: str) -> None:
        self.warn(sentence("cannot_keep_picture", {"path": folder}))

    @Slot()
    def _recall(self) -> None:
        if not (self._answering or self.turn.parts or self.rewriting):
            self.recalled.emit()

    def _tell(self, words: str, *, warning: bool = False) -> None:
        """Say something above what is written."""
        self.notice.setProperty("warning", warning)
        self.notice.style().polish(self.notice)
        self.notice.setText(words)
        self.notice.show()

    def _replace(self, turn: Turn) -> None:
        """Have a turn in the place of all that is written, and of pictures still to come."""
        self.chips.clear()
        self._awaited.clear()
        self._write(turn)

    def _write(self, turn: Turn) -> None:
        """Put a turn's words in the field, and its pictures beside those that are there."""
        self.edit.setPlainText(turn.text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        for part in turn.parts:
            if isinstance(part, Picture) and part.path:
                self._await(part)

    @Slot(str)
    def _await_pasted(self, path: str) -> None:
        self.attach([path])

    def _await(self, picture: Picture) -> None:
        """Have a picture decoded; its chip, or a sentence, follows."""
        assert picture.path is not None
        self._awaited.pop(picture.path, None)
        self._awaited[picture.path] = picture.detail
        self._thumbnails.request(picture.path)

    @Slot()
    def _press(self) -> None:
        if self._answering:
            self.stopped.emit()
        else:
            self.submit()

    @Slot()
    def _refresh(self) -> None:
        self.send.setEnabled(self._answering or bool(self.turn.parts))
        self.send.setIcon(icons.square("white") if self._answering else icons.arrow_up("white"))
        name = self.tr("Stop") if self._answering else self.tr("Send")
        self.send.setAccessibleName(name)
        self.send.setToolTip(name)
        self.edit.setPlaceholderText(
            self.tr("Facet is answering. Esc stops it.")
            if self._answering
            else self.tr("Ask, or drop a picture")
        )


def _joined(first: Turn, second: Turn) -> Turn:
    """What two messages say, as one."""
    words = "\n".join(filter(None, (first.text, second.text)))
    pictures = (part for part in (*first.parts, *second.parts) if isinstance(part, Picture))
    return Turn("user", (*dict.fromkeys(pictures), Text(words)))
