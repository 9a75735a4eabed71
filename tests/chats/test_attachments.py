"""Pictures, sounds and videos of chats outlive the files they came from."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from saying import chat, user

from desktop.chats import attachments
from desktop.chats.keeper import Keeper
from desktop.chats.record import ChatRecord
from desktop.chats.store import Store
from desktop.conversation import Clip, Picture, Sound, Text, Turn
from desktop.dialogue import Dialogue


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "chats")
    yield store
    store.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "猫 1.png"
    path.write_bytes(b"a cat")
    return path


def copies(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "chats" / "Attachments").rglob("*") if path.is_file()]


def write(store: Store, record: ChatRecord) -> None:
    store.write(record)
    while store.copy_attachment():
        pass


def path_in(store: Store, id: str = "a") -> Path:
    record = store.read(id)
    assert record
    part = Dialogue(record.entries).shown[0].turn.parts[0]
    assert isinstance(part, Picture) and part.path
    return Path(part.path)


def test_the_original_is_shown_while_it_is_the_same(store: Store, picture: Path) -> None:
    write(store, chat("a", user("Look", str(picture))))
    assert path_in(store) == picture and picture.read_bytes() == b"a cat"


@pytest.mark.parametrize("how", ["gone", "changed"])
def test_a_picture_outlives_its_original(store: Store, picture: Path, how: str) -> None:
    write(store, chat("a", user("Look", str(picture))))
    picture.unlink() if how == "gone" else picture.write_bytes(b"another cat")
    assert path_in(store).read_bytes() == b"a cat" and path_in(store).name == picture.name


def test_sounds_and_videos_do_too(store: Store, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.wav", "b.mp4")]
    for path in paths:
        path.write_text(path.name)
    sound, clip = map(str, paths)
    write(store, chat("a", Turn("user", (Sound(sound), Clip(clip, mute=True), Text("?")))))
    for path in paths:
        path.unlink()
    read = store.read("a")
    assert read
    sound, clip, _ = Dialogue(read.entries).shown[0].turn.parts
    assert isinstance(sound, Sound) and sound.path and Path(sound.path).read_text() == "a.wav"
    assert isinstance(clip, Clip) and clip.path and Path(clip.path).read_text() == "b.mp4"
    assert clip.mute


def test_the_same_content_is_kept_once_under_each_of_its_names(
    store: Store, picture: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(b"a cat")
    write(store, chat("a", user("Look", str(picture))))
    write(store, chat("b", user("Look", str(other))))
    assert {path.parent.name for path in copies(tmp_path)} == {hashlib.sha256(b"a cat").hexdigest()}
    assert len({path.stat().st_ino for path in copies(tmp_path)}) == 1
    other.unlink()
    assert path_in(store, "b").name == "other.png"


def test_a_chat_that_is_opened_from_its_copies_goes_on_with_them(
    store: Store, picture: Path, tmp_path: Path
) -> None:
    write(store, chat("a", user("Look", str(picture))))
    picture.unlink()
    read = store.read("a")
    assert read
    dialogue = Dialogue(read.entries)
    dialogue.add(user("And?"), 1)
    write(store, ChatRecord("a", dialogue.entries, {}, read.left_out))
    store.collect()
    assert path_in(store).read_bytes() == b"a cat" and len(copies(tmp_path)) == 1


def test_going_on_with_a_chat_keeps_the_picture_as_it_was(store: Store, picture: Path) -> None:
    record = chat("a", user("Look", str(picture)))
    write(store, record)
    picture.write_bytes(b"another cat")
    dialogue = Dialogue(record.entries)
    dialogue.add(user("And?"), 1)
    write(store, ChatRecord("a", dialogue.entries, {}, record.left_out))
    assert path_in(store).read_bytes() == b"a cat"


@pytest.mark.parametrize("what", ["gone", "too large", "a folder", "a pipe", "not to be copied"])
def test_what_cannot_be_copied_stays_where_it_is(
    store: Store, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    match what:
        case "too large":
            monkeypatch.setattr(attachments, "_LARGEST", 4)
        case "not to be copied":
            (tmp_path / "chats" / "Attachments").write_text("in the way")
        case _:
            picture.unlink()
    if what == "a folder":
        picture.mkdir()
    if what == "a pipe":
        os.mkfifo(picture)
    write(store, chat("a", user("Look", str(picture))))
    assert path_in(store) == picture and copies(tmp_path) == []


def test_what_could_not_be_copied_is_copied_later(
    store: Store, picture: Path, tmp_path: Path
) -> None:
    picture.rename(tmp_path / "away")
    write(store, chat("a", user("Look", str(picture))))
    (tmp_path / "away").rename(picture)
    store.close()
    Keeper(tmp_path / "chats", lambda _: None).close()
    assert len(copies(tmp_path)) == 1


def test_a_file_whose_name_is_no_text_is_left_where_it_is(store: Store, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.png")
    with contextlib.suppress(OSError):  # as APFS has none of that kind
        path.write_bytes(b"a cat")
    write(store, chat("a", user("Look", str(path))))
    assert path_in(store) == path


def test_a_folder_that_moves_keeps_its_pictures(
    store: Store, picture: Path, tmp_path: Path
) -> None:
    write(store, chat("a", user("Look", str(picture))))
    picture.unlink()
    read = store.read("a")
    assert read
    store.write(read)
    write(store, read)
    store.close()
    (tmp_path / "chats").rename(tmp_path / "moved")
    moved = Store(tmp_path / "moved")
    assert path_in(moved).read_bytes() == b"a cat"
    moved.close()


def test_copies_that_no_chat_refers_to_are_deleted_at_the_end(
    picture: Path, tmp_path: Path
) -> None:
    keeper = Keeper(tmp_path / "chats", lambda _: None)
    keeper.keep(chat("a", user("Look", str(picture))))
    keeper.keep(chat("b", user("Look", str(picture))))
    keeper.delete(["b"])
    keeper.close()
    assert len(copies(tmp_path)) == 1
    keeper = Keeper(tmp_path / "chats", lambda _: None)
    keeper.keep(chat("a", "Never mind"))
    keeper.close()
    assert len(copies(tmp_path)) == 1
    keeper = Keeper(tmp_path / "chats", lambda _: None)
    keeper.purge(0)
    keeper.flush()
    assert len(copies(tmp_path)) == 1
    keeper.close()
    assert copies(tmp_path) == [] and picture.exists()


def test_nothing_is_deleted_beside_a_damaged_database(
    store: Store, picture: Path, tmp_path: Path
) -> None:
    write(store, chat("a", user("Look", str(picture))))
    write(store, chat("a", "Never mind"))
    damaged = tmp_path / "chats" / "chats-damaged-2026-01-01-000000.sqlite3"
    damaged.touch()
    store.collect()
    assert len(copies(tmp_path)) == 1
    damaged.unlink()
    store.collect()
    assert copies(tmp_path) == []


def test_a_turn_is_on_disk_before_its_files_are_copied(store: Store, picture: Path) -> None:
    store.write(chat("a", user("Look", str(picture))))
    assert path_in(store) == picture
