"""Collect what is to be translated, and compile what is: `python packaging/translations.py`.

It adds new words of the window to each `resources/translations/facet_*.ts`, where a translator
fills them in, drops those that are gone, and compiles the `.qm` files that the window reads.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6

from desktop.models.findings import FINDINGS
from desktop.problems import SENTENCES

PROJECT = Path(__file__).parents[1]
TRANSLATIONS = PROJECT / "resources" / "translations"
_TOOLS = Path(PySide6.__file__).parent


def collect(ts: Path) -> None:
    """Bring one .ts file up to date with the window's words and all sentences."""
    with TemporaryDirectory() as folder:
        # lupdate finds words in calls alone, and neither of these knows anything of Qt.
        problems = Path(folder) / "problems.py"
        sentences = (*SENTENCES.values(), *FINDINGS.values())
        calls = [f"QCoreApplication.translate('problems', {text!r})" for text in sentences]
        problems.write_text("\n".join(calls), encoding="utf-8")
        sources = sorted(map(str, (PROJECT / "desktop" / "ui").rglob("*.py")))
        options = ["-locations", "none", "-no-obsolete", "-silent"]
        _run("lupdate", *sources, str(problems), *options, "-ts", str(ts))


def compile_translations(ts: Path) -> None:
    """Write the .qm file beside a .ts file."""
    _run("lrelease", "-silent", str(ts), "-qm", str(ts.with_suffix(".qm")))


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(_TOOLS / tool), *arguments], check=True)


def main() -> int:
    """Update every language that Facet speaks."""
    for ts in sorted(TRANSLATIONS.glob("facet_*.ts")):
        collect(ts)
        compile_translations(ts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
