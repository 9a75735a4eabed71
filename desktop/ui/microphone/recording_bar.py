"""A recording while it is made: what is heard, how long, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.recording.recorder import State
from desktop.ui import icons
from desktop.ui.media.lengths import clock
from desktop.ui.sentences import sentence
from desktop.ui.theme import Theme, current_theme

from .live_waveform import LiveWaveform
from .session import MicrophoneSession, Stage
from .task_button import TaskButton

_BUTTON = 32
_ROOMY = 460  # points, from which there is room for more than the bars and the time.


class RecordingBar(QFrame):
    """Stands in the composer from the moment when the microphone is opened; hidden otherwise.

    Attributes:
        task: what is to be done with the recording.
        pause, discard, done: what ends it or lets it rest.
        told: what it tells beside the bars.
    """

    def __init__(self, session: MicrophoneSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recording")
        self._session = session
        self._row = QHBoxLayout()
        self._dot = QLabel(self)
        self._bars = LiveWaveform(self)
        self.told = QLabel(self)
        self.level = QLabel(self)
        self.level.setObjectName("quiet")
        self.level.setToolTip(self.tr("How loud it is; 0 dB is as loud as can be recorded"))
        self.level.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.note = QLabel(self)
        self.note.setObjectName("notice")
        self.note.setWordWrap(True)
        self.task = TaskButton(self)
        self.pause = self._button(self.tr("Pause"))
        self.discard = self._button(self.tr("Discard the recording"))
        self.done = self._button(self.tr("Finish the recording"))
        self.pause.clicked.connect(session.toggle_pause)
        self.discard.clicked.connect(session.discard)
        self.done.clicked.connect(session.finish)
        self._lay_out()
        session.changed.connect(self._show)
        session.moved.connect(self._move)
        self._show()

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self._dot.setPixmap(icons.dot(theme.recording).pixmap(QSize(14, 14)))
        paused = self._session.paused
        self.pause.setIcon((icons.microphone if paused else icons.bars)(theme.quiet))
        self.discard.setIcon(icons.cross(theme.quiet))
        self.done.setIcon(icons.tick(theme.accent_text))

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        row = self._row
        row.setSpacing(8)
        for part in (self._dot, self._bars, self.told, self.level, self.task):
            row.addWidget(part)
        row.setStretchFactor(self._bars, 1)
        row.addSpacing(4)
        for button in (self.pause, self.discard, self.done):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.note)

    @Slot()
    def _show(self) -> None:
        """It stands elsewhere, or is paused or not."""
        stage = self._session.stage
        self.setVisible(stage is not Stage.IDLE)
        recording = stage is Stage.RECORDING
        for part in (self._dot, self._bars):
            part.setVisible(recording)
        # Where there are no bars, the words take their room.
        self._row.setStretchFactor(self.told, 0 if recording else 1)
        self._make_room()
        self._dot.setEnabled(not self._session.paused)
        self.pause.setEnabled(recording)
        self.discard.setEnabled(stage is not Stage.KEEPING)
        self.done.setEnabled(stage in (Stage.RECORDING, Stage.UNKEPT))
        again = self.tr("Go on recording") if self._session.paused else self.tr("Pause")
        self.pause.setAccessibleName(again)
        self.pause.setToolTip(again)
        trying = self.tr("Try to keep it again")
        finishing = self.tr("Finish the recording")
        self.done.setAccessibleName(trying if stage is Stage.UNKEPT else finishing)
        self.done.setToolTip(self.done.accessibleName())
        self.note.hide()
        # As wide as they ever get, so that the bars beside them do not move.
        self.level.setFixedWidth(self.level.fontMetrics().horizontalAdvance("−120 dB"))
        widest = self.tr("{left} left").format(left="0:00")
        self.told.setMinimumWidth(self.told.fontMetrics().horizontalAdvance(widest) + 2)
        self.paint(current_theme())
        self._move()

    def _make_room(self) -> None:
        """Leave out what matters less where the bar is short."""
        recording = self._session.stage is Stage.RECORDING
        self.level.setVisible(recording and self.width() >= _ROOMY)
        self.task.setVisible(self.width() >= _ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @Slot()
    def _move(self) -> None:
        """Tell how long it is, and what is left."""
        recorder, stage = self._session.recorder, self._session.stage
        waiting = recorder is not None and recorder.state is State.WAITING
        if stage is Stage.OPENING or waiting:
            self._tell(self.tr("Opening the microphone…"))
        elif stage is Stage.RECORDING and recorder is not None:
            self._bars.show_samples(recorder.samples)
            words = (
                self.tr("Paused, {left} left") if self._session.paused else self.tr("{left} left")
            )
            self._tell(words.format(left=clock(recorder.left)))
            self._tell_level(recorder.level)
            self._explain(silent=recorder.silent, overruns=recorder.overruns)
        elif stage is Stage.KEEPING:
            self._tell(self.tr("Keeping the recording…"))
        elif stage is Stage.UNKEPT:
            self._tell(self.tr("The recording is not kept yet"))

    def _tell(self, words: str) -> None:
        if words != self.told.text():
            self.told.setText(words)
            self.setAccessibleName(self.tr("Recording: {state}").format(state=words))

    def _tell_level(self, level: float) -> None:
        self.level.setText(self.tr("{level} dB").format(level=f"{level:.0f}".replace("-", "−")))

    def _explain(self, *, silent: bool, overruns: int) -> None:
        """Say what is wrong with what comes, as long as something is."""
        words = ""
        if silent:
            words = sentence("microphone_silent", {})
        elif overruns:
            words = self.tr("This computer was too busy to take all of it: {n} gaps.").format(
                n=overruns
            )
        if words != self.note.text():
            self.note.setText(words)
        self.note.setVisible(bool(words))
