"""Claims: a row for each cluster, shown by its most precise member, in the order in which claims count.

These are rules 4 and 5 of docs/method.md.
"""

from collections import defaultdict

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

_OF_SHOWN = ("group", "published", "first", "end", "increment", "is_flow", "value", "low", "high", "exactness")


def make_claims(entries: pd.DataFrame, heads: Heads, reliability: Reliability) -> pd.DataFrame:
    """Return one row for each cluster.

    Args:
        entries: the frame of `make_entries`.
        heads: for each entry the position of its cluster's first member, or -1.
        reliability: the rank of each source.

    Returns:
        A frame in the order in which claims count. head, shown: positions of the first and of the most precise member.
        members: positions, the shown one first, then by publication. group, published, first, end, increment, is_flow,
        value, low, high: of the shown member. reports: distinct documents, near-copies once. The columns
        of CRITERIA: smaller counts before greater.
    """
    converted, exactness, lengths, decided, report, source = (
        entries[c].tolist() for c in ("is_converted", "exactness", "digits", "decided", "report", "source_id")
    )
    ranks = {name: reliability.of(name) for name in set(source)}
    rank = [ranks[name] for name in source]
    members: defaultdict[int, list[int]] = defaultdict(list)
    for n, head in enumerate(heads.tolist()):
        if head >= 0:
            members[head].append(n)
    # People told in words come before people worked out of households, whatever their digits.
    shown = [
        of[0] if len(of) == 1 else min(of, key=lambda n: (converted[n], exactness[n], -lengths[n], n))
        for of in members.values()
    ]
    columns = {c: entries[c].to_numpy()[shown] for c in _OF_SHOWN}
    reports = np.array([1 if len(of) == 1 else len({report[n] for n in of}) for of in members.values()], dtype=np.int64)
    length = np.where(columns["first"] == NO_DAY, 0, columns["end"] - columns["first"] + 1)
    claims = {
        "head": np.array(list(members), dtype=np.int64),
        "shown": np.array(shown, dtype=np.int64),
        **columns,
        "reports": reports,
        "undecided": np.array([not max([decided[n] for n in of]) for of in members.values()], dtype=bool),
        "rank": np.array([min([rank[n] for n in of]) for of in members.values()], dtype=np.int64),
        "unpublished": -np.maximum(columns["published"], NO_DAY + 1),
        "fewer": -reports,
        "shorter": -length,
    }
    # Numbers of the ids in their order: texts of one column sort slowly and only decide where all else is equal.
    ids = np.argsort(np.argsort(entries["id"].to_numpy()[claims["head"]].astype("U"), kind="stable"))
    order = np.lexsort([ids, *(claims[name] for name, _ in reversed(CRITERIA))])
    told = [
        (first,) if len(of) == 1 else (first, *(n for n in of if n != first))
        for of, first in zip(members.values(), shown, strict=True)
    ]
    return pd.DataFrame(
        {
            **{name: values[order] for name, values in claims.items()},
            "members": pd.Series([told[n] for n in order.tolist()], dtype=object),
        }
    )
