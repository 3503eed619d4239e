"""Kept counts of figures, a month and by each facet, changed with every figure: nobody counts a million rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, func, select

from stats.filters import Filters
from stats.store.dialects import add_bound
from stats.store.frames import frame_of
from stats.store.tables import crossed_counts, facet_counts, figures, month_counts

MONTH_KEY = ("month", "measure", "kind", "unit", "status")
# Facet of a page -> column of figures.
FACETS: dict[str, str] = {
    "country": "country",
    "measure": "measure",
    "term": "term",
    "kind": "kind",
    "unit": "unit",
    "cause": "cause",
    "hazard": "hazard",
    "source": "source",
    "language": "language",
    "status": "status",
}
# What a row must hold to be counted.
COUNTED = (figures.c.number, figures.c.series_key, figures.c.shown, figures.c.month, figures.c.value,
           *(figures.c[name] for name in FACETS.values()))  # fmt: skip
CROSSED = ("country", "measure", "status")
_NEEDED = (*dict.fromkeys((*MONTH_KEY, *FACETS.values())), "value")
_Words = tuple[str | None, ...]
# The facets that the counts by these names tell too, and those that are counted apart.
_FOLLOWING = {MONTH_KEY: ("measure", "kind", "unit", "status"), CROSSED: ("country",)}
_APART = tuple(facet for facet in FACETS if facet not in {f for facets in _FOLLOWING.values() for f in facets})


class Tally:
    """What a transaction changes in the counts. Take rows away as they were, put them as they are, write once."""

    def __init__(self) -> None:
        self._months: Counter[_Words] = Counter()
        self._sums: defaultdict[_Words, float] = defaultdict(float)
        self._crossed: Counter[_Words] = Counter()
        self._words: dict[str, Counter[str | None]] = {facet: Counter() for facet in _APART}

    def put(self, rows: Iterable[Mapping[str, Any]], times: int = 1) -> None:
        """Count rows of `figures`, `times` -1 to take them away; rows that are not shown are left out."""
        self.put_bound(_NEEDED, [[row[name] for name in _NEEDED] for row in rows if row["shown"]], times)

    def put_bound(self, names: Sequence[str], rows: Sequence[Sequence[Any]], times: int = 1) -> None:
        """Count rows that are shown, each the values of some columns in their order: a column at a time is quickest."""
        place = {name: n for n, name in enumerate(names)}
        months = list(map(itemgetter(*map(place.__getitem__, MONTH_KEY)), rows))
        _count(self._months, months, times)
        for key, value in zip(months, map(itemgetter(place["value"]), rows), strict=True):
            self._sums[key] += times * value
        _count(self._crossed, map(itemgetter(*map(place.__getitem__, CROSSED)), rows), times)
        for facet, counts in self._words.items():
            _count(counts, map(itemgetter(place[FACETS[facet]]), rows), times)

    def write(self, connection: Connection) -> None:
        """Add the changes to the kept counts, in a fixed order."""
        months = [(*map(_said, key), n, self._sums[key]) for key, n in self._months.items() if n or self._sums[key]]
        add_bound(connection, month_counts, sorted(months))
        facets = [(*key, n) for key, n in self._facets().items() if n]
        add_bound(connection, facet_counts, sorted(facets))
        crossed = [(*map(_said, key), n) for key, n in self._crossed.items() if n]
        add_bound(connection, crossed_counts, sorted(crossed))

    def _facets(self) -> Counter[tuple[str, str]]:
        """Return the changes by facet and word; those of a facet that a kept count holds anyway follow from it."""
        found: Counter[tuple[str, str]] = Counter()
        for names, counts in ((MONTH_KEY, self._months), (CROSSED, self._crossed)):
            for facet, place in ((facet, names.index(facet)) for facet in _FOLLOWING[names]):
                for key, n in counts.items():
                    if word := key[place]:
                        found[facet, word] += n
        for facet, words in self._words.items():
            for word, n in words.items():
                if word:
                    found[facet, word] += n
        return found


def _count(counts: Counter[Any], words: Iterable[Any], times: int) -> None:
    if times > 0:
        counts.update(words)
    else:
        counts.subtract(words)


def _said(word: str | None) -> str:
    return word or ""


def answers(filters: Filters) -> bool:
    """Tell whether the kept counts a month can answer filters."""
    return filters.query().keys() <= set(MONTH_KEY)


def _passing(filters: Filters) -> list[ColumnElement[bool]]:
    return [month_counts.c[name].in_(getattr(filters, name)) for name in filters.query()]


def by_month(connection: Connection, by: Sequence[str], filters: Filters) -> pd.DataFrame:
    """Return some columns of MONTH_KEY, figures, value (their sum) of everything shown that passes such filters."""
    c = month_counts.c
    keys = [c[name] for name in by]
    query = select(*keys, func.sum(c.figures).label("figures"), func.sum(c.value).label("value"))
    return counts_of(connection, query.where(c.figures > 0, *_passing(filters)).group_by(*keys).order_by(*keys))


def counts_of(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    """Return the rows of a query for counts: its words as text, figures as int64, value as float64."""
    selected = query.selected_columns
    found = frame_of(connection.execute(query).all(), [s.name for s in selected], [s.type for s in selected])
    return found.astype({"figures": "int64"})


def crossed(connection: Connection, filters: Filters) -> pd.DataFrame | None:
    """Return the columns of CROSSED (empty where there is none) and figures; None where other filters are set."""
    if not filters.query().keys() <= set(CROSSED):
        return None
    c = crossed_counts.c
    passing = [c[name].in_(getattr(filters, name)) for name in filters.query()]
    cells = [c[name] for name in CROSSED]
    return counts_of(connection, select(*cells, c.figures).where(c.figures > 0, *passing).order_by(*cells))


def by_facet(connection: Connection, facet: str) -> pd.DataFrame:
    """Return value, figures of a facet over everything shown, most first."""
    query = (
        select(facet_counts.c.value, facet_counts.c.figures)
        .where(facet_counts.c.facet == facet, facet_counts.c.figures > 0)
        .order_by(facet_counts.c.figures.desc(), facet_counts.c.value)
    )
    return counts_of(connection, query)


def total(connection: Connection, filters: Filters) -> int:
    """Return how many figures are shown that pass filters on MONTH_KEY."""
    counted = select(func.coalesce(func.sum(month_counts.c.figures), 0)).where(*_passing(filters))
    return int(connection.execute(counted).scalar_one())
