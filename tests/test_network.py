"""Nothing reaches the network but what Facet lets through, and that is written down."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from desktop.network import connections, is_offline, set_offline

BEGINNING = """
import asyncio, socket, sys, threading, urllib.request
from pathlib import Path
from desktop.network import Door, set_offline
folder, url = Path(sys.argv[1]), sys.argv[2]
door = Door(folder)
door.watch()
def fetch():
    try:
        return urllib.request.urlopen(url, timeout=10).read().decode()
    except OSError as error:
        return type(getattr(error, "reason", error)).__name__
"""


@pytest.fixture
def served() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and what it was asked for."""
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"here")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/model", asked
    server.shutdown()
    server.server_close()


def run(script: str, folder: Path, url: str = "") -> list[str]:
    """What a script prints in a process that is watched."""
    command = [sys.executable, "-c", BEGINNING + script, str(folder), url]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_what_is_let_through_is_listed(served: tuple[str, list[str]], tmp_path: Path) -> None:
    url, asked = served
    printed = run("with door.opened('a model'): print(fetch())", tmp_path, url)
    assert printed == ["here"] and asked == ["/model"]
    (made,) = connections(tmp_path)
    assert (made.host, made.purpose) == ("127.0.0.1", "a model") and str(made.port) in url
    assert (tmp_path / "connections.jsonl").stat().st_mode & 0o777 == 0o600


def test_nothing_else_passes(served: tuple[str, list[str]], tmp_path: Path) -> None:
    url, asked = served
    script = "print(fetch())\nwith door.opened('a model'): pass\nprint(fetch())"
    assert run(script, tmp_path, url) == ["Forbidden", "Forbidden"]
    assert not asked and not connections(tmp_path)


def test_a_name_is_listed_as_it_was_asked_for(
    served: tuple[str, list[str]], tmp_path: Path
) -> None:
    url, _ = served
    script = """
with door.opened("a model"):
    sys.audit("socket.getaddrinfo", "models.example", 80, 0, 0, 0)
    print(fetch())
"""
    assert run(script, tmp_path, url) == ["here"]
    assert [made.host for made in connections(tmp_path)] == ["models.example"]


def test_names_are_not_even_asked_for(tmp_path: Path) -> None:
    script = """
for ask in (lambda: socket.getaddrinfo("models.example", 80),
            lambda: socket.gethostbyname("models.example")):
    try:
        ask()
    except OSError as error:
        print(type(error).__name__)
"""
    assert run(script, tmp_path) == ["Forbidden", "Forbidden"]


@pytest.mark.parametrize(
    "connect",
    [
        "socket.create_connection(address)",
        "socket.socket().connect_ex(address)",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', address)",
        "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, address)",
        "asyncio.run(asyncio.open_connection(*address))",
    ],
)
def test_there_is_no_way_around(
    served: tuple[str, list[str]], tmp_path: Path, connect: str
) -> None:
    url, _ = served
    script = f"""
address = ("127.0.0.1", int(url.split(":")[2].split("/")[0]))
try:
    {connect}
    print("through")
except OSError as error:
    print(type(error).__name__)
"""
    assert run(script, tmp_path, url) == ["Forbidden"]


def test_threads_that_a_download_starts_pass_too(
    served: tuple[str, list[str]], tmp_path: Path
) -> None:
    url, _ = served
    script = """
with door.opened("a model"):
    thread = threading.Thread(target=lambda: print(fetch()))
    thread.start()
    thread.join()
"""
    assert run(script, tmp_path, url) == ["here"]


def test_offline_forbids_all(served: tuple[str, list[str]], tmp_path: Path) -> None:
    url, asked = served
    set_offline(tmp_path, True)
    script = """
with door.opened("a model"):
    print(fetch())
    set_offline(folder, False)
    print(fetch())
"""
    assert run(script, tmp_path, url) == ["Forbidden", "here"] and len(asked) == 1
    assert not is_offline(tmp_path)


def test_processes_on_this_mac_are_no_network(tmp_path: Path) -> None:
    script = """
here, there = socket.socketpair()
here.send(b"x")
server = socket.socket(socket.AF_UNIX)
server.bind(str(folder / "s"))
server.listen()
socket.socket(socket.AF_UNIX).connect(str(folder / "s"))
print(there.recv(1).decode())
"""
    assert run(script, tmp_path) == ["x"]


def test_the_engine_reaches_nothing() -> None:
    """Whatever it loads: its door has no one to open it."""
    script = """
import socket, sys
from desktop.engine import host
class Trying:
    def __init__(self, *_): pass
    def serve(self):
        try:
            socket.create_connection(("127.0.0.1", 9))
        except OSError as error:
            print(type(error).__name__, file=sys.stderr, flush=True)
host.Host = Trying
host.main()
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.stderr.strip() == "Forbidden"


def test_a_line_that_is_damaged_is_passed_over(tmp_path: Path) -> None:
    whole = {"at": 1.0, "host": "a.example", "port": 443, "purpose": "a model"}
    lines = ["{", json.dumps(whole), '{"at": 2}', "[]", json.dumps(whole | {"at": 2.0})]
    (tmp_path / "connections.jsonl").write_text("\n".join(lines))
    assert [made.at for made in connections(tmp_path)] == [2, 1]


def test_the_list_does_not_grow_for_ever(served: tuple[str, list[str]], tmp_path: Path) -> None:
    url, _ = served
    line = json.dumps({"at": 1.0, "host": "a.example", "port": 443, "purpose": "a model"})
    (tmp_path / "connections.jsonl").write_text(f"{line}\n" * 20_000)
    run("with door.opened('a model'): fetch()", tmp_path, url)
    made = connections(tmp_path)
    assert (tmp_path / "connections.jsonl").stat().st_size < 600_000
    assert made[0].host == "127.0.0.1" and made[1].host == "a.example"
