"""Buckets: the rows of series by day, week, month, quarter or year (docs/method.md, rules 8 and 9)."""

from datetime import date
from typing import Literal, get_args

import numpy as np
import pandas as pd

from stats.errors import HeadcountError
from stats.series.cumulative import implied_flows
from stats.series.rows import Reports, count_reports, in_order, report_of
from stats.series.windows import NO_DAY, Days, Numbers, dates_of, day_numbers
from stats.series.words import day
from stats.vocabulary import Basis, Kind, Role

Every = Literal["day", "week", "month", "quarter", "year"]

_PERIOD = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}

# Shares are cut to a grid of 2^-24: sums of such numbers are exact, in any order, up to 536 million people.
_GRID = float(2**24)


def bucket(rows: pd.DataFrame, figures: pd.DataFrame, *, every: Every, until: date | None = None) -> pd.DataFrame:
    """Share rows into calendar buckets; the rows of other roles stay as they are, one each.

    A flow is shared by its days and its total preserved exactly (basis shared where it was cut); a flow without a start
    falls whole into the bucket of its end. Stock and cumulative give the bucket's last value. Between two reports of a
    stock, buckets without a report carry the last value (basis carried; period_end is the day of the report). Implied
    flows are differences of the buckets' last values. Converted outranks shared.

    Args:
        rows: of `reconcile`, or as kept: the columns of series.csv.
        figures: the figures behind the rows: columns figure_id, document_id, near_copy_of.
        every: day, week (Monday to Sunday), month, quarter or year.
        until: of the bucket that this day lies in, stock and cumulative give the last value up to the day.

    Raises:
        HeadcountError: `every` is none of these.
    """
    _checked(every)
    rows, reports = in_order(rows), report_of(figures)
    counted = rows[(rows["role"] == Role.RECOMMENDED) & (rows["basis"] != Basis.IMPLIED)]
    is_flow = counted["kind"] == Kind.FLOW
    told = counted[~is_flow]
    levels = last_values(told if until is None else _up_to(told, until, every), every)
    found = [
        share_flows(counted[is_flow], reports, every),
        levels,
        carried(levels, every),
        implied_flows(levels, reports),
        rows[rows["role"] != Role.RECOMMENDED],
    ]
    return in_order(pd.concat([part for part in found if len(part)] or [rows.iloc[:0]], ignore_index=True))


def rows_shared(rows: pd.DataFrame, every: Every) -> np.ndarray:
    """Return of each row into how many rows `bucket` shares it before it adds them up, what is carried of it counted.

    Raises:
        HeadcountError: as `bucket`.
    """
    _checked(every)
    first, last = day_numbers(rows["period_start"]), day_numbers(rows["period_end"])
    begin, end = bucket_numbers(np.where(first == NO_DAY, last, first), every), bucket_numbers(last, every)
    counts = ((rows["role"] == Role.RECOMMENDED) & (rows["basis"] != Basis.IMPLIED)).to_numpy()
    stock = counts & (rows["kind"] == Kind.STOCK).to_numpy()
    levels = rows[["series", "place_id"]].assign(end=end)[stock].sort_values("end")
    before = levels.groupby(["series", "place_id"], dropna=False)["end"].shift().fillna(levels["end"] - 1)
    begin[stock] = before.sort_index().to_numpy(dtype=np.int64) + 1
    flow = (rows["kind"] == Kind.FLOW).to_numpy()
    return np.where(counts & (flow | stock), end - begin + 1, 1).clip(1)


def _checked(every: str) -> None:
    if every not in get_args(Every):
        raise HeadcountError(f"There are no buckets of a {every}: choose {', '.join(get_args(Every))}.")


