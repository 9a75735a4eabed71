"""The button that names the loaded model and loads another."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from desktop.engine.protocol import Event, Failed, Loaded, Loading, Warned
from desktop.places import BUILT_IN_MODEL

from . import icons
from .client import EngineClient
from .models.library import ModelLibrary
from .models.stored_row import stored_name
from .sentences import sentence
from .theme import Theme, current_theme

_SETTING = "model"
_HEARING = "hearing model"
_HEIGHT, _LONGEST_NAME = 34, 200


class ModelPicker(QPushButton):
    """Which model answers; the choice is remembered.

    Attributes:
        browse: shows all models that can be had, where there is a library of them.

    Signals:
        failed: the sentence that says why a model could not be loaded.
        heard: whether the model that is loaded hears.
        warned: the sentence that says what is to be known of the model that is being loaded.
        turned: another model is loaded, or none.
    """

    failed = Signal(str)
    heard = Signal(bool)
    warned = Signal(str)
    turned = Signal()

    def __init__(self, client: EngineClient, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("model")
        # Names in other letters would make it higher, and all that stands below it would move.
        self.setFixedHeight(_HEIGHT)
        self._client = client
        self._loaded: Loaded | None = None
        self._library: ModelLibrary | None = None
        self._rests = False
        self.browse = QAction(self.tr("Get Models…"), self)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._fill()
        client.loading.connect(self._show_loading)
        client.batch.connect(self._hear)
        client.unloaded.connect(self._rest)
        client.died.connect(self._engine_died)

    @property
    def built_in(self) -> bool:
        """Whether it is the built-in model that is loaded."""
        return self._loaded is not None and self._loaded.folder == str(BUILT_IN_MODEL)

    @property
    def loaded(self) -> Loaded | None:
        """The model that is ready, if one is."""
        return self._loaded

    @property
    def folder(self) -> str | None:
        """The folder of the model that is ready, if one is."""
        return self._loaded.folder if self._loaded else None

    def offer(self, library: ModelLibrary) -> None:
        """Offer the models of a library, too."""
        self._library = library
        self._fill()

    def load_remembered(self) -> None:
        """Load the model of the last time, or the built-in one."""
        chosen = QSettings().value(_SETTING)
        self.load(chosen if chosen and Path(chosen).is_dir() else str(BUILT_IN_MODEL))

    def load(self, folder: str, _checked: bool = False) -> None:
        """Load a model in place of the one that is loaded."""
        self._client.load(folder)

    @Slot()
    def choose(self) -> None:
        """Ask for a model's folder and load it."""
        if folder := QFileDialog.getExistingDirectory(self, self.tr("Choose a Model Folder")):
            self.load(folder)

    @Slot()
    def use_built_in(self) -> None:
        """Go back to the built-in model."""
        self.load(str(BUILT_IN_MODEL))

    def offer_hearing(self, place: QWidget) -> QMenu:
        """Open a menu above a button that says why nobody hears, and offers models that do."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = self._loaded.name if self._loaded else self.tr("This model")
        why = self.tr("{model} cannot hear. Gemma 4 E2B, E4B and 12B can.").format(model=name)
        menu.addAction(why).setEnabled(False)
        menu.addSeparator()
        last = QSettings().value(_HEARING)
        if isinstance(last, str) and Path(last).is_dir():
            use = menu.addAction(self.tr("Use {model}").format(model=Path(last).name))
            use.triggered.connect(lambda: self.load(last))
        menu.addAction(self.tr("Choose a Model Folder…"), self.choose)
        menu.addAction(self.tr("Use Pebble, which hears digits"), self.use_built_in)
        menu.popup(place.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        return menu

    def paint(self, theme: Theme) -> None:
        """Take a theme's colours."""
        awake = self._loaded is not None and not self._rests
        self.setIcon(icons.dot(theme.good if awake else theme.quiet))

    @Slot()
    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        stored = self._library.stored if self._library else []
        for model in stored:
            self._offer_folder(stored_name(model), str(model.folder))
        self._offer_folder(self.tr("Pebble (built in)"), str(BUILT_IN_MODEL))
        menu.addSeparator()
        if self._library is not None:
            menu.addAction(self.browse)
        menu.addAction(self.tr("Choose a Model Folder…"), self.choose)

    def _offer_folder(self, name: str, folder: str) -> None:
        action = self.menu().addAction(name)
        action.setCheckable(True)
        action.setChecked(folder == self.folder)
        action.triggered.connect(partial(self.load, folder))

    @Slot(list)
    def _hear(self, events: list[Event]) -> None:
        for event in events:
            match event:
                case Loaded(folder=folder, name=name):
                    QSettings().setValue(_SETTING, folder)
                    self._show(event, name)
                    if event.hears and not self.built_in:
                        QSettings().setValue(_HEARING, folder)
                    self.heard.emit(event.hears)
                case Loading(percent=percent):
                    self._show(None, self.tr("Loading… {percent} %").format(percent=percent))
                case Warned(id=None, kind=kind, details=details):
                    self.warned.emit(sentence(kind, details))
                case Failed(id=None, kind=kind, details=details):
                    self._show(None, self.tr("No model"))
                    self.failed.emit(sentence(kind, details))
                case _:
                    pass

    @Slot()
    def _show_loading(self) -> None:
        self._show(None, self.tr("Loading…"))

    @Slot(str)
    def _engine_died(self, _kind: str) -> None:
        self._show(None, self.tr("Stopped"))

    @Slot()
    def _rest(self) -> None:
        """The model has given its memory back; with the next message it is loaded again."""
        if self._loaded is not None:
            self._rests = True
            self.setToolTip(self.tr("It rests, and is loaded again with your next message."))
            self.paint(current_theme())

    def _show(self, loaded: Loaded | None, text: str) -> None:
        self._loaded, self._rests = loaded, False
        elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _LONGEST_NAME)
        self.setText(f"{elided} ⌄")
        self.setToolTip("" if elided == text else text)
        self.setProperty("name", text)
        self.setAccessibleName(self.tr("Model: {name}").format(name=text))
        self.paint(current_theme())
        self.turned.emit()
