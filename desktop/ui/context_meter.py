"""How much of the model's context a conversation takes, and would take with what is written."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.conversation import Turn
from desktop.engine.protocol import Event, Loaded, Measured

from .chat import Chat
from .client import EngineClient
from .theme import Theme, current_theme

_RING, _STROKE = 18, 3
_PAUSE_MS = 150
_NEARLY_FULL = 0.85


class ContextMeter(QWidget):
    """A ring and a figure."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ring = _Ring(self)
        self.figure = QLabel(self)
        self.figure.setObjectName("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._ring)
        row.addWidget(self.figure)
        self.hide()

    def show_size(self, said: int, written: int | None, context: int) -> None:
        """`said` tokens of `context` are taken, `written` with what is being written."""
        whole = said if written is None else written
        self._ring.show_shares(said / context, whole / context)
        figure = (
            self.tr("{share} % of {context}")
            if written is None
            else self.tr("{share} % of {context}, with what is below {more} %")
        )
        self.figure.setText(
            figure.format(
                share=_percent(said, context),
                context=_rounded(context),
                more=_percent(whole, context),
            )
        )
        exact = self.tr("{tokens} of {context} tokens").format(
            tokens=f"{whole:,}", context=f"{context:,}"
        )
        self.setToolTip(exact)
        self.setAccessibleName(self.tr("Context"))
        self.setAccessibleDescription(exact)
        self.show()

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self._ring.paint(theme)


class ContextGauge(QObject):
    """Has the conversation measured whenever it changes, a moment after the last key.

    Signals:
        measured: the conversation with the message that is being written.
    """

    measured = Signal(Measured)

    def __init__(self, client: EngineClient, chat: Chat, meter: ContextMeter) -> None:
        super().__init__(meter)
        self._client = client
        self._chat = chat
        self._meter = meter
        self._draft = Turn("user", ())
        self._said: int | None = None
        self._context = 1
        self._request: int | None = None
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        client.batch.connect(self._hear)
        for changed in (
            chat.said,
            chat.settled,
            chat.turned,
            chat.opened,
            chat.refused,
            chat.overflowed,
            chat.room_made,
        ):
            changed.connect(self.measure)

    @Slot()
    def measure(self) -> None:
        """The conversation has changed."""
        self._said = None
        self._pause.start()

    def measure_with(self, draft: Turn) -> None:
        """What is being written has changed."""
        self._draft = draft
        self._pause.start()

    @Slot()
    def _ask(self) -> None:
        """First the conversation alone, then with what is written, if anything is."""
        if self._said is None:
            self._request = self._client.measure(self._chat.conversation())
        elif self._draft.parts:
            self._request = self._client.measure(self._chat.conversation(self._draft))
        else:
            self._meter.show_size(self._said, None, self._context)

    @Slot(list)
    def _hear(self, events: list[Event]) -> None:
        for event in events:
            match event:
                case Loaded():
                    self.measure()
                case Measured(id=id) if id == self._request:
                    self._take(event)
                case _:
                    pass

    def _take(self, measured: Measured) -> None:
        if self._said is None:
            self._said, self._context = measured.tokens, measured.context
            self._meter.show_size(measured.tokens, None, measured.context)
            if self._draft.parts:
                self._ask()
        else:
            written = measured.tokens if self._draft.parts else None
            self._meter.show_size(self._said, written, measured.context)
            self.measured.emit(measured)


class _Ring(QWidget):
    """Two arcs: what is said, and paler what is written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(_RING, _RING))
        self._said = self._whole = 0.0
        self._theme = current_theme()

    def show_shares(self, said: float, whole: float) -> None:
        self._said, self._whole = said, whole
        self.update()

    def paint(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        colour = QColor(theme.warning if self._whole > _NEARLY_FULL else theme.accent)
        paler = QColor(colour)
        paler.setAlpha(90)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        for share, ink in ((1.0, QColor(theme.line)), (self._whole, paler), (self._said, colour)):
            pen = QPen(ink, _STROKE)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            # Qt counts sixteenths of a degree against the clock.
            painter.drawArc(around, 90 * 16, -round(min(share, 1) * 360 * 16))
        painter.end()


def _percent(part: int, whole: int) -> str:
    """A share as people read it: 0, 0.3, 1.4, 12."""
    share = 100 * part / whole
    return f"{share:.1f}" if 0.05 <= share < 9.95 else f"{share:.0f}"


def _rounded(tokens: int) -> str:
    """A context as models are described: 128K."""
    return f"{tokens // 1024}K" if tokens >= 1024 else str(tokens)
