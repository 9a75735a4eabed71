"""The branch of a chat that is shown, as rich text for word processors.

It is plain: letters, lists, tables and pictures; a formula is its TeX. Lengths are in twips, of
which 20 are a point.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import ENGLISH, Labels
from desktop.chats.exchange.said import Piece, file_name, pieces_of
from desktop.chats.exchange.saving import saved
from desktop.conversation import Picture, Text, Thought, Turn
from desktop.problems import Problem
from desktop.ui.markdown.blocks import Ink, Kind, Paragraph, Run, Runs, Table
from desktop.ui.markdown.inline import LINE_BREAK
from desktop.ui.markdown.outline import Outline
from desktop.ui.markdown.parser import parse

from .pictures import Embedded, embedded
from .words_html import link_of

_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0\uc1"
    r"{\fonttbl{\f0\fswiss Helvetica Neue;}{\f1\fmodern\fprq1 Menlo{\*\falt Courier New};}}"
    r"{\colortbl;\red107\green107\blue115;\red10\green91\blue216;\red239\green240\blue244;}"
    "\\paperw11906\\paperh16838\\margl1304\\margr1304\\margt1304\\margb1304\n"
)
_QUIET, _LINKED = r"\cf1", r"\cf2"
_WIDTH = 9298
_ABOVE, _MOST_ABOVE = 120, 360
_STEP = 360
_LONGEST_SIDE = 7200
_PT, _SMALL_PT, _TITLE_PT = 12, 10, 20
_HEADING_PT = (17, 15, 13)
_ALIGNED = {"": r"\ql", "left": r"\ql", "right": r"\qr", "center": r"\qc"}
_SIGNS = {
    "\\": r"\\",
    "{": r"\{",
    "}": r"\}",
    "\t": r"\tab ",
    "\n": r"\line ",
    LINE_BREAK: r"\line ",
}


def write(chat: CarriedChat, path: Path, labels: Labels = ENGLISH) -> None:
    """Write a chat; sounds, videos and pictures that are gone are named.

    Raises Problem where it can't be saved.
    """
    with saved(path) as file:
        for words in _document(chat, labels):
            file.write(words.encode("ascii"))


def _document(chat: CarriedChat, labels: Labels) -> Iterator[str]:
    yield _HEAD
    if chat.title.strip():
        yield _line(_plain(" ".join(chat.title.split())), rf"\b\fs{2 * _TITLE_PT}")
    for entry in chat.shown:
        name = labels.you if entry.turn.role == "user" else labels.model
        yield _line(_plain(name), rf"\b{_QUIET}\fs{2 * _SMALL_PT}", r"\sb360\keepn")
        for piece in pieces_of(entry.turn):
            yield from _piece(piece, entry.turn, labels)
    yield "}\n"


def _piece(piece: Piece, turn: Turn, labels: Labels) -> Iterator[str]:
    match piece:
        case Text(text) if turn.role == "user":
            yield _line(_plain(text.strip()))
        case Text(text):
            yield from _markdown(text)
        case Thought(text):
            yield _line(_plain(labels.thought), rf"\i{_QUIET}")
            yield from _markdown(text, inset=1)
        case Picture(path):
            try:
                yield _line(_picture(embedded(path or "")))
            except Problem:
                yield _named(file_name(piece), labels)
        case _:
            missing = not Path(piece.path or "").is_file()
            yield _named(file_name(piece), labels) if missing else _line(_plain(file_name(piece)))


def _named(name: str, labels: Labels) -> str:
    return _line(_plain(f"{name} ({labels.missing})"), rf"\i{_QUIET}")


def _markdown(source: str, inset: int = 0) -> Iterator[str]:
    for number, block in enumerate(Outline(source, parse(source, {})).blocks):
        if isinstance(block, Table):
            yield _table(block)
        else:
            yield _paragraph(block, inset, first=not number)


def _paragraph(paragraph: Paragraph, inset: int, *, first: bool) -> str:
    place = paragraph.place
    above = _ABOVE if first else min(15 * place.above, _MOST_ABOVE)
    letters, form = "", rf"\sb{above}"
    match paragraph.kind:
        case Kind.HEADING:
            letters = rf"\b\fs{2 * _heading_pt(paragraph.level)}"
            form += r"\keepn"
        case Kind.CODE:
            letters = rf"\f1\fs{2 * _SMALL_PT}"
            form += r"\cbpat3"
        case Kind.NOTE:
            letters = rf"{_QUIET}\fs{2 * _SMALL_PT}"
        case Kind.FORMULA:
            form += r"\qc"
        case Kind.RULE:
            return _line(_plain("⸻"), _QUIET, form + r"\qc")
        case Kind.TEXT:
            pass
    if inset or place.quotes:
        letters += _QUIET
    left = _STEP * (inset + place.quotes + place.lists)
    mark = _mark(paragraph)
    form += rf"\li{left}" + (rf"\fi-{_STEP}\tx{left}" if mark else "")
    return _line(mark + _runs(paragraph.runs), letters, form)


def _heading_pt(level: int) -> int:
    return _HEADING_PT[level - 1] if level <= len(_HEADING_PT) else _PT


def _mark(paragraph: Paragraph) -> str:
    """What stands before an item of a list."""
    item = paragraph.item
    if item is None:
        return ""
    if item.done is not None:
        return _plain("☑\t" if item.done else "☐\t")
    return _plain("•\t" if item.number is None else f"{item.number}.\t")


def _table(table: Table) -> str:
    # A table itself has no space above it.
    rows = [f"\\pard\\plain\\fs{_PT}\\par\n"] if table.headed else []
    for number, cells in enumerate(table.rows):
        edges, at = "", 0
        for width in table.widths:
            at += width
            edges += rf"\clbrdrb\brdrs\brdrw10\cellx{_WIDTH * at // 100}"
        bold = r"\b" if table.headed and not number else ""
        words = "".join(
            rf"\pard\plain\intbl{_ALIGNED[align]}\sb60\sa60{bold}\f0\fs{2 * _PT} {_runs(runs)}\cell"
            for align, runs in zip(table.aligns, cells, strict=True)
        )
        rows.append(f"\\trowd\\trgaph90{edges}{words}\\row\n")
    return "".join(rows)


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.formula:
        dollars = "$$" if run.display else "$"
        return rf"{{\f1\fs{2 * _SMALL_PT} {_plain(f'{dollars}{run.text}{dollars}')}}}"
    words, looks = _plain(run.text), _look(run.ink)
    address = link_of(run.ink.link)
    if address:
        safe = quote(address, safe="%:/?#[]@!$&'()*+,;=-._~")
        target = rf'{{\field{{\*\fldinst{{HYPERLINK "{safe}"}}}}{{\fldrslt'
        return rf"{target}{{\ul{_LINKED}{looks} {words}}}}}}}"
    return rf"{{{looks} {words}}}" if looks else words


def _look(ink: Ink) -> str:
    words = {
        r"\b": ink.bold,
        r"\i": ink.italic,
        r"\strike": ink.struck,
        r"\ul": ink.underlined,
        rf"\f1\fs{2 * _SMALL_PT}": ink.code,
        r"\super": ink.raised > 0,
        r"\sub": ink.raised < 0,
    }
    return "".join(word for word, wanted in words.items() if wanted)


def _picture(picture: Embedded) -> str:
    scale = _LONGEST_SIDE / max(picture.width, picture.height)
    # No more than a point for each pixel.
    scale = min(scale, 20)
    width, height = round(picture.width * scale), round(picture.height * scale)
    size = rf"\picw{picture.width}\pich{picture.height}\picwgoal{width}\pichgoal{height}"
    return rf"{{\pict\{picture.type}blip{size} {picture.data.hex()}}}"


def _line(words: str, letters: str = "", form: str = rf"\sb{_ABOVE}") -> str:
    """A paragraph."""
    return f"\\pard\\plain{form}\\f0\\fs{2 * _PT}{letters} {words}\\par\n"


def _plain(text: str) -> str:
    """Words as RTF; what is beyond ASCII in units of UTF-16, as it counts them."""
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    if " " <= letter <= "~":
        return letter
    if letter < " " or letter == "\x7f":
        return ""
    units = memoryview(letter.encode("utf-16-le", "replace")).cast("h")
    return "".join(rf"\u{unit}?" for unit in units)
