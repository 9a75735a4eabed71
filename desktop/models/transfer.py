"""One file on its way from the hub to the disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.problems import Problem

from .halt import Halt
from .hub import Hub
from .listing import Listing, RemoteFile
from .part import Part
from .patience import Tries, Trouble
from .progress import Progress

if TYPE_CHECKING:
    from httpx2 import Response

_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)", re.ASCII)


class Otherwise(Exception):
    """What the hub has is not what it has listed; `problem` is what to say where it stays so."""

    def __init__(self, file: RemoteFile, problem: Problem) -> None:
        super().__init__(str(problem))
        self.file = file
        self.problem = problem


class Transfer:
    """Fetches one file of a listing into what has come of it already.

    What is cut off, refused for a while or comes too slowly is asked for again, from the first
    byte that is missing.
    """

    def __init__(
        self, hub: Hub, listing: Listing, file: RemoteFile, halt: Halt, progress: Progress
    ) -> None:
        self._hub = hub
        self._listing = listing
        self._file = file
        self._halt = halt
        self._progress = progress
        self._in_ranges = True

    def fetch(self, part: Part) -> None:
        """Fetch what is missing; raises Problem, Otherwise or Halted, and keeps what has come.

        Only bytes that turn out to be wrong are thrown away.
        """
        tries = Tries(self._hub.patience, self._halt, self._progress.troubled)
        while part.missing:
            before = part.size
            try:
                self._receive(part)
            except Trouble as trouble:
                if trouble.problem.kind in ("no_such_repository", "no_such_revision"):
                    raise self._otherwise("file_gone") from trouble
                if part.size > before:
                    tries.renew()
                tries.wait(trouble)
        if not part.is_right:
            part.clear()
            self._progress.reached(self._file, 0)
            raise self._otherwise("damaged_download")

    def _receive(self, part: Part) -> None:
        """Ask for what is missing and take what comes of it."""
        begin = part.size if self._in_ranges else 0
        self._in_ranges = True
        with self._hub.fetched(self._listing, self._file, begin, self._halt) as response:
            known = part.size - self._first(response, begin)
            for piece in response.iter_bytes():
                self._halt.check()
                new, known = piece[known:], max(known - len(piece), 0)
                if len(new) > part.missing:
                    raise self._otherwise("damaged_download")
                part.add(new)
                self._progress.received(self._file, part.size, len(new))
            if part.missing:
                raise Trouble(Problem("connection_broken", host=response.url.host), passes=True)

    def _first(self, response: Response, begin: int) -> int:
        """Which byte an answer begins with.

        Where a server sends the whole file instead of its rest, what is known is passed over.
        """
        whole = str(self._file.size)
        if response.status_code == 200:
            if not _is_packed(response) and response.headers.get("Content-Length", whole) != whole:
                raise self._otherwise("damaged_download")
            return 0
        told = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if told and told[1] == str(begin) and told[2] in (whole, "*"):
            return begin
        self._in_ranges = False
        raise Trouble(Problem("connection_broken", host=response.url.host), passes=True)

    def _otherwise(self, kind: str) -> Otherwise:
        problem = Problem(kind, file=self._file.path, repository=self._listing.repository)
        return Otherwise(self._file, problem)


def _is_packed(response: Response) -> bool:
    """Whether a server counts bytes that are compressed, though it wasn't asked to compress."""
    return response.headers.get("Content-Encoding", "identity").lower() != "identity"
