"""Stopping what another thread is doing."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any


class Halted(Exception):
    """What was being done is to stop; it can go on another time."""


class Halt:
    """Stops a transfer from another thread, even where it waits for bytes or for its next try."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._socket: socket.socket | None = None
        self._connecting = threading.Lock()

    def set(self) -> None:
        """Stop what goes on; only looking a host up and connecting to it take their time."""
        self._asked.set()
        with self._connecting:
            if self._socket is not None:
                self._break(self._socket)

    @property
    def is_set(self) -> bool:
        """Whether it is to stop."""
        return self._asked.is_set()

    def check(self) -> None:
        """Raise Halted where it is to stop."""
        if self.is_set:
            raise Halted

    def wait(self, seconds: float) -> None:
        """Do nothing for a while; raises Halted as soon as it is to stop."""
        if self._asked.wait(seconds):
            raise Halted

    def follow(self, event: str, told: dict[str, Any]) -> None:
        """Know the newest connection, of which HTTPX's `trace` extension tells."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            made = told["return_value"].get_extra_info("socket")
            with self._connecting:
                self._socket = made
                if self.is_set:
                    self._break(made)

    def _break(self, connection: socket.socket) -> None:
        """Wake whoever reads from a connection.

        The plain method, as that of a TLS socket would let its reader see what is encrypted.
        """
        with suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
