"""Overview: what series say now, as numbers with their bounds and figures, without words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from stats.series.rows import count_reports, report_of
from stats.series.windows import NO_DAY, day_numbers, day_of, number_of
from stats.units import registry
from stats.vocabulary import Basis, Kind, Measure, Role

RECENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds (None = open), its series, the days it holds for, and the figures behind it."""

    value: float
    low: float | None
    high: float | None
    unit: str
    series: str
    start: date | None
    end: date
    figure_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """What a selection of series says now; None where nothing tells it.

    level: the latest stock or running count (level_kind). recent: the flow of the last 30 days of one series; a lower
    bound in truth, as days of which nobody reported are not in it. rate: what the latest flow with a start comes to a
    day (its unit is that of the count, a day). reports: distinct documents behind these.
    """

    level: Amount | None
    level_kind: str | None
    recent: Amount | None
    rate: Amount | None
    reports: int


def headline(rows: pd.DataFrame, figures: pd.DataFrame, *, until: date | None = None) -> Headline:
    """Return the latest level, the flow of the last 30 days and the rate a day of the latest window.

    The displaced come before any other measure. All flows are of one series, so that nothing is counted twice in a
    place and in the place around it: the one most like the level, of these the one that was reported on last.

    Args:
        rows: of `reconcile`, not in buckets; what the reader selected.
        figures: the figures behind them: figure_id, document_id, near_copy_of.
        until: the last of the 30 days; by default the last day that any of the rows tells of.
    """
    counted = rows[(rows["role"] == Role.RECOMMENDED) & (rows["basis"] != Basis.IMPLIED)]
    levels = counted[counted["kind"] != Kind.FLOW]
    levels = levels.assign(displaced=levels["measure"] == Measure.DISPLACED)
    levels = levels.sort_values(["displaced", "period_end", "value", "series"])
    flows = counted[counted["kind"] == Kind.FLOW]
    level = levels.iloc[-1] if len(levels) else None
    chosen = _series_of_flows(flows, level)
    last = day_numbers(counted["period_end"]).max() if len(counted) else NO_DAY
    recent = _recent(chosen, number_of(until) if until else int(last))
    latest = chosen[chosen["period_start"].notna()].sort_values(["period_end", "period_start"])
    amounts = [
        _amount(level) if level is not None else None,
        recent,
        _a_day(latest.iloc[-1:]) if len(latest) else None,
    ]
    ids = [i for amount in amounts if amount for i in amount.figure_ids]
    return Headline(
        level=amounts[0],
        level_kind=str(level["kind"]) if level is not None else None,
        recent=amounts[1],
        rate=amounts[2],
        reports=count_reports(ids, report_of(figures)),
    )


def _series_of_flows(flows: pd.DataFrame, level: "pd.Series | None") -> pd.DataFrame:
    """Return the flows of the series that goes best with a level: its place and measure first, then the last one."""
    if flows.empty:
        return flows
    like = np.zeros(len(flows))
    if level is not None:
        for column, weight in (("place_id", 4), ("measure", 4), ("place_role", 2), ("cause", 1)):
            like += weight * (flows[column].fillna("") == _text(level[column])).to_numpy()
    ordered = flows.assign(like=like, displaced=flows["measure"] == Measure.DISPLACED)
    best = ordered.sort_values(["like", "displaced", "period_end", "value", "series"]).iloc[-1]
    chosen = (flows["series"] == best["series"]) & (flows["place_id"].fillna("") == _text(best["place_id"]))
    same: pd.DataFrame = flows[chosen]
    return same


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _amount(row: "pd.Series", bounds: Sequence[float] | None = None) -> Amount:
    value, low, high = bounds or (row["value"], row["low"], row["high"])
    return Amount(
        value=float(value),
        low=None if np.isnan(low) else float(low),
        high=None if np.isnan(high) else float(high),
        unit=str(row["unit"]),
        series=str(row["series"]),
        start=None if pd.isna(row["period_start"]) else row["period_start"].date(),
        end=row["period_end"].date(),
        figure_ids=tuple(str(row["figure_ids"]).split()),
    )


def _recent(flows: pd.DataFrame, last: int) -> Amount | None:
    """Add up the flows of one series in the 30 days up to a day, each with its share of its days."""
    if flows.empty or last == NO_DAY:
        return None
    end = day_numbers(flows["period_end"])
    first = np.where(flows["period_start"].isna(), end, day_numbers(flows["period_start"]))
    begin = last - RECENT_DAYS + 1
    inside = np.clip(np.minimum(end, last) - np.maximum(first, begin) + 1, 0, None)
    share = inside / (end - first + 1)
    told = flows[share > 0]
    if told.empty:
        return None
    value, low, high = (float((told[c] * share[share > 0]).sum(skipna=False)) for c in ("value", "low", "high"))
    return Amount(
        value=value,
        low=None if np.isnan(low) else low,
        high=None if np.isnan(high) else high,
        unit=str(told["unit"].iloc[0]),
        series=str(told["series"].iloc[0]),
        start=day_of(begin),
        end=day_of(last),
        figure_ids=tuple(dict.fromkeys(i for ids in told["figure_ids"] for i in ids.split())),
    )


def _a_day(flow: pd.DataFrame) -> Amount:
    row = flow.iloc[0]
    return _amount(row, [float(rate(flow.assign(value=flow[c])).iloc[0]) for c in ("value", "low", "high")])


def rate(rows: pd.DataFrame) -> pd.Series:
    """Return units a day (persons/day, households/day …) of each flow; NaN where its window has no start.

    Args:
        rows: columns kind, value, unit, period_start, period_end (the first day counts, as in the rows of `reconcile`).
    """
    units = registry()
    start, end = day_numbers(rows["period_start"]), day_numbers(rows["period_end"])
    known = (start != NO_DAY) & (rows["kind"] == Kind.FLOW).to_numpy()
    days = np.where(known, end - start + 1, np.nan)
    found = np.full(len(rows), np.nan)
    for unit in rows["unit"].dropna().unique():
        of_unit = (rows["unit"] == unit).to_numpy()
        counted = units.Quantity(rows["value"].to_numpy(dtype=float)[of_unit], unit)
        found[of_unit] = (counted / units.Quantity(days[of_unit], "day")).to(f"{unit}/day").magnitude
    return pd.Series(found, index=rows.index, name="rate")
