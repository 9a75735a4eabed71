"""A hub of the tests' own: it speaks as Hugging Face does, over HTTP, and fails as it is told."""

from __future__ import annotations

import gzip
import hashlib
import json
import select
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from huggingface_hub.utils import close_session

STATUSES = (401, 403, 404, 408, 416, 429, 500, 503)


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one answer, `at` a byte of its body where that matters.

    hang up: nothing is answered. silence: nor does the connection end. cut: it ends, against the
    length that was told. unmeasured: it ends as well, and no length was told. stall: nothing more
    comes. trickle: a few bytes at a time. corrupt: a byte is another. too long, too short: so is
    the file. gzip: it is packed. whole: no range is minded; whole cut: and that is cut. wrong
    range: another range is sent. relative, absolute, loop: it is elsewhere. status: the answer is
    `status`, to be asked again after `after` s. page: a page for people.
    """

    kind: str
    at: int = 0
    status: int = 500
    after: int | None = None


@dataclass(frozen=True)
class Asked:
    """A request: its path, the first byte it asks for, and the token it shows."""

    path: str
    begin: int
    token: str | None
    headers: Mapping[str, str]


@dataclass
class _Repository:
    """Its files by commit, the newest last, and the tokens that may see them, None for all."""

    commits: dict[str, Mapping[str, bytes]] = field(default_factory=dict)
    tokens: tuple[str, ...] | None = None
    accepted: tuple[str, ...] = ()


class HubServer:
    """Serves repositories on loopback.

    Attributes:
        url: its address, to be used as the endpoint.
        asked: every request so far.
        fault: told of each request, says what is to go wrong with its answer, if anything.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.fault: Callable[[Asked], Fault | None] = lambda _: None
        self.closing = threading.Event()
        self._repositories: dict[str, _Repository] = {}
        self._server = _Server(("127.0.0.1", 0), type("_", (_Handler,), {"hub": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def publish(self, repository: str, files: Mapping[str, bytes] | Path) -> str:
        """Make a commit of files, or of a folder's; returns its name."""
        if isinstance(files, Path):
            files = {path.name: path.read_bytes() for path in files.iterdir() if path.is_file()}
        commits = self._repositories.setdefault(repository, _Repository()).commits
        content = repr([(name, _sha1(files[name])) for name in sorted(files)])
        commit = hashlib.sha1(f"{len(commits)}{content}".encode()).hexdigest()
        commits[commit] = dict(files)
        return commit

    def publish_stalling(self, repository: str, files: Mapping[str, bytes] | Path) -> None:
        """Publish files, the weights of which stop coming after 4 MB, once."""
        self.publish(repository, files)
        self.script(Fault("stall", at=4_000_000), within="model.safetensors")

    def forget_history(self, repository: str) -> None:
        """Keep the newest commit alone, as one does who rewrites history."""
        commits = self._repositories[repository].commits
        for commit in list(commits)[:-1]:
            del commits[commit]

    def gate(self, repository: str, known: tuple[str, ...], accepted: tuple[str, ...] = ()) -> None:
        """Show a repository to those alone whose token is among the `accepted`."""
        self._repositories[repository].tokens = (*known, *accepted)
        self._repositories[repository].accepted = accepted

    def withdraw(self, repository: str) -> None:
        """Take a repository away."""
        del self._repositories[repository]

    def script(self, *faults: Fault | None, within: str = "/") -> None:
        """Let each of the next requests whose path contains `within` fail so, in turn."""
        left = list(faults)
        self.fault = lambda asked: left.pop(0) if left and within in asked.path else None

    def forget_everything(self) -> None:
        """As it was in the beginning."""
        self._repositories.clear()
        self.asked.clear()
        self.fault = lambda _: None

    def close(self) -> None:
        """End the server."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def repository(self, name: str) -> _Repository | None:
        """What is published under a name."""
        return self._repositories.get(name)

    def content(self, digest: str) -> bytes | None:
        """A large file by its digest."""
        for repository in self._repositories.values():
            for files in repository.commits.values():
                for content in files.values():
                    if hashlib.sha256(content).hexdigest() == digest:
                        return content
        return None


@contextmanager
def serving() -> Iterator[HubServer]:
    """A server for as long as it is needed."""
    server = HubServer()
    try:
        yield server
    finally:
        server.close()


class _Server(ThreadingHTTPServer):
    """A thread for each connection, of which a client may end any when it likes."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    hub: HubServer
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        token = self.headers.get("Authorization", "").removeprefix("Bearer ") or None
        begin = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        asked = Asked(url.path, begin, token, dict(self.headers))
        self.hub.asked.append(asked)
        with suppress(OSError):
            self._answer(unquote(url.path), asked, self.hub.fault(asked))

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _answer(self, path: str, asked: Asked, fault: Fault | None) -> None:
        match fault:
            case Fault("hang up"):
                self.close_connection = True
            case Fault("silence"):
                self._wait()
            case Fault("status"):
                after = {} if fault.after is None else {"Retry-After": str(fault.after)}
                self._refuse(fault.status, headers=after)
            case Fault("page"):
                self._send(b"<html>Sign in to the hotel's network</html>", asked, None)
            case Fault("relative"):
                self._redirect(f"/elsewhere{self.path}")
            case Fault("absolute"):
                self._redirect(f"{self.hub.url.replace('127.0.0.1', 'localhost')}{self.path}")
            case Fault("loop"):
                self._redirect(self.path)
            case _:
                self._find(path.removeprefix("/elsewhere"), asked, fault)

    def _find(self, path: str, asked: Asked, fault: Fault | None) -> None:
        match path.strip("/").split("/"):
            case ["api", "models", publisher, name, *revision]:
                self._tell(f"{publisher}/{name}", (revision or ["", "main"])[-1], asked, fault)
            case ["cdn", digest]:
                content = self.hub.content(digest)
                self._refuse(404) if content is None else self._send(content, asked, fault)
            case [publisher, name, "resolve", revision, *file]:
                self._resolve(f"{publisher}/{name}", revision, "/".join(file), asked, fault)
            case _:
                self._refuse(404)

    def _seen(
        self, name: str, revision: str, asked: Asked
    ) -> tuple[str, Mapping[str, bytes]] | None:
        """A commit and its files, where it is there and may be seen."""
        repository = self.hub.repository(name)
        if repository is None:
            self._refuse(404 if asked.token else 401, "RepoNotFound")
        elif repository.tokens is not None and asked.token not in repository.tokens:
            if asked.token is None:
                self._refuse(401, "GatedRepo")
            else:
                self._refuse(401, headers={"X-Error-Message": "Invalid credentials"})
        elif repository.tokens is not None and asked.token not in repository.accepted:
            self._refuse(403, "GatedRepo")
        else:
            commits = repository.commits
            commit = list(commits)[-1] if revision == "main" and commits else revision
            if commit in commits:
                return commit, commits[commit]
            self._refuse(404, "RevisionNotFound")
        return None

    def _tell(self, name: str, revision: str, asked: Asked, fault: Fault | None) -> None:
        if seen := self._seen(name, revision, asked):
            commit, files = seen
            siblings = [_sibling(path, content) for path, content in files.items()]
            told = {"id": name, "sha": commit, "private": False, "siblings": siblings}
            self._send(json.dumps(told).encode(), asked, fault)

    def _resolve(
        self, name: str, revision: str, file: str, asked: Asked, fault: Fault | None
    ) -> None:
        if not (seen := self._seen(name, revision, asked)):
            return
        commit, files = seen
        if file not in files:
            self._refuse(404, "EntryNotFound")
        elif is_large(file):
            digest = hashlib.sha256(files[file]).hexdigest()
            linked = {"X-Linked-Etag": f'"{digest}"', "X-Linked-Size": str(len(files[file]))}
            self._redirect(f"{self.hub.url}/cdn/{digest}", linked | {"X-Repo-Commit": commit})
        else:
            self._send(files[file], asked, fault, {"X-Repo-Commit": commit})

    def _refuse(
        self, status: int, code: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        told = {"X-Error-Code": code} if code else {}
        self._head(status, told | dict(headers or {}) | {"Content-Length": "0"})

    def _redirect(self, to: str, headers: Mapping[str, str] | None = None) -> None:
        self._head(302, {"Location": to, "Content-Length": "0", **(headers or {})})

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()

    def _send(
        self,
        content: bytes,
        asked: Asked,
        fault: Fault | None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Send a file, or its rest where that is asked for."""
        kind, at = (fault.kind, fault.at) if fault else ("", 0)
        told = {"ETag": f'"{_sha1(content)}"', "Accept-Ranges": "bytes", **(headers or {})}
        if kind == "corrupt" and content:
            at %= len(content)
            content = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        elif kind == "too long":
            content += b"more"
        elif kind == "too short":
            content = content[:-1]
        if kind == "gzip":
            content, told["Content-Encoding"] = gzip.compress(content, 1), "gzip"
        begin, status = (0, 200) if "whole" in kind else (asked.begin, 206 if asked.begin else 200)
        if kind == "wrong range":
            begin, status = max(begin - 1, 0), 206
        if begin and begin >= len(content):
            self._refuse(416)
            return
        if status == 206:
            told["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        body = content[begin:]
        if kind == "unmeasured":
            self.close_connection = True
        else:
            told["Content-Length"] = str(len(body))
        self._head(status, told)
        if self.command == "GET":
            self._send_body(body, kind, at)

    def _send_body(self, body: bytes, kind: str, at: int) -> None:
        match kind:
            case "cut" | "whole cut" | "unmeasured":
                self.wfile.write(body[: at % (len(body) + 1)])
                self.close_connection = True
            case "stall":
                self.wfile.write(body[: at % (len(body) + 1)])
                self.wfile.flush()
                self._wait()
            case "trickle":
                for begin in range(0, len(body), at):
                    self.wfile.write(body[begin : begin + at])
                    self.wfile.flush()
                    self.hub.closing.wait(0.001)
            case _:
                self.wfile.write(body)

    def _wait(self) -> None:
        """Send nothing until the other end has gone."""
        self.close_connection = True
        while not self.hub.closing.is_set():
            if select.select([self.connection], [], [], 0.05)[0]:
                break


def is_large(path: str) -> bool:
    """Whether a file is kept apart, as Git LFS does."""
    return path.endswith(".safetensors") or path == "tokenizer.json"


def _sibling(path: str, content: bytes) -> dict[str, Any]:
    told: dict[str, Any] = {"rfilename": path, "size": len(content), "blobId": _sha1(content)}
    if is_large(path):
        told["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return told


def _sha1(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@pytest.fixture(scope="session")
def session_hub() -> Iterator[HubServer]:
    """The server of this process's tests, reached without the proxies of whoever runs them."""
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "HF_TOKEN", "HF_ENDPOINT")
    with pytest.MonkeyPatch.context() as patch, serving() as server:
        for name in (*names, *(name.lower() for name in names)):
            patch.delenv(name, raising=False)
        close_session()
        yield server
        close_session()


@pytest.fixture
def hub(session_hub: HubServer) -> Iterator[HubServer]:
    """The server, with nothing published and nothing wrong."""
    yield session_hub
    session_hub.forget_everything()
