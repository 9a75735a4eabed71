"""One model on its way from the hub to its folder."""

from __future__ import annotations

from collections import Counter

from .disk import check_room
from .halt import Halt
from .hub import Hub
from .listing import Listing, RemoteFile
from .part import Part
from .progress import Progress
from .staging import Staging
from .transfer import Otherwise, Transfer

_LISTINGS = 5
"""How often a repository may change while it is downloaded."""
_FETCHES = 2
"""How often a file may turn out to be another than was listed."""


class Download:
    """Fetches what a repository holds, verifies it, and moves it among the models.

    It can be halted, and fail, at any moment; another run goes on where it ended.
    """

    def __init__(self, hub: Hub, staging: Staging, halt: Halt, progress: Progress) -> None:
        self._hub = hub
        self._staging = staging
        self._halt = halt
        self._progress = progress

    def run(self) -> None:
        """Do it; raises Problem where it can't be done now, and Halted."""
        self._staging.begin()
        with self._staging.claimed():
            listing = self._staging.listing or self._list()
            wrong: Counter[RemoteFile] = Counter()
            while True:
                try:
                    self._fetch_all(listing)
                    break
                except Otherwise as otherwise:
                    wrong[otherwise.file] += 1
                    if wrong[otherwise.file] == _FETCHES or wrong.total() == _LISTINGS:
                        raise otherwise.problem from otherwise
                    listing = self._list()
            self._staging.finish()

    def _list(self) -> Listing:
        """Ask the hub what there is now, in whatever commit is the newest."""
        name, tell = self._staging.repository, self._progress.troubled
        listing = self._hub.list_files(name, halt=self._halt, tell=tell)
        self._staging.renew(listing)
        return listing

    def _fetch_all(self, listing: Listing) -> None:
        staging = self._staging
        self._progress.listed(listing, staging.size)
        missing = [file for file in listing.files if not staging.is_whole(file)]
        check_room(staging.models, sum(file.size - staging.size(file) for file in missing))
        for file in missing:
            self._fetch(listing, file)

    def _fetch(self, listing: Listing, file: RemoteFile) -> None:
        with Part(self._staging.part(file), file) as part:
            if self._staging.size(file):
                self._progress.checking(file)
            part.read_back(self._halt)
            self._progress.coming(file, part.size)
            Transfer(self._hub, listing, file, self._halt, self._progress).fetch(part)
            part.settle(self._staging.whole(file))
