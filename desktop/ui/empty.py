"""What a new chat shows: examples that work."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.conversation import Picture, Text, Turn
from desktop.places import RESOURCES

from . import icons
from .theme import Theme

_WIDTH = 560


@dataclass(frozen=True)
class Example:
    """Something to try: what it shows, and the question that is asked, or how to ask it aloud."""

    icon: icons.Icon
    title: str
    question: str
    picture: str | None = None
    thinking: bool = False
    spoken: bool = False

    @property
    def turn(self) -> Turn:
        """What pressing it says."""
        pictures = (Picture(self.picture),) if self.picture else ()
        return Turn("user", (*pictures, Text(self.question)))


class ExampleButton(QPushButton):
    """An example: icon, title and question.

    Signals:
        chosen: the turn to say, and whether to think.
        speaking: it is to be said aloud.
    """

    chosen = Signal(Turn, bool)
    speaking = Signal()

    def __init__(self, example: Example, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("example")
        self.setMaximumWidth(_WIDTH)
        self._example = example
        self._icon = QLabel(self)
        title, self._question = QLabel(example.title, self), QLabel(self)
        self._question.setObjectName("quiet")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(self._question)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(18, 12, 18, 12)
        self._layout.setSpacing(16)
        self._layout.addWidget(self._icon)
        self._layout.addLayout(words, 1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._choose)
        self.ask(example.question)

    def ask(self, question: str) -> None:
        """Show a question in the place of the example's."""
        self._question.setText(question)
        self.setAccessibleName(f"{self._example.title}: {question}")

    @property
    def spoken(self) -> bool:
        """Whether it is to be said aloud."""
        return self._example.spoken

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self._icon.setPixmap(self._example.icon(theme.text).pixmap(20, 20))

    @Slot()
    def _choose(self) -> None:
        if self._example.spoken:
            self.speaking.emit()
        else:
            self.chosen.emit(self._example.turn, self._example.thinking)

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()


class EmptyState(QScrollArea):
    """A question, and examples to press; it scrolls where the window is low.

    Attributes:
        examples: their buttons.
        promise: what becomes of what is said.
        forget: makes the chat a temporary one.

    Signals:
        chosen: an example's turn, and whether to think.
        speaking: an example is to be said aloud.
        temporary: this chat is not to be kept.
    """

    chosen = Signal(Turn, bool)
    speaking = Signal()
    temporary = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        page.setObjectName("page")
        headline = QLabel(self.tr("What shall we look at?"), page)
        headline.setObjectName("headline")
        self.promise = QLabel(page)
        self.promise.setObjectName("quiet")
        self.promise.setWordWrap(True)
        self.forget = QPushButton(self.tr("Make this chat temporary"), page)
        self.forget.setObjectName("link")
        self.forget.clicked.connect(self.temporary)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addStretch()
        for label in (headline, self.promise):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(8)
        self._offers = QVBoxLayout()
        layout.addLayout(self._offers)
        self.examples = [ExampleButton(example, page) for example in self._examples()]
        for button in self.examples:
            button.chosen.connect(self.chosen)
            button.speaking.connect(self.speaking)
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(button, 100)
            row.addStretch()
            layout.addLayout(row)
        layout.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.setWidget(page)
        self.offer_speaking(False)
        self.tell_temporary(False, offered=False)

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        for button in self.examples:
            button.paint(theme)

    def add_offer(self, offer: QWidget) -> None:
        """Show an offer above the examples."""
        offer.setMaximumWidth(_WIDTH)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(offer, 100)
        row.addStretch()
        self._offers.addLayout(row)

    def tell_temporary(self, temporary: bool, *, offered: bool) -> None:
        """Say what becomes of this chat; where it is `offered`, it can be made a temporary one."""
        self.promise.setText(
            self.tr("This chat is not kept. It is gone for ever once you leave it.")
            if temporary
            else self.tr("Everything stays on this Mac.")
        )
        self.forget.setVisible(offered and not temporary)

    def offer_speaking(self, hears: bool, *, digits: bool = False) -> None:
        """Show what is said aloud where the model `hears`, be it only `digits`."""
        for button in self.examples:
            if button.spoken:
                button.setVisible(hears)
                button.ask(
                    self.tr("Or press here. Say one to five digits.")
                    if digits
                    else self.tr("Or press here. Gemma hears you itself, in your language.")
                )

    def _examples(self) -> tuple[Example, ...]:
        sample = str(RESOURCES / "pictures" / "sample.png")
        return (
            Example(
                icons.picture, self.tr("Look at a drawing"), self.tr("What do you see?"), sample
            ),
            Example(icons.bubble, self.tr("Ask who is here"), self.tr("Who are you?")),
            Example(
                icons.microphone,
                self.tr("Hold ⌥Space and speak"),
                "",
                spoken=True,
            ),
            Example(
                icons.bulb,
                self.tr("Think a sum through"),
                self.tr("What is 347 + 58?"),
                thinking=True,
            ),
        )
