"""A download on its way: how far it is, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.keychain import keep_token
from desktop.models.progress import RESTING, Downloading, State
from desktop.problems import Problem
from desktop.ui import icons
from desktop.ui.sentences import sentence
from desktop.ui.theme import Theme

from . import words
from .library import ModelLibrary

_STEPS = 1000
_NEEDS_TOKEN = ("needs_token", "bad_token")


class DownloadLine(QWidget):
    """A bar, its figures, a button that pauses or goes on, and one that gives up.

    Attributes:
        bar, figures: how far it is.
        problem: why it does not go on, hidden unless something is wrong.
        switch: pauses it, or goes on.
        token: asks for an access token, where one is needed.
        cancel: gives it up.
    """

    def __init__(self, library: ModelLibrary, parent: QWidget) -> None:
        super().__init__(parent)
        self._library = library
        self._download: Downloading | None = None
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.figures = QLabel(self)
        self.figures.setObjectName("explanation")
        self.problem = QLabel(self)
        self.problem.setObjectName("notice")
        self.problem.setWordWrap(True)
        self.switch = QPushButton(self)
        self.token = QPushButton(self.tr("Enter Token…"), self)
        self.cancel = QToolButton(self)
        self.cancel.setIconSize(QSize(14, 14))
        self.cancel.setFixedSize(28, 28)
        self.cancel.setAccessibleName(self.tr("Give up this download"))
        self.cancel.setToolTip(self.cancel.accessibleName())
        for button in (self.switch, self.token):
            button.setAutoDefault(False)
        for button in (self.switch, self.token, self.cancel):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.switch.clicked.connect(self._press)
        self.token.clicked.connect(self._ask_for_token)
        self.cancel.clicked.connect(self._give_up)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.bar)
        left.addWidget(self.figures)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(left, 1)
        row.addWidget(self.switch)
        row.addWidget(self.token)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.problem)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.cancel.setIcon(icons.cross(theme.quiet))

    def show_download(self, download: Downloading) -> None:
        """Show how far it is."""
        self._download = download
        total = download.total_bytes
        # A bar without an end says that the end is not known yet.
        asking = download.state is State.CHECKING and not total
        self.bar.setRange(0, 0 if asking else _STEPS)
        self.bar.setValue(_STEPS * download.done_bytes // total if total else 0)
        figures = self._figures(download)
        self.figures.setText(figures)
        self.bar.setAccessibleName(self.tr("Download"))
        self.bar.setAccessibleDescription(figures)
        files = (f"{file.path}  {words.gigabytes(file.size)}" for file in download.files)
        self.setToolTip("\n".join(files))
        resting = download.state in RESTING
        failed = download.state is State.FAILED
        self.switch.setText(
            self.tr("Try Again") if failed else self.tr("Continue") if resting else self.tr("Pause")
        )
        problem = download.problem
        self.problem.setVisible(problem is not None)
        self.problem.setText(sentence(problem.kind, problem.details) if problem else "")
        self.token.setVisible(failed and problem is not None and problem.kind in _NEEDS_TOKEN)

    def _figures(self, download: Downloading) -> str:
        if not download.total_bytes:
            return {
                State.WAITING: self.tr("Waiting for the one before it"),
                State.PAUSED: self.tr("Paused"),
                State.FAILED: self.tr("Not begun"),
            }.get(download.state, self.tr("Asking what there is to download…"))
        far = self.tr("{done} of {total}").format(
            done=words.gigabytes(download.done_bytes), total=words.gigabytes(download.total_bytes)
        )
        match download.state:
            case State.DOWNLOADING if download.bytes_per_s:
                parts = [far, words.speed(download.bytes_per_s)]
                if (left := download.seconds_left) is not None:
                    parts.append(words.time_left(left))
            case State.WAITING:
                parts = [far, self.tr("waiting for the one before it")]
            case State.CHECKING:
                parts = [far, self.tr("checking what is here")]
            case State.PAUSED:
                parts = [far, self.tr("paused")]
            case _:
                parts = [far]
        return " · ".join(parts)

    @Slot()
    def _press(self) -> None:
        download = self._download
        if download is None:
            return
        if download.state in RESTING:
            self._library.resume(download.repository)
        else:
            self._library.pause(download.repository)

    @Slot()
    def _give_up(self) -> None:
        if self._download is not None:
            self._library.cancel(self._download.repository)

    @Slot()
    def _ask_for_token(self) -> None:
        token, given = QInputDialog.getText(
            self,
            self.tr("Access token"),
            self.tr(
                "An access token from huggingface.co › Settings › Access Tokens. It is kept in the "
                "keychain of this Mac."
            ),
            QLineEdit.EchoMode.Password,
        )
        if self._download is None or not given or not token.strip():
            return
        try:
            keep_token(token)
        except Problem as problem:
            self.problem.setText(sentence(problem.kind, problem.details))
            return
        self._library.resume(self._download.repository)
