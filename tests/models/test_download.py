"""One model on its way: it comes whole or not at all, and nothing that came is fetched twice."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from arriving import IMPATIENT, QUICK, REPOSITORY, download, files, needed, there
from hub_server import Asked, Fault, HubServer

from desktop.models.disk import RESERVE
from desktop.models.halt import Halt, Halted
from desktop.models.progress import Downloading, FileProgress, State
from desktop.models.staging import Staging, unfinished
from desktop.problems import Problem

LARGEST = "model-00001-of-00002.safetensors"


@pytest.fixture
def published(hub: HubServer) -> dict[str, bytes]:
    """What is published as REPOSITORY."""
    published = files()
    hub.publish(REPOSITORY, published)
    return published


def begins(hub: HubServer, name: str) -> list[int]:
    """From which bytes on a large file was asked for of the store that holds it."""
    asked = [each for each in hub.asked if "/resolve/" in each.path or "/cdn/" in each.path]
    pairs = pairwise(asked)
    return [cdn.begin for hub, cdn in pairs if hub.path.endswith(name) and "/cdn/" in cdn.path]


def staged(models: Path, name: str) -> Path:
    return models / ".downloads" / REPOSITORY / name


def problem(hub: HubServer, models: Path, **named: Any) -> Problem:
    """What downloading comes to."""
    with pytest.raises(Problem) as raised:
        download(hub, models, **named)
    assert not (models / REPOSITORY).exists()
    return raised.value


def cut_after(hub: HubServer, models: Path, count: int) -> None:
    """Have a download end after so many bytes of the largest file."""

    def fault(asked: Asked) -> Fault | None:
        large = len([each for each in hub.asked if "/cdn/" in each.path]) >= 3
        if large and "/resolve/" in asked.path:
            return Fault("status", status=403)
        return Fault("cut", count) if large else None

    hub.fault = fault
    assert problem(hub, models).kind == "hub_refuses"
    assert staged(models, f"{LARGEST}.part").stat().st_size == count
    hub.fault = lambda _: None
    hub.asked.clear()


def test_a_model_comes_whole(hub: HubServer, published: dict[str, bytes], tmp_path: Path) -> None:
    assert download(hub, tmp_path) == tmp_path / REPOSITORY
    assert there(tmp_path / REPOSITORY) == needed(published)
    assert [path.name for path in tmp_path.iterdir()] == ["google"]


def test_it_tells_where_it_is_from(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    commit = hub.publish(REPOSITORY, published)
    origin = json.loads((download(hub, tmp_path) / ".origin.json").read_text())
    assert (origin["repository"], origin["commit"]) == (REPOSITORY, commit)
    assert {name for name, *_ in origin["files"]} == needed(published).keys()


def test_each_request_is_made_once(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    download(hub, tmp_path)
    paths = [asked.path for asked in hub.asked if "/cdn/" not in asked.path]
    resolved = [f"/{REPOSITORY}/resolve/" in path for path in paths]
    # The empty one needs none.
    assert resolved == [False, *[True] * (len(needed(published)) - 1)]
    assert len(hub.asked) - len(paths) == 3
    assert {asked.headers["Accept-Encoding"] for asked in hub.asked[1:]} == {"identity"}


def test_a_whole_checkpoint_comes_as_it_is(hub: HubServer, golden: Path, tmp_path: Path) -> None:
    whole = golden / "ckpt" / "e2b-like"
    hub.publish(REPOSITORY, whole)
    folder = download(hub, tmp_path)
    assert LARGEST not in there(folder) and there(folder)["model.safetensors"]
    for name, content in there(folder).items():
        assert content == (whole / name).read_bytes()


@pytest.mark.parametrize(
    "fault",
    [
        Fault("hang up"),
        Fault("cut", 5_000),
        Fault("unmeasured", 5_000),
        Fault("trickle", 5_000),
        Fault("gzip"),
        Fault("relative"),
        Fault("absolute"),
        *(Fault("status", status=status) for status in (408, 416, 429, 500, 503)),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status}",
)
def test_what_goes_wrong_once_is_passed_over(
    fault: Fault, hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    hub.script(fault, within="/cdn/")
    assert there(download(hub, tmp_path)) == needed(published)


def test_a_connection_that_stalls_is_given_up_for_another(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    hub.script(None, None, Fault("stall", 5_000), within="/cdn/")
    assert there(download(hub, tmp_path, patience=IMPATIENT)) == needed(published)
    assert begins(hub, LARGEST) == [0, 5_000]


def test_only_what_is_missing_is_asked_for(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    hub.script(None, None, Fault("cut", 7_000), Fault("cut", 3_000), within="/cdn/")
    download(hub, tmp_path)
    assert begins(hub, LARGEST) == [0, 7_000, 10_000]


def test_it_is_tried_again_as_long_as_it_gets_on(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    many = 3 * QUICK.tries
    hub.script(None, None, *[Fault("cut", 1_000)] * many, within="/cdn/")
    assert there(download(hub, tmp_path)) == needed(published)
    assert len(begins(hub, LARGEST)) == many + 1


def test_it_ends_where_it_does_not(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    heard: list[Downloading] = []
    hub.script(None, None, *[Fault("hang up")] * 100, within="/cdn/")
    assert problem(hub, tmp_path, tell=heard.append).kind == "connection_broken"
    told = [each.problem for each in heard if each.problem]
    assert [each.kind for each in told] == ["connection_broken"] * (QUICK.tries - 1)
    hub.script()
    assert there(download(hub, tmp_path)) == needed(published)


def test_an_answer_that_ends_before_it_begins_is_not_asked_for_for_ever(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    hub.script(*[Fault("unmeasured")] * 100, within="/cdn/")
    assert problem(hub, tmp_path).kind == "connection_broken"


def test_why_it_is_tried_again_is_told_until_it_gets_on(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    heard: list[Downloading] = []
    hub.script(Fault("cut", 100), within="/cdn/")
    download(hub, tmp_path, tell=heard.append)
    kinds = [told.problem.kind if told.problem else "" for told in heard]
    assert kinds.count("connection_broken") == 1 and not kinds[-1]


def test_it_goes_on_where_it_ended(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    assert there(download(hub, tmp_path)) == needed(published)
    # Nothing is listed anew, and no other file is asked for.
    assert len(hub.asked) == 2 and begins(hub, LARGEST) == [7_000]


@pytest.mark.parametrize("fault", ["whole", "gzip"])
def test_of_a_file_that_comes_from_its_beginning_again_the_rest_is_taken(
    fault: str, hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    hub.script(Fault(fault), within="/cdn/")
    assert there(download(hub, tmp_path)) == needed(published)


def test_a_file_that_comes_from_its_beginning_and_breaks_off_loses_nothing(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    hub.script(*[Fault("whole cut", 4_000)] * QUICK.tries, within="/cdn/")
    assert problem(hub, tmp_path).kind == "connection_broken"
    assert staged(tmp_path, f"{LARGEST}.part").stat().st_size == 7_000


def test_another_range_than_was_asked_for_is_not_taken(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    hub.script(Fault("wrong range"), within="/cdn/")
    assert there(download(hub, tmp_path)) == needed(published)
    assert begins(hub, LARGEST) == [7_000, 0]


def test_a_damaged_file_is_fetched_once_more(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    hub.script(None, None, Fault("corrupt", 9_000), within="/cdn/")
    assert there(download(hub, tmp_path)) == needed(published)
    assert begins(hub, LARGEST) == [0, 0]


def test_a_file_that_stays_damaged_is_never_called_whole(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    hub.script(None, None, *[Fault("corrupt", 9_000)] * 9, within="/cdn/")
    damaged = problem(hub, tmp_path)
    assert damaged.kind == "damaged_download" and LARGEST in str(damaged)
    assert begins(hub, LARGEST) == [0, 0] and not staged(tmp_path, LARGEST).exists()
    hub.script()
    assert there(download(hub, tmp_path)) == needed(published)


@pytest.mark.parametrize("fault", ["too long", "too short", "page"])
def test_a_file_of_another_size_is_not_taken(
    fault: str, hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    hub.script(*[Fault(fault)] * 9, within="/cdn/")
    assert problem(hub, tmp_path).kind == "damaged_download"
    hub.script()
    assert there(download(hub, tmp_path)) == needed(published)


def test_a_file_that_never_ends_does_not_fill_the_disk(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "content", lambda _: bytes(1_000_000))
    hub.script(*[Fault("unmeasured", 900_000)] * 9, within="/cdn/")
    assert problem(hub, tmp_path).kind == "damaged_download"
    size = staged(tmp_path, "tokenizer.json.part").stat().st_size
    assert size <= len(published["tokenizer.json"])


@pytest.mark.parametrize("forgotten", [False, True])
def test_a_repository_that_changes_is_fetched_as_it_is_pinned_or_else_as_it_is_now(
    forgotten: bool, hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    newer = {**published, "config.json": b"{}", "generation_config.json": b"[]"}
    del newer["chat_template.jinja"]
    hub.publish(REPOSITORY, newer)
    if forgotten:
        hub.forget_history(REPOSITORY)
    assert there(download(hub, tmp_path)) == needed(newer if forgotten else published)
    # What is the same in both is kept.
    assert begins(hub, LARGEST)[-1:] == [7_000]
    assert not [each for each in hub.asked if "tokenizer.json" in each.path]


def test_a_file_that_changes_is_fetched_from_its_beginning(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    newer = {**published, LARGEST: bytes(30_000)}
    hub.publish(REPOSITORY, newer)
    hub.forget_history(REPOSITORY)
    assert there(download(hub, tmp_path)) == needed(newer)
    assert begins(hub, LARGEST) == [0]


def test_a_repository_that_is_taken_away_is_told_and_what_came_is_kept(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    hub.withdraw(REPOSITORY)
    assert problem(hub, tmp_path, token="hf_mine").kind == "no_such_repository"
    hub.publish(REPOSITORY, published)
    assert there(download(hub, tmp_path)) == needed(published)


def test_a_file_that_is_listed_and_is_not_there_is_told(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    hub.script(*[Fault("status", status=404)] * 9, within="tokenizer.json")
    assert problem(hub, tmp_path).kind == "file_gone"
    hub.script()
    assert there(download(hub, tmp_path)) == needed(published)


def test_what_a_loss_of_power_has_left_is_not_trusted(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    part = staged(tmp_path, f"{LARGEST}.part")
    part.write_bytes(part.read_bytes()[:6_000] + bytes(1_000))
    assert there(download(hub, tmp_path)) == needed(published)


def test_what_has_grown_too_long_is_begun_anew(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    staged(tmp_path, f"{LARGEST}.part").write_bytes(bytes(50_000))
    staged(tmp_path, "tokenizer.json").write_bytes(b"cut")
    assert there(download(hub, tmp_path)) == needed(published)


OTHERS = '{"repository": "a/b", "commit": "%s", "files": [["config.json", 1, "%s"]]}'


@pytest.mark.parametrize(
    "kept", ["", "[]", '{"repository": 1}', "\xff", OTHERS % ("0" * 40, "0" * 40)]
)
def test_a_note_that_is_damaged_is_made_anew(
    kept: str, hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    staged(tmp_path, ".origin.json").write_text(kept, "latin-1")
    assert there(download(hub, tmp_path)) == needed(published)
    assert not [asked for asked in hub.asked if "/a/b/" in asked.path]


def test_a_file_has_its_name_only_once_it_is_on_the_disk(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def note_sync(descriptor: int) -> None:
        done.append("sync")
        sync(descriptor)

    def note_replace(path: Path, target: Path) -> Path:
        done.append(target.name)
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    download(hub, tmp_path)
    named = [name for name in done if name != "sync"]
    assert named[-2:] == [LARGEST, "gemma-4-tiny"]
    assert all(done[done.index(name) - 1] == "sync" for name in named)


@pytest.mark.parametrize("fault", [Fault("stall", 5_000), Fault("stall"), Fault("silence")])
def test_a_halt_ends_it_wherever_it_waits(
    fault: Fault, hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    halt = Halt()

    def stop(asked: Asked) -> Fault | None:
        if "/cdn/" not in asked.path:
            return None
        halt.set()
        return fault

    hub.fault = stop
    with pytest.raises(Halted):
        download(hub, tmp_path, halt=halt)
    hub.script()
    assert there(download(hub, tmp_path)) == needed(published)


def test_nothing_is_written_after_a_halt(hub: HubServer, tmp_path: Path) -> None:
    hub.publish(REPOSITORY, files(size=400_000))
    halt, heard = Halt(), [0]

    def stop(told: Downloading) -> None:
        heard.append(told.done_bytes)
        if told.files and told.files[-1].done > 1:
            halt.set()

    hub.script(None, None, Fault("cut", 1), within="/cdn/")
    with pytest.raises(Halted):
        download(hub, tmp_path, halt=halt, tell=stop)
    (staging,) = unfinished(tmp_path)
    assert staging.listing
    assert heard[-1] == sum(staging.size(file) for file in staging.listing.files)


def test_a_halt_ends_the_pause_before_the_next_try(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    halt = Halt()

    def stop(told: Downloading) -> None:
        if told.problem:
            halt.set()

    hub.script(Fault("status", status=429, after=500), within="/cdn/")
    with pytest.raises(Halted):
        download(hub, tmp_path, halt=halt, tell=stop)
    assert there(download(hub, tmp_path)) == needed(published)


def test_a_halt_wakes_who_reads() -> None:
    halt, (here, there) = Halt(), socket.socketpair()
    with here, there:
        here.settimeout(20)
        stream = SimpleNamespace(get_extra_info=lambda _: here)
        halt.follow("connection.connect_tcp.complete", {"return_value": stream})
        halt.set()
        assert here.recv(1) == b""


def test_a_connection_that_is_made_after_a_halt_is_broken() -> None:
    halt, (here, there) = Halt(), socket.socketpair()
    with here, there:
        here.settimeout(20)
        halt.set()
        stream = SimpleNamespace(get_extra_info=lambda _: here)
        halt.follow("connection.start_tls.complete", {"return_value": stream})
        assert here.recv(1) == b""


def test_it_is_told_how_far_each_file_is(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    heard: list[Downloading] = []
    download(hub, tmp_path, tell=heard.append)
    whole = sum(map(len, needed(published).values()))
    assert {told.total_bytes for told in heard} == {whole}
    done = [told.done_bytes for told in heard]
    assert done == sorted(done) and done[0] == 0
    assert [told.state for told in heard[:2]] == [State.CHECKING, State.DOWNLOADING]
    sizes = {file.path: file.size for file in heard[-1].files}
    assert sizes == {name: len(content) for name, content in needed(published).items()}


def test_the_speed_tells_how_long_it_takes() -> None:
    file = FileProgress("config.json", 100, 40, 20, 3)
    told = Downloading(REPOSITORY, State.DOWNLOADING, (file, FileProgress("b.json", 60, 0)), 20)
    assert (told.done_bytes, told.total_bytes, told.seconds_left) == (40, 160, 6)
    assert Downloading(REPOSITORY, State.PAUSED, (file,)).seconds_left is None


def test_room_is_asked_for_first(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(free=RESERVE - 3_000_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    full = problem(hub, tmp_path)
    assert full.kind == "no_room_for_model" and "3.1 GB" in str(full)
    assert len(hub.asked) == 1
    usage.free = RESERVE + sum(map(len, needed(published).values()))
    assert there(download(hub, tmp_path)) == needed(published)


def test_room_is_asked_for_what_is_still_missing(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_after(hub, tmp_path, 7_000)
    usage = SimpleNamespace(free=RESERVE + len(published[LARGEST]) - 7_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    assert there(download(hub, tmp_path)) == needed(published)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="A Mac has no disk that is always full.")
def test_a_disk_that_becomes_full_is_told_and_what_came_is_kept(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    part = staged(tmp_path, f"{LARGEST}.part")
    kept = part.rename(tmp_path / "kept")
    part.symlink_to("/dev/full")
    assert problem(hub, tmp_path).kind == "no_room_for_model"
    part.unlink()
    kept.rename(part)
    assert there(download(hub, tmp_path)) == needed(published)
    assert begins(hub, LARGEST)[-1] == 7_000


def test_a_piece_that_the_disk_takes_in_part_is_kept_as_far_as_that(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, before[1]))
    try:
        too_large = problem(hub, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert too_large.kind == "cannot_keep_model" and "File too large" in str(too_large)
    assert staged(tmp_path, f"{LARGEST}.part").stat().st_size == 12_000
    hub.asked.clear()
    assert there(download(hub, tmp_path)) == needed(published)
    assert begins(hub, LARGEST) == [12_000]


def test_a_folder_that_cant_be_written_is_told(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "models").write_text("a file")
    told = problem(hub, tmp_path / "models")
    assert told.kind == "cannot_keep_model" and str(tmp_path / "models") in str(told)
    assert not hub.asked


def test_a_model_that_is_there_is_not_fetched_again(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    folder = download(hub, tmp_path)
    hub.asked.clear()
    with pytest.raises(Problem) as raised:
        download(hub, tmp_path)
    assert raised.value.kind == "model_is_there" and str(folder) in str(raised.value)
    assert not hub.asked and there(folder) == needed(published)


def test_two_do_not_write_the_same_files(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    with Staging(tmp_path, REPOSITORY).claimed():
        assert problem(hub, tmp_path).kind == "downloading_elsewhere"
        with pytest.raises(Problem, match="Another Facet"):
            Staging(tmp_path, REPOSITORY).remove()
    assert there(download(hub, tmp_path)) == needed(published)


def test_what_is_given_up_leaves_nothing_behind(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    cut_after(hub, tmp_path, 7_000)
    (staging,) = unfinished(tmp_path)
    staging.remove()
    assert not list(tmp_path.iterdir()) and not list(unfinished(tmp_path))
    staging.remove()


def test_a_process_that_is_killed_goes_on_where_it_ended(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    script = """
import os, sys
from pathlib import Path
from desktop.models.download import Download
from desktop.models.halt import Halt
from desktop.models.hub import Hub
from desktop.models.progress import Progress
from desktop.models.staging import Staging
models, url, name = sys.argv[1:]
def tell(told):
    if told.problem:
        os.kill(os.getpid(), 9)
