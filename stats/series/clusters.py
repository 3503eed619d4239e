"""Clusters: one claim told several times is one claim (docs/method.md, rule 4)."""

from collections import defaultdict
from collections.abc import Callable
from math import floor, isnan, log2
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stats.series.entries import ENTERS
from stats.series.windows import NO_DAY
from stats.vocabulary import Kind

# Two reports of one claim end, and start, at most this many days apart.
DAYS_APART = 7
_SPAN = DAYS_APART + 1

Heads = NDArray[np.int64]


def cluster(entries: pd.DataFrame) -> Heads:
    """Return for each entry the position of the first member of its cluster, -1 where it enters no series.

    In order of publication, then id, each figure joins the first cluster whose first member it matches. Where a
    reviewer merged or split, that word alone counts: cluster_decided holds the id of the cluster (its first member's).

    Args:
        entries: the frame of `make_entries`.
    """
    match = _matcher(entries)
    heads = [-1] * len(entries)
    cells: defaultdict[int, dict[tuple[int, int], list[int]]] = defaultdict(dict)
    said: dict[tuple[Any, ...], int] = {}
    groups, ends, ids = entries["group"].tolist(), entries["end"].tolist(), entries["id"].tolist()
    decided = entries["cluster_decided"].tolist()
    undated = entries["undated"].tolist()
    sizes = [floor(log2(v)) if v >= 1 else 0 for v in (entries["stated"] * entries["factor"]).tolist()]
    repeats = _repeats(entries)
    entering = np.flatnonzero(entries["outcome"] == ENTERS).tolist()
    for n in entering:
        if decided[n] and decided[n] != ids[n]:
            continue
        group, week, size = groups[n], ends[n] // _SPAN, sizes[n]
        known = cells[group]
        found: list[int] = []
        if not decided[n]:
            # Numbers that round to each other are at most a factor of two apart.
            for s in (size - 1, size, size + 1) if known else ():
                for w in (week - 1, week, week + 1):
                    if (w, s) in known:
                        found += [head for head in known[w, s] if match(n, head)]
            if (repeat := repeats[n]) is not None:
                earlier = said.setdefault((group, *repeat), n)
                if earlier != n and undated[n]:
                    found.append(heads[earlier])
        heads[n] = min(found) if found else n
        if heads[n] == n:
            known.setdefault((week, size), []).append(n)
    _put_where_decided(heads, [n for n in entering if heads[n] < 0], groups, ids, decided)
    return np.array(heads, dtype=np.int64)


def _put_where_decided(
    heads: list[int], waiting: list[int], groups: list[int], ids: list[str], decided: list[str | None]
) -> None:
    """Put each figure into the cluster that a reviewer chose; where that is of another series, into one of its own."""
    position = {figure: n for n, figure in enumerate(ids)}
    begun: dict[tuple[int, str], int] = {}
    for n in waiting:
        name = decided[n] or ids[n]
        chosen = position.get(name, -1)
        if chosen >= 0 and groups[chosen] == groups[n] and heads[chosen] >= 0:
            heads[n] = heads[chosen]
        else:
            heads[n] = begun.setdefault((groups[n], name), n)


def _matcher(entries: pd.DataFrame) -> Callable[[int, int], bool]:
    """Return the test whether two entries of one series tell the same claim."""
    stated, precision, factor, first, end, low, high, increment = (
        entries[c].tolist() for c in ("stated", "precision", "factor", "first", "end", "from", "to", "increment")
    )

    def rounds(a: int, b: int) -> bool:
        """Whether a, in the unit in which b was reported, rounds to b at the precision that b is stated to."""
        number = stated[a] if factor[a] == factor[b] else stated[a] * factor[a] / factor[b]
        step = precision[b]
        return bool(floor(number / step + 0.5) * step == stated[b])

    def match(a: int, b: int) -> bool:
        return (
            -DAYS_APART <= end[a] - end[b] <= DAYS_APART
            and low[a] <= high[b]
            and low[b] <= high[a]
            and increment[a] == increment[b]
            and (first[a] == NO_DAY or first[b] == NO_DAY or -DAYS_APART <= first[a] - first[b] <= DAYS_APART)
            and (stated[a] == stated[b] or rounds(a, b) or rounds(b, a))
        )

    return match


def _repeats(entries: pd.DataFrame) -> list[tuple[Any, ...] | None]:
    """What a source says of a stock: the same undated number again does not refresh its date (rule 8)."""
    told = zip(
        *(entries[c].tolist() for c in ("kind", "source", "stated_unit", "stated", "low", "high")), strict=True
    )
    return [
        (source.casefold(), unit, value, None if isnan(low) else low, None if isnan(high) else high)
        if kind == Kind.STOCK and source
        else None
        for kind, source, unit, value, low, high in told
    ]
