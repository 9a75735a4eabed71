"""A chat as a PDF: its letters are letters, nothing is cut off, and formulas are drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from carried_chats import chat, model, picture_file, user
from PySide6.QtCore import QSize, QThreadPool
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfLinkModel
from PySide6.QtWidgets import QApplication

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import Labels
from desktop.conversation import Picture, Sound
from desktop.problems import Problem
from desktop.ui.exporting import pdf
from desktop.ui.exporting.kanji import with_kanji

A4, LETTER = QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter
WIDTH = 420


@pytest.fixture(autouse=True)
def running(application: QApplication) -> QApplication:
    return application


class Printed:
    """A chat that was written and is read again by another program."""

    def __init__(
        self, tmp_path: Path, carried: CarriedChat, size: QPageSize.PageSizeId = A4, **labels: str
    ) -> None:
        pdf.write(carried, tmp_path / "chat.pdf", Labels(**labels), size)
        self.document = QPdfDocument()
        self.document.load(str(tmp_path / "chat.pdf"))
        self.pages = self.document.pageCount()
        texts = [self.document.getAllText(page).text() for page in range(self.pages)]
        self.text = "\n".join(texts).replace("\r", "")
        # PDFium takes a few letters at the left of a page for a column, and divides all of them.
        self.letters = "".join(self.text.split())

    def image(self, page: int = 0) -> QImage:
        """A page, two pixels for each millimetre."""
        points = self.document.pagePointSize(page)
        height = round(WIDTH * points.height() / points.width())
        image = self.document.render(page, QSize(WIDTH, height))
        paper = QImage(image.size(), QImage.Format.Format_RGB32)
        paper.fill("white")
        painter = QPainter(paper)
        painter.drawImage(0, 0, image)
        painter.end()
        return paper


def inked(image: QImage) -> tuple[int, int, int, int]:
    """Where something is drawn: left, top, right, bottom."""
    points = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 235
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def test_all_that_was_said_can_be_selected(tmp_path: Path) -> None:
    carried = chat(
        user("Who is it?\nAnd where?"),
        model("**A cat**, that much is *sure*.", "Hm."),
        title="Cats",
    )
    printed = Printed(tmp_path, carried, you="Me", model="Gemma", thought="Thought")
    said = ["Cats", "Me", "Who is it?", "And where?", "Gemma", "Thought", "Hm.", "A cat, that"]
    places = [printed.text.index(words) for words in said]
    assert places == sorted(places) and printed.pages == 1
    assert printed.document.metaData(QPdfDocument.MetaDataField.Title) == "Cats"


def test_japanese_can_be_searched_for(tmp_path: Path) -> None:
    said = "夕日は長い。戸口の青い民、かわいいネコ、水と火と木と金と土。"
    printed = Printed(tmp_path, chat(user(said), model(f"**{said}**")))
    assert printed.letters.count(said) == 2
    assert printed.document.status() is QPdfDocument.Status.Ready


def test_only_names_of_letters_are_changed() -> None:
    names = b"begincmap <2F47> <2F47> <2F48> <2F48> <2F49> [<2F47> <0041> <2ED1> <2FFF>] endcmap"
    assert with_kanji(b"<2F47>" + names) == (
        b"<2F47>begincmap <2F47> <2F47> <66F0> <2F48> <2F49> [<65E5> <0041> <9577> <2FFF>] endcmap"
    )


def test_another_thread_may_write_it(tmp_path: Path) -> None:
    said = chat(user("Who?"), model("$x$ and `y`"))
    QThreadPool.globalInstance().start(lambda: pdf.write(said, tmp_path / "chat.pdf"))
    assert QThreadPool.globalInstance().waitForDone(20_000)
    assert (tmp_path / "chat.pdf").read_bytes().startswith(b"%PDF")


def test_long_lines_of_code_are_not_cut_off(tmp_path: Path) -> None:
    line = " ".join(f"word{number}" for number in range(60))
    printed = Printed(tmp_path, chat(model(f"```python\n{line}\n```")))
    assert all(f"word{number}" in printed.text for number in range(60))
    left, _, right, _ = inked(printed.image())
    assert left >= 39 and right <= WIDTH - 39


def test_what_is_long_goes_on_and_leaves_the_margins_free(tmp_path: Path) -> None:
    code = "\n".join(f"line {number}" for number in range(150))
    printed = Printed(tmp_path, chat(user("x\n" * 60), model(f"> quoted\n\n```\n{code}\n```")))
    assert printed.pages > 3
    assert all(f"line{number}" in printed.letters for number in range(150))
    for page in range(printed.pages):
        left, top, right, bottom = inked(printed.image(page))
        height = printed.image(page).height()
        assert left >= 39 and top >= 30 and right <= WIDTH - 39
        assert height - 40 < bottom < height - 10 or page == printed.pages - 1


def test_a_heading_stands_with_what_follows_it(tmp_path: Path) -> None:
    for lines in range(30, 60):
        filler = "\n\n".join(["x"] * lines)
        printed = Printed(tmp_path, chat(model(f"{filler}\n\n# Heading\n\nbelow")))
        if printed.pages == 2:
            page = next(n for n in (0, 1) if "Heading" in printed.document.getAllText(n).text())
            assert "below" in printed.document.getAllText(page).text()
            if page == 1:
                break
    else:
        pytest.fail("no heading came near the edge")


def test_pictures_fit_their_page(tmp_path: Path) -> None:
    tall = picture_file(tmp_path / "tall.png", (300, 3000))
    wide = picture_file(tmp_path / "wide.png", (3000, 300))
    printed = Printed(tmp_path, chat(user(tall, wide)))
    left, _, right, bottom = inked(printed.image(0))
    assert (left, right) == (39, WIDTH - 41) and printed.pages == 1
    assert bottom < printed.image(0).height() - 40


def test_what_is_not_drawn_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"")
    parts = (Picture("/gone/cat.png"), Sound(str(tmp_path / "a.wav")), Sound("/gone/b.wav"))
    text = Printed(tmp_path, chat(user(*parts)), missing="gone").text
    assert "cat.png (gone)" in text and "a.wav\n" in text and "b.wav (gone)" in text


def test_formulas_are_drawn_and_those_that_cannot_be_stay_their_source(tmp_path: Path) -> None:
    printed = Printed(tmp_path, chat(model("So $\\frac{a}{b}$ or\n\n$$\\unheard{x}$$")))
    assert printed.letters == "GemmaSoor\\unheard{x}"


def test_tasks_lists_and_tables_are_there(tmp_path: Path) -> None:
    table = "| head |\n|-|\n| cell |"
    source = f"- [x] done\n- [ ] open\n\n1. one\n\n{table}\n\n***\n\n[a](https://a.example)"
    printed = Printed(tmp_path, chat(model(source)))
    for words in ("☑ done", "☐ open", "one", "head", "cell"):
        assert words in printed.text
    links = QPdfLinkModel()
    links.setDocument(printed.document)
    assert links.rowCount(links.index(-1, -1)) == 1


def test_a_page_is_as_large_as_was_asked(tmp_path: Path) -> None:
    for size, width, height in ((A4, 595, 842), (LETTER, 612, 792)):
        printed = Printed(tmp_path, chat(user("Who?")), size)
        points = printed.document.pagePointSize(0)
        assert (round(points.width()), round(points.height())) == (width, height)


@pytest.mark.parametrize(
    "said", [chat(), chat(user("")), chat(model("", "\n")), chat(user("\x00"))]
)
def test_nothing_said_is_an_empty_page(said: CarriedChat, tmp_path: Path) -> None:
    assert Printed(tmp_path, said).pages == 1


def test_where_it_cannot_be_saved_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="could not be saved"):
        pdf.write(chat(user("Who?")), tmp_path / "nowhere" / "chat.pdf")
