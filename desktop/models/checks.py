"""Reports that were made earlier, each as long as its folder is as it was."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from .findings import Report

_Stamp = list[list[str | int]]


def keep(store: Path, report: Report) -> None:
    """Write a report down in the folder `store`, which is made; raises OSError where it cannot."""
    folder = Path(report.folder)
    store.mkdir(parents=True, exist_ok=True)
    path = _place(store, folder)
    unfinished = path.with_suffix(".part")
    kept = {"files": _stamp(folder), "report": report.to_json()}
    unfinished.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(path)


def kept(store: Path, folder: Path) -> Report | None:
    """The report on a folder, unless a file in it has changed, come or gone since."""
    try:
        written = json.loads(_place(store, folder).read_text(encoding="utf-8"))
        if written["files"] != _stamp(folder):
            return None
        return Report.from_json(written["report"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _place(store: Path, folder: Path) -> Path:
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()
    return store / f"{name[:32]}.json"


def _stamp(folder: Path) -> _Stamp:
    """The name, size and time of each file; a link has those of what it leads to."""
    found: _Stamp = []
    for path in sorted(folder.iterdir()):
        if path.is_file():
            state = path.stat()
            found.append([path.name, state.st_size, state.st_mtime_ns])
    return found
