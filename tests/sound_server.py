"""A PulseAudio of the tests' own, with microphones that hear what is played; no sound card."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOM, DESK = "Room microphone", "Desk microphone"

# The loopback keeps the air in short blocks: without it, a first one takes up to 2 s.
_START = """
load-module module-native-protocol-unix auth-anonymous=1 socket={folder}/native
load-module module-null-sink sink_name=air rate=48000
load-module module-null-sink sink_name=away
load-module module-loopback source=air.monitor sink=away latency_msec=20
load-module module-cli-protocol-unix socket={folder}/cli
"""

_DEFAULT = """
pcm.!default {{ type {kind} }}
ctl.!default {{ type pulse }}
"""

_MICROPHONE = """
pcm."{name}" {{ type pulse device "{source}" hint {{ show on description "{name}" }} }}
"""


class SoundServer:
    """A sound server in which ROOM is plugged in, and the default; what is played, it hears.

    PortAudio reaches it through ALSA, by the environment alone, once it is initialised again.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="facet-sound-"))
        self.environment = {
            "ALSA_CONFIG_PATH": f"{self._folder}/asound.conf",
            "PULSE_COOKIE": f"{self._folder}/cookie",
            "PULSE_RUNTIME_PATH": str(self._folder),
            "PULSE_SERVER": f"unix:{self._folder}/native",
        }
        self._environment = os.environ | self.environment | {"HOME": str(self._folder)}
        self._modules: dict[str, str] = {}
        self._playing: list[subprocess.Popen[bytes]] = []
        self._server = self._started()
        self.plug_in(ROOM)

    def _started(self) -> subprocess.Popen[bytes]:
        script = self._folder / "start.pa"
        script.write_text(_START.format(folder=self._folder))
        # It ends with the tests, however they end.
        command = ["setpriv", "--pdeathsig", "KILL", "pulseaudio", "-n", "-F", str(script)]
        command += ["--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        command += ["--disable-shm=yes", "--log-level=error"]
        with open(self._folder / "log", "wb") as log:
            server = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        until = time.monotonic() + 20
        while not (self._folder / "cli").exists():
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self._folder / "log").read_text())
            time.sleep(0.01)
        return server

    def plug_in(self, name: str) -> None:
        """Plug in a microphone; ROOM is the default from then on."""
        source = _source(name)
        self._modules[name] = self._control(
            "load-module", "module-remap-source", f"source_name={source}", "master=air.monitor"
        )
        if name == ROOM:
            self._control("set-default-source", source)
        self._list()

    def unplug(self, name: str = ROOM) -> None:
        """Unplug a microphone; what records from any is cut off, as PulseAudio would move it."""
        for line in self._control("list", "short", "source-outputs").splitlines():
            number, *_, driver, _ = line.split("\t")
            if driver == "protocol-native.c":
                self._command(f"kill-source-output {number}")
        self._control("unload-module", self._modules.pop(name))
        self._list()

    def break_down(self, name: str) -> None:
        """A microphone is still listed, and cannot be opened."""
        self._control("unload-module", self._modules[name])
        self._modules[name] = ""

    def mute(self, muted: bool = True) -> None:
        """Mute ROOM, or unmute it."""
        self._control("set-source-mute", _source(ROOM), str(int(muted)))

    def freeze(self) -> None:
        """The server answers nothing, as a driver that hangs."""
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """The server goes on."""
        self._server.send_signal(signal.SIGCONT)

    def play(self, path: Path) -> subprocess.Popen[bytes]:
        """Begin to play a sound file for the microphones to hear."""
        command = ["paplay", "--latency-msec=1000", str(path)]
        self._playing.append(subprocess.Popen(command, env=self._environment))
        return self._playing[-1]

    def restore(self) -> None:
        """As it was in the beginning."""
        self.thaw()
        for playing in self._playing:
            playing.kill()
            playing.wait()
        self._playing.clear()
        for name, module in list(self._modules.items()):
            if name != ROOM or not module:
                if module:
                    self._control("unload-module", module)
                del self._modules[name]
        if ROOM not in self._modules:
            self.plug_in(ROOM)
        self.mute(False)
        self._list()

    def close(self) -> None:
        """End the server."""
        self.thaw()
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self._folder)

    def _control(self, *words: str) -> str:
        command = ["pactl", *words]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
        return done.stdout.strip()

    def _command(self, line: str) -> None:
        """Say what pactl has no word for, and wait until it is done."""
        with socket.socket(socket.AF_UNIX) as server:
            server.connect(f"{self._folder}/cli")
            server.sendall(f"{line}\n".encode())
            server.shutdown(socket.SHUT_WR)
            while server.recv(4096):
                pass

    def _list(self) -> None:
        """Tell ALSA what is plugged in."""
        kind = "pulse" if self._modules else "none"
        listed = [_MICROPHONE.format(name=name, source=_source(name)) for name in self._modules]
        (self._folder / "asound.conf").write_text(_DEFAULT.format(kind=kind) + "".join(listed))


def _source(name: str) -> str:
    return name.split()[0].lower()


@pytest.fixture(scope="session")
def session_sound_server() -> Iterator[SoundServer]:
    """The server of this process's tests."""
    if sys.platform == "darwin":
        pytest.skip("A Mac has no PulseAudio, whose microphones need no sound card.")
    server = SoundServer()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        yield server
    server.close()


@pytest.fixture
def sound_server(session_sound_server: SoundServer) -> Iterator[SoundServer]:
    """The server, for each test as it was in the beginning."""
    yield session_sound_server
    session_sound_server.restore()
