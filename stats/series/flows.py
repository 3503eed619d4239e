"""Flows: which claims count where windows overlap, and which tell one evolving toll (docs/method.md, rule 6)."""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stats.series.windows import NO_DAY

# Reports of one event without a start end at most this many days after the one before.
EVENT_DAYS = 14


class Flow(NamedTuple):
    """A claim of a flow: its place in the order of claims, its days (day numbers), when it was published."""

    order: int
    first: int
    end: int
    published: int
    increment: bool


class Decision(NamedTuple):
    """What became of a claim: how (counts, overlaps, earlier state or contained), and by the order of which claim."""

    how: str
    by: int = -1


COUNTS = Decision("counts")


@dataclass(slots=True)
class _Event:
    """Claims that tell the state of one event, and what was added to it; at most one of them has a window."""

    window: Flow | None = None
    states: list[Flow] = field(default_factory=list)
    additions: list[Flow] = field(default_factory=list)


def decide_flows(flows: Sequence[Flow]) -> dict[int, Decision]:
    """Decide the claims of one flow series: order of each claim -> what became of it.

    Claims with a window are taken in order unless their days overlap days already taken. Claims without a start are
    states of an evolving toll: the last published counts, increments told after it add up.
    """
    decisions: dict[int, Decision] = {}
    windows = _Windows()
    for flow in sorted((f for f in flows if f.first != NO_DAY), key=lambda f: f.order):
        taken = windows.overlapping(flow)
        if taken:
            decisions[flow.order] = Decision("overlaps", min(f.order for f in taken))
            windows.lose(flow, taken[-1])
        else:
            decisions[flow.order] = COUNTS
            windows.take(flow)
    for event in _events([f for f in flows if f.first == NO_DAY], windows):
        _decide_event(event, windows, decisions)
    return decisions


class _Windows:
    """The windows of one series: those taken, which share no day, and those that lost their days to one of them."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._taken: dict[int, Flow] = {}
        self._lost: list[tuple[Flow, Flow]] = []

    def overlapping(self, flow: Flow) -> list[Flow]:
        """Return the taken windows that share a day with this one, first to last."""
        at = max(bisect_right(self._starts, flow.first) - 1, 0)
        until = bisect_right(self._starts, flow.end)
        return [f for s in self._starts[at:until] if (f := self._taken[s]).end >= flow.first]

    def take(self, flow: Flow) -> None:
        """Keep a window as one that counts."""
        insort(self._starts, flow.first)
        self._taken[flow.first] = flow

    def lose(self, flow: Flow, last: Flow) -> None:
        """Keep a window as one that lost its days, the last of them to the window `last`."""
        self._lost.append((flow, last))

    def holding(self, day: int) -> Flow | None:
        """Return the taken window that holds a day."""
        at = bisect_right(self._starts, day) - 1
        return self._taken[self._starts[at]] if at >= 0 and self._taken[self._starts[at]].end >= day else None

    def event_of(self, day: int) -> Flow | None:
        """Return the window whose event a state of this day tells: it holds the day, or ended up to 14 days before."""
        at = bisect_right(self._starts, day) - 1
        if at >= 0 and day <= self._taken[self._starts[at]].end + EVENT_DAYS:
            return self._taken[self._starts[at]]
        lost = [(f.end, -f.order, taken) for f, taken in self._lost if f.first <= day <= f.end + EVENT_DAYS]
        return max(lost, key=lambda item: item[:2])[2] if lost else None


def _events(flows: Sequence[Flow], windows: _Windows) -> list[_Event]:
    """Group flows without a start into events: each ends at most 14 days after the one before.

    A state that tells of another window than the ones before begins, or goes on with, that window's event.
    """
    events: list[_Event] = []
    of_window: dict[int, _Event] = {}
    current: _Event | None = None
    last_end = 0
    for flow in sorted(flows, key=lambda f: (f.end, f.published, f.order)):
        window = None if flow.increment else windows.event_of(flow.end)
        if current:
            other = window and current.window and window is not current.window
            current = None if other or flow.end - last_end > EVENT_DAYS else current
        if window and (known := of_window.get(window.order)):
            current = known
        if current is None:
            current = _Event()
            events.append(current)
        if window and current.window is None:
            current.window = window
            of_window[window.order] = current
        (current.additions if flow.increment else current.states).append(flow)
        last_end = flow.end
    return events


def _decide_event(event: _Event, windows: _Windows, decisions: dict[int, Decision]) -> None:
    states = [*event.states, *([event.window] if event.window else [])]
    counts = max(states, key=lambda f: (f.published, f.end, -f.order), default=None)
    for state in states:
        decisions[state.order] = COUNTS if state is counts else Decision("earlier state", counts.order)  # type: ignore[union-attr]
    for addition in event.additions:
        total = counts or windows.holding(addition.end)
        contained = total is not None and addition.published < total.published and addition.end <= total.end
        decisions[addition.order] = Decision("contained", total.order) if contained and total else COUNTS
