"""Clusters: one claim told several times is one claim (docs/method.md, rule 4)."""

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
    match = _Match(entries)
    heads = np.full(len(entries), -1, dtype=np.int64)
    cells: dict[tuple[int, int, int], list[int]] = {}
    said: dict[tuple[Any, ...], int] = {}
    groups, ends, ids = entries["group"].tolist(), entries["end"].tolist(), entries["id"].tolist()
    decided = entries["cluster_decided"].tolist()
    sizes = [floor(log2(v * f)) if v * f >= 1 else 0 for v, f in zip(match.stated, match.factor, strict=True)]
    repeats = _repeats(entries)
    entering = np.flatnonzero(entries["outcome"] == ENTERS).tolist()
    for n in entering:
        if decided[n] and decided[n] != ids[n]:
            continue
        group, week, size = groups[n], ends[n] // _SPAN, sizes[n]
        found: list[int] = []
        if not decided[n]:
            # Numbers that round to each other are at most a factor of two apart.
            for w in (week - 1, week, week + 1):
                for s in (size - 1, size, size + 1):
                    found.extend(head for head in cells.get((group, w, s), ()) if match(n, head))
            if (repeat := repeats[n]) is not None:
                earlier = said.setdefault((group, *repeat), n)
                if earlier != n and match.undated[n]:
                    found.append(int(heads[earlier]))
        heads[n] = head = min(found, default=n)
        if head == n:
            cells.setdefault((group, week, size), []).append(n)
    _put_where_decided(heads, [n for n in entering if heads[n] < 0], groups, ids, decided)
    return heads


def _put_where_decided(
    heads: Heads, waiting: list[int], groups: list[int], ids: list[str], decided: list[str | None]
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


class _Match:
    """Whether two figures of one series tell the same claim."""

    def __init__(self, entries: pd.DataFrame) -> None:
        self.stated, self.precision, self.factor, self.first, self.end, self.low, self.high, self.increment = (
            entries[c].tolist() for c in ("stated", "precision", "factor", "first", "end", "from", "to", "increment")
        )
        self.undated = entries["undated"].tolist()

    def __call__(self, a: int, b: int) -> bool:
        return (
            abs(self.end[a] - self.end[b]) <= DAYS_APART
            and self.low[a] <= self.high[b]
            and self.low[b] <= self.high[a]
            and self.increment[a] == self.increment[b]
            and (
                self.first[a] == NO_DAY
                or self.first[b] == NO_DAY
                or abs(self.first[a] - self.first[b]) <= DAYS_APART
            )
            and (self._rounds(a, b) or self._rounds(b, a))
        )

    def _rounds(self, a: int, b: int) -> bool:
        """Whether a, in the unit in which b was reported, rounds to b at the precision that b is stated to."""
        number = self.stated[a]
        if self.factor[a] != self.factor[b]:
            number *= self.factor[a] / self.factor[b]
        step = self.precision[b]
        return bool(floor(number / step + 0.5) * step == self.stated[b]) or number == self.stated[b]


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
