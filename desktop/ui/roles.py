"""What a screen reader calls those parts of the window that Qt has no role for."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from .composer.chip import Chip
from .composer.thinking import ThinkingSwitch
from .composer.view import Composer
from .context_meter import ContextMeter
from .room_banner import RoomBanner
from .transcript.parts_bar import PartsBar
from .transcript.picture_viewer import PictureViewer
from .transcript.row_view import RowView
from .transcript.sounds import SoundCard
from .transcript.view import Transcript

_ROLES: dict[type[QWidget], QAccessible.Role] = {
    Transcript: QAccessible.Role.List,
    RowView: QAccessible.Role.ListItem,
    Chip: QAccessible.Role.ListItem,
    PictureViewer: QAccessible.Role.Graphic,
    SoundCard: QAccessible.Role.Grouping,
    PartsBar: QAccessible.Role.Indicator,
    ContextMeter: QAccessible.Role.Indicator,
    Composer: QAccessible.Role.Grouping,
    ThinkingSwitch: QAccessible.Role.Grouping,
    RoomBanner: QAccessible.Role.Grouping,
}


def install_roles() -> None:
    """Have Qt ask here first; without it these parts are frames, which a Mac leaves out."""
    QAccessible.installFactory(_interface)


def _interface(_: str, part: QObject) -> QAccessibleInterface | None:
    for kind, role in _ROLES.items():
        if isinstance(part, kind):
            return QAccessibleWidget(part, role)
    return None
