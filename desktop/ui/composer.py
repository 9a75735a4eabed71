"""Where a message is written: words, pictures, the thinking toggle, send and stop."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QPixmap,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.conversation import Picture, Text, Turn
from desktop.problems import SENTENCES

from . import icons
from .theme import Theme
from .thumbnails import Thumbnails

_LOWEST, _BUTTON = 28, 34


class MessageEdit(QTextEdit):
    """The words; Return sends, unless an input method is composing.

    Signals:
        submitted: Return was pressed.
        dropped: pictures were dropped or pasted.
    """

    submitted = Signal()
    dropped = Signal(QMimeData)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composing = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Message"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self.fit)

    @Slot()
    def fit(self) -> None:
        """Grow with the words, up to a third of the window."""
        highest = max(self.window().height() // 3, _LOWEST)
        self.setFixedHeight(min(max(int(self.document().size().height()), _LOWEST), highest))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_return or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif not self._composing:
            self.submitted.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasUrls() or source.hasImage():
            self.dropped.emit(source)
        else:
            super().insertFromMimeData(source)


class Composer(QFrame):
    """Words, pictures and the buttons below them.

    Signals:
        sent: a user's turn, and whether to think.
        stopped: the answer is to stop.
    """

    sent = Signal(Turn, bool)
    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAcceptDrops(True)
        self._pictures: dict[str, QWidget] = {}
        self._answering = False
        self._ready = False
        self._theme: Theme | None = None
        self._thumbnails = Thumbnails(self)
        self._thumbnails.ready.connect(self._add_chip)
        self._thumbnails.failed.connect(self._tell)

        self.notice = QLabel(self)
        self.notice.setObjectName("notice")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self._chips = QHBoxLayout()
        self._chips.addStretch()
        self.edit = MessageEdit(self)
        self.edit.setPlaceholderText(self.tr("Ask, or drop a picture"))
        self.edit.submitted.connect(self.submit)
        self.edit.dropped.connect(self.take)
        self.edit.textChanged.connect(self._refresh)
        self.add = QToolButton(self)
        self.add.setAccessibleName(self.tr("Add a picture"))
        self.add.setToolTip(self.tr("Add a picture"))
        self.add.clicked.connect(self.pick)
        self.think = QPushButton(self.tr("Think"), self)
        self.think.setObjectName("think")
        self.think.setCheckable(True)
        self.think.setToolTip(self.tr("Let the model think before it answers"))
        self.send = QToolButton(self)
        self.send.setObjectName("send")
        self.send.clicked.connect(self._press)
        for button in (self.add, self.send):
            button.setFixedSize(_BUTTON, _BUTTON)
            button.setIconSize(QSize(20, 20))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.think)
        buttons.addStretch()
        buttons.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(self.notice)
        layout.addLayout(self._chips)
        layout.addWidget(self.edit)
        layout.addLayout(buttons)
        self._refresh()

    @property
    def pictures(self) -> list[str]:
        """The paths of the pictures that will be sent, in order."""
        return list(self._pictures)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self._theme = theme
        self.add.setIcon(icons.plus(theme.quiet))
        self._refresh()

    def set_ready(self, ready: bool) -> None:
        """Whether a model could answer."""
        self._ready = ready
        self._refresh()

    def set_answering(self, answering: bool) -> None:
        """While an answer comes, the send button stops it."""
        self._answering = answering
        self._refresh()

    def restore(self, turn: Turn) -> None:
        """Give a message back that could not be answered, unless another was begun."""
        if not self.edit.toPlainText():
            self.edit.setPlainText(turn.text)
        for part in turn.parts:
            if isinstance(part, Picture) and part.path:
                self._thumbnails.request(part.path)

    @Slot()
    def submit(self) -> None:
        """Send what is written, if anything is and a model can answer it."""
        words = self.edit.toPlainText()
        if self._answering or not self._ready or not (words.strip() or self._pictures):
            return
        turn = Turn("user", (*(Picture(path) for path in self._pictures), Text(words)))
        self.edit.clear()
        self.notice.hide()
        for path in self.pictures:
            self.remove(path)
        self.sent.emit(turn, self.think.isChecked())

    @Slot()
    def pick(self) -> None:
        """Choose pictures from the disk."""
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Add a picture"))
        for path in paths:
            self._thumbnails.request(path)

    @Slot(QMimeData)
    def take(self, data: QMimeData) -> None:
        """Take what was dropped or pasted: files first, then a bare picture."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if not paths and data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage):
                folder = tempfile.mkdtemp(prefix="facet-")
                paths = [str(Path(folder) / self.tr("picture.png"))]
                image.save(paths[0])
        for path in paths:
            self._thumbnails.request(path)

    def remove(self, path: str) -> None:
        """Take a picture away again."""
        chip = self._pictures.pop(path)
        self._chips.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._refresh()

    @Slot(str, QImage)
    def _add_chip(self, path: str, image: QImage) -> None:
        if path in self._pictures:
            return
        chip = QFrame(self)
        chip.setObjectName("chip")
        layout = QHBoxLayout(chip)
        layout.setContentsMargins(8, 8, 8, 8)
        picture = QLabel(chip)
        size = QSize(44, 44)
        picture.setPixmap(
            QPixmap.fromImage(image).scaled(
                size,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        name = Path(path).name
        removal = QToolButton(chip)
        removal.setText("×")
        removal.setAccessibleName(self.tr("Remove {name}").format(name=name))
        removal.setProperty("path", path)
        removal.clicked.connect(self._remove_pressed)
        layout.addWidget(picture)
        layout.addWidget(QLabel(chip.fontMetrics().elidedText(name, _MIDDLE, 160), chip))
        layout.addWidget(removal)
        self._pictures[path] = chip
        self._chips.insertWidget(self._chips.count() - 1, chip)
        self.notice.hide()
        self._refresh()

    @Slot()
    def _remove_pressed(self) -> None:
        self.remove(self.sender().property("path"))

    @Slot(str, str, dict)
    def _tell(self, _path: str, kind: str, details: dict[str, str]) -> None:
        self.notice.setText(SENTENCES[kind].format(**details))
        self.notice.show()

    @Slot()
    def _press(self) -> None:
        if self._answering:
            self.stopped.emit()
        else:
            self.submit()

    @Slot()
    def _refresh(self) -> None:
        something = bool(self.edit.toPlainText().strip() or self._pictures)
        self.send.setEnabled(self._answering or (self._ready and something))
        name = self.tr("Stop") if self._answering else self.tr("Send")
        self.send.setAccessibleName(name)
        self.send.setToolTip(name)
        if self._theme is not None:
            self.send.setIcon(icons.square("white") if self._answering else icons.arrow_up("white"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(event.mimeData())


_MIDDLE = Qt.TextElideMode.ElideMiddle
