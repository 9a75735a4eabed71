"""A part of the window, and the states that it can be in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from .stage import Stage

State = Callable[[Stage], QWidget]
"""Sets a state up; returns what is to be seen of it."""


class Part:
    """The states of one part, each a function that is named after it.

    Attributes:
        name: what the part is called.
        states: the functions by their names, in the order in which they are shown.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.states: dict[str, State] = {}

    def state(self, state: State) -> State:
        """Note a state; used as a decorator."""
        self.states[state.__name__] = state
        return state
