"""A file that a person named, opened only where it is one."""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from os import PathLike

from desktop.problems import Problem

Path = str | PathLike[str]


def open_file(path: Path) -> BufferedReader:
    """Open a file for reading; raises Problem where there is none, or it is no plain file."""
    try:
        # Opening a pipe would wait for whoever writes to it, and a device may never end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise Problem("unreadable_file", path=path)
        return open(path, "rb")
    except (FileNotFoundError, ValueError) as error:
        # No file's name holds a null character; Python says so with a ValueError.
        raise Problem("no_such_file", path=path) from error
    except OSError as error:
        raise Problem("unreadable_file", path=path) from error
