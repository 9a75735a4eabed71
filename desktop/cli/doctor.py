"""`facet doctor`: examine a checkpoint folder, and say what is wrong with it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop.models.findings import Badge, Report, Severity
from desktop.problems import Problem

_LABELS: dict[Severity, str] = {
    "broken": "Broken",
    "impaired": "Impaired",
    "elsewhere": "Elsewhere",
    "notice": "Note",
}


def main(arguments: Sequence[str]) -> int:
    """Examine one folder; returns 0 where it is whole, 1 where it is not, 2 for a wrong command.

    Where it is mended, the status is that of the mended copy.
    """
    options = _parser().parse_args(arguments)
    # Only here, as it brings MLX.
    from desktop.doctor.examination import examine

    report = examine(options.folder, quick=options.quick)
    mended = _mend(report) if options.mend else None
    if options.json:
        wanted = {"mended": mended} if options.mend else {}
        print(json.dumps({**report.to_json(), **wanted}, ensure_ascii=False))
    else:
        _write(report)
        if options.mend:
            print(f"\nMended in “{mended}”." if mended else "\nNothing was mended.")
    healthy: tuple[Severity, ...] = ("notice", "elsewhere") if mended else ("notice",)
    return 0 if all(found.severity in healthy for found in report.findings) else 1


def _mend(report: Report) -> str | None:
    """Where the mended copy is; None where there is nothing to mend, or it can't be written."""
    from desktop.doctor.mending import can_mend, mend

    try:
        return str(mend(report)) if can_mend(report) else None
    except Problem as problem:
        print(problem, file=sys.stderr)
        return None


def _write(report: Report) -> None:
    print(report.name)
    for badge in report.badges:
        print(f"  {badge.ability:<12} {_state(badge)}")
    if report.badges and not report.thorough:
        print("  It was not loaded: what it sees and hears was not tried.")
    if report.findings:
        print()
    for finding in report.findings:
        print(f"{_LABELS[finding.severity]}: {finding}")
    if report.whole:
        print("\nNothing is wrong with it.")


def _state(badge: Badge) -> str:
    if badge.tried:
        return f"{'yes' if badge.has else 'no'}, {badge.right} of {badge.tried} right"
    return "yes" if badge.has else "no"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="facet doctor",
        description="Examine a Gemma 4 checkpoint: are its files whole, does it see and hear?",
    )
    add = parser.add_argument
    add("folder", metavar="FOLDER", type=Path)
    add("--quick", action="store_true", help="look at the files alone, without loading the model")
    add("--mend", action="store_true", help="put what can be right into a folder beside it")
    add("--json", action="store_true", help="write the report as JSON")
    return parser
