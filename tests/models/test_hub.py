"""What a repository holds, as the hub tells it, and what is said where it doesn't."""

from __future__ import annotations

import hashlib
import json
import re
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from arriving import IMPATIENT, QUICK, REPOSITORY, files
from hub_server import Fault, HubServer
from huggingface_hub import constants
from huggingface_hub.utils import close_session

from desktop.models.hub import Hub, usual_hub
from desktop.models.listing import Listing, RemoteFile, read_listing
from desktop.problems import Problem

DIGEST = "0" * 40


def list_files(hub: HubServer, token: str | None = None, **named: Any) -> Listing:
    return Hub(hub.url, token, QUICK).list_files(REPOSITORY, **named)


def kind(hub: HubServer, token: str | None = None, **named: Any) -> str:
    """What kind of problem listing comes to."""
    with pytest.raises(Problem) as raised:
        list_files(hub, token, **named)
    return raised.value.kind


def test_what_a_model_needs_is_listed_the_smallest_first(hub: HubServer) -> None:
    published = files()
    commit = hub.publish(REPOSITORY, {**published, "model.gguf": b"x", "onnx/model.json": b"{}"})
    listing = list_files(hub)
    assert (listing.repository, listing.commit) == (REPOSITORY, commit)
    assert [file.path for file in listing.files] == [
        "chat_template.jinja",
        "config.json",
        "tokenizer.json",
        "model-00002-of-00002.safetensors",
        "model-00001-of-00002.safetensors",
    ]
    assert listing.size == sum(len(published[file.path]) for file in listing.files)


def test_each_file_has_the_digest_that_the_hub_knows_it_by(hub: HubServer) -> None:
    published = files()
    hub.publish(REPOSITORY, published)
    for file in list_files(hub).files:
        digest = file.hash()
        digest.update(published[file.path])
        assert digest.hexdigest() == file.digest
    by_name = {file.path: file.digest for file in list_files(hub).files}
    # What `git hash-object` says of this content.
    assert by_name["chat_template.jinja"] == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    weights = "model-00001-of-00002.safetensors"
    assert by_name[weights] == hashlib.sha256(published[weights]).hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "../config.json",
        "/etc/config.json",
        "..\\config.json",
        "a/b.json",
        ".origin.json",
        "config.json\0.safetensors",
        "config.json\n",
        "~/x.json",
        "C:x.json",
        "model.bin",
        "model.json.part",
    ],
)
def test_a_name_that_leads_elsewhere_is_not_fetched(name: str) -> None:
    answer = {"sha": DIGEST, "siblings": [{"rfilename": name, "size": 1, "blobId": DIGEST}]}
    assert not read_listing(REPOSITORY, answer).files
    with pytest.raises(ValueError):
        RemoteFile(name, 1, DIGEST)


