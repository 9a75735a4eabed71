"""Pictures in a conversation: a neat grid, seen large, dragged out, copied and saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import Key, press_on, settle, wait_until
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.conversation import Picture, Text, Turn
from desktop.ui.transcript import media_files
from desktop.ui.transcript.bubble import Bubble
from desktop.ui.transcript.picture_viewer import PictureViewer
from desktop.ui.transcript.pictures import PictureTile, size_of
from desktop.ui.transcript.view import Transcript

LEFT = Qt.MouseButton.LeftButton
COLOURS = ("red", "green", "blue", "orange", "purple")


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    paths = [str(tmp_path / f"{colour}.png") for colour in COLOURS]
    for path, colour in zip(paths, COLOURS, strict=True):
        Image.new("RGB", (300, 200), colour).save(path)
    return paths


def show(transcript: Transcript, *turns: list[str]) -> list[PictureTile]:
    """One question for each list of pictures; returns the tiles when they are decoded."""
    parts = [(*(Picture(path) for path in paths), Text("What is this?")) for paths in turns]
    transcript.show_turns([Turn("user", part) for part in parts])
    bubbles = [view for view in transcript.views if isinstance(view, Bubble)]
    tiles = [tile for bubble in bubbles for tile in bubble.pictures.tiles]
    wait_until(lambda: not any(tile.image.isNull() for tile in tiles))
    settle()
    return tiles


def viewer(transcript: Transcript) -> PictureViewer:
    shown = transcript.viewer
    assert shown is not None
    return shown


def middle_colour(widget: QWidget) -> str:
    return widget.grab().toImage().pixelColor(widget.rect().center()).name()


def test_one_picture_keeps_its_shape(transcript: Transcript, pictures: list[str]) -> None:
    (tile,) = show(transcript, pictures[:1])
    assert abs(tile.width() / tile.height() - 1.5) < 0.02
    assert middle_colour(tile) == "#ff0000"


def test_words_are_no_wider_than_the_pictures_above_them(
    transcript: Transcript, pictures: list[str]
) -> None:
    words = Text("What is this, and how long is it, and how high, and since when? " * 3)
    transcript.show_turns([Turn("user", (Picture(pictures[0]), words))])
    bubble = transcript.views[0]
    assert isinstance(bubble, Bubble) and bubble.words is not None
    frame, grid = bubble.pictures.parentWidget(), bubble.pictures.geometry()
    assert grid.left() == frame.width() - grid.right() - 1 < 12
    assert bubble.words.geometry().right() <= grid.right()


def test_its_place_is_kept_before_it_is_decoded(
    transcript: Transcript, pictures: list[str]
) -> None:
    transcript.show_turns([Turn("user", (Picture(pictures[0]),))])
    before = transcript.views[0].height()
    wait_until(lambda: not transcript.findChild(PictureTile).image.isNull())
    settle()
    assert transcript.views[0].height() == before > 200


@pytest.mark.parametrize(("count", "columns"), [(2, 2), (3, 3), (4, 2), (5, 3)])
def test_several_pictures_are_a_grid(
    transcript: Transcript, pictures: list[str], count: int, columns: int
) -> None:
    tiles = show(transcript, pictures[:count])
    assert {(tile.width(), tile.height()) for tile in tiles} == {(tiles[0].width(),) * 2}
    assert len({tile.x() for tile in tiles}) == columns
    assert len({tile.y() for tile in tiles}) == -(-count // columns)


def test_a_picture_on_its_side_is_seen_upright(tmp_path: Path) -> None:
    image = Image.new("RGB", (300, 200), "red")
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(tmp_path / "turned.jpg", exif=exif)
    size = size_of(str(tmp_path / "turned.jpg"))
    assert (size.width(), size.height()) == (200, 300)


def test_a_picture_that_is_gone_says_so(transcript: Transcript, tmp_path: Path) -> None:
    transcript.show_turns([Turn("user", (Picture(str(tmp_path / "gone.png")), Text("This?")))])
    tile = transcript.findChild(PictureTile)
    wait_until(lambda: tile.missing)
    assert tile.isVisible()


def test_a_click_opens_it_and_a_click_closes_it(
    transcript: Transcript, pictures: list[str]
) -> None:
    (tile,) = show(transcript, pictures[:1])
    QTest.mouseClick(tile, LEFT)
    large = viewer(transcript)
    wait_until(lambda: not large.image.isNull())
    assert large.size() == transcript.window().size()
    QTest.mouseClick(large, LEFT)
    wait_until(lambda: transcript.viewer is None)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Space])
def test_keys_open_and_close_it(transcript: Transcript, pictures: list[str], key: Key) -> None:
    (tile,) = show(transcript, pictures[:1])
    tile.setFocus()
    press_on(tile, Key.Key_Space)
    press_on(viewer(transcript), key)
    wait_until(lambda: transcript.viewer is None)
    assert transcript.window().focusWidget() is tile


def test_arrows_step_through_the_whole_conversation(
    transcript: Transcript, pictures: list[str]
) -> None:
    tiles = show(transcript, pictures[:2], pictures[2:3])
    QTest.mouseClick(tiles[1], LEFT)
    large = viewer(transcript)
    seen = [large.path]
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Left, Key.Key_Left):
        press_on(large, key)
        seen.append(large.path)
    assert [pictures.index(path) for path in seen] == [1, 2, 2, 1, 0, 0]
    wait_until(lambda: not large.image.isNull())
    assert middle_colour(large) == "#ff0000"
    large.close()


def test_the_large_view_grows_with_the_window(transcript: Transcript, pictures: list[str]) -> None:
    (tile,) = show(transcript, pictures[:1])
    QTest.mouseClick(tile, LEFT)
    large = viewer(transcript)
    transcript.window().resize(900, 600)
    settle()
    assert large.size() == transcript.window().size()
    large.close()


def test_a_picture_is_dragged_out_as_a_file(
    transcript: Transcript, pictures: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _: dragged.append(drag.mimeData()))
    (tile,) = show(transcript, pictures[:1])
    QTest.mousePress(tile, LEFT, pos=QPoint(20, 20))
    QTest.mouseMove(tile, QPoint(60, 60))
    QTest.mouseRelease(tile, LEFT, pos=QPoint(60, 60))
    assert [data.urls() for data in dragged] == [[QUrl.fromLocalFile(pictures[0])]]
    assert transcript.viewer is None


def test_a_picture_is_copied_as_a_file_and_as_a_picture(
    transcript: Transcript, pictures: list[str]
) -> None:
    (tile,) = show(transcript, pictures[:1])
    media_files.copy(tile.path, tile.image)
    data = QGuiApplication.clipboard().mimeData()
    assert data.urls() == [QUrl.fromLocalFile(pictures[0])] and data.hasImage()


def test_a_picture_is_saved_where_one_likes(
    pictures: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transcript: Transcript
) -> None:
    chosen = tmp_path / "copy.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    media_files.save_as(pictures[0], transcript)
    assert chosen.read_bytes() == Path(pictures[0]).read_bytes()


def test_a_picture_that_cannot_be_saved_is_one_sentence(
    pictures: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transcript: Transcript
) -> None:
    told: list[str] = []
    nowhere = tmp_path / "no folder" / "copy.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: told.append(words[-1]))
    media_files.save_as(pictures[0], transcript)
    assert len(told) == 1 and "copy.png" in told[0]


def test_pictures_that_an_answer_came_with_are_shown_below_it(
    transcript: Transcript, pictures: list[str]
) -> None:
    question = Turn("user", (Text("Draw a kite."),))
    answer = Turn("model", (Text("Here it is."), Picture(pictures[0])))
    transcript.show_turns([question, answer])
    (reply,) = transcript.replies
    (tile,) = reply.pictures.tiles
    wait_until(lambda: not tile.image.isNull())
    assert tile.mapTo(reply, tile.rect().topLeft()).y() >= reply.body.geometry().bottom()
    QTest.mouseClick(tile, LEFT)
    assert transcript.viewer is not None
    press_on(transcript.viewer, Key.Key_Escape)
    settle()
