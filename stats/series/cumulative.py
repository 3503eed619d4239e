"""Running totals: the flows that their differences imply (docs/method.md, rule 7)."""

import pandas as pd

from stats.series.keys import series_name, texts
from stats.series.rows import Reports, count_reports
from stats.series.words import day, number
from stats.vocabulary import Basis, Kind, Role

_DAY = pd.Timedelta(days=1)


def implied_flows(rows: pd.DataFrame, reports: Reports) -> pd.DataFrame:
    """Return the flows between successive running totals of one count, basis implied.

    low = later low - earlier high, high = later high - earlier low; an open bound leaves them open. Between counts
    whose start is not told there is no difference: nobody knows that they count the same. A fall gives a negative row,
    which is a correction, so that the differences still add up to what was counted.

    Args:
        rows: rows of series.csv, in buckets or not; of them the recommended cumulative ones with a start are used.
        reports: for each figure id its report.
    """
    counts = rows[(rows["kind"] == Kind.CUMULATIVE) & (rows["role"] == Role.RECOMMENDED) & rows["period_start"].notna()]
    counts = counts.sort_values(["series", "place_id", "period_end"])
    same = (counts["series"] == counts["series"].shift()) & (
        counts["place_id"].fillna("") == counts["place_id"].fillna("").shift()
    )
    later, earlier = counts[same], counts.shift()[same]
    if later.empty:
        return later
    found = later.copy()
    found["kind"] = str(Kind.FLOW)
    found["basis"] = str(Basis.IMPLIED)
    found["series"] = [
        series_name(place, country, role, measure or "", cause, f"flow implied by the count since {since}", unit or "")
        for place, country, role, measure, cause, unit, since in zip(
            *(texts(later, c) for c in ("place", "country", "place_role", "measure", "cause", "unit")),
            later["period_start"].dt.strftime("%Y-%m-%d"),
            strict=True,
        )
    ]
    found["period_start"] = earlier["period_end"] + _DAY
    found["value"] = later["value"] - earlier["value"]
    found["low"] = later["low"] - earlier["high"]
    found["high"] = later["high"] - earlier["low"]
    found["figure_ids"] = [
        _joined(a, b, " ") for a, b in zip(earlier["figure_ids"], later["figure_ids"], strict=True)
    ]
    found["reports"] = [count_reports(ids.split(), reports) for ids in found["figure_ids"]]
    found["sources"] = [
        _joined(a or "", b or "", "; ") or None
        for a, b in zip(texts(earlier, "sources"), texts(later, "sources"), strict=True)
    ]
    found["role_reason"] = [
        _reason(a, b, c, d)
        for a, b, c, d in zip(
            earlier["value"], earlier["period_end"], later["value"], later["period_end"], strict=True
        )
    ]
    for column in ("household_size", "household_size_year", "household_size_source"):
        found[column] = later[column].where(later[column] == earlier[column])
    return found


def _joined(earlier: str, later: str, by: str) -> str:
    """Join two lists, the first of each in front, nothing twice."""
    a, b = earlier.split(by) if earlier else [], later.split(by) if later else []
    return by.join(dict.fromkeys([*a[:1], *b[:1], *a[1:], *b[1:]]))


def _reason(before: float, on: pd.Timestamp, after: float, then: pd.Timestamp) -> str:
    fall = " The count falls, so this is a correction and no movement." if after < before else ""
    return (
        f"The difference between {number(after)} counted by {day(then.date())} and "
        f"{number(before)} by {day(on.date())}.{fall}"
    )
