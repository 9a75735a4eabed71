"""Settings: the personas, and what they are told."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .personas import Persona, free_name
from .preferences import Preferences
from .question import ask

_DELETING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PersonasPage(QWidget):
    """A list of personas; beside it the one that is chosen, to be changed.

    Attributes:
        names: the list.
        add, duplicate, delete: its buttons.
        name, instructions: of the persona that is chosen.
        notice: why a name can't be taken.
    """

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.names = QListWidget(self)
        self.names.setAccessibleName(self.tr("Personas"))
        self.add = QPushButton(self.tr("Add"), self)
        self.duplicate = QPushButton(self.tr("Duplicate"), self)
        self.delete = QPushButton(self.tr("Delete…"), self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(self.tr("Name"))
        self.notice = QLabel(self)
        self.notice.setObjectName("notice")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self.instructions = QPlainTextEdit(self)
        self.instructions.setAccessibleName(self.tr("Instructions"))
        self.instructions.setTabChangesFocus(True)
        self.instructions.setPlaceholderText(
            self.tr("Who the model is, what it knows, and how it speaks")
        )
        self._lay_out()
        self._show()
        self._connect()

    @property
    def chosen(self) -> Persona | None:
        """The persona that is shown; None if there is none."""
        row, personas = self.names.currentRow(), self._preferences.personas
        return personas[row] if 0 <= row < len(personas) else None

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add, self.duplicate, self.delete):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.names, 1)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.setSpacing(6)
        for text, field in (
            (self.tr("Name"), self.name),
            (self.tr("Instructions"), self.instructions),
        ):
            label = QLabel(text, self)
            label.setObjectName("heading")
            label.setBuddy(field)
            right.addWidget(label)
            right.addWidget(field)
            if field is self.name:
                right.addWidget(self.notice)
                right.addSpacing(8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(20)
        layout.addLayout(left, 2)
        layout.addLayout(right, 3)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._show_chosen)
        self.add.clicked.connect(self._add)
        self.duplicate.clicked.connect(self._duplicate)
        self.delete.clicked.connect(self._ask_to_delete)
        self.name.textEdited.connect(self._show_notice)
        self.name.editingFinished.connect(self._rename)
        self.instructions.textChanged.connect(self._instruct)
        self._preferences.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        """List the personas; the same row stays chosen."""
        names = [persona.name for persona in self._preferences.personas]
        row = min(max(self.names.currentRow(), 0), len(names) - 1)
        with QSignalBlocker(self.names):
            if names != [self.names.item(i).text() for i in range(self.names.count())]:
                self.names.clear()
                self.names.addItems(names)
            self.names.setCurrentRow(row)
        self._show_fields()

    @Slot()
    def _show_chosen(self) -> None:
        """Show a persona as it is kept, whatever was being typed."""
        chosen = self.chosen
        self.name.setText(chosen.name if chosen else "")
        self.notice.hide()
        self._show_fields()

    def _show_fields(self) -> None:
        chosen = self.chosen
        for part in (self.name, self.instructions, self.duplicate, self.delete):
            part.setEnabled(chosen is not None)
        if not self.name.hasFocus():
            self.name.setText(chosen.name if chosen else "")
        words = chosen.instructions if chosen else ""
        if words != self.instructions.toPlainText():
            with QSignalBlocker(self.instructions):
                self.instructions.setPlainText(words)

    @Slot()
    def _add(self) -> None:
        self._rename()
        self._append(Persona(self.tr("New Persona"), ""))

    @Slot()
    def _duplicate(self) -> None:
        self._rename()
        if chosen := self.chosen:
            self._append(replace(chosen, name=self.tr("{name} copy").format(name=chosen.name)))

    def _append(self, persona: Persona) -> None:
        """Add a persona, and have the person name it."""
        personas = self._preferences.personas
        new = replace(persona, name=free_name(persona.name, personas))
        self._preferences.personas = (*personas, new)
        self.names.setCurrentRow(len(personas))
        self.name.setFocus()
        self.name.selectAll()

    @Slot()
    def _ask_to_delete(self) -> None:
        self._rename()
        if chosen := self.chosen:
            ask(
                self,
                self.tr("Delete “{name}”?").format(name=chosen.name),
                self.tr("Chats that began with it keep its instructions."),
                self.tr("Delete"),
                self._delete,
            )

    @Slot()
    def _delete(self) -> None:
        if chosen := self.chosen:
            self._preferences.replace_persona(chosen, None)

    @Slot()
    def _show_notice(self) -> None:
        """Say why the name that is being typed can't be taken, if it can't."""
        typed = self.name.text().strip()
        chosen = self.chosen
        taken = {persona.name for persona in self._preferences.personas if persona != chosen}
        self.notice.setText(
            self.tr("Another persona has this name already.")
            if typed in taken
            else self.tr("A persona needs a name.")
        )
        self.notice.setVisible(not typed or typed in taken)

    @Slot()
    def _rename(self) -> None:
        """Take the name that was typed, or go back to the one before."""
        chosen = self.chosen
        if chosen is not None and self.notice.isHidden():
            name = self.name.text().strip()
            self._preferences.replace_persona(chosen, replace(chosen, name=name))
        self._show_chosen()

    @Slot()
    def _instruct(self) -> None:
        if chosen := self.chosen:
            words = self.instructions.toPlainText()
            self._preferences.replace_persona(chosen, replace(chosen, instructions=words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and F2 in the list do what they do everywhere."""
        if not self.names.hasFocus():
            super().keyPressEvent(event)
        elif event.key() in _DELETING:
            self._ask_to_delete()
        elif event.key() == Qt.Key.Key_F2:
            self.name.setFocus()
            self.name.selectAll()
        else:
            super().keyPressEvent(event)
