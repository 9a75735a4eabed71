"""The settings window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, Slot
from PySide6.QtGui import QHideEvent, QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.icons import Icon, bubble, gear, lock, person
from desktop.ui.side_window import SideWindow
from desktop.ui.theme import Theme

from .answers_page import AnswersPage
from .focus_ring import FocusRing
from .general_page import GeneralPage
from .personas_page import PersonasPage
from .preferences import Preferences
from .privacy_page import PrivacyPage

_GEOMETRY, _PAGE = "settings/geometry", "settings/page"
_WIDTH = 620


class SettingsDialog(SideWindow):
    """Pages of settings; what is chosen holds at once.

    `folder` is where Facet keeps everything, if it keeps anything.

    Attributes:
        general, personas, answers: the pages.
        privacy: one more, where anything is kept.
        tabs: the buttons that show them, in the same order.
    """

    def __init__(
        self, preferences: Preferences, parent: QWidget | None = None, folder: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(self.tr("Settings"))
        self.general = GeneralPage(preferences, self)
        self.personas = PersonasPage(preferences, self)
        self.answers = AnswersPage(preferences, self)
        self.privacy = PrivacyPage(folder, self) if folder else None
        self._pages = QStackedWidget(self)
        self.tabs: list[QToolButton] = []
        self._icons: list[Icon] = []
        self._group = QButtonGroup(self)
        self._bar = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._add_page(self.tr("General"), gear, self.general)
        self._add_page(self.tr("Personas"), person, self.personas)
        self._add_page(self.tr("Answers"), bubble, self.answers)
        if self.privacy is not None:
            self._add_page(self.tr("Privacy"), lock, self.privacy)
        self._lay_out()
        self.take_colours()
        self._group.idClicked.connect(self.show_page)
        self.show_page(0)
        self._fit()
        self._restore_place()
        FocusRing(self)

    @Slot(int)
    def show_page(self, number: int) -> None:
        """Show a page, the first being 0."""
        self._pages.setCurrentIndex(number)
        self.tabs[number].setChecked(True)

    def _add_page(self, name: str, icon: Icon, page: QWidget) -> None:
        tab = QToolButton(self)
        tab.setObjectName("page")
        tab.setText(name)
        tab.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tab.setIconSize(QSize(20, 20))
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setAccessibleName(name)
        self._group.addButton(tab, len(self.tabs))
        self._bar.addWidget(tab)
        self._icons.append(icon)
        self.tabs.append(tab)
        self._pages.addWidget(page)

    def _lay_out(self) -> None:
        header = QFrame(self)
        header.setObjectName("header")
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 8, 16, 8)
        row.addStretch()
        row.addLayout(self._bar)
        row.addStretch()
        self._bar.setSpacing(4)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(header)
        self._column.addWidget(self._pages, 1)

    def _fit(self) -> None:
        """Be at least so large that no explanation is cut off, in any language."""
        self.ensurePolished()
        width = max(_WIDTH, self._column.minimumSize().width())
        self.setMinimumSize(width, self._column.totalMinimumHeightForWidth(width))

    def _restore_place(self) -> None:
        kept = QSettings()
        if geometry := kept.value(_GEOMETRY):
            self.restoreGeometry(geometry)
        page = str(kept.value(_PAGE))
        if page in map(str, range(len(self.tabs))):
            self.show_page(int(page))

    def paint(self, theme: Theme) -> None:
        super().paint(theme)
        for tab, icon in zip(self.tabs, self._icons, strict=True):
            drawn = icon(theme.text)
            chosen = icon(theme.accent_text).pixmap(tab.iconSize(), self.devicePixelRatioF())
            drawn.addPixmap(chosen, QIcon.Mode.Normal, QIcon.State.On)
            tab.setIcon(drawn)

    def hideEvent(self, event: QHideEvent) -> None:
        kept = QSettings()
        kept.setValue(_GEOMETRY, self.saveGeometry())
        kept.setValue(_PAGE, self._pages.currentIndex())
        super().hideEvent(event)
