"""Overview: what one series says now, as numbers with their bounds and figures, without words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from stats.series.windows import day_numbers, day_of
from stats.units import registry
from stats.vocabulary import Basis, Kind, Role

RECENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds (None = open), the days it holds for, and the figures behind it."""

    value: float
    low: float | None
    high: float | None
    start: date
    end: date
    figure_ids: tuple[str, ...]


def flows_beside(rows: pd.DataFrame, leading: Mapping[str, Any]) -> pd.DataFrame:
    """Return the reported flows of one series, so that they may be added: the one that goes best with a row.

    That is the row's own series where it is a flow; else that of its place role, then of its cause, then the one that
    was reported on last.

    Args:
        rows: of `reconcile`, of one place, measure and unit, not in buckets.
        leading: one of them.
    """
    counted = (rows["role"] == Role.RECOMMENDED) & (rows["basis"] != Basis.IMPLIED) & (rows["kind"] == Kind.FLOW)
    flows: pd.DataFrame = rows[counted]
    if flows.empty:
        return flows
    like = np.zeros(len(flows))
    for column, weight in (("series", 4), ("place_role", 2), ("cause", 1)):
        like += weight * (flows[column].fillna("") == _text(leading[column])).to_numpy()
    ordered = flows.assign(like=like).sort_values(["like", "period_end", "value", "series"])
    best: pd.DataFrame = flows[flows["series"] == ordered.iloc[-1]["series"]]
    return best


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def recent(flows: pd.DataFrame) -> Amount | None:
    """Add up the flows of one series in the last 30 days up to the end of the last, each with its share of its days.

    A lower bound in truth, as days of which nobody reported are not in it.

    Args:
        flows: of `flows_beside`.
    """
    if flows.empty:
        return None
    end = day_numbers(flows["period_end"])
    last = int(end.max())
    first = np.where(flows["period_start"].isna(), end, day_numbers(flows["period_start"]))
    begin = last - RECENT_DAYS + 1
    inside = np.clip(end - np.maximum(first, begin) + 1, 0, None)
    share = inside / (end - first + 1)
    told = flows[share > 0]
    value, low, high = (float((told[c] * share[share > 0]).sum(skipna=False)) for c in ("value", "low", "high"))
    return Amount(
        value=value,
        low=None if np.isnan(low) else low,
        high=None if np.isnan(high) else high,
        start=day_of(begin),
        end=day_of(last),
        figure_ids=tuple(dict.fromkeys(i for ids in told["figure_ids"] for i in ids.split())),
    )


def rate(flows: pd.DataFrame) -> Amount | None:
    """Return what the latest flow with a start comes to a day (persons/day, households/day …); None without one.

    Args:
        flows: of `flows_beside`; the first day counts, as in the rows of `reconcile`.
    """
    windowed = flows[flows["period_start"].notna()].sort_values(["period_end", "period_start"])
    if windowed.empty:
        return None
    row = windowed.iloc[-1]
    units = registry()
    days = units.Quantity(Decimal((row["period_end"] - row["period_start"]).days + 1), "day")

    def a_day(count: float) -> float:
        return float((units.Quantity(Decimal(str(count)), row["unit"]) / days).to(f"{row['unit']}/day").magnitude)

    return Amount(
        value=a_day(row["value"]),
        low=None if np.isnan(row["low"]) else a_day(row["low"]),
        high=None if np.isnan(row["high"]) else a_day(row["high"]),
        start=row["period_start"].date(),
        end=row["period_end"].date(),
        figure_ids=tuple(str(row["figure_ids"]).split()),
    )
