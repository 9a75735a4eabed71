"""What a repository holds, of which Facet needs only a part."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import index
from typing import Any, Protocol

from desktop.problems import Problem

_REPOSITORY = re.compile(r"[a-z0-9][\w.-]{0,95}/[a-z0-9_][\w.-]{0,95}", re.ASCII | re.IGNORECASE)
_NAME = re.compile(r"\w[\w.+-]{0,200}\.(json|jinja|safetensors)", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_DIGEST = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Hash(Protocol):
    """A digest in the making."""

    def update(self, data: bytes | memoryview, /) -> None: ...
    def hexdigest(self) -> str: ...


@dataclass(frozen=True)
class RemoteFile:
    """A file in a repository, its size in bytes and its digest.

    That is the SHA-256 of its content for large files, else the SHA-1 of its Git blob. Raises
    ValueError or TypeError where one makes no sense, or a name could lead to another folder.
    """

    path: str
    size: int
    digest: str

    def __post_init__(self) -> None:
        makes_sense = index(self.size) >= 0 and _DIGEST.fullmatch(self.digest)
        if not (makes_sense and is_needed(self.path)):
            raise ValueError(f"not a file to fetch: {self}")

    def hash(self) -> Hash:
        """What its digest is made with."""
        if len(self.digest) == 64:
            return hashlib.sha256()
        return hashlib.sha1(b"blob %d\0" % self.size, usedforsecurity=False)


@dataclass(frozen=True)
class Listing:
    """The files that Facet needs of a repository, as they are in one commit, the smallest first."""

    repository: str
    commit: str
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def read_listing(repository: str, answer: Any) -> Listing:
    """The hub's answer about a repository as a listing.

    Raises ValueError, TypeError, KeyError or AttributeError where it is none.
    """
    named = (each for each in answer["siblings"] if is_needed(each["rfilename"]))
    return _listing(repository, answer["sha"], (_file(each) for each in named))


def _file(told: Any) -> RemoteFile:
    if large := told.get("lfs"):
        return RemoteFile(told["rfilename"], large["size"], large["sha256"])
    return RemoteFile(told["rfilename"], told["size"], told["blobId"])


def write_json(listing: Listing) -> dict[str, Any]:
    """A listing in the form that is kept."""
    files = [[file.path, file.size, file.digest] for file in listing.files]
    return {"repository": listing.repository, "commit": listing.commit, "files": files}


def read_json(kept: Any) -> Listing:
    """A listing that was kept; raises what `read_listing` raises."""
    return _listing(
        kept["repository"], kept["commit"], (RemoteFile(*each) for each in kept["files"])
    )


def _listing(repository: str, commit: str, files: Iterable[RemoteFile]) -> Listing:
    if not _COMMIT.fullmatch(commit):
        raise ValueError(f"not a commit: {commit}")
    # Where names differ in capitals alone, a Mac's disk takes them for one file.
    different = {file.path.casefold(): file for file in files}
    ordered = sorted(different.values(), key=lambda file: (file.size, file.path))
    return Listing(repository, commit, tuple(ordered))


def is_needed(path: str) -> bool:
    """Whether a model is run with this file: it lies at the top, and is no picture or program."""
    return bool(_NAME.fullmatch(path))


def check_repository(repository: str) -> None:
    """Raise Problem where this is no name that a repository can have."""
    if not _REPOSITORY.fullmatch(repository):
        raise Problem("bad_repository_name", repository=repository)
