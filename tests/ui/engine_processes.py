"""The engine processes that a test has started."""

from __future__ import annotations

import os
import subprocess


def engines() -> list[int]:
    """The engine processes that this process has started."""
    found = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "desktop engine"],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(pid) for pid in found.stdout.split()]
