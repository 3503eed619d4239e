"""Roles: which claim counts, which stand beside it, and which a later state replaced (docs/method.md, rules 5 to 8)."""

from collections import defaultdict

import numpy as np
import pandas as pd

from stats.series.flows import COUNTS, Decision, Flow, decide_flows
from stats.series.repeats import State, States
from stats.vocabulary import Role

ROLE_OF = {
    "counts": Role.RECOMMENDED,
    "overlaps": Role.TRIANGULATION,
    "inside": Role.TRIANGULATION,
    "earlier state": Role.SUPERSEDED,
    "quoted again": Role.SUPERSEDED,
    "contained": Role.SUPERSEDED,
}


def decide(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with what became of each.

    Args:
        claims: the frame of `make_claims`, in the order in which claims count.

    Returns:
        The claims with role, how (a key of ROLE_OF) and by (the index of the claim that counts instead, or -1).
        left_a_day: its window goes on from the last day of another one of its source, which counts that day; first is
        the day after.
    """
    decisions: dict[int, Decision] = {}
    is_flow = claims["is_flow"].to_numpy()
    by_group: defaultdict[int, list[Flow]] = defaultdict(list)
    first_days = claims["first"].to_numpy(copy=True)
    columns = (
        claims[c].to_numpy()[is_flow].tolist()
        for c in ("group", "first", "end", "published", "increment", "value", "undecided", "rank", "speaker")
    )
    for order, (group, first, end, published, increment, value, undecided, rank, speaker) in zip(
        np.flatnonzero(is_flow).tolist(), zip(*columns, strict=True), strict=True
    ):
        by_group[group].append(Flow(order, first, end, published, increment, value, (undecided, rank), speaker))
    for flows in by_group.values():
        decided, firsts = decide_flows(flows)
        decisions.update(decided)
        first_days[list(firsts)] = list(firsts.values())
    decisions.update(_decide_levels(claims))
    how = [decisions[n].how for n in range(len(claims))]
    return claims.assign(
        first=first_days,
        left_a_day=first_days != claims["first"].to_numpy(),
        how=how,
        by=[decisions[n].by for n in range(len(claims))],
        role=[str(ROLE_OF[word]) for word in how],
    )


def _decide_levels(claims: pd.DataFrame) -> dict[int, Decision]:
    """Decide running totals and stocks: of each day the first in order counts, no old total quoted again."""
    decisions: dict[int, Decision] = {}
    counted: defaultdict[int, States] = defaultdict(States)
    first_of: dict[tuple[int, int], int] = {}
    levels = claims[~claims["is_flow"].to_numpy()].sort_values("end", kind="stable")
    columns = (levels[c].tolist() for c in ("group", "end", "published", "value", "undecided", "is_running"))
    published_of = claims["published"].tolist()
    for order, group, end, published, value, undecided, is_running in zip(levels.index.tolist(), *columns, strict=True):
        if (group, end) in first_of:
            decisions[order] = Decision("overlaps", first_of[group, end])
            continue
        state = State(order, end, value)
        if is_running and undecided and (repeated := counted[group].repeated_by(state)):
            first, higher = repeated
            if published_of[first.order] < published_of[higher.order] <= published:
                decisions[order] = Decision("quoted again", first.order)
                continue
        decisions[order] = COUNTS
        first_of[group, end] = order
        if is_running:
            counted[group].add(state)
    return decisions
