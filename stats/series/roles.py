"""Roles: which claim counts, which stand beside it, and which a later state replaced (docs/method.md, rules 5 to 8)."""

from collections import defaultdict

import numpy as np
import pandas as pd

from stats.series.flows import COUNTS, Decision, Flow, decide_flows
from stats.vocabulary import Role

ROLE_OF = {
    "counts": Role.RECOMMENDED,
    "overlaps": Role.TRIANGULATION,
    "inside": Role.TRIANGULATION,
    "earlier state": Role.SUPERSEDED,
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
    # A running total or a state competes with those of the same day: the first in order counts.
    first_of: dict[tuple[int, int], int] = {}
    levels = np.flatnonzero(~is_flow).tolist()
    for order, group, end in zip(
        levels, claims["group"].to_numpy()[levels].tolist(), claims["end"].to_numpy()[levels].tolist(), strict=True
    ):
        winner = first_of.setdefault((group, end), order)
        decisions[order] = COUNTS if winner == order else Decision("overlaps", winner)
    how = [decisions[n].how for n in range(len(claims))]
    return claims.assign(
        first=first_days,
        left_a_day=first_days != claims["first"].to_numpy(),
        how=how,
        by=[decisions[n].by for n in range(len(claims))],
        role=[str(ROLE_OF[word]) for word in how],
    )
