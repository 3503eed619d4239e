"""Checks of series: flows against counts, falls, jumps, and people against inhabitants (docs/method.md, rule 13)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from stats.series.findings import Finding, Severity
from stats.series.keys import place_keys, texts
from stats.series.windows import NO_DAY, day_numbers
from stats.series.words import count, day, days, place_name
from stats.vocabulary import Basis, Kind, Measure, Quantifier, Role, Unit

JUMP = 10
# Below this a tenfold change is everyday news.
JUMP_FROM = 100
# Flows are compared with the one before where they are of like length and not far apart.
NEAR_DAYS = 60

# Counts of people who live, or lived, in the place itself.
_INHABITANTS = {Measure.DISPLACED, Measure.KILLED, Measure.INJURED, Measure.AFFECTED, Measure.STRANDED}


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    key: tuple[Any, ...]
    series: str
    kind: str
    basis: str
    start: int
    end: int
    value: float
    high: float
    low: float
    unit: str
    figures: tuple[str, ...]
    place_id: str | None
    place_role: str | None
    measure: str

    def told(self) -> str:
        return count(self.value, self.unit, "exact" if self.low == self.high else _bounded(self.low, self.high))


def _bounded(low: float, high: float) -> str:
    if low == low:
        return "more_than" if high != high else "range"
    return "less_than" if high == high else "approximately"


def row_checks(rows: pd.DataFrame, populations: Mapping[str, float]) -> Iterator[Finding]:
    """Check the recommended rows of series against each other.

    Args:
        rows: of `reconcile`, not in buckets.
        populations: inhabitants by place id.
    """
    known = _read(rows)
    series: defaultdict[tuple[str, str | None], list[_Row]] = defaultdict(list)
    flows: defaultdict[tuple[Any, ...], list[_Row]] = defaultdict(list)
    for row in known:
        series[row.series, row.place_id].append(row)
        if row.kind == Kind.FLOW and row.basis != Basis.IMPLIED:
            flows[row.key].append(row)
    for of_series in series.values():
        yield from _falls(of_series)
        yield from _jumps(of_series)
        yield from _against_flows(of_series, flows.get(of_series[0].key, []))
    yield from _above_population(known, populations)


def _read(rows: pd.DataFrame) -> list[_Row]:
    rows = rows[rows["role"] == Role.RECOMMENDED]
    columns = {c: texts(rows, c) for c in ("series", "kind", "basis", "unit", "place_id", "place_role", "measure")}
    places, causes = place_keys(rows), texts(rows, "cause")
    start, end = day_numbers(rows["period_start"]).tolist(), day_numbers(rows["period_end"]).tolist()
    value, low, high = (rows[c].to_numpy(dtype=float).tolist() for c in ("value", "low", "high"))
    # A difference names both of its counts, everything else the figure that shows it.
    named = [2 if basis == Basis.IMPLIED else 1 for basis in columns["basis"]]
    figures = [tuple(str(ids).split()[:n]) for ids, n in zip(rows["figure_ids"], named, strict=True)]
    told = zip(texts(rows, "place"), texts(rows, "country"), columns["measure"], strict=True)
    names = [f"{place_name(place, country)}, {str(measure).replace('_', ' ')}" for place, country, measure in told]
    found = [
        _Row(
            name=names[n],
            key=(places[n], columns["place_role"][n], columns["measure"][n], causes[n], columns["unit"][n]),
            start=start[n], end=end[n], value=value[n], low=low[n], high=high[n], figures=figures[n],
            **{c: values[n] for c, values in columns.items()},  # type: ignore[arg-type]
        )
        for n in range(len(rows))
    ]  # fmt: skip
    return sorted(found, key=lambda r: (r.end, r.start, r.figures))


def _falls(rows: Sequence[_Row]) -> Iterator[Finding]:
    if rows[0].kind != Kind.CUMULATIVE:
        return
    for before, after in pairwise(rows):
        if after.value < before.value:
            # "At least 9,001", then 8,009: the first cannot be right; "up to 9,001" says nothing against it.
            certain = before.low == before.low and after.high == after.high and after.high < before.low
            yield Finding(
                "falling count",
                Severity.WARNING if certain else Severity.NOTICE,
                f"{after.name}: the running count falls from {before.told()} by {day(before.end)} to {after.told()} "
                f"by {day(after.end)}.",
                (*before.figures, *after.figures),
            )


def _jumps(rows: Sequence[_Row]) -> Iterator[Finding]:
    compared = [r for r in rows if r.basis != Basis.IMPLIED and r.value > 0]
    for before, after in pairwise(compared):
        small, large = sorted((before.value, after.value))
        if large < JUMP * small or large < JUMP_FROM:
            continue
        if after.kind == Kind.FLOW and not _alike(before, after):
            continue
        yield Finding(
            "tenfold jump",
            Severity.NOTICE,
            f"{after.name}, {after.kind}: from {before.told()} by {day(before.end)} to {after.told()} by "
            f"{day(after.end)}, a change of ten times or more.",
            (*before.figures, *after.figures),
        )


def _alike(before: _Row, after: _Row) -> bool:
    if NO_DAY in (before.start, after.start) or after.end - before.end > NEAR_DAYS:
        return False
    lengths = sorted((before.end - before.start + 1, after.end - after.start + 1))
    return lengths[1] <= 2 * lengths[0]


def _against_flows(rows: Sequence[_Row], flows: Sequence[_Row]) -> Iterator[Finding]:
    """Compare running counts, and the flows they imply, with the flows that were reported for the same days."""
    if not flows or (rows[0].kind != Kind.CUMULATIVE and rows[0].basis != Basis.IMPLIED):
        return
    end = np.array([f.end for f in flows])
    first = np.array([f.end if f.start == NO_DAY else f.start for f in flows])
    value = np.array([f.value for f in flows])
    low = np.array([0.0 if f.low != f.low else f.low for f in flows])
    before = NO_DAY
    for row in rows:
        since, before = before, row.end
        if row.start == NO_DAY:
            continue
        share = np.clip(np.minimum(end, row.end) - np.maximum(first, row.start) + 1, 0, None) / (end - first + 1)
        told = [flows[n] for n in np.flatnonzero(share).tolist()]
        total, least = float((value * share).sum()), float((low * share).sum())
        if not told:
            continue
        ids = (*row.figures, *(f.figures[0] for f in told))
        reported = f"the reported flows of the same days make {count(round(total), row.unit)} ({_named(told)})"
        span = days(row.start, row.end)
        within = (first >= row.start) & (end <= row.end)
        if row.basis == Basis.IMPLIED:
            if row.value < total:
                yield Finding(
                    "implied below reported",
                    Severity.WARNING if row.high < least else Severity.NOTICE,
                    f"{row.name}: the running counts imply {count(row.value, row.unit)} {span}, but {reported}.",
                    ids,
                )
        elif (certain := float(low[within].sum())) > row.value:
            # Nobody knows which of its days a flow fell on that lies only partly within.
            parts = [flows[n] for n in np.flatnonzero(within).tolist()]
            yield Finding(
                "flows above count",
                Severity.WARNING if row.high < certain else Severity.NOTICE,
                f"{row.name}: {row.told()} were counted {span}, but the reported flows that lie within these days make "
                f"{count(round(certain), row.unit, Quantifier.MORE_THAN)} ({_named(parts)}).",
                (*row.figures, *(f.figures[0] for f in parts)),
            )
        elif total <= row.value and any(since < f.end for f in told):
            # Compared anew where flows were reported since the count before.
            yield Finding(
                "flows within count",
                Severity.AGREES,
                f"{row.name}: {row.told()} were counted {span}, and {reported}, which fits.",
                ids,
            )


def _named(flows: Sequence[_Row]) -> str:
    """Name the largest of some flows, in their order."""
    largest = sorted(sorted(flows, key=lambda f: -f.value)[:_NAMED], key=flows.index)
    named = "; ".join(f"{f.told()} {days(f.start, f.end)}" for f in largest)
    return named + ("; and others" if len(flows) > _NAMED else "")


_NAMED = 3  # flows that a finding names, the largest


def _above_population(rows: Sequence[_Row], populations: Mapping[str, float]) -> Iterator[Finding]:
    for row in rows:
        people = populations.get(row.place_id or "", 0)
        lived_there = row.unit == Unit.PERSON and row.measure in _INHABITANTS and row.place_role != "destination"
        if people and lived_there and row.basis != Basis.IMPLIED and row.value > people:
            yield Finding(
                "more than inhabitants",
                Severity.NOTICE,
                f"{row.name}: {row.told()} {days(row.start, row.end)}, but the place has {count(people, row.unit)}.",
                row.figures,
            )
