"""The hub that models come from: Hugging Face, or a mirror that speaks as it does."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from desktop.problems import Problem

from .halt import Halt
from .keychain import read_token
from .listing import Listing, RemoteFile, check_repository, read_listing
from .patience import Patience, Tries, Trouble

if TYPE_CHECKING:
    from httpx2 import Response

_USUAL = "https://huggingface.co"
_LONGEST_LISTING = 32 << 20


@dataclass(frozen=True)
class Hub:
    """Where models come from, the access token that is shown there, and how patiently."""

    endpoint: str = _USUAL
    token: str | None = field(default=None, repr=False)
    patience: Patience = field(default_factory=Patience)

    def list_files(
        self,
        repository: str,
        *,
        revision: str = "main",
        halt: Halt | None = None,
        tell: Callable[[Problem], None] = lambda _: None,
    ) -> Listing:
        """What a repository holds now; `tell` hears why it is tried again.

        Raises Problem where it can't be known, or is no model; Halted.
        """
        check_repository(repository)
        halt = halt or Halt()
        tries = Tries(self.patience, halt, tell)
        while True:
            try:
                return self._list(repository, revision, halt)
            except Trouble as trouble:
                tries.wait(trouble)

    def _list(self, repository: str, revision: str, halt: Halt) -> Listing:
        url = f"{self.endpoint}/api/models/{repository}/revision/{quote(revision, safe='')}"
        with self._asked(f"{url}?blobs=true", repository, {}, halt) as response:
            told = bytearray()
            for piece in response.iter_bytes():
                told += piece
                if len(told) > _LONGEST_LISTING:
                    raise _not_the_hub(response)
            try:
                listing = read_listing(repository, json.loads(told))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                raise _not_the_hub(response) from error
        names = [file.path for file in listing.files]
        if "config.json" not in names or not any(name.endswith(".safetensors") for name in names):
            raise Trouble(Problem("no_model_in_repository", repository=repository))
        return listing

    @contextmanager
    def fetched(
        self, listing: Listing, file: RemoteFile, begin: int, halt: Halt
    ) -> Generator[Response]:
        """The answer to the request for a file from one of its bytes on; raises what `asked` does.

        The digest tells afterwards whether all came from the same file, so no ETag is sent along:
        those of a network of servers may differ where the content doesn't.
        """
        url = f"{self.endpoint}/{listing.repository}/resolve/{listing.commit}/{quote(file.path)}"
        headers = {"Accept-Encoding": "identity"}
        if begin:
            headers["Range"] = f"bytes={begin}-"
        with self._asked(url, listing.repository, headers, halt) as response:
            yield response

    @contextmanager
    def _asked(
        self, url: str, repository: str, headers: dict[str, str], halt: Halt
    ) -> Generator[Response]:
        from .asking import asked

        with asked(url, repository, self.token, headers, halt, self.patience) as response:
            yield response


def usual_hub() -> Hub:
    """The hub that the environment names, and the token that is kept for it."""
    return Hub((os.environ.get("HF_ENDPOINT") or _USUAL).rstrip("/"), read_token())


def _not_the_hub(response: Response) -> Trouble:
    return Trouble(Problem("not_the_hub", host=response.url.host))
