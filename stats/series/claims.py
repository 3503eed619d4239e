"""Claims: a row for each cluster, shown by its most precise member, in the order in which claims count.

These are rules 4 and 5 of docs/method.md.
"""

from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd

from stats.series.clusters import Heads
from stats.series.reliability import Reliability
from stats.series.windows import NO_DAY

# What decides between two claims that compete, first to last, in the words of the reasons.
CRITERIA = (
    ("undecided", "a reviewer accepted it"),
    ("rank", "its source is more reliable"),
    ("unpublished", "it was published later"),
    ("exactness", "it is more exact"),
    ("fewer", "more reports tell it"),
    ("shorter", "its window is longer"),
)


def make_claims(entries: pd.DataFrame, heads: Heads, reliability: Reliability) -> pd.DataFrame:
    """Return one row for each cluster.

    Args:
        entries: the frame of `make_entries`.
        heads: for each entry the position of its cluster's first member, or -1.
        reliability: the rank of each source.

    Returns:
        A frame in the order in which claims count. head, shown: positions of the first and of the most precise member.
        members: positions, the shown one first, then by publication. group, kind, published, first, end, increment,
        is_converted, value, low, high: of the shown member. reports: distinct documents, near-copies once. The columns
        of CRITERIA: smaller counts before greater.
    """
    inside = np.flatnonzero(heads >= 0)
    members = entries.iloc[inside][["stated", "exactness", "digits", "decided", "is_converted", "report", "source_id"]]
    members = members.assign(position=inside, head=heads[inside])
    # People told in words come before people worked out of households, whatever their digits.
    best = members.sort_values(
        ["head", "is_converted", "exactness", "digits", "position"], ascending=[True, True, True, False, True]
    )
    shown = best.drop_duplicates("head")["position"].to_numpy()
    ranks = {source: reliability.of(source) for source in members["source_id"].unique()}
    told = members.assign(rank=members["source_id"].map(ranks)).groupby("head", sort=True)
    claims = entries.iloc[shown][
        ["group", "kind", "published", "first", "end", "increment", "is_converted", "value", "low", "high", "exactness"]
    ].reset_index(drop=True)
    claims.insert(0, "head", np.sort(members["head"].unique()))
    claims.insert(1, "shown", shown)
    claims["reports"] = told["report"].nunique().to_numpy()
    claims["undecided"] = ~told["decided"].any().to_numpy()
    claims["rank"] = told["rank"].min().to_numpy()
    claims["unpublished"] = -np.maximum(claims["published"], NO_DAY + 1)
    claims["fewer"] = -claims["reports"]
    claims["shorter"] = -np.where(claims["first"] == NO_DAY, 0, claims["end"] - claims["first"] + 1)
    claims["members"] = _members(heads, shown)
    claims["head_id"] = entries["id"].to_numpy()[claims["head"]]
    order = [name for name, _ in CRITERIA]
    return claims.sort_values([*order, "head_id"], kind="stable").reset_index(drop=True)


def _members(heads: Heads, shown: Any) -> pd.Series:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for position, head in enumerate(heads.tolist()):
        if head >= 0:
            members[head].append(position)
    listed = [members[head] for head in sorted(members)]
    for positions, first in zip(listed, shown.tolist(), strict=True):
        if positions[0] != first:
            positions.remove(first)
            positions.insert(0, first)
    return pd.Series(listed, dtype=object)
