"""Words, pictures, the thinking toggle, send and stop."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import Picture, Text, Turn
from desktop.ui import icons
from desktop.ui.sentences import sentence
from desktop.ui.theme import Theme
from desktop.ui.thumbnails import Thumbnails

from .chips import ChipRow
from .edit import MessageEdit

_BUTTON = 34


class Composer(QFrame):
    """Where a message is written.

    Attributes:
        edit: the words.
        chips: the pictures.
        think: the thinking toggle.
        notice: one sentence on what could not be taken or sent.

    Signals:
        sent: a user's turn, and whether to think.
        stopped: the answer is to stop.
    """

    sent = Signal(Turn, bool)
    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._answering = False
        self._pasted = QTemporaryDir()
        self._pasted_count = 0
        self._thumbnails = Thumbnails(self)
        self.notice = QLabel(self)
        self.notice.setObjectName("notice")
        self.notice.setWordWrap(True)
        self.notice.setContentsMargins(4, 0, 4, 0)
        self.notice.hide()
        self.chips = ChipRow(self)
        self.edit = MessageEdit(self)
        self.add = QToolButton(self)
        self.add.setAccessibleName(self.tr("Add a picture"))
        self.add.setToolTip(self.tr("Add a picture"))
        self.think = QPushButton(self.tr("Think"), self)
        self.think.setObjectName("think")
        self.think.setCheckable(True)
        self.think.setToolTip(self.tr("Let the model think before it answers"))
        self.send = QToolButton(self)
        self.send.setObjectName("send")
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def pictures(self) -> list[str]:
        """The files of the pictures that will be sent, in order."""
        return self.chips.paths

    def set_answering(self, answering: bool) -> None:
        """While an answer comes, the send button stops it."""
        self._answering = answering
        self._refresh()

    def attach(self, paths: Iterable[str]) -> None:
        """Take picture files; a chip or a sentence follows for each."""
        for path in paths:
            self._thumbnails.request(path)

    def can_take(self, data: QMimeData) -> bool:
        """Whether something that is dragged may be dropped."""
        return any(url.isLocalFile() for url in data.urls()) or data.hasImage()

    @Slot(QMimeData)
    def take(self, data: QMimeData) -> None:
        """Take what was dropped or pasted: files first, then a bare picture."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if not paths and isinstance(image := data.imageData(), QImage):
            self._pasted_count += 1
            name = self.tr("Pasted {number}.png").format(number=self._pasted_count)
            paths = [self._pasted.filePath(name)]
            image.save(paths[0])
        self.attach(paths)

    def give_back(self, turn: Turn) -> None:
        """Give a message back that could not be answered, before what was written since."""
        since = self.edit.toPlainText()
        self.edit.setPlainText("\n".join(filter(None, (turn.text, since))))
        self.attach(part.path for part in turn.parts if isinstance(part, Picture) and part.path)

    @Slot(str)
    def warn(self, words: str) -> None:
        """Say what could not be taken or sent."""
        self.notice.setText(words)
        self.notice.show()

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
        words = self.edit.toPlainText()
        if self._answering or not (words.strip() or self.pictures):
            return
        turn = Turn("user", (*(Picture(path) for path in self.pictures), Text(words)))
        self.edit.clear()
        self.notice.hide()
        self.chips.clear()
        self.sent.emit(turn, self.think.isChecked())

    @Slot()
    def pick(self) -> None:
        """Choose pictures from the disk."""
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Add a picture"))
        self.attach(paths)

    def _lay_out(self) -> None:
        for button in (self.add, self.send):
            button.setFixedSize(_BUTTON, _BUTTON)
            button.setIconSize(QSize(20, 20))
        for button in (self.add, self.think, self.send):
            # A click leaves the keyboard in the field, as everywhere on a Mac.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add)
        buttons.addWidget(self.think)
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
        self.edit.textChanged.connect(self._refresh)
        self.chips.changed.connect(self._refresh)
        self._thumbnails.ready.connect(self._add_chip)
        self._thumbnails.failed.connect(self._warn_of)
        self.add.clicked.connect(self.pick)
        self.send.clicked.connect(self._press)

    @Slot(str, QImage)
    def _add_chip(self, path: str, image: QImage) -> None:
        self.notice.hide()
        self.chips.add(path, image)

    @Slot(str, str, dict)
    def _warn_of(self, path: str, kind: str, details: dict[str, str]) -> None:
        self.warn(sentence(kind, {**details, "path": Path(path).name}))

    @Slot()
    def _press(self) -> None:
        if self._answering:
            self.stopped.emit()
        else:
            self.submit()

    @Slot()
    def _refresh(self) -> None:
        something = bool(self.edit.toPlainText().strip() or self.pictures)
        self.send.setEnabled(self._answering or something)
        self.send.setIcon(icons.square("white") if self._answering else icons.arrow_up("white"))
        name = self.tr("Stop") if self._answering else self.tr("Send")
        self.send.setAccessibleName(name)
        self.send.setToolTip(name)
        self.edit.setPlaceholderText(
            self.tr("Facet is answering. Esc stops it.")
            if self._answering
            else self.tr("Ask, or drop a picture")
        )
