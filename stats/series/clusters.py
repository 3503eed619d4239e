"""Clusters: one claim told several times is one claim (docs/method.md, rule 4)."""

from collections.abc import Callable
from itertools import pairwise
from math import floor, isnan
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
# So many digits are no coincidence: two texts that tell them of different days tell one claim, one of them a wrong day.
_TELLING_DIGITS = 4
# Of two exact numbers the rounder one tells the other again only where at most this share of it is missing.
_ROUNDED_OFF = 0.25

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
    said: dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]] = {}
    groups, ids, decided, undated, ends = (
        entries[c].tolist() for c in ("group", "id", "cluster_decided", "undated", "end")
    )
    cell, near = _cells(entries)
    begun: list[list[int]] = [[] for _ in near]
    sayings = _sayings(entries)
    entering = np.flatnonzero(entries["outcome"] == ENTERS).tolist()
    for n in entering:
        if decided[n] and decided[n] != ids[n]:
            continue
        head = n
        if not decided[n]:
            for other in near[cell[n]]:
                for earlier in begun[other]:  # the first to match is the first of its cell
                    if earlier >= head:
                        break
                    if match(n, earlier):
                        head = earlier
                        break
            if (saying := sayings[n]) is not None:
                who, number = (groups[n], *saying[0]), saying[1]
                earlier, known = said.get(who, (n, None))
                if number == known and undated[n]:
                    head = min(head, heads[earlier])
                elif known is None or ends[n] > ends[earlier]:
                    said[who] = n, number
        heads[n] = head
        if head == n:
            begun[cell[n]].append(n)
    _put_where_decided(heads, [n for n in entering if heads[n] < 0], groups, ids, decided)
    return np.array(heads, dtype=np.int64)


def _cells(entries: pd.DataFrame) -> tuple[list[int], list[list[int]]]:
    """Put entries into cells of one series, eight days and one doubling of the value.

    Entries of one claim are at most seven days and, as their numbers round to each other, a factor of two apart.

    Returns:
        The cell of each entry, and for each cell those around it, itself among them, that hold any entry.
    """
    if entries.empty:
        return [], []
    value = (entries["stated"] * entries["factor"]).to_numpy()
    size = np.floor(np.log2(np.where(value >= 1, value, 1))).astype(np.int64)
    end = entries["end"].to_numpy()
    week = np.where(end == NO_DAY, 0, end) // _SPAN
    week -= week.min() - 1
    weeks, sizes = int(week.max()) + 2, int(size.max()) + 3  # a margin on both sides, so that no cell touches another's
    cells, cell = np.unique((entries["group"].to_numpy() * weeks + week) * sizes + size + 1, return_inverse=True)
    of, around = [], []
    for step in (w * sizes + s for w in (-1, 0, 1) for s in (-1, 0, 1)):
        at = np.minimum(np.searchsorted(cells, cells + step), len(cells) - 1)
        held = np.flatnonzero(cells[at] == cells + step)
        of.append(held)
        around.append(at[held])
    order = np.argsort(np.concatenate(of), kind="stable")
    told = np.concatenate(around)[order].tolist()
    until = np.cumsum(np.bincount(np.concatenate(of), minlength=len(cells))).tolist()
    return cell.tolist(), [told[a:b] for a, b in pairwise([0, *until])]


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
    stated, precision, factor, first, end, low, high, increment, exactness = (
        entries[c].tolist()
        for c in ("stated", "precision", "factor", "first", "end", "from", "to", "increment", "exactness")
    )
    apart = _days_tell_apart(entries)

    def rounds(a: int, b: int) -> bool:
        """Whether a, in the unit in which b was reported, rounds to b at the precision that b is stated to."""
        number = stated[a] if factor[a] == factor[b] else stated[a] * factor[a] / factor[b]
        if exactness[a] == exactness[b] == 0 and abs(number - stated[b]) > _ROUNDED_OFF * max(number, stated[b]):
            return False
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
            and not apart(a, b)
        )

    return match


def _days_tell_apart(entries: pd.DataFrame) -> Callable[[int, int], bool]:
    """Return the test whether two entries with like numbers are two claims by their days.

    What happens daily or weekly comes to like numbers: 1,200 people in one week and 1,150 in the next.
    """
    stated, length, first, end, increment, is_flow, document = (
        entries[c].tolist() for c in ("stated", "digits", "first", "end", "increment", "is_flow", "document")
    )
    sources = [source.casefold() if source else None for source in entries["source"].tolist()]
    told = _day_is_told(entries).tolist()

    def apart(a: int, b: int) -> bool:
        same = stated[a] == stated[b]
        if not is_flow[a]:  # one source, or one text, tells the states of two days
            of_one = document[a] == document[b] or (sources[a] is not None and sources[a] == sources[b])
            return end[a] != end[b] and told[a] and told[b] and of_one
        if increment[a] and end[a] != end[b] and not same:
            return True
        if first[a] == NO_DAY or first[b] == NO_DAY or (first[a] <= end[b] and first[b] <= end[a]):
            return False
        return not same or length[a] < _TELLING_DIGITS or document[a] == document[b]

    return apart


def _day_is_told(entries: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether the text tells the day of each state; a count "since May" that names no day ends when it is published."""
    running = (entries["kind"] == Kind.CUMULATIVE).to_numpy()
    told: NDArray[np.bool_] = ~entries["undated"].to_numpy(dtype=bool)
    return told & ~(running & (entries["end"] == entries["published"]).to_numpy())


def _sayings(entries: pd.DataFrame) -> list[tuple[tuple[Any, ...], tuple[Any, ...]] | None]:
    """What a source last said of a stock: the same undated number again does not refresh its date (rule 8).

    Returns:
        For each entry who tells it in which unit, and its number with its bounds; None where that is no stock.
    """
    found: list[tuple[tuple[Any, ...], tuple[Any, ...]] | None] = [None] * len(entries)
    stocks = np.flatnonzero((entries["kind"] == Kind.STOCK).to_numpy()).tolist()
    told = entries.iloc[stocks]
    columns = (told[c].tolist() for c in ("source", "stated_unit", "stated", "low", "high"))
    for n, source, unit, value, low, high in zip(stocks, *columns, strict=True):
        if source:
            number = (value, None if isnan(low) else low, None if isnan(high) else high)
            found[n] = (source.casefold(), unit), number
    return found
