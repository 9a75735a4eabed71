"""The formulas of all documents: typeset once, kept, and drawn when they are there."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from .delimiters import CLOSERS
from .drawing import FORMULA, FormulaDrawing, mark, source
from .typeset import Formula
from .typesetter import Asked, Typesetter

_KEPT = 2000
_LAYOUT_MS = 33
_OBJECT = "\ufffc"


class Formulas(QObject):
    """Puts formulas into documents; one for the application.

    A formula is typeset when a document is first laid out with it; until then, and where it cannot
    be typeset, its TeX stands there in the code font. A document is laid out again when its
    formulas have come, at most once in 33 ms.
    """

    def __init__(self, command: Sequence[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: OrderedDict[Asked, Formula | None] = OrderedDict()
        self._awaited: defaultdict[Asked, list[QTextCursor]] = defaultdict(list)
        self._come: list[QTextCursor] = []
        self._drawing = FormulaDrawing(self._look_up, self)
        self._typesetter = Typesetter(command, self)
        self._typesetter.done.connect(self._keep)
        self._layout = QTimer(self, interval=_LAYOUT_MS, singleShot=True)
        self._layout.timeout.connect(self._lay_out)

    @property
    def typesetter(self) -> Typesetter:
        """What typesets."""
        return self._typesetter

    @property
    def settled(self) -> bool:
        """Whether every formula that was laid out has been typeset and drawn."""
        return not self._awaited and not self._come

    def close(self) -> None:
        """End the process; nothing more is typeset."""
        self._typesetter.close()

    def register(self, document: QTextDocument) -> None:
        """Have a document draw formulas."""
        document.documentLayout().registerHandler(FORMULA, self._drawing)

    def insert(self, cursor: QTextCursor, tex: str, display: bool, format: QTextCharFormat) -> None:
        """Insert a formula as one character, in the font's size and the text's colour.

        A display formula that begins a block centres the block.
        """
        if display and cursor.atBlockStart():
            block = cursor.blockFormat()
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            cursor.setBlockFormat(block)
        cursor.insertText(_OBJECT, mark(format, tex, display))

    def plain_text(self, cursor: QTextCursor) -> str:
        """The selected text, each formula in it as TeX between dollars."""
        document, position = cursor.document(), cursor.selectionStart()
        words, *rest = cursor.selection().toPlainText().split(_OBJECT)
        for following in rest:
            found = document.find(_OBJECT, position)
            position = found.selectionEnd()
            words += _written(found) + following
        return words

    def _look_up(self, asked: Asked, document: QTextDocument, position: int) -> Formula | None:
        """A formula that is there; one that is not is asked for, the place noted."""
        if asked in self._known:
            self._known.move_to_end(asked)
            return self._known[asked]
        if asked not in self._awaited:
            self._typesetter.ask(asked)
        # A cursor that is moved while a document is laid out lays it out again, without end.
        self._awaited[asked].append(QTextCursor(document.findBlock(position)))
        return None

    @Slot(object, object)
    def _keep(self, asked: Asked, formula: Formula | None) -> None:
        self._known[asked] = formula
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self._come += self._awaited.pop(asked, [])
        if self._come and not self._layout.isActive():
            self._layout.start()

    @Slot()
    def _lay_out(self) -> None:
        """Lay out anew the blocks that have changed, of the documents that are still there."""
        come, self._come = self._come, []
        # A cursor whose document has gone is null.
        places = [place for place in come if not place.isNull()]
        for document, position in {(p.document(), p.block().position()) for p in places}:
            document.markContentsDirty(position, 1)


def _written(found: QTextCursor) -> str:
    formula = source(found.charFormat())
    if formula is None:
        return _OBJECT
    tex, display = formula
    opener = "$$" if display else "$"
    return f"{opener}{tex}{CLOSERS[opener]}"
