"""Claims: a row for each cluster, shown by its best member, in the order in which claims count.

These are rules 4 and 5 of docs/method.md.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stats.series.clusters import Heads
from stats.series.reliability import Reliability
from stats.series.windows import NO_DAY
from stats.vocabulary import Kind

# What decides between two claims that compete, first to last, in the words of the reasons.
CRITERIA = (
    ("undecided", "a reviewer accepted it"),
    ("rank", "its source is more reliable"),
    ("unpublished", "it was published later"),
    ("replaced", "the text of the other has a later version"),
    ("worked_out", "it was told in people"),
    ("exactness", "it is more exact"),
    ("fewer", "more reports tell it"),
    ("shorter", "its window is longer"),
    ("lesser", "its number is larger"),
)

_OF_SHOWN = ("group", "published", "first", "end", "increment", "is_flow", "value", "low", "high", "exactness")


def make_claims(entries: pd.DataFrame, heads: Heads, reliability: Reliability) -> pd.DataFrame:
    """Return one row for each cluster.

    Args:
        entries: the frame of `make_entries`.
        heads: for each entry the position of its cluster's first member, or -1.
        reliability: the rank of each source.

    Returns:
        A frame in the order in which claims count. head, shown: positions of the first member and of the one that shows
        the claim: accepted or corrected by a reviewer, else the most precise.
        members: positions, the shown one first, then by publication. group, published, first, end, increment, is_flow,
        value, low, high: of the shown member. is_running: whether it is cumulative. speaker: a number of its source,
        -1 where that is not known. reports: distinct documents, near-copies once. The columns
        of CRITERIA: smaller counts before greater.
    """
    entering = np.flatnonzero(heads >= 0)
    converted, exactness, lengths, decided = (
        entries[c].to_numpy()[entering] for c in ("is_converted", "exactness", "digits", "decided")
    )
    ranks = {name: reliability.of(name) for name in set(entries["source_id"].tolist())}
    rank = np.array([ranks[name] for name in entries["source_id"].tolist()], dtype=np.int64)[entering]
    report, reports_known = pd.factorize(entries["report"].to_numpy()[entering], use_na_sentinel=False)
    head = heads[entering]
    replaced = _replaced(entries.iloc[entering])
    # What a reviewer accepted or corrected is what they want to see. Else people told in words come before people
    # worked out of households, whatever their digits.
    best_first = np.lexsort((entering, -lengths, exactness, converted, ~decided.astype(bool), head))
    begins = np.flatnonzero(np.diff(head[best_first], prepend=-1))
    shown = entering[best_first][begins]
    told = np.unique(head * max(len(reports_known), 1) + report) // max(len(reports_known), 1)
    reports = np.unique(told, return_counts=True)[1].astype(np.int64)
    columns = {c: entries[c].to_numpy()[shown] for c in _OF_SHOWN}
    speakers = [name.casefold() if name else None for name in entries["source"].to_numpy()[shown].tolist()]
    length = np.where(columns["first"] == NO_DAY, 0, columns["end"] - columns["first"] + 1)
    claims = {
        "head": head[best_first][begins],
        "shown": shown,
        **columns,
        "is_running": (entries["kind"] == Kind.CUMULATIVE).to_numpy()[shown],
        "speaker": pd.factorize(np.array(speakers, dtype=object))[0],
        "reports": reports,
        "undecided": ~np.logical_or.reduceat(decided[best_first], begins) if len(begins) else np.array([], dtype=bool),
        "rank": np.minimum.reduceat(rank[best_first], begins) if len(begins) else rank,
        "unpublished": -np.maximum(columns["published"], NO_DAY + 1),
        "replaced": np.logical_and.reduceat(replaced[best_first], begins) if len(begins) else replaced,
        "worked_out": entries["is_converted"].to_numpy()[shown],
        "fewer": -reports,
        "shorter": -length,
        "lesser": -columns["value"],
    }
    order = np.lexsort(
        [entries["id_rank"].to_numpy()[claims["head"]], *(claims[name] for name, _ in reversed(CRITERIA))]
    )
    by_day = entering[np.lexsort((entering, head))].tolist()
    spans = zip(begins.tolist(), np.append(begins, len(by_day))[1:].tolist(), shown.tolist(), strict=True)
    members = [
        (first,) if b - a == 1 else (first, *(n for n in by_day[a:b] if n != first)) for a, b, first in spans
    ]
    return pd.DataFrame(
        {
            **{name: values[order] for name, values in claims.items()},
            "members": pd.Series([members[n] for n in order.tolist()], dtype=object),
        }
    )


def _replaced(entries: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether a later version of an entry's text tells of its series too: a near-copy of the day, its page, its title.

    The day of publication, by which later texts count first, does not tell such versions apart.
    """
    found = np.zeros(len(entries), dtype=bool)
    added = entries["added"].to_numpy()
    for column in ("report", "url", "titled"):
        texts = pd.factorize(entries[column])[0]
        latest = entries["added"].groupby([entries["group"], entries["published"], texts]).transform("max")
        found |= (texts >= 0) & (added < latest.to_numpy())
    return found
