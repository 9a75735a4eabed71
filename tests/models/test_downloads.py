"""The queue: one model after another, each to be paused, resumed and given up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from arriving import QUICK, REPOSITORY, files, needed, there
from hub_server import Asked, Fault, HubServer

from desktop.models.downloads import Downloads
from desktop.models.hub import Hub
from desktop.models.progress import Downloading, State
from desktop.problems import Problem

OTHER = "google/gemma-4-other"
LARGEST = "model-00001-of-00002.safetensors"


class Watch:
    """Hears what is told, and waits for it."""

    def __init__(self) -> None:
        self.heard: list[Downloading] = []
        self.opened: list[str] = []
        self.act: dict[State, Callable[[str], None]] = {}
        """What is done, once, as a state is told."""
        self._more = threading.Condition()

    def tell(self, told: Downloading) -> None:
        with self._more:
            self.heard.append(told)
            self._more.notify_all()
        if act := self.act.pop(told.state, None):
            act(told.repository)

    def until(self, state: State, repository: str = REPOSITORY) -> Downloading:
        """Wait until this is the last that is told of a download."""

        def last() -> Downloading | None:
            of = [told for told in self.heard if told.repository == repository]
            return of[-1] if of and of[-1].state is state else None

        with self._more:
            assert self._more.wait_for(last, 20), self.heard[-1:]
            found = last()
        assert found
        return found

    @contextmanager
    def open(self, repository: str) -> Generator[None]:
        self.opened.append(repository)
        yield

    def states(self, repository: str = REPOSITORY) -> list[State]:
        """What was told of a download, without what is told twice."""
        states = [told.state for told in self.heard if told.repository == repository]
        return [state for at, state in enumerate(states) if states[at - 1 : at] != [state]]


Begin = Callable[..., tuple[Downloads, Watch]]


@pytest.fixture
def begin(hub: HubServer, tmp_path: Path) -> Iterator[Begin]:
    """Begins a queue of downloads into the same folder; the first's is closed at last."""
    begun: list[Downloads] = []

    def begin(token: Callable[[], str | None] = lambda: None) -> tuple[Downloads, Watch]:
        watch = Watch()
        begun.append(
            Downloads(tmp_path, watch.tell, watch.open, lambda: Hub(hub.url, token(), QUICK))
        )
        return begun[-1], watch

    for name, seed in ((REPOSITORY, 0), (OTHER, 1)):
        hub.publish(name, files(seed))
    yield begin
    for downloads in begun:
        downloads.close()


def hold(hub: HubServer) -> threading.Event:
    """Have REPOSITORY's largest file stall after 9,000 bytes; sets the event as it is asked for."""
    held = threading.Event()

    def fault(asked: Asked) -> Fault | None:
        before = [each.path for each in hub.asked if "/resolve/" in each.path][-1:]
        wanted = before and before[0].startswith(f"/{REPOSITORY}/") and before[0].endswith(LARGEST)
        if wanted and "/cdn/" in asked.path:
            held.set()
            return Fault("stall", 9_000)
        return None

    hub.fault = fault
    return held


def test_a_model_is_downloaded(begin: Begin, tmp_path: Path) -> None:
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    done = watch.until(State.DONE)
    assert there(tmp_path / REPOSITORY) == needed(files(0))
    assert done.done_bytes == done.total_bytes == sum(map(len, needed(files(0)).values()))
    assert watch.states() == [State.WAITING, State.CHECKING, State.DOWNLOADING, State.DONE]
    assert watch.opened == [REPOSITORY] and downloads.all == [done]


def test_one_comes_after_another(begin: Begin, hub: HubServer, tmp_path: Path) -> None:
    held = hold(hub)
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    downloads.add(OTHER)
    assert held.wait(20)
    assert watch.states(OTHER) == [State.WAITING]
    assert not [asked for asked in hub.asked if OTHER in asked.path]
    downloads.pause(REPOSITORY)
    watch.until(State.DONE, OTHER)
    assert there(tmp_path / OTHER) == needed(files(1))


def test_one_that_fails_holds_no_other_up(begin: Begin, hub: HubServer) -> None:
    hub.withdraw(REPOSITORY)
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    downloads.add(OTHER)
    failed = watch.until(State.FAILED)
    assert failed.problem and failed.problem.kind == "no_such_repository"
    watch.until(State.DONE, OTHER)