Download(Hub(url), Staging(Path(models), name), Halt(), Progress(name, tell)).run()
"""
    hub.script(None, None, Fault("cut", 7_000), within="/cdn/")
    command = [sys.executable, "-c", script, str(tmp_path), hub.url, REPOSITORY]
    assert subprocess.run(command).returncode == -signal.SIGKILL
    hub.script()
    hub.asked.clear()
    assert there(download(hub, tmp_path)) == needed(published)
    assert len(hub.asked) == 2 and begins(hub, LARGEST) == [7_000]


def test_nothing_passes_the_door_unless_it_is_open(
    hub: HubServer, published: dict[str, bytes], tmp_path: Path
) -> None:
    script = """
import sys, threading
from contextlib import nullcontext
from pathlib import Path
from desktop.models.downloads import Downloads
from desktop.models.hub import Hub
from desktop.network import Door, connections, set_offline
models, url, name = sys.argv[1:]
door = Door(Path(models))
door.watch()
for opened in (lambda _: nullcontext(), door.opened):
    ended = threading.Event()
    def tell(told):
        if told.state.value in ("done", "failed"):
            print(told.state.value, told.problem and told.problem.kind)
            ended.set()
    downloads = Downloads(Path(models), tell, opened, lambda: Hub(url))
    downloads.add(name)
    ended.wait(20)
    downloads.close()
print({made.purpose for made in connections(Path(models))})
"""
    command = [sys.executable, "-c", script, str(tmp_path), hub.url, REPOSITORY]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed.splitlines() == ["failed stays_offline", "done None", f"{{'{REPOSITORY}'}}"]
    assert there(tmp_path / REPOSITORY) == needed(published)
