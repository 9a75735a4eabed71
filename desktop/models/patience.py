"""What is tried again, how often and after how long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.problems import Problem

from .halt import Halt


@dataclass(frozen=True)
class Patience:
    """How long is waited, in s: for a connection, for its next bytes, and between tries.

    Pauses double from the first to the longest, and are as long as a server asks for up to
    `obeyed`. After so many tries that got no further, it is given up.
    """

    connect: float = 15
    stall: float = 30
    first_pause: float = 1
    longest_pause: float = 60
    obeyed: float = 600
    tries: int = 8


class Trouble(Exception):
    """A request that failed: what to say of it, and whether it may work another time.

    A server may have said after how many s.
    """

    def __init__(self, problem: Problem, *, passes: bool = False, after: float = 0) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.passes = passes
        self.after = after


class Tries:
    """Counts the tries of one thing; `tell` hears why each but the last has failed."""

    def __init__(self, patience: Patience, halt: Halt, tell: Callable[[Problem], None]) -> None:
        self._patience = patience
        self._halt = halt
        self._tell = tell
        self._made = 0

    def renew(self) -> None:
        """It got further: what failed before counts no more."""
        self._made = 0

    def wait(self, trouble: Trouble) -> None:
        """Wait until the next try; raises the Problem where there is none, or Halted."""
        self._halt.check()
        self._made += 1
        patience = self._patience
        if not trouble.passes or self._made >= patience.tries or trouble.after > patience.obeyed:
            raise trouble.problem from trouble
        self._tell(trouble.problem)
        pause = min(patience.first_pause * 2 ** (self._made - 1), patience.longest_pause)
        self._halt.wait(max(pause, trouble.after))
