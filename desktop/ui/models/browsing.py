"""Joins the library of models to the window: the picker, an offer, and the window of all models."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop.ui.model_picker import ModelPicker

from .library import ModelLibrary
from .offer import ModelOffer
from .window import ModelsWindow


class ModelBrowsing(QObject):
    """Attributes:
    offer: what someone sees who has no model yet.
    window: that of all models, once it has been opened.
    """

    def __init__(self, library: ModelLibrary, picker: ModelPicker, parent: QWidget) -> None:
        super().__init__(parent)
        self._library = library
        self._picker = picker
        self._parent = parent
        self.offer = ModelOffer(library, parent)
        self.window: ModelsWindow | None = None
        picker.offer(library)
        picker.browse.triggered.connect(self.browse)
        picker.turned.connect(self._show_loaded)
        self.offer.browsed.connect(self.browse)
        self.offer.used.connect(picker.load)
        library.look()

    @Slot()
    def browse(self) -> None:
        """Show all models."""
        if self.window is None:
            self.window = ModelsWindow(self._library, self._parent)
            self.window.used.connect(self._picker.load)
            self._show_loaded()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    @Slot()
    def _show_loaded(self) -> None:
        picker = self._picker
        self.offer.show_loaded(built_in=picker.built_in)
        if self.window is not None:
            self.window.show_loaded(picker.folder)
