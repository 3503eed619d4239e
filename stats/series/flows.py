"""Flows: which claims count where windows overlap, and which tell one evolving toll (docs/method.md, rule 6)."""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stats.series.repeats import State, States
from stats.series.windows import NO_DAY

# Reports of one event without a start end at most this many days after the one before.
EVENT_DAYS = 14


class Flow(NamedTuple):
    """A claim of a flow: its place in the order of claims, its days (day numbers), when it was published.

    tier: claims of one tier are accepted alike, of sources as reliable. source: a number of who says so, -1: unknown.
    """

    order: int
    first: int
    end: int
    published: int
    increment: bool
    value: float
    tier: tuple[bool, int]
    source: int


class Decision(NamedTuple):
    """What became of a claim: how (a key of ROLE_OF in roles.py), and the order of the claim that counts instead."""

    how: str
    by: int = -1


COUNTS = Decision("counts")


@dataclass(slots=True)
class _Event:
    """Claims that tell the state of one event, and what was added to it; at most one of them has a window."""

    window: Flow | None = None
    states: list[Flow] = field(default_factory=list)
    additions: list[Flow] = field(default_factory=list)


def decide_flows(flows: Sequence[Flow]) -> tuple[dict[int, Decision], dict[int, int]]:
    """Decide the claims of one flow series.

    Claims with a window are taken in order unless their days overlap days already taken; one that holds all those it
    overlaps as its parts is taken in their place. Claims without a start are states of an evolving toll: the last
    published counts, increments told after it add up.

    Returns:
        Order of each claim -> what became of it; order of each window that was taken -> the first day that it counts.
    """
    decisions: dict[int, Decision] = {}
    windows = _Windows()
    for flow in sorted((f for f in flows if f.first != NO_DAY), key=lambda f: f.order):
        competing = [f for f in windows.overlapping(flow) if not _meet(f, flow)]
        if all(_is_inside(f, flow) for f in competing):
            decisions[flow.order] = COUNTS
            for part in competing:
                decisions[part.order] = Decision("inside", flow.order)
                windows.give_up(part, flow)
            windows.take(flow)
        else:
            decisions[flow.order] = Decision("overlaps", min(f.order for f in competing))
            windows.lose(flow, competing[-1])
    decisions = {n: d._replace(by=windows.instead_of(d.by)) for n, d in decisions.items()}
    for event in _events([f for f in flows if f.first == NO_DAY], windows):
        _decide_event(event, windows, decisions)
    return decisions, windows.first_days()


def _is_inside(part: Flow, whole: Flow) -> bool:
    """Whether a window lies in a longer one of a claim that counts as much and is as large: a month of a year."""
    within = whole.first <= part.first and part.end <= whole.end and (part.first, part.end) != (whole.first, whole.end)
    return within and part.tier == whole.tier and part.value <= whole.value


def _meet(a: Flow, b: Flow) -> bool:
    """Whether two windows are consecutive reports of one source: one goes on from the last day of the other."""
    before, after = (a, b) if a.first < b.first else (b, a)
    return a.source == b.source >= 0 and before.first < before.end == after.first < after.end


class _Windows:
    """The windows of one series: those taken, which share no day, and those that lost their days to one of them."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._taken: dict[int, Flow] = {}
        self._lost: list[tuple[Flow, int]] = []
        self._instead: dict[int, int] = {}

    def overlapping(self, flow: Flow) -> list[Flow]:
        """Return the taken windows that share a day with this one, first to last."""
        at = max(bisect_right(self._starts, flow.first) - 1, 0)
        until = bisect_right(self._starts, flow.end)
        return [f for s in self._starts[at:until] if (f := self._taken[s]).end >= flow.first]

    def take(self, flow: Flow) -> None:
        """Keep a window as one that counts. A day on which two of them meet is counted with the earlier."""
        for other in self.overlapping(flow):
            if other.first < flow.first:
                flow = flow._replace(first=flow.first + 1)
            else:
                self._remove(other)
                self._add(other._replace(first=other.first + 1))
        self._add(flow)

    def give_up(self, part: Flow, whole: Flow) -> None:
        """Take back a window that lies inside another one, which is to count in its place."""
        self._remove(part)
        self._instead[part.order] = whole.order
        self.lose(part, whole)

    def lose(self, flow: Flow, last: Flow) -> None:
        """Keep a window as one that lost its days, the last of them to the window `last`."""
        self._lost.append((flow, last.order))

    def instead_of(self, order: int) -> int:
        """Return the order of the window that counts in the place of one that was taken; its own where it counts."""
        while order in self._instead:
            order = self._instead[order]
        return order

    def first_days(self) -> dict[int, int]:
        """Return the order of each taken window and the first day that it counts."""
        return {f.order: f.first for f in self._taken.values()}

    def _add(self, flow: Flow) -> None:
        insort(self._starts, flow.first)
        self._taken[flow.first] = flow

    def _remove(self, flow: Flow) -> None:
        del self._starts[bisect_right(self._starts, flow.first) - 1]
        del self._taken[flow.first]

    def holding(self, day: int) -> Flow | None:
        """Return the taken window that holds a day."""
        at = bisect_right(self._starts, day) - 1
        return self._taken[self._starts[at]] if at >= 0 and self._taken[self._starts[at]].end >= day else None

    def event_of(self, day: int) -> Flow | None:
        """Return the window whose event a state of this day tells: it holds the day, or ended up to 14 days before."""
        at = bisect_right(self._starts, day) - 1
        if at >= 0 and day <= self._taken[self._starts[at]].end + EVENT_DAYS:
            return self._taken[self._starts[at]]
        lost = [(f.end, -f.order, last) for f, last in self._lost if f.first <= day <= f.end + EVENT_DAYS]
        if not lost:
            return None
        order = self.instead_of(max(lost)[2])
        return next(f for f in self._taken.values() if f.order == order)


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
    old = _quoted_again(states)
    counts = max((f for f in states if f.order not in old), key=lambda f: (f.published, f.end, -f.order), default=None)
    for state in states:
        how = "quoted again" if state.order in old else "earlier state"
        decisions[state.order] = COUNTS if state is counts else Decision(how, counts.order)  # type: ignore[union-attr]
    for addition in event.additions:
        total = counts or windows.holding(addition.end)
        contained = total is not None and addition.published < total.published and addition.end <= total.end
        decisions[addition.order] = Decision("contained", total.order) if contained and total else COUNTS


def _quoted_again(flows: Sequence[Flow]) -> set[int]:
    """Return the orders of the states that repeat an earlier one; what a reviewer accepted repeats none."""
    states = States()
    found = set()
    for flow in sorted(flows, key=lambda f: (f.published, -f.value)):
        state = State(flow.order, flow.published, flow.value)
        undecided, _ = flow.tier
        if undecided and states.repeated_by(state):
            found.add(flow.order)
        states.add(state)
    return found
