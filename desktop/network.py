"""The one door to the network: what passes is written down, and nothing passes that is not let.

Python tells its audit hooks of every connection before it is made, whichever library makes it. So
neither a dependency nor a mistake can reach the network where Facet does not want it to.
"""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_LIST, _OFFLINE = "connections.jsonl", "offline"
_LONGEST = 1_000_000
"""Bytes of the list, from which on its older half is forgotten."""
_ASKING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_REACHING = ("socket.connect", "socket.sendto", "socket.sendmsg")
_ABROAD = (socket.AF_INET, socket.AF_INET6)


class Forbidden(ConnectionRefusedError):
    """A connection that Facet does not want; libraries take it for a network that is down."""


@dataclass(frozen=True)
class Connection:
    """A connection that was made: when, in seconds since 1970, where to, and what for."""

    at: float
    host: str
    port: int
    purpose: str


class Door:
    """Watches every connection of this process; `folder` is where those made are listed.

    Without a folder none is ever let through.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._purposes: list[str] = []
        self._asked = threading.local()
        self._writing = threading.Lock()

    def watch(self) -> None:
        """Begin to watch; this lasts as long as the process."""
        sys.addaudithook(self._hear)

    @contextmanager
    def opened(self, purpose: str) -> Generator[None]:
        """Let connections of any thread through meanwhile, unless Facet is to stay offline."""
        self._purposes.append(purpose)
        try:
            yield
        finally:
            self._purposes.remove(purpose)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not event.startswith("socket."):
            # Python tells of every import and every file, too.
            return
        match event, args:
            case _, (host, *_) if event in _ASKING and not _is_address(host):
                self._check()
                self._asked.host = _text(host)
            case _, (socket.socket() as made, (str(to), int(port), *_)) if (
                event in _REACHING and made.family in _ABROAD
            ):
                self._check()
                host = getattr(self._asked, "host", "") or to
                self._note(Connection(time.time(), host, port, self._purposes[-1]))
            case _:
                pass

    def _check(self) -> None:
        if self._folder is None or not self._purposes or is_offline(self._folder):
            raise Forbidden("Facet stays offline")

    def _note(self, connection: Connection) -> None:
        if self._folder is None:
            return
        line = json.dumps(asdict(connection), ensure_ascii=False)
        with self._writing, suppress(OSError):
            _shorten(self._folder / _LIST)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            with open(os.open(self._folder / _LIST, flags, 0o600), "a", encoding="utf-8") as file:
                file.write(f"{line}\n")


def connections(folder: Path) -> list[Connection]:
    """The connections that were made, the newest first."""
    try:
        lines = (folder / _LIST).read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    made: list[Connection] = []
    for line in reversed(lines):
        with suppress(ValueError, TypeError):
            made.append(Connection(**json.loads(line)))
    return made


def is_offline(folder: Path) -> bool:
    """Whether every connection is forbidden."""
    return (folder / _OFFLINE).exists()


def set_offline(folder: Path, offline: bool) -> None:
    """Forbid every connection from now on, in every process, or no longer; may raise OSError."""
    if offline:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / _OFFLINE).touch(mode=0o600)
    else:
        (folder / _OFFLINE).unlink(missing_ok=True)


def _is_address(host: object) -> bool:
    """Whether nobody needs to be asked where a host is."""
    try:
        ipaddress.ip_address(_text(host))
    except ValueError:
        return host is None or _text(host) in ("", "localhost")
    return True


def _text(host: object) -> str:
    return host.decode(errors="replace") if isinstance(host, bytes) else str(host)


def _shorten(path: Path) -> None:
    if path.exists() and path.stat().st_size > _LONGEST:
        kept = path.read_bytes()[-_LONGEST // 2 :]
        path.write_bytes(kept[kept.index(b"\n") + 1 :])
