"""Repeats: old numbers of one count that are quoted again, which are no new state (docs/method.md, rules 6 and 7)."""

from bisect import bisect_left
from typing import NamedTuple


class State(NamedTuple):
    """A state of one count: its place in the order of claims, the day by which states follow each other, its value."""

    order: int
    day: int
    value: float


class States:
    """The states of one count, taken day by day: tells which one repeats an earlier one after a higher one was told.

    "The road to Garissa, where floods killed 11 people" quotes the first toll, after 17 dead were told.
    """

    def __init__(self) -> None:
        self._first: dict[float, State] = {}
        # Those that no later state reaches: each is lower than the one before it, so that the last one above a value is
        # found without looking at them all.
        self._heights: list[State] = []

    def repeated_by(self, state: State) -> tuple[State, State] | None:
        """Return the earlier state with this one's value, and the latest higher one after it; None for a new state."""
        first = self._first.get(state.value)
        above = bisect_left(self._heights, -state.value, key=lambda s: -s.value)
        if first is None or not above or self._heights[above - 1].day <= first.day:
            return None
        return first, self._heights[above - 1]

    def add(self, state: State) -> None:
        """Take a state that was told after those before; of one day the highest first."""
        self._first.setdefault(state.value, state)
        while self._heights and self._heights[-1].value <= state.value:
            self._heights.pop()
        self._heights.append(state)
