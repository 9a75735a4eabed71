"""`facet`: opens the window, or runs one of the commands in `desktop.cli`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from desktop import __version__
from desktop.problems import Problem
from desktop.system import has_display

_USAGE = """\
usage: facet                 open the window
       facet ask PROMPT      answer in the terminal (facet ask --help)
       facet models list     models here and to be had (facet models --help)
       facet doctor FOLDER   examine a model (facet doctor --help)
       facet --version
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Facet and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    match words:
        case []:
            return _open_window()
        case ["ask", *rest]:
            from desktop.cli.ask import main as ask

            return ask(rest)
        case ["models", *rest]:
            from desktop.cli.models import main as models

            return models(rest)
        case ["doctor", *rest]:
            from desktop.cli.doctor import main as doctor

            return doctor(rest)
        case ["engine"]:
            from desktop.engine.host import main as engine

            engine()
            return 0
        case ["formulas"]:
            from desktop.ui.formulas.process import main as formulas

            formulas()
            return 0
        case ["--version"]:
            print(f"Facet {__version__}")
            return 0
        case ["--help" | "-h"]:
            print(_USAGE, end="")
            return 0
        case _:
            print(_USAGE, end="", file=sys.stderr)
            return 2


def _open_window() -> int:
    if not has_display():
        print(Problem("no_display"), file=sys.stderr)
        return 1
    from desktop.ui.app import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
