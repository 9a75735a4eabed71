"""Says what of a chat the model that is loaded cannot take."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.conversation import Sound

from .chat import Chat
from .model_picker import ModelPicker
from .told_line import ToldLine


class SetAsideLine(ToldLine):
    """There as long as something is set aside, which it is until a model answers that takes it."""

    def __init__(self, chat: Chat, model: ModelPicker, parent: QWidget) -> None:
        super().__init__(parent)
        self._chat = chat
        self._model = model
        # The chat, which was there before, has heard of the model by then.
        for changed in (chat.opened, chat.turned, chat.said, model.turned):
            changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        media = self._chat.set_aside
        loaded = self._model.loaded
        if not media or loaded is None:
            self.hide()
            return
        deaf = any(isinstance(medium, Sound) for medium in media)
        blind = not all(isinstance(medium, Sound) for medium in media)
        if deaf and blind:
            told = self.tr("{model} cannot see or hear: pictures and sounds are set aside.")
        elif deaf:
            told = self.tr("{model} cannot hear: the sounds of this chat are set aside.")
        else:
            told = self.tr("{model} cannot see: the pictures of this chat are set aside.")
        words = told.format(model=loaded.name)
        if self.isHidden() or words != self.words.text():
            self.tell(words)
