"""Sounds and videos in a conversation: heard in their place, opened, dragged out; parts counted."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from conversations import SAMPLE
from conversations import show as show_in
from person import CONTROL, Key, click, press, press_on, settle, wait_until
from PySide6.QtCore import QEvent, QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QDesktopServices,
    QDrag,
    QGuiApplication,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.conversation import Clip, Medium, Picture, Sound, Text, Turn
from desktop.listening import LANGUAGES, Task
from desktop.sound_files import Samples
from desktop.ui.media import playback, recordings
from desktop.ui.media.playback import Playback
from desktop.ui.media.reader import MediaReader
from desktop.ui.media.tasks import language_name, task_name
from desktop.ui.preview.media import Media, make_media
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.theme import current_theme
from desktop.ui.transcript.bubble import Bubble
from desktop.ui.transcript.clips import ClipTile
from desktop.ui.transcript.reply import ReplyView
from desktop.ui.transcript.rows import Said
from desktop.ui.transcript.sounds import SoundCard
from desktop.ui.transcript.view import Transcript
from desktop.ui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
GONE = "/gone/memo.wav"


class SilentPlayer:
    """A loudspeaker that plays until it is stopped, and that nobody hears."""

    def __init__(self, samples: Samples) -> None:
        self.playing = False
        self.position = 0.5

    def start(self) -> None:
        self.playing = True

    def stop(self) -> None:
        self.playing = False


@pytest.fixture(scope="module")
def media(application: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Media]:
    folder, kept = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("Recordings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recordings, "recordings_folder", lambda: kept)
        yield make_media(folder, kept)


@pytest.fixture(autouse=True)
def silence(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is heard, and nothing is playing afterwards."""
    monkeypatch.setattr(playback, "Player", SilentPlayer)
    yield
    Playback.shared().stop()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What was opened with the system's programs."""
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    return urls


@pytest.fixture
def dragged(monkeypatch: pytest.MonkeyPatch) -> list[QMimeData]:
    """What was dragged out."""
    data: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _: data.append(drag.mimeData()))
    return data


@pytest.fixture
def client(application: QApplication) -> ScriptedClient:
    """A script in the place of an engine."""
    return ScriptedClient()


@pytest.fixture
def window(settings: QSettings, client: ScriptedClient) -> Iterator[MainWindow]:
    """A window where the script answers."""
    shown = MainWindow(client)
    shown.show()
    client.become_ready()
    yield shown
    shown.close()
    shown.deleteLater()


def turn(*media: Medium, words: str = "") -> Turn:
    return Turn("user", (*media, Text(words)) if words else media)


def show(transcript: Transcript, *media: Medium, words: str = "") -> Bubble:
    """Have one question stand there, looked at or not."""
    transcript.show_turns([turn(*media, words=words)])
    (bubble,) = transcript.views
    assert isinstance(bubble, Bubble)
    return bubble


def show_sound(transcript: Transcript, sound: Sound) -> SoundCard:
    """Show a sound alone, and wait until it has been looked at."""
    (card,) = show(transcript, sound).sounds
    wait_until(lambda: card.missing or card.length)
    return card


def show_clip(transcript: Transcript, clip: Clip) -> ClipTile:
    """Show a video alone, and wait until it has been looked at."""
    (tile,) = show(transcript, clip).clips
    wait_until(lambda: tile.missing or tile.complete)
    return tile


def sounds_again(transcript: Transcript) -> list[SoundCard]:
    """The sounds after all widgets were built anew, for other colours."""
    transcript.paint(current_theme())
    (bubble,) = transcript.views
    assert isinstance(bubble, Bubble)
    return bubble.sounds


def picture_of(part: QWidget) -> QImage:
    return part.grab().toImage()


