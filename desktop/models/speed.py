"""How fast bytes come."""

from __future__ import annotations

from collections import deque

_WINDOW_S = 6.0
_STEP_S = 0.1
_FIRST_S = 0.5
"""From when on a speed can be told."""


class Speed:
    """The mean of the last seconds; times are in s, of any clock that does not go back."""

    def __init__(self, now: float) -> None:
        self._since = now
        self._came: deque[tuple[float, int]] = deque()

    def note(self, count: int, now: float) -> None:
        """So many bytes came."""
        if self._came and now - self._came[-1][0] < _STEP_S:
            at, before = self._came.pop()
            self._came.append((at, before + count))
        else:
            self._came.append((now, count))

    def at(self, now: float) -> float:
        """Bytes per s; 0 where it can't be told yet."""
        while self._came and self._came[0][0] < now - _WINDOW_S:
            self._came.popleft()
        watched = min(now - self._since, _WINDOW_S)
        return sum(count for _, count in self._came) / watched if watched >= _FIRST_S else 0.0