def test_what_nobody_thought_of_holds_no_other_up(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("desktop.models.download.Download.run", fail)
        downloads, watch = begin()
        downloads.add(REPOSITORY)
        failed = watch.until(State.FAILED)
    assert failed.problem and failed.problem.kind == "download_failed"
    downloads.add(OTHER)
    watch.until(State.DONE, OTHER)


def test_a_download_is_paused_at_once_and_goes_on_where_it_was(
    begin: Begin, hub: HubServer, tmp_path: Path
) -> None:
    held = hold(hub)
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    assert held.wait(20)
    downloads.pause(REPOSITORY)
    assert watch.heard[-1].state is State.PAUSED
    hub.script()
    hub.asked.clear()
    downloads.resume(REPOSITORY)
    watch.until(State.DONE)
    assert there(tmp_path / REPOSITORY) == needed(files(0))
    assert not [asked for asked in hub.asked if "tokenizer.json" in asked.path]


def test_nothing_more_is_told_of_one_that_is_paused(begin: Begin) -> None:
    downloads, watch = begin()
    watch.act[State.CHECKING] = downloads.pause
    downloads.add(REPOSITORY)
    downloads.add(OTHER)
    watch.until(State.DONE, OTHER)
    assert watch.states() == [State.WAITING, State.CHECKING, State.PAUSED]


def test_one_that_waits_is_paused_too(begin: Begin, hub: HubServer, tmp_path: Path) -> None:
    held = hold(hub)
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    downloads.add(OTHER)
    assert held.wait(20)
    downloads.pause(OTHER)
    hub.script()
    downloads.pause(REPOSITORY)
    downloads.resume(REPOSITORY)
    watch.until(State.DONE)
    assert watch.states(OTHER) == [State.WAITING, State.PAUSED]
    assert not (tmp_path / OTHER).exists()


def test_what_was_not_finished_is_known_again_and_paused(
    begin: Begin, hub: HubServer, tmp_path: Path
) -> None:
    held = hold(hub)
    downloads, _ = begin()
    downloads.add(REPOSITORY)
    downloads.add(OTHER)
    assert held.wait(20)
    downloads.close()
    hub.script()
    hub.asked.clear()
    again, watch = begin()
    first, second = sorted(again.all, key=lambda told: told.total_bytes)
    assert (first.repository, first.state, first.files) == (OTHER, State.PAUSED, ())
    assert (second.repository, second.state) == (REPOSITORY, State.PAUSED)
    assert second.done_bytes >= sum(
        len(content) for name, content in needed(files(0)).items() if name != LARGEST
    )
    assert not hub.asked and not watch.heard
    again.resume(REPOSITORY)
    again.add(OTHER)
    watch.until(State.DONE, OTHER)
    assert there(tmp_path / REPOSITORY) == needed(files(0))
    assert there(tmp_path / OTHER) == needed(files(1))


def test_one_that_failed_is_tried_again_with_the_token_given_since(
    begin: Begin, hub: HubServer
) -> None:
    hub.gate(REPOSITORY, known=(), accepted=("hf_mine",))
    tokens: list[str] = []
    downloads, watch = begin(lambda: tokens[-1] if tokens else None)
    downloads.add(REPOSITORY)
    failed = watch.until(State.FAILED)
    assert failed.problem and failed.problem.kind == "needs_token"
    tokens.append("hf_mine")
    downloads.resume(REPOSITORY)
    assert watch.until(State.DONE).problem is None


def test_one_that_is_given_up_leaves_nothing(begin: Begin, hub: HubServer, tmp_path: Path) -> None:
    held = hold(hub)
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    downloads.add(OTHER)
    assert held.wait(20)
    downloads.remove(OTHER)
    downloads.remove(REPOSITORY)
    assert watch.heard[-1].state is State.REMOVED and not downloads.all
    downloads.close()
    assert not list(tmp_path.iterdir())
    assert not [asked for asked in hub.asked if OTHER in asked.path]


def test_one_that_comes_is_given_up_and_then_deleted(begin: Begin, tmp_path: Path) -> None:
    downloads, watch = begin()
    watch.act[State.DOWNLOADING] = downloads.remove
    downloads.add(REPOSITORY)
    watch.until(State.REMOVED)
    downloads.close()
    assert watch.states()[-1] is State.REMOVED and not list(tmp_path.iterdir())


def test_one_that_is_given_up_can_be_begun_anew(
    begin: Begin, hub: HubServer, tmp_path: Path
) -> None:
    held = hold(hub)
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    assert held.wait(20)
    downloads.remove(REPOSITORY)
    hub.script()
    downloads.add(REPOSITORY)
    watch.until(State.DONE)
    assert there(tmp_path / REPOSITORY) == needed(files(0))


def test_a_model_that_is_done_is_only_forgotten(begin: Begin, tmp_path: Path) -> None:
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    watch.until(State.DONE)
    with pytest.raises(Problem, match="is there already"):
        downloads.add(REPOSITORY)
    downloads.remove(REPOSITORY)
    assert there(tmp_path / REPOSITORY) and not downloads.all


def test_what_is_no_name_is_not_added(begin: Begin, tmp_path: Path) -> None:
    downloads, watch = begin()
    with pytest.raises(Problem, match="is not the name"):
        downloads.add("../google")
    for command in (downloads.pause, downloads.resume, downloads.remove):
        command(REPOSITORY)
    assert not downloads.all and not watch.heard and not list(tmp_path.iterdir())


def test_closing_pauses_and_ends_its_thread(begin: Begin, hub: HubServer) -> None:
    held = hold(hub)
    downloads, watch = begin()
    downloads.add(REPOSITORY)
    assert held.wait(20)
    downloads.close()
    assert watch.until(State.PAUSED).done_bytes
    assert not [thread for thread in threading.enumerate() if thread.name == "downloads"]
