"""Hold a key, speak, let go."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

KEY = "Alt+Space"
_ALT = Qt.KeyboardModifier.AltModifier
_LOCKS_WITHIN = 0.35  # s: who lets go sooner has tapped the key.
_REPEATS_MS = 40
"""A key that is held is let go and pressed again and again, as some systems tell it."""
_HELD = (Qt.Key.Key_Space, Qt.Key.Key_nobreakspace, Qt.Key.Key_Alt)


class PushToTalk(QObject):
    """Tells when the key goes down, and when it is let go after it was held.

    The key that goes down is a command of the menu; what is heard of here is its end. A tap is as
    a click on the button: it begins, and the next one ends.

    Signals:
        pressed: the key went down, or the command was chosen.
        released: it was held, and let go.
    """

    pressed = Signal()
    released = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._down_since: float | None = None
        self._letting_go = QTimer(self, interval=_REPEATS_MS, singleShot=True)
        self._letting_go.timeout.connect(self._let_go)

    @Slot()
    def press(self) -> None:
        """The command was given: by its key, if that is down now, or by the pointer."""
        if self._down_since is not None:
            self._letting_go.stop()
            return
        application = QApplication.instance()
        if application is not None and QApplication.keyboardModifiers() == _ALT:
            self._down_since = time.monotonic()
            application.installEventFilter(self)
        self.pressed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and event.key() in _HELD
            and not event.isAutoRepeat()
        ):
            self._letting_go.start()
        elif event.type() in (QEvent.Type.ApplicationDeactivate, QEvent.Type.MouseButtonPress):
            # The end of a key that was let go elsewhere is never heard of.
            self._forget()
        return False

    @Slot()
    def _let_go(self) -> None:
        since = self._down_since
        self._forget()
        if since is not None and time.monotonic() - since >= _LOCKS_WITHIN:
            self.released.emit()

    def _forget(self) -> None:
        self._down_since = None
        self._letting_go.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
