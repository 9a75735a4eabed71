"""A chat → the blocks of one text, as the transcript's own writer takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import Labels
from desktop.chats.exchange.said import Piece, file_name, pieces_of
from desktop.conversation import Picture, Text, Thought, Turn
from desktop.problems import Problem
from desktop.ui.markdown.blocks import Block, Kind, Paragraph, Place, Run
from desktop.ui.markdown.inline import LINE_BREAK
from desktop.ui.markdown.outline import Outline, Start
from desktop.ui.markdown.parser import parse

from .pictures import Embedded, embedded

_ABOVE_NAME, _ABOVE_PIECE, _ABOVE_WORDS, _ABOVE_CODE = 36, 6, 14, 30  # px


class Composition:
    """Everything that is said in the branch that is shown.

    Attributes:
        blocks: all of it.
        names: which of the blocks say who speaks.
        asked: which of them are the person's words.
        pictures: the pictures that stand in the place of blocks without letters.
    """

    def __init__(self, chat: CarriedChat, labels: Labels) -> None:
        self.blocks: list[Block] = []
        self.names: list[int] = []
        self.asked: list[int] = []
        self.pictures: dict[int, Embedded] = {}
        self._labels = labels
        self._counted = Start()
        if title := " ".join(chat.title.split()):
            self.blocks.append(Paragraph((Run(title),), Kind.HEADING, level=1))
        for entry in chat.shown:
            self._add_turn(entry.turn)

    def _add_turn(self, turn: Turn) -> None:
        yours = turn.role == "user"
        self.names.append(len(self.blocks))
        self._add_note(self._labels.you if yours else self._labels.model, _ABOVE_NAME)
        for piece in pieces_of(turn):
            if yours and isinstance(piece, Text):
                words = piece.text.strip().replace("\r", "").replace("\n", LINE_BREAK)
                self.asked.append(len(self.blocks))
                self.blocks.append(Paragraph((Run(words),), place=Place(_ABOVE_WORDS)))
            else:
                self._add_piece(piece)

    def _add_piece(self, piece: Piece) -> None:
        match piece:
            case Text(text):
                self._add_markdown(text)
            case Thought(text):
                self._add_note(self._labels.thought)
                self._add_markdown(text, quotes=1)
            case Picture(path):
                try:
                    self.pictures[len(self.blocks)] = embedded(path or "")
                except Problem:
                    self._add_note(f"{file_name(piece)} ({self._labels.missing})")
                else:
                    self.blocks.append(Paragraph((), place=Place(_ABOVE_PIECE)))
            case _:
                there = Path(piece.path or "").is_file()
                missing = "" if there else f" ({self._labels.missing})"
                self._add_note(f"{file_name(piece)}{missing}")

    def _add_note(self, words: str, above: int = _ABOVE_PIECE) -> None:
        place = Place(above if self.blocks else 0)
        self.blocks.append(Paragraph((Run(words),), Kind.NOTE, place))

    def _add_markdown(self, source: str, quotes: int = 0) -> None:
        blocks = Outline(source, parse(source, {}), self._counted).blocks
        for number, block in enumerate(blocks):
            above = block.place.above
            if _is_code(block) and above:
                # On paper no header stands above code.
                above = _ABOVE_CODE
            if not number:
                named = self.names[-1] == len(self.blocks) - 1
                above = max(above, _ABOVE_PIECE if named or quotes else _ABOVE_WORDS)
            place = replace(block.place, above=above, quotes=block.place.quotes + quotes)
            self.blocks.append(_with_box(replace(block, place=place)))
        self._counted = _after(self._counted, blocks)


def _with_box(block: Block) -> Block:
    """A task with its box as a letter: Qt's PDFs lose the tick in those that it draws itself."""
    if not isinstance(block, Paragraph) or block.item is None or block.item.done is None:
        return block
    box = Run("☑ " if block.item.done else "☐ ")
    return replace(block, runs=(box, *block.runs), item=None)


def _is_code(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind is Kind.CODE


def _after(counted: Start, blocks: Sequence[Block]) -> Start:
    """How many lists and codes there have been with these blocks."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    lists = (block.item.list + 1 for block in paragraphs if block.item is not None)
    codes = (block.code + 1 for block in paragraphs)
    return Start(lists=max([counted.lists, *lists]), codes=max([counted.codes, *codes]))
