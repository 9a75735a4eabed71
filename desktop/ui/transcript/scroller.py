"""A scrolled column of rows of which only those near the reader are widgets."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from desktop.ui.theme import COLUMN, LINE_PX, current_theme

from .heights import Anchor, Heights
from .row_view import BY_KEYBOARD, OVERHANG, RowView

_MARGIN, _GAP, _SIDE = 24, 8, 24
_KEPT = 16
"""How many widgets that are out of sight are kept for the reader's return."""


class Scroller(QAbstractScrollArea):
    """Builds rows as they come near, and holds the reader's place while heights become exact.

    The reader is either at the end, which is followed, or at an anchor: a row that is seen and
    that does not move, whatever is built, grows or is added around it.

    Signals:
        moved: the reader is at another place, or there is more to read.
    """

    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._heights = Heights(_MARGIN, _GAP)
        self._views: dict[int, RowView] = {}
        self._fitted: set[int] = set()
        self._anchor: Anchor | None = None
        self._placing = self._ringed = False
        self._value = 0
        self._laid_out_in = self.column_width
        self._ahead = QTimer(self, interval=0)
        self._ahead.timeout.connect(self._build_ahead)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(LINE_PX)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # pyright: ignore

    def make(self, row: int) -> RowView:
        """Build the widget of a row; a subclass knows what stands there."""
        raise NotImplementedError

    def guess(self, row: int, width: int) -> int:
        """About how high a row is in a column of `width` points."""
        raise NotImplementedError

    @property
    def at_end(self) -> bool:
        """Whether the reader is at the end, which is followed then."""
        return self._anchor is None

    @property
    def column_width(self) -> int:
        """The width of the text, in points; the scroll bar lies beside it, and moves nothing."""
        return max(min(COLUMN, self.width() - 2 * _SIDE), 1)

    @property
    def views(self) -> list[RowView]:
        """The widgets that exist now, in the order of their rows."""
        return [self._views[row] for row in sorted(self._views)]

    def view(self, row: int) -> RowView | None:
        """The widget of a row, if it exists now."""
        return self._views.get(row)

    def append_rows(self, count: int) -> None:
        """Make room for rows at the end."""
        width = self.column_width
        for _ in range(count):
            self._heights.append(self.guess(len(self._heights), width))
        self._place()

    def remove_last_row(self) -> None:
        """Show the last row no longer."""
        self._heights.pop()
        self._throw_away(len(self._heights))
        if self._anchor and self._anchor.row >= len(self._heights):
            self._anchor = None
        self._place()

    def remove_rows(self) -> None:
        """Show nothing."""
        for row in list(self._views):
            self._throw_away(row)
        self._heights.clear()
        self._anchor = None
        self._place()

    def rebuild(self) -> None:
        """Build every widget anew, for another look."""
        with self.focus_kept():
            for row in list(self._views):
                self._throw_away(row)
            self._place()

    @contextmanager
    def focus_kept(self) -> Generator[None]:
        """Keep the focus in its place while the widgets there become others."""
        focus = QApplication.focusWidget()
        around = (row for row, view in self._views.items() if focus and view.isAncestorOf(focus))
        row = next(around, None)
        if focus is None or row is None:
            yield
            return
        parts = focusable(self._views[row])
        # The last parts of two versions of an answer are alike, whatever stands above them.
        from_end = len(parts) - parts.index(focus)
        self.setFocus(Qt.FocusReason.TabFocusReason)
        yield
        if view := self._views.get(row):
            self._focus_on(focusable(view), from_end)

    def _focus_on(self, parts: list[QWidget], from_end: int) -> None:
        """Give the focus to one of these parts, or to the nearest that can have it."""
        places = {part: place for place, part in enumerate(reversed(parts), 1)}
        able = [part for part in places if part.isEnabled() and part.isVisible()]
        if able:
            nearest = min(able, key=lambda part: abs(places[part] - from_end))
            nearest.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def go_to_end(self) -> None:
        """Show the end, and follow it."""
        self._anchor = None
        self._place()

    def go_to_row(self, row: int) -> None:
        """Show the beginning of a row."""
        self._anchor = Anchor(row, -_MARGIN)
        self._place()

    @property
    def first_in_sight(self) -> int:
        """The row at the upper edge."""
        return self._in_sight().start

    def show_place(self, row: int, part: QWidget, place: QRect) -> None:
        """Show a place in a part of a row, which is built; an empty place is nowhere."""
        if place.height():
            if row not in self._in_sight():
                self.go_to_row(row)
            self._reveal(part, place)

    def _place(self) -> None:
        """Build what is in sight and put each widget where it belongs."""
        if self._placing or not self.isVisible():
            return
        self._placing = True
        try:
            while missing := [row for row in self._in_sight() if row not in self._fitted]:
                for row in missing:
                    self._fit(row)
            self._move_to(self._top())
        finally:
            self._placing = False
        if self._next_ahead() is not None:
            self._ahead.start()
        self.moved.emit()

    def _top(self) -> int:
        """The place of the viewport's upper edge in the column."""
        lowest = max(self._heights.total - self.viewport().height(), 0)
        if self._anchor is None:
            return lowest
        return min(max(round(self._heights.place(self._anchor)), 0), lowest)

    def _in_sight(self, pages_around: float = 0) -> range:
        top, page = self._top(), self.viewport().height()
        around = int(page * pages_around)
        return self._heights.between(top - around, top + page + around)

    def _fit(self, row: int) -> None:
        """Learn a row's true height."""
        if row not in self._views:
            view = self._views[row] = self.make(row)
            view.grown.connect(self._grow)
            view.reached.connect(self._reveal)
            view.setVisible(True)
        self._heights[row] = self._views[row].fit(self.column_width)
        self._fitted.add(row)

    def _move_to(self, top: int) -> None:
        """Show the column from a place on."""
        page = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(max(page - 2 * LINE_PX, LINE_PX))
        bar.setRange(0, max(self._heights.total - page, 0))
        bar.setValue(top)
        self._value = top
        width = self.column_width
        left = (self.width() - width) // 2 - OVERHANG
        near = self._in_sight(pages_around=1)
        for row, view in self._views.items():
            if row in near and row in self._fitted:
                place = QRect(
                    left,
                    self._heights.top(row) - top,
                    width + 2 * OVERHANG,
                    self._heights[row],
                )
                view.setGeometry(place)
                view.show()
            elif not view.held:
                view.hide()
        self._forget_far(near)

    def _forget_far(self, near: range) -> None:
        """Keep few widgets that are out of sight: those that are the nearest."""
        far = [row for row, view in self._views.items() if row not in near and not view.held]
        far.sort(key=lambda row: min(abs(row - near.start), abs(row - near.stop)))
        for row in far[_KEPT:]:
            self._throw_away(row)

    def _throw_away(self, row: int) -> None:
        self._fitted.discard(row)
        if view := self._views.pop(row, None):
            view.hide()
            view.deleteLater()

    def _next_ahead(self) -> int | None:
        """The row to build next, out of sight, the nearest first."""
        missing = [row for row in self._in_sight(pages_around=1) if row not in self._fitted]
        seen = self._in_sight()
        return min(missing, key=lambda row: abs(row - seen.start), default=None)

    @Slot()
    def _build_ahead(self) -> None:
        row = self._next_ahead()
        if row is None or not self.isVisible():
            self._ahead.stop()
            return
        self._fit(row)
        self._place()

    @Slot()
    def _grow(self) -> None:
        """A row's height may have changed."""
        sender = self.sender()
        for row, view in self._views.items():
            if view is sender:
                self._heights[row] = view.fit(self.column_width)
        self._place()

    def _scrolled(self, value: int) -> None:
        """The reader has moved; what is seen and built already is where the eyes are."""
        lowest = self.verticalScrollBar().maximum()
        down = value >= self._value
        self._value = value
        if down and value >= lowest - LINE_PX:
            self._anchor = None
        elif self._heights:
            self._anchor = self._anchor_at(value)
        self._place()

    def _anchor_at(self, value: int) -> Anchor:
        """What is seen already stays in its place, rather than what comes into sight now."""
        for row in self._heights.between(value, value + self.viewport().height()):
            if row in self._fitted:
                return Anchor(row, value - self._heights.top(row))
        return self._heights.anchor(value)

    def chain(self) -> None:
        """Let Tab walk the rows in their order, in whatever order they were built."""
        last: QWidget = self
        for view in self.views:
            for widget in focusable(view):
                QWidget.setTabOrder(last, widget)
                last = widget

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        for view in self._views.values():
            view.note_focus(now is not None and view.isAncestorOf(now))
        if now is not None and self.viewport().isAncestorOf(now):
            self._reveal(now, now.rect())

    @Slot(QWidget, QRect)
    def _reveal(self, part: QWidget, place: QRect) -> None:
        """Scroll to a place in a part of a row, if nothing of it is in sight."""
        top = part.mapTo(self.viewport(), place.topLeft()).y()
        height, page = place.height(), self.viewport().height()
        if top + height <= 0:
            self._scroll_by(top + min(height, page) - page + 2 * LINE_PX)
        elif top + min(height, LINE_PX) > page:
            self._scroll_by(top - page + min(height, page) + LINE_PX)

    def _scroll_by(self, points: int) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + points)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._placing:
            self._scrolled(self.verticalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew what is in sight; the line at the upper edge stays about there."""
        super().resizeEvent(event)
        before, self._laid_out_in = self._laid_out_in, self.column_width
        if self._laid_out_in != before:
            self._widen(before, self._laid_out_in)
        self._place()

    def _widen(self, old: int, new: int) -> None:
        """Guess every height anew from what it was in a column of another width."""
        anchor = self._anchor
        height = self._heights[anchor.row] if anchor else 0
        self._fitted.clear()
        for row in range(len(self._heights)):
            share = self.guess(row, new) / self.guess(row, old)
            self._heights[row] = round(self._heights[row] * share)
        if anchor and anchor.below > 0:
            self._fit(anchor.row)
            share = self._heights[anchor.row] / max(height, 1)
            self._anchor = replace(anchor, below=anchor.below * share)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring(event.reason() in BY_KEYBOARD)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, shown: bool) -> None:
        """Show or hide that the keyboard scrolls."""
        self._ringed = shown
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ringed:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_theme().accent), 2))
            painter.drawRoundedRect(self.viewport().rect().adjusted(2, 2, -3, -3), 8, 8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Follow a trackpad point by point, where it tells them."""
        if event.pixelDelta().isNull():
            super().wheelEvent(event)
        else:
            self._scroll_by(-event.pixelDelta().y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Up:
                self._scroll_by(-2 * LINE_PX)
            case Qt.Key.Key_Down:
                self._scroll_by(2 * LINE_PX)
            case Qt.Key.Key_PageUp:
                self._scroll_by(-bar.pageStep())
            case Qt.Key.Key_PageDown:
                self._scroll_by(bar.pageStep())
            case Qt.Key.Key_Home:
                self.go_to_row(0)
            case Qt.Key.Key_End:
                self.go_to_end()
            case _:
                event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        self.chain()
        return super().focusNextPrevChild(next)

    def showEvent(self, event: QShowEvent) -> None:
        self._place()


def focusable(view: QWidget) -> list[QWidget]:
    """The parts of a row that Tab stops at, in the order in which they stand."""

    def place(part: QWidget) -> tuple[int, int]:
        corner = part.mapTo(view, QPoint(0, 0))
        return corner.y(), corner.x()

    parts = [
        part for part in view.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return sorted(parts, key=place)