def in_span(rows: pd.DataFrame, since: date | None, until: date | None) -> pd.DataFrame:
    """Return the rows of `bucket` that a span of days, open where None, takes in.

    The buckets of a flow are whole, and so those that share a day with the span; a level is taken in by the day that it
    was counted for, and what two levels imply with the later one; what is carried by the end of its bucket. Rows of
    other roles are taken in by their last day.

    Args:
        rows: of `bucket`, made with the same `until`.
        since, until: the first and the last day.
    """
    whole = (rows["role"] == Role.RECOMMENDED) & (rows["kind"] == Kind.FLOW) & (rows["basis"] != Basis.IMPLIED)
    last = rows["period_end"].where(rows["basis"] != Basis.CARRIED, rows["date"])
    first = rows["period_start"].where(whole, last)
    taken = pd.Series(data=True, index=rows.index)
    if since is not None:
        taken &= last >= pd.Timestamp(since)
    if until is not None:
        taken &= first <= pd.Timestamp(until)
    return rows[taken]


def bucket_numbers(days: Days, every: Every) -> Days:
    """Return for each day number the number of its bucket; NO_DAY stays."""
    known = np.where(days == NO_DAY, 0, days)
    ordinals = pd.PeriodIndex(dates_of(known), freq=_PERIOD[every]).astype("int64").to_numpy()
    return np.where(days == NO_DAY, NO_DAY, ordinals)


def bucket_bounds(numbers: Days, every: Every) -> tuple[Days, Days]:
    """Return the first and last day of each bucket."""
    periods = pd.arrays.PeriodArray(numbers, dtype=pd.PeriodDtype(_PERIOD[every]))
    return day_numbers(periods.start_time), day_numbers(periods.end_time)


def share_flows(rows: pd.DataFrame, reports: Reports, every: Every) -> pd.DataFrame:
    """Share recommended flows by their days into buckets, one row for each series and bucket.

    Args:
        rows: recommended flows.
        reports: for each figure id its report.
        every: the buckets.
    """
    if rows.empty:
        return rows
    rows = rows.reset_index(drop=True)
    first, end = day_numbers(rows["period_start"]), day_numbers(rows["period_end"])
    first = np.where(first == NO_DAY, end, first)
    begin, last = bucket_numbers(first, every), bucket_numbers(end, every)
    pieces = last - begin + 1
    row = np.repeat(np.arange(len(rows)), pieces)
    number = begin[row] + np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    bucket_first, bucket_last = bucket_bounds(number, every)
    length = (end - first + 1)[row]
    until = np.minimum(bucket_last, end[row]) - first[row] + 1
    before = np.maximum(bucket_first, first[row]) - first[row]
    parts = pd.DataFrame({"row": row, "bucket": number, "from": bucket_first, "to": bucket_last})
    for column in ("value", "low", "high"):
        whole = rows[column].to_numpy()[row]
        parts[column] = _part_until(whole, until, length) - _part_until(whole, before, length)
    series = rows.groupby(["series", "place_id"], dropna=False, sort=False).ngroup().to_numpy()
    parts["series_number"] = series[row]
    parts["cut"] = (pieces > 1)[row]
    return _summed(rows, parts, reports)


def _part_until(whole: Numbers, days: Days, length: Days) -> Numbers:
    """The part of a whole that falls on its first days. Parts are differences of these, so they add up to the whole."""
    part = np.round(whole * (days / length) * _GRID) / _GRID
    return np.where(days == length, whole, np.where(days == 0, np.where(np.isnan(whole), np.nan, 0.0), part))


