"""Days and precision: which days a window counts, and how precisely a number is stated.

A day is held as the whole number of days since 1970-01-01, NO_DAY where it is not known.
"""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Days = NDArray[np.int64]
Numbers = NDArray[np.float64]

NO_DAY = int(np.iinfo(np.int64).min)
_EPOCH = date(1970, 1, 1)
_LARGEST_POWER = 12


def day_numbers(column: Any) -> Days:
    """Return a column of dates, ISO texts or datetimes as day numbers; NO_DAY where it is empty."""
    moments = pd.to_datetime(pd.Series(column), format="ISO8601", utc=True).dt.tz_localize(None)
    return moments.to_numpy().astype("datetime64[D]").astype(np.int64)


def moments(column: Any) -> Days:
    """Return a column of dates, ISO texts or datetimes as whole microseconds; NO_DAY where it is empty."""
    told = pd.to_datetime(pd.Series(column), format="ISO8601", utc=True).dt.tz_localize(None)
    return told.to_numpy().astype("datetime64[us]").astype(np.int64)


def dates_of(days: Any) -> pd.Series:
    """Return day numbers as a column of dates (datetime64, midnight); NaT where unknown."""
    return pd.Series(np.asarray(days, dtype=np.int64).astype("datetime64[D]").astype("datetime64[s]"))


def day_of(number: int) -> date:
    """Return one day number as a date."""
    return _EPOCH + timedelta(days=number)


def number_of(day: date) -> int:
    """Return a date as its day number."""
    return (day - _EPOCH).days


def first_days(start: Days, end: Days, look_back: NDArray[np.bool_]) -> Days:
    """Return the first day that each window counts (docs/method.md, rule 3).

    A window counts its first and its last day; a look-back window ("over the past 10 days") leaves its first day out,
    so that 40,000 in ten days are 4,000 a day. A start after its end is no start.
    """
    first = np.where(look_back & (start != NO_DAY) & (start < end), start + 1, start)
    return np.where(start > end, NO_DAY, first)


def numbers_of(column: pd.Series) -> Numbers:
    """Return a column of numbers; what is missing, or no finite number, is NaN."""
    values = column.to_numpy(dtype=float, na_value=np.nan, copy=True)
    values[~np.isfinite(values)] = np.nan
    return values


def precisions(values: Numbers) -> Numbers:
    """Return the power of ten that each number is stated to: 1 for 1,009, 1,000 for 5,000."""
    precision = np.ones(len(values))
    values = np.nan_to_num(values)
    whole = (values != 0) & (values == np.floor(values))
    for power in range(1, _LARGEST_POWER + 1):
        step = 10.0**power
        whole &= values % step == 0
        precision[whole] = step
    return precision


def digits(values: Numbers, precision: Numbers) -> Days:
    """Return how many significant digits each number has: 4 for 1,009, 1 for 5,000."""
    whole_part = np.floor(np.log10(np.maximum(np.abs(np.nan_to_num(values)) / precision, 1))) + 1
    found: Days = (whole_part + (values != np.floor(values))).astype(np.int64)
    return found