def name(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def role(part: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(part).role()


def open_menu(part: QWidget) -> QMenu:
    """Press the second button of the mouse; returns the menu that opens."""
    here = QPoint(part.width() - 10, 10)
    mouse = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(part, QContextMenuEvent(mouse, here, part.mapToGlobal(here)))
    wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def drag(part: QWidget, start: QPoint) -> None:
    QTest.mousePress(part, LEFT, pos=start)
    QTest.mouseMove(part, start + QPoint(40, 10))
    QTest.mouseRelease(part, LEFT, pos=start + QPoint(40, 10))


@pytest.mark.parametrize(
    ("task", "named"),
    [
        (None, "Answer it"),
        (Task(), "Write it down"),
        (Task(translate_to="Japanese"), "Translate into 日本語"),
        (Task(translate_to="French"), "Translate into Français"),
        (Task(translate_to="Esperanto"), "Translate into Esperanto"),
    ],
)
def test_a_task_is_named(application: QApplication, task: Task | None, named: str) -> None:
    assert task_name(task) == named


def test_a_language_is_named_without_a_country(application: QApplication) -> None:
    names = {english: language_name(english) for english in LANGUAGES.values()}
    assert names["English"] == "English" and names["Spanish"] == "Español"
    assert names["Vietnamese"] == "Tiếng Việt"
    assert len(set(names.values())) == len(LANGUAGES)


def test_a_recording_tells_its_length_alone(transcript: Transcript, media: Media) -> None:
    card = show_sound(transcript, Sound(media.recording))
    assert (card.title, card.told) == ("0:07", "")


def test_what_was_to_be_done_with_a_recording_stands_below(
    transcript: Transcript, media: Media
) -> None:
    card = show_sound(transcript, Sound(media.recording, Task()))
    assert (card.title, card.told) == ("0:07", "Write it down")


def test_a_sound_file_tells_its_name_and_its_length(transcript: Transcript, media: Media) -> None:
    card = show_sound(transcript, Sound(media.sound))
    assert (card.title, card.told) == (Path(media.sound).name, "0:26")
    assert card.toolTip() == card.title


def test_a_screen_reader_is_told_what_it_is_and_how_long(
    transcript: Transcript, media: Media
) -> None:
    card = show_sound(transcript, Sound(media.recording))
    assert name(card) == "Sound Recording.wav, 0:07"
    assert role(card) is QAccessible.Role.Grouping
    assert role(card.strip.play) is QAccessible.Role.Button and name(card.strip.play)
    tile = show_clip(transcript, Clip(media.clip, mute=True))
    assert name(tile) == "Video harbour.mp4, 0:05"
    assert tile.accessibleDescription() == "Without sound"
    assert role(tile) is QAccessible.Role.Button


def test_nothing_moves_when_it_has_been_looked_at(transcript: Transcript, media: Media) -> None:
    bubble = show(transcript, Clip(media.clip), Sound(media.sound, Task()), words="What is this?")
    dots, empty = picture_of(bubble.sounds[0]), picture_of(bubble.clips[0])
    before = [part.geometry() for part in (bubble, *bubble.sounds, *bubble.clips)]
    assert not bubble.sounds[0].length and not bubble.clips[0].length
    wait_until(lambda: bubble.clips[0].complete and bubble.sounds[0].length)
    wait_until(lambda: picture_of(bubble.sounds[0]) != dots)
    settle()
    assert picture_of(bubble.clips[0]) != empty
    assert [part.geometry() for part in (bubble, *bubble.sounds, *bubble.clips)] == before


@pytest.mark.parametrize("medium", ["recording", "sound", "long_sound"])
def test_a_sound_alone_is_as_wide_before_its_length_is_known(
    transcript: Transcript, media: Media, medium: str
) -> None:
    (card,) = show(transcript, Sound(getattr(media, medium), Task())).sounds
    before = card.geometry()
    assert not card.length
    wait_until(lambda: card.length)
    settle()
    transcript.window().resize(720, 500)
    settle()
    assert card.geometry() == before


def test_the_guess_of_its_height_counts_all_of_it(transcript: Transcript, media: Media) -> None:
    said = turn(Picture(str(SAMPLE)), Clip(media.clip), Sound(media.sound), words="What?")
    bubble = show(transcript, *(part for part in said.parts if isinstance(part, Medium)))
    guess = Said(said).guess(transcript.column_width)
    assert abs(guess - bubble.height()) < 60


def test_a_file_is_looked_at_once(
    transcript: Transcript, media: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(MediaReader, "look", lambda reader, path: looked.append(path))
    show(transcript, Sound(media.recording), Sound(media.recording, Task()))
    assert looked == [media.recording]


def test_what_was_looked_at_is_known_when_it_is_shown_again(
    transcript: Transcript, media: Media
) -> None:
    show_sound(transcript, Sound(media.sound))
    transcript.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    (card,) = show(transcript, Sound(media.sound)).sounds
    assert card.length == "0:26"


def test_a_sound_plays_in_its_place_until_it_is_stopped(
    transcript: Transcript, media: Media
) -> None:
    card = show_sound(transcript, Sound(media.recording))
    wait_until(lambda: name(card.strip.play) == "Play Recording.wav")
    quiet = picture_of(card)
    click(card.strip.play)
    wait_until(lambda: picture_of(card) != quiet)
    assert name(card.strip.play) == "Stop Recording.wav"
    click(card.strip.play)
    assert Playback.shared().path is None and name(card.strip.play) == "Play Recording.wav"


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_a_sound_is_played_with_the_keyboard(
    transcript: Transcript, media: Media, key: Key
) -> None:
    card = show_sound(transcript, Sound(media.recording))
    card.strip.play.setFocus()
    press_on(card.strip.play, key)
    assert Playback.shared().path == media.recording
    press_on(card.strip.play, key)
    assert Playback.shared().path is None


def test_one_sound_plays_at_a_time(transcript: Transcript, media: Media) -> None:
    first, second = show(transcript, Sound(media.recording), Sound(media.sound)).sounds
    click(first.strip.play)
    click(second.strip.play)
    assert Playback.shared().path == media.sound
    assert name(first.strip.play).startswith("Play")


def test_what_plays_is_shown_to_play_when_it_is_built_anew(
    transcript: Transcript, media: Media
) -> None:
    card = show_sound(transcript, Sound(media.recording))
    click(card.strip.play)
    (again,) = sounds_again(transcript)
    assert again is not card and name(again.strip.play) == "Stop Recording.wav"


def test_a_new_chat_is_silent(window: MainWindow, media: Media) -> None:
    show_in(window, turn(Sound(media.recording)))
    (bubble,) = window.transcript.views
    assert isinstance(bubble, Bubble)
    click(bubble.sounds[0].strip.play)
    window.new_chat()
    assert Playback.shared().path is None


def test_a_sound_that_is_gone_says_so_and_cannot_be_played(transcript: Transcript) -> None:
    card = show_sound(transcript, Sound(GONE))
    assert card.title == "memo.wav is gone" and card.accessibleDescription() == card.title
    assert not card.strip.isVisible()


def test_a_recording_that_is_gone_has_no_name(transcript: Transcript, media: Media) -> None:
    path = Path(media.recording).with_name("Recording 2.wav")
    assert show_sound(transcript, Sound(str(path))).title == "The recording is gone"


@pytest.mark.parametrize("key", [None, Key.Key_Space, Key.Key_Return])
def test_a_video_is_opened_with_the_systems_player(
    transcript: Transcript, media: Media, opened: list[QUrl], key: Key | None
) -> None:
    tile = show_clip(transcript, Clip(media.clip))
    tile.setFocus()
    if key is None:
        click(tile)
    else:
        press_on(tile, key)
    assert opened == [QUrl.fromLocalFile(media.clip)]


def test_a_mute_video_is_marked(transcript: Transcript, media: Media) -> None:
    heard = picture_of(show_clip(transcript, Clip(media.clip)))
    mute = show_clip(transcript, Clip(media.clip, mute=True))
    assert picture_of(mute) != heard
    assert mute.toolTip() == "harbour.mp4, without sound"


def test_a_video_that_is_gone_says_so_and_is_not_opened(
    transcript: Transcript, opened: list[QUrl]
) -> None:
    tile = show_clip(transcript, Clip("/gone/harbour.mov"))
    assert tile.accessibleDescription() == "harbour.mov is gone"
    click(tile)
    assert opened == []


def test_sounds_and_videos_are_dragged_out_as_files(
    transcript: Transcript, media: Media, dragged: list[QMimeData], opened: list[QUrl]
) -> None:
    card = show_sound(transcript, Sound(media.recording))
    drag(card, QPoint(80, 20))
    tile = show_clip(transcript, Clip(media.clip))
    drag(tile, QPoint(80, 20))
    paths = (media.recording, media.clip)
    assert [data.urls() for data in dragged] == [[QUrl.fromLocalFile(path)] for path in paths]
    assert Playback.shared().path is None and opened == []


def test_their_menu_saves_and_copies_the_file(transcript: Transcript, media: Media) -> None:
    for part, path in (
        (show_sound(transcript, Sound(media.recording)), media.recording),
        (show_clip(transcript, Clip(media.clip)), media.clip),
    ):
        menu = open_menu(part)
        saving, copying = menu.actions()
        assert saving.text() == "Save as…"
        copying.trigger()
        menu.close()
        copied = QGuiApplication.clipboard().mimeData()
        assert copied.urls() == [QUrl.fromLocalFile(path)] and not copied.hasImage()


def test_the_menu_edit_copies_the_sound_whose_button_has_the_focus(
    window: MainWindow, media: Media
) -> None:
    show_in(window, turn(Sound(media.recording)))
    (bubble,) = window.transcript.views
    assert isinstance(bubble, Bubble)
    window.activateWindow()
    wait_until(window.isActiveWindow)
    bubble.sounds[0].strip.play.setFocus()
    press(window, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().mimeData().urls() == [QUrl.fromLocalFile(media.recording)]


def test_all_stands_and_is_reached_in_the_order_in_which_it_is_sent(
    transcript: Transcript, media: Media
) -> None:
    seen = Picture(str(SAMPLE)), Clip(media.clip)
    parts = (*seen, Text("What is this?"), Sound(media.recording), Sound(media.sound))
    transcript.show_turns([Turn("user", parts)])
    (bubble,) = transcript.views
    assert isinstance(bubble, Bubble) and bubble.words is not None
    stacked = [bubble.pictures, *bubble.clips, bubble.words, *bubble.sounds]
    for above, below in pairwise(stacked):
        assert above.geometry().bottom() < below.geometry().top()
    transcript.setFocus()
    walked: list[QWidget | None] = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    plays = [card.strip.play for card in bubble.sounds]
    assert walked == [*bubble.pictures.tiles, *bubble.clips, bubble.words, *plays]


@pytest.mark.parametrize("width", [420, 700])
def test_nothing_reaches_out_of_the_bubble(
    transcript: Transcript, media: Media, width: int
) -> None:
    transcript.window().resize(width, 600)
    into = Task(translate_to="French")
    bubble = show(transcript, Clip(media.clip), Sound(media.sound, into), Sound(media.recording))
    wait_until(lambda: all(card.length for card in bubble.sounds))
    for part in (*bubble.clips, *bubble.sounds):
        inside = part.parentWidget().rect().adjusted(8, 8, -8, -8)
        assert inside.contains(part.geometry())
    for card in bubble.sounds:
        assert card.strip.play.isVisible() and card.strip.geometry().right() < card.width()


@pytest.mark.parametrize(("medium", "title"), [("recording", "A recording"), ("clip", "A video")])
def test_a_chat_without_words_is_named_after_what_it_begins_with(
    window: MainWindow, media: Media, medium: str, title: str
) -> None:
    path = getattr(media, medium)
    show_in(window, turn(Clip(path) if medium == "clip" else Sound(path)))
    assert window.title.text() == title


def ask_in_parts(window: MainWindow, client: ScriptedClient, media: Media) -> ReplyView:
    """Have the second of five parts be answered."""
    window.chat.say(turn(Sound(media.long_sound, Task())))
    client.begin_part(1, 5)
    client.say("The first part.")
    client.begin_part(2, 5)
    settle()
    return window.transcript.replies[-1]


def test_an_answer_that_comes_in_parts_says_where_it_is(
    window: MainWindow, client: ScriptedClient, media: Media
) -> None:
    parts = ask_in_parts(window, client, media).parts
    second = picture_of(parts)
    assert parts.isVisible() and parts.words == "Part 2 of 5"
    assert name(parts) == "Part 2 of 5" and role(parts) is QAccessible.Role.Indicator
    client.begin_part(3, 5)
    assert picture_of(parts) != second and parts.words == "Part 3 of 5"


def test_nothing_moves_when_the_last_part_has_come(
    window: MainWindow, client: ScriptedClient, media: Media
) -> None:
    reply = ask_in_parts(window, client, media)
    before = [part.geometry() for part in (reply, reply.body)]
    client.end()
    settle()
    assert not reply.parts.isVisible() and reply.choices.isVisible()
    assert [part.geometry() for part in (reply, reply.body)] == before


def test_a_part_is_shown_still_when_its_row_is_built_anew(
    window: MainWindow, client: ScriptedClient, media: Media
) -> None:
    reply = ask_in_parts(window, client, media)
    window.transcript.paint(current_theme())
    again = window.transcript.replies[-1]
    assert again is not reply
    assert again.parts.isVisible() and again.parts.words == "Part 2 of 5"


def test_an_answer_that_goes_on_does_not_count_the_parts_of_before(
    window: MainWindow, client: ScriptedClient, media: Media
) -> None:
    ask_in_parts(window, client, media)
    client.end("cancelled")
    window.chat.go_on()
    settle()
    reply = window.transcript.replies[-1]
    assert window.chat.answering and not reply.parts.isVisible()