def _summed(rows: pd.DataFrame, parts: pd.DataFrame, reports: Reports) -> pd.DataFrame:
    """Add the parts of each series and bucket: bounds are summed with them, an open one stays open."""
    codes = parts.groupby(["series_number", "bucket"], sort=False).ngroup().to_numpy()
    first = pd.Series(codes).drop_duplicates().index.to_numpy()
    row = parts["row"].to_numpy()
    found: pd.DataFrame = rows.iloc[row[first]].reset_index(drop=True)
    for column in ("value", "low", "high"):
        found[column] = np.bincount(codes, weights=parts[column].to_numpy())
    found["period_start"] = dates_of(parts["from"].to_numpy()[first])
    found["period_end"] = found["date"] = dates_of(parts["to"].to_numpy()[first])
    cut = np.bincount(codes, weights=parts["cut"]) > 0
    converted = np.bincount(codes, weights=(rows["basis"] == Basis.CONVERTED).to_numpy()[row]) > 0
    found["basis"] = np.select([converted, cut], [str(Basis.CONVERTED), str(Basis.SHARED)], str(Basis.REPORTED))
    members: list[list[int]] = parts["row"].groupby(codes).agg(list).tolist()
    ids = [text.split() for text in rows["figure_ids"].tolist()]
    told = [list(dict.fromkeys([*(ids[m][0] for m in of), *(i for m in of for i in ids[m][1:])])) for of in members]
    found["figure_ids"] = [" ".join(figures) for figures in told]
    found["reports"] = [count_reports(figures, reports) for figures in told]
    sources = [text.split("; ") if isinstance(text, str) and text else [] for text in rows["sources"].tolist()]
    found["sources"] = ["; ".join(dict.fromkeys(s for m in of for s in sources[m])) for of in members]
    found["role_reason"] = [
        why if len(of) == 1 else f"The sum of {len(of)} claims, each with its share of the days."
        for why, of in zip(found["role_reason"], members, strict=True)
    ]
    for column in ("household_size", "household_size_year", "household_size_source"):
        found[column] = pd.Series(_one_of_all(rows[column], members), dtype=rows[column].dtype)
    return found


def _one_of_all(column: pd.Series, members: list[list[int]]) -> list[object]:
    """Take what all members of a sum share; several sizes cannot stand in one number, but their sources can."""
    known = column.dropna().to_dict()
    found: list[object] = []
    for of in members:
        used = list(dict.fromkeys(known[m] for m in of if m in known))
        several = "; ".join(used) if used and isinstance(used[0], str) else None
        found.append(used[0] if len(used) == 1 else several)
    return found


def last_values(rows: pd.DataFrame, every: Every) -> pd.DataFrame:
    """Return the last value of each series in each bucket; period_end stays the day of that value.

    Args:
        rows: recommended stocks and cumulative counts.
        every: the buckets.
    """
    if rows.empty:
        return rows
    numbers = bucket_numbers(day_numbers(rows["period_end"]), every)
    rows = rows.assign(date=dates_of(bucket_bounds(numbers, every)[1]).to_numpy())
    latest: pd.DataFrame = rows.sort_values("period_end", kind="stable")
    return latest.drop_duplicates(["series", "place_id", "date"], keep="last")


def _up_to(rows: pd.DataFrame, until: date, every: Every) -> pd.DataFrame:
    """Return the rows without those that end after a day, in the bucket that it lies in."""
    last = day_numbers(pd.Series([pd.Timestamp(until)]))
    ends = day_numbers(rows["period_end"])
    kept: pd.DataFrame = rows[(ends <= last) | (bucket_numbers(ends, every) != bucket_numbers(last, every))]
    return kept


def carried(levels: pd.DataFrame, every: Every) -> pd.DataFrame:
    """Return rows for the buckets between two reports of a stock in which nobody reported: the last value goes on.

    It goes on to today at most: a report of a later day is a mistake, or says nothing of the days before it.

    Args:
        levels: what `last_values` gives.
        every: the buckets.
    """
    stocks = levels[levels["kind"] == Kind.STOCK].sort_values(["series", "place_id", "date"]).reset_index(drop=True)
    if stocks.empty:
        return stocks
    numbers = bucket_numbers(day_numbers(stocks["date"]), every)
    series = stocks.groupby(["series", "place_id"], dropna=False, sort=False).ngroup().to_numpy()
    following = np.minimum(numbers[1:], bucket_numbers(day_numbers(pd.Series([date.today()])), every) + 1)
    gap = np.append(np.where(series[1:] == series[:-1], following - numbers[:-1] - 1, 0), 0).clip(0)
    row = np.repeat(np.arange(len(stocks)), gap)
    steps = np.arange(len(row)) - np.repeat(np.cumsum(gap) - gap, gap) + 1
    found = stocks.iloc[row].reset_index(drop=True)
    found["date"] = dates_of(bucket_bounds(numbers[row] + steps, every)[1])
    found["basis"] = str(Basis.CARRIED)
    found["role_reason"] = [
        f"Nobody reported in this {every}; the value of {day(when.date())} is carried on."
        for when in found["period_end"]
    ]
    return found
