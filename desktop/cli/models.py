"""`facet models`: those on this computer, and those that can be had, for scripts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desktop.models.catalogue import Copy, catalogue
from desktop.models.download import Download
from desktop.models.fit import fit, recommended
from desktop.models.halt import Halt
from desktop.models.hub import usual_hub
from desktop.models.mac import Mac, this_mac
from desktop.models.progress import Downloading, Progress
from desktop.models.shelf import Shelf, StoredModel
from desktop.models.staging import Staging
from desktop.network import Door
from desktop.places import data_folder
from desktop.problems import Problem

_INTERRUPTED = 130
_GIB = 2**30


def main(arguments: Sequence[str]) -> int:
    """Do one of them; returns 0, 1 after a Problem, 2 for a wrong command line."""
    if arguments[:1] == ["convert"]:
        from .convert import main as convert

        return convert(arguments[1:])
    options = _parser().parse_args(arguments)
    act: Callable[[argparse.Namespace], None] = options.act
    try:
        act(options)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nPaused. The same command goes on from here.", file=sys.stderr)
        return _INTERRUPTED
    return 0


def _list(options: argparse.Namespace) -> None:
    stored = [_told_model(model) for model in _shelf(options).models()]
    if not options.available:
        rows = [
            (m["name"], _gigabytes(m["bytes"]), f"{m['bits']} bit", m["source"]) for m in stored
        ]
        _print(options, stored, rows)
        return
    mac = _mac(options)
    best = recommended(catalogue(), mac)
    here = {model["repository"] for model in stored}
    copies = [
        _told_copy(copy, mac, best, here) for size in catalogue().sizes for copy in size.copies
    ]
    rows = [
        (
            c["repository"],
            _gigabytes(c["bytes"]),
            f"fits: {c['fit']}",
            "recommended" if c["recommended"] else "here" if c["here"] else "",
        )
        for c in copies
    ]
    _print(options, copies, rows)


def _pull(options: argparse.Namespace) -> None:
    repository = _repository(options)
    models = _folder(options)
    door = Door(models.parent)
    door.watch()
    show = _show_json if options.json else _show_progress
    halt = Halt()
    progress = Progress(repository, show)
    staging = Staging(models, repository)
    with door.opened(repository):
        Download(usual_hub(), staging, halt, progress).run()
    if options.json:
        print(json.dumps({"state": "done", "path": str(staging.place)}), flush=True)
    else:
        print(file=sys.stderr)
        print(staging.place)


def _remove(options: argparse.Namespace) -> None:
    shelf = _shelf(options)
    model = _find(shelf, options.name)
    if model.source not in ("facet", "added"):
        raise Problem("not_facets_model", path=model.folder)
    try:
        shelf.remove(model)
    except OSError as error:
        raise Problem("undeletable_model", path=model.folder) from error


def _path(options: argparse.Namespace) -> None:
    model = _find(_shelf(options), options.name)
    print(json.dumps(_told_model(model)) if options.json else model.folder)


def _find(shelf: Shelf, name: str) -> StoredModel:
    model = shelf.find(name)
    if model is None:
        raise Problem("no_such_model", name=name)
    return model


def _repository(options: argparse.Namespace) -> str:
    """A repository's name, or that of the copy which suits this Mac best of a size."""
    name: str = options.name
    sizes = {size.name.lower(): size for size in catalogue().sizes}
    if name == "recommended":
        best = recommended(catalogue(), this_mac())
        if best is None:
            raise Problem("nothing_fits")
        return best.repository
    if name.lower() in sizes:
        return sizes[name.lower()].copies[0].repository
    return name


def _told_model(model: StoredModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "repository": model.repository,
        "size": model.size,
        "bits": model.bits,
        "bytes": model.bytes,
        "source": model.source,
        "path": str(model.folder),
    }


def _told_copy(copy: Copy, mac: Mac, best: Copy | None, here: set[str]) -> dict[str, Any]:
    found = fit(copy, catalogue().size_of(copy), mac)
    return {
        "repository": copy.repository,
        "size": catalogue().size_of(copy).name,
        "bits": copy.bits,
        "kind": copy.kind,
        "bytes": copy.bytes,
        "fit": found.verdict,
        "needed": found.needed,
        "available": found.available,
        "context": found.context,
        "tokens_per_second": round(found.speed, 1) if found.speed else None,
        "recommended": copy == best,
        "here": copy.repository in here,
    }


def _print(
    options: argparse.Namespace, told: list[dict[str, Any]], rows: list[tuple[str, ...]]
) -> None:
    """As a table for people, or as JSON for programs."""
    if options.json:
        print(json.dumps(told, indent=1))
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        print("  ".join(word.ljust(w) for word, w in zip(row, widths, strict=True)).rstrip())


def _show_progress(download: Downloading) -> None:
    left = download.seconds_left
    ends = f", {left:.0f} s left" if left is not None else ""
    told = (
        f"{download.state.value}: {download.done_bytes / 1e6:,.1f} of "
        f"{download.total_bytes / 1e6:,.1f} MB, {download.bytes_per_s / 1e6:.1f} MB/s{ends}"
    )
    if download.problem is not None:
        told = f"{download.problem} Trying again…"
    print(f"\r\x1b[K{told}", end="", file=sys.stderr, flush=True)


def _show_json(download: Downloading) -> None:
    told = {
        "state": download.state.value,
        "done_bytes": download.done_bytes,
        "total_bytes": download.total_bytes,
        "bytes_per_s": round(download.bytes_per_s),
    }
    if download.problem is not None:
        told["problem"] = download.problem.kind
    print(json.dumps(told), flush=True)


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"


def _folder(options: argparse.Namespace) -> Path:
    return options.folder or data_folder() / "Models"


def _shelf(options: argparse.Namespace) -> Shelf:
    return Shelf(_folder(options))


def _mac(options: argparse.Namespace) -> Mac:
    if options.memory is None:
        return this_mac()
    return Mac("", options.memory * _GIB, None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="facet models", description=__doc__)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="for programs")
    shared.add_argument("--folder", type=Path, help="Facet's folder of models, if another one")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("list", parents=[shared], help="the models on this computer")
    listing.add_argument("--available", action="store_true", help="those that can be had instead")
    listing.add_argument("--memory", type=int, metavar="GB", help="whether they fit so much memory")
    listing.set_defaults(act=_list)
    pull = commands.add_parser("pull", parents=[shared], help="download a model")
    pull.add_argument("name", help="publisher/name, a size such as E4B, or recommended")
    pull.set_defaults(act=_pull)
    for name, act, help in (
        ("remove", _remove, "delete one that Facet has downloaded, or forget one that was added"),
        ("path", _path, "print where a model lies"),
    ):
        command = commands.add_parser(name, parents=[shared], help=help)
        command.add_argument("name", help="its name, repository or folder")
        command.set_defaults(act=act)
    commands.add_parser("convert", add_help=False, help="make one of mixed precision")
    return parser