def test_names_that_a_mac_takes_for_one_are_fetched_once() -> None:
    siblings = [{"rfilename": n, "size": 1, "blobId": DIGEST} for n in ("a.json", "A.json")]
    assert len(read_listing(REPOSITORY, {"sha": DIGEST, "siblings": siblings}).files) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>Sign in</html>",
        b"[]",
        b"null",
        b"{}",
        b"[" * 100_000,
        b'{"sha": "main", "siblings": []}',
        *(
            json.dumps({"sha": DIGEST, "siblings": [{"rfilename": "config.json", **file}]}).encode()
            for file in (
                {},
                {"size": -1, "blobId": DIGEST},
                {"size": "1", "blobId": DIGEST},
                {"size": 1, "blobId": "../x"},
                {"size": 1, "blobId": None},
                {"size": 1, "blobId": DIGEST, "lfs": {"size": 1}},
                {"size": 1, "blobId": DIGEST, "lfs": "x"},
            )
        ),
    ],
)
def test_an_answer_that_makes_no_sense_is_told(
    answer: bytes, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.publish(REPOSITORY, files())
    monkeypatch.setattr("hub_server.json.dumps", lambda _: answer.decode())
    assert kind(hub) == "not_the_hub"


def test_an_answer_without_end_is_not_read_to_its_end(
    hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.publish(REPOSITORY, files())
    monkeypatch.setattr("desktop.models.hub._LONGEST_LISTING", 100)
    assert kind(hub) == "not_the_hub"


@pytest.mark.parametrize(
    "name",
    ["", "gemma", "a/b/c", "../b", "a/..", "a/../b", "a\\b/c", "a/b c", "-a/b", "a/b?x", "ä/b"],
)
def test_what_is_no_name_is_not_asked_for(name: str, hub: HubServer) -> None:
    with pytest.raises(Problem, match="is not the name of a model"):
        Hub(hub.url).list_files(name)
    assert not hub.asked


def test_a_repository_without_a_model_is_told(hub: HubServer) -> None:
    hub.publish(REPOSITORY, {"model.gguf": b"x", "config.json": b"{}"})
    assert kind(hub) == "no_model_in_repository"


def test_what_is_not_there_is_told(hub: HubServer) -> None:
    assert kind(hub) == kind(hub, "hf_known") == "no_such_repository"
    hub.publish(REPOSITORY, files())
    assert kind(hub, revision="a/b") == "no_such_revision"


def test_a_gated_model_wants_a_token_and_its_licence_accepted(hub: HubServer) -> None:
    hub.publish(REPOSITORY, files())
    hub.gate(REPOSITORY, known=("hf_known",), accepted=("hf_accepted",))
    assert kind(hub) == "needs_token"
    assert kind(hub, "hf_unknown") == kind(hub, "hf_ünknown") == kind(hub, "a\nb") == "bad_token"
    assert kind(hub, "hf_known") == "needs_licence"
    assert list_files(hub, "hf_accepted").files


@pytest.mark.parametrize(
    ("status", "told", "tries"),
    [
        (401, "needs_token", 1),
        (403, "hub_refuses", 1),
        (451, "hub_refuses", 1),
        (404, "no_such_repository", 1),
        (418, "not_the_hub", 1),
        (204, "not_the_hub", 1),
        (304, "not_the_hub", 1),
        (408, "connection_broken", QUICK.tries),
        (429, "hub_busy", QUICK.tries),
        (500, "hub_down", QUICK.tries),
        (503, "hub_down", QUICK.tries),
    ],
)
def test_each_refusal_is_told_and_what_may_pass_is_tried_again(
    status: int, told: str, tries: int, hub: HubServer
) -> None:
    heard: list[str] = []
    hub.fault = lambda _: Fault("status", status=status)
    assert kind(hub, tell=lambda problem: heard.append(problem.kind)) == told
    assert len(hub.asked) == tries and heard == [told] * (tries - 1)


@pytest.mark.parametrize("fault", ["hang up", "cut"])
def test_a_connection_that_breaks_is_tried_again(fault: str, hub: HubServer) -> None:
    hub.publish(REPOSITORY, files())
    hub.script(*[Fault(fault, 9)] * (QUICK.tries - 1))
    assert list_files(hub).files
    hub.script(*[Fault(fault, 9)] * QUICK.tries)
    assert kind(hub) == "connection_broken"


def test_a_connection_that_stalls_is_tried_again(hub: HubServer) -> None:
    hub.publish(REPOSITORY, files())
    hub.script(Fault("stall", 9))
    assert Hub(hub.url, None, IMPATIENT).list_files(REPOSITORY).files
    assert len(hub.asked) == 2


@pytest.mark.parametrize("fault", ["relative", "absolute"])
def test_a_repository_that_was_moved_is_found(fault: str, hub: HubServer) -> None:
    hub.publish(REPOSITORY, files())
    hub.script(Fault(fault))
    assert list_files(hub).files


def test_going_round_in_circles_ends(hub: HubServer) -> None:
    hub.fault = lambda _: Fault("loop")
    assert kind(hub) == "not_the_hub"


def test_the_token_is_shown_to_nobody_else(hub: HubServer) -> None:
    hub.publish(REPOSITORY, files())
    hub.script(Fault("absolute"))
    list_files(hub, "hf_secret")
    assert [asked.token for asked in hub.asked] == ["hf_secret", None]
    assert "hf_secret" not in repr(Hub(hub.url, "hf_secret"))


def test_a_wait_that_the_hub_asks_for_is_waited(
    hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.publish(REPOSITORY, files())
    waited: list[float] = []
    monkeypatch.setattr("desktop.models.halt.Halt.wait", lambda _, seconds: waited.append(seconds))
    hub.script(Fault("status", status=429, after=77), Fault("status", status=503, after=3))
    assert list_files(hub).files and waited == [77, 3]
    hub.script(Fault("status", status=429, after=5000))
    assert kind(hub) == "hub_busy" and waited == [77, 3]


def test_nothing_is_asked_but_what_is_needed(hub: HubServer) -> None:
    hub.publish(REPOSITORY, files())
    list_files(hub)
    (asked,) = hub.asked
    assert asked.path == f"/api/models/{REPOSITORY}/revision/main"
    assert re.fullmatch(r"facet/[\d.]+", asked.headers["User-Agent"])
    # So that the network's door hears of each request.
    assert asked.headers["Connection"] == "close"


def test_what_speaks_http_is_loaded_once_something_is_asked() -> None:
    script = "import sys, desktop.models.downloads; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "desktop.models.transfer" in loaded.stdout
    assert not {"httpx2", "huggingface_hub", "keyring"}.intersection(loaded.stdout.split())


def test_nobody_there_is_told() -> None:
    with pytest.raises(Problem) as raised:
        Hub("http://127.0.0.1:9", None, QUICK).list_files(REPOSITORY)
    assert raised.value.kind == "no_connection" and "127.0.0.1" in str(raised.value)


@pytest.mark.parametrize(
    "endpoint", ["huggingface.co", "ftp://huggingface.co", "http://hub:port", ""]
)
def test_an_endpoint_that_is_none_is_told(endpoint: str) -> None:
    with pytest.raises(Problem) as raised:
        Hub(endpoint, None, QUICK).list_files(REPOSITORY)
    assert raised.value.kind == "not_the_hub"


def test_a_certificate_that_proves_nothing_is_told(
    hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ssl.SSLCertVerificationError("self-signed certificate")

    monkeypatch.setattr("socket.create_connection", refuse)
    assert kind(hub) == "not_trusted"


def test_the_environment_names_the_hub_and_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.models.keychain.kept_token", lambda: None)
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/")
    monkeypatch.setenv("HF_TOKEN", "hf_mine")
    assert usual_hub() == Hub("https://mirror.example", "hf_mine")
    monkeypatch.delenv("HF_ENDPOINT")
    assert usual_hub().endpoint == "https://huggingface.co"


def test_a_switch_of_huggingface_hub_is_told(
    hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert kind(hub) == "hub_switched_off" and not hub.asked


@pytest.fixture
def through_proxy(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Reach the hub through the proxy that a test names."""
    url = request.param
    if url == "the hub":
        url = request.getfixturevalue("hub").url
    monkeypatch.setenv("HTTP_PROXY", url)
    request.addfinalizer(close_session)
    close_session()


@pytest.mark.parametrize("through_proxy", ["the hub"], indirect=True)
@pytest.mark.usefixtures("through_proxy")
def test_a_proxy_of_the_environment_is_used(hub: HubServer, tmp_path: Path) -> None:
    hub.publish(REPOSITORY, files())
    assert Hub("http://models.example", None, QUICK).list_files(REPOSITORY).files
    assert hub.asked[0].headers["Host"] == "models.example"


@pytest.mark.parametrize(
    ("through_proxy", "told"),
    [
        ("gopher://127.0.0.1:9", "bad_proxy"),
        ("http://127.0.0.1:9", "no_connection"),
        ("socks5://127.0.0.1:9", "no_connection"),
    ],
    indirect=["through_proxy"],
)
@pytest.mark.usefixtures("through_proxy")
def test_a_proxy_that_does_not_work_is_told(told: str) -> None:
    with pytest.raises(Problem) as raised:
        Hub("http://models.example", None, QUICK).list_files(REPOSITORY)
    assert raised.value.kind == told
