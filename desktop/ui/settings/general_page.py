"""Settings: language, appearance, size of text, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from .appearance import Appearance
from .choice import Choice
from .fields import Fields
from .preferences import LARGEST_TEXT_PX, REST_MINUTES, SMALLEST_TEXT_PX, Preferences
from .question import ask

_SAMPLE_HEIGHT = 96


class GeneralPage(QWidget):
    """What holds for the whole of Facet.

    Attributes:
        language, appearance, reads_aloud, rest, text_px: its fields.
        sample: a line of text in the chosen size.
        reset: the button that brings everything back.
    """

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.language = Choice[str | None](
            self, ((self.tr("As the system"), None), ("English", "en"), ("日本語", "ja"))
        )
        self.appearance = Choice(
            self,
            (
                (self.tr("As the system"), Appearance.SYSTEM),
                (self.tr("Light"), Appearance.LIGHT),
                (self.tr("Dark"), Appearance.DARK),
            ),
        )
        self.reads_aloud = QCheckBox(self.tr("Read answers as they come"), self)
        self.rest = Choice[int | None](
            self,
            (
                *(
                    (self.tr("After {number} minutes").format(number=minutes), minutes)
                    for minutes in REST_MINUTES
                ),
                (self.tr("Never"), None),
            ),
        )
        self.text_px = QSlider(Qt.Orientation.Horizontal, self)
        self.text_px.setRange(SMALLEST_TEXT_PX, LARGEST_TEXT_PX)
        self.text_px.setPageStep(1)
        self._size = QLabel(self)
        self.sample = QLabel(self.tr("Long texts are easy to read at a size that suits you."), self)
        self.sample.setWordWrap(True)
        self.reset = QPushButton(self.tr("Reset All Settings…"), self)
        self.reset.setAutoDefault(False)
        self._lay_out()
        self._show()
        self._connect()

    def _lay_out(self) -> None:
        size = QHBoxLayout()
        size.setSpacing(12)
        size.addWidget(self.text_px, 1)
        size.addWidget(self._size)
        self._size.setMinimumWidth(self._size.fontMetrics().horizontalAdvance("00 px") + 4)
        fields = Fields(14, explained=True)
        fields.add(
            self.tr("Language"),
            self.language,
            self.tr("Another language is spoken when Facet starts next."),
        )
        fields.add(self.tr("Appearance"), self.appearance)
        fields.add(
            self.tr("Reading aloud"),
            self.reads_aloud,
            self.tr("The voices are those of the system; thoughts are not read."),
        )
        self.reads_aloud.setAccessibleName(self.reads_aloud.text())
        fields.add(
            self.tr("Idle model"),
            self.rest,
            self.tr("It gives its memory back then, and is loaded again with your next message."),
        )
        fields.add(self.tr("Text size"), self.text_px, row=size)
        card = QFrame(self)
        card.setObjectName("card")
        card.setFixedHeight(_SAMPLE_HEIGHT)
        inside = QHBoxLayout(card)
        inside.setContentsMargins(16, 8, 16, 8)
        inside.addWidget(self.sample)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(16)
        layout.addLayout(fields)
        layout.addWidget(card)
        layout.addStretch()
        layout.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        self.language.currentIndexChanged.connect(self._choose_language)
        self.appearance.currentIndexChanged.connect(self._choose_appearance)
        self.text_px.valueChanged.connect(self._choose_size)
        self.reads_aloud.toggled.connect(self._choose_reading)
        self.rest.currentIndexChanged.connect(self._choose_rest)
        self.reset.clicked.connect(self._ask_to_reset)
        self._preferences.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        kept = self._preferences
        self.language.show_value(kept.language)
        self.appearance.show_value(kept.appearance)
        self.rest.show_value(kept.rest_minutes)
        with QSignalBlocker(self.text_px), QSignalBlocker(self.reads_aloud):
            self.text_px.setValue(kept.text_px)
            self.reads_aloud.setChecked(kept.reads_aloud)
        self._size.setText(self.tr("{number} px").format(number=kept.text_px))
        self.sample.setStyleSheet(f"font-size: {kept.text_px}px")

    @Slot()
    def _choose_language(self) -> None:
        self._preferences.language = self.language.value

    @Slot()
    def _choose_appearance(self) -> None:
        self._preferences.appearance = self.appearance.value

    @Slot(int)
    def _choose_size(self, px: int) -> None:
        self._preferences.text_px = px

    @Slot(bool)
    def _choose_reading(self, wanted: bool) -> None:
        self._preferences.reads_aloud = wanted

    @Slot()
    def _choose_rest(self) -> None:
        self._preferences.rest_minutes = self.rest.value

    @Slot()
    def _ask_to_reset(self) -> None:
        ask(
            self,
            self.tr("Reset all settings?"),
            self.tr("Personas that you wrote are lost. Chats and models stay."),
            self.tr("Reset"),
            self._preferences.reset,
        )
