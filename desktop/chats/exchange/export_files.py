"""The files that another program has put beside the chats it exported."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol, TypeVar

from desktop.plain_files import open_file
from desktop.problems import Problem

from .json_source import read_json

LARGEST_JSON = 400_000_000
"""Bytes of chats that are read at once."""
_PIECE = 2**20
_File = TypeVar("_File")
_ID = re.compile(r"file[-_][0-9A-Za-z]+")


class ExportFiles(Protocol):
    """Files by the ids that chats name them by."""

    def find(self, id: str) -> tuple[str, Iterable[bytes]] | None:
        """A file's name and what is in it; None where there is no such file."""
        ...


class ZippedFiles:
    """The files in an archive, wherever in it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = _by_id(
            (Path(member.filename).name, member)
            for member in archive.infolist()
            if not member.is_dir()
        )

    def find(self, id: str) -> tuple[str, Iterable[bytes]] | None:
        member = self._members.get(_key(id))
        if member is None:
            return None
        return Path(member.filename).name, self._contents(member)

    def _contents(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._archive.open(member) as file:
            yield from _pieces(file)


class FolderFiles:
    """The files in a folder and in the folders there, as an archive was unpacked."""

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            found = [*folder.glob("file[-_]*"), *folder.glob("*/file[-_]*")]
            self._paths = _by_id((path.name, path) for path in found if path.is_file())

    def find(self, id: str) -> tuple[str, Iterable[bytes]] | None:
        path = self._paths.get(_key(id))
        return None if path is None else (path.name, self._contents(path))

    def _contents(self, path: Path) -> Iterator[bytes]:
        with open_file(path) as file:
            yield from _pieces(file)


@contextmanager
def archive(path: Path) -> Generator[zipfile.ZipFile]:
    """An open archive; raises Problem where it, or what is read of it, is damaged."""
    try:
        with open_file(path) as file, zipfile.ZipFile(file) as opened:
            yield opened
    except (
        # RuntimeError is an archive with a password, the last one a method that Python lacks.
        *(zipfile.BadZipFile, zlib.error, EOFError, ValueError),
        *(OSError, RuntimeError, NotImplementedError),
    ) as error:
        raise Problem("damaged_export", path=path) from error


def json_in(file: IO[bytes], path: Path) -> object:
    """The value in a JSON file; raises Problem where there is too much of it, or it is damaged."""
    source = file.read(LARGEST_JSON + 1)
    if len(source) > LARGEST_JSON:
        raise Problem("export_too_large", path=path)
    return read_json(source, path)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _key(id: str) -> str:
    """What an id and the name of its file have in common."""
    found = _ID.search(id)
    return found[0] if found else ""


def _by_id(files: Iterable[tuple[str, _File]]) -> Mapping[str, _File]:
    return {_key(name): file for name, file in files if _ID.match(name)}
