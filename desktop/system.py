"""What differs between macOS, where Facet is used, and Linux, where it is also developed."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

IS_MAC = sys.platform == "darwin"


def has_display() -> bool:
    """Whether a window can be opened."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return IS_MAC or any(os.environ.get(name) for name in names)


def chip_name() -> str:
    """What the processor is called, "Apple M4 Pro" for one."""
    if IS_MAC:
        command = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return platform.processor() or platform.machine()
