"""The sidebar and the page beside each other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from .view import Sidebar

_WIDTH, _SHOWN = "sidebar_width", "sidebar_shown"
_USUAL, _LEAST, _MOST = 248, 200, 360
_PAGE = 480
"""What the page needs beside the sidebar; where it has less, the sidebar lies over it."""
_GRIP = 8


class Sides(QWidget):
    """Shows the sidebar at the left of the page, or over it where there is no room for both.

    Attributes:
        sidebar: what is at the left.

    Signals:
        changed: the sidebar is shown now, or no longer.
    """

    changed = Signal()

    def __init__(self, sidebar: Sidebar, page: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.sidebar, self._page = sidebar, page
        self._veil = _Veil(self)
        self._grip = _Grip(self)
        for part in (page, self._veil, sidebar, self._grip):
            part.setParent(self)
            part.raise_()
        self._veil.pressed.connect(self.hide_over)
        self._grip.dragged.connect(self._widen)
        settings = QSettings()
        self._width = _bounded(int(str(settings.value(_WIDTH, _USUAL))))
        self._wanted = settings.value(_SHOWN, "true") == "true"
        self._over = False

    @property
    def shown(self) -> bool:
        """Whether the sidebar can be seen."""
        return self._over if self._narrow else self._wanted

    @property
    def lies_over(self) -> bool:
        """Whether the sidebar hides a part of the page."""
        return self._over and self._narrow

    @Slot()
    def show_sidebar(self) -> None:
        """Show it, if it is not shown."""
        if not self.shown:
            self.toggle()

    @Slot()
    def toggle(self) -> None:
        """Show the sidebar, or do not; in a wide window that is remembered."""
        if self._narrow:
            self._over = not self._over
        else:
            self._wanted = not self._wanted
            QSettings().setValue(_SHOWN, "true" if self._wanted else "false")
        self._arrange()
        self.changed.emit()

    @Slot()
    def hide_over(self) -> None:
        """Let what lies over the page go."""
        if self.lies_over:
            self.toggle()

    @property
    def _narrow(self) -> bool:
        return self.width() < self._width + _PAGE

    @Slot(int)
    def _widen(self, width: int) -> None:
        """Give the sidebar another width; much less than it needs hides it."""
        if width < _LEAST // 2:
            self.toggle()
            return
        self._width = _bounded(width)
        QSettings().setValue(_WIDTH, self._width)
        self._arrange()

    def _arrange(self) -> None:
        shown, over = self.shown, self.lies_over
        focus = QApplication.focusWidget()
        if not shown and focus is not None and self.sidebar.isAncestorOf(focus):
            self.sidebar.left.emit()
        width = min(self._width, self.width() - 48) if over else self._width
        left = width if shown and not over else 0
        self._page.setGeometry(left, 0, self.width() - left, self.height())
        self.sidebar.setGeometry(0, 0, width, self.height())
        self._veil.setGeometry(self.rect())
        self._grip.setGeometry(QRect(width - _GRIP // 2, 0, _GRIP, self.height()))
        self.sidebar.setVisible(shown)
        self._veil.setVisible(over)
        self._grip.setVisible(shown and not over)

    def resizeEvent(self, event: QResizeEvent) -> None:
        before = self.sidebar.isVisibleTo(self)
        if not self._narrow:
            self._over = False
        self._arrange()
        if before is not self.shown:
            self.changed.emit()


class _Veil(QWidget):
    """Covers the page while the sidebar lies over it; a press puts the sidebar away.

    Signals:
        pressed: the pointer went down on it.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("veil")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class _Grip(QWidget):
    """The edge of the sidebar, which is dragged.

    Signals:
        dragged: how wide the sidebar is to be.
    """

    dragged = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(self.mapToParent(event.position().toPoint()).x())


def _bounded(width: int) -> int:
    return min(max(width, _LEAST), _MOST)
