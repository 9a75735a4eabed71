"""`facet`: runs one of the commands in `desktop.cli`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from desktop import __version__

_USAGE = """\
usage: facet ask PROMPT      answer in the terminal (facet ask --help)
       facet --version
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Facet and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    match words:
        case ["ask", *rest]:
            from desktop.cli.ask import main as ask

            return ask(rest)
        case ["engine"]:
            from desktop.engine.host import main as engine

            engine()
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


if __name__ == "__main__":
    sys.exit(main())
