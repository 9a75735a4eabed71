"""Whether Facet may use the microphone, which a Mac asks the person at the first time."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QMicrophonePermission, QObject, QPermission, Qt


def ask_for_microphone(context: QObject, answer: Callable[[bool], None]) -> None:
    """Call `answer` with whether it may be used: at once where that is known, else when it is.

    A Mac only knows of applications of their own. From a terminal it asks for the terminal, when
    the microphone is opened, and lets it hear silence where that is refused.
    """
    application = QCoreApplication.instance()
    permission = QMicrophonePermission()
    asked_elsewhere = sys.platform == "darwin" and not getattr(sys, "frozen", False)
    if application is None or asked_elsewhere:
        answer(True)
        return
    status = application.checkPermission(permission)
    if status == Qt.PermissionStatus.Undetermined:

        def tell(given: QPermission) -> None:
            answer(given.status() == Qt.PermissionStatus.Granted)

        application.requestPermission(permission, context, tell)
    else:
        answer(status == Qt.PermissionStatus.Granted)
