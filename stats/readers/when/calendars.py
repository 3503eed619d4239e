"""Days of the calendar: the week, month, quarter or year around a day, so many of them before it, parts of a span."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def calendar_unit(day: date, unit: str, shift: int = 0) -> tuple[date, date]:
    """Return first and last day of the week, month, quarter or year that holds a day, or of one `shift` units away."""
    if unit == "week":
        begin = day - day.weekday() * _DAY + shift * 7 * _DAY
        return begin, begin + 6 * _DAY
    if unit == "year":
        return date(day.year + shift, 1, 1), date(day.year + shift, 12, 31)
    size = 3 if unit == "quarter" else 1
    index = day.year * 12 + day.month - 1
    index = index - index % size + shift * size
    begin = date(index // 12, index % 12 + 1, 1)
    index += size
    return begin, date(index // 12, index % 12 + 1, 1) - _DAY


def season(day: date, months: tuple[int, int], shift: int = 0) -> tuple[date, date] | tuple[None, None]:
    """Return first and last day of the season told on a day as "this" (0), "last" (-1) or "next" one (1).

    months: its first and last month, which may be of the year after ("winter"). "This" season is the one that goes on,
    or the one that is over not long ago: of one still to come nothing is told.
    """
    low, high = months
    found = [
        (date(year, low, 1), date(last, high, month_length(last, high)))
        for year in range(max(day.year - 2, 1), day.year + 2)
        for last in [year + (high < low)]
    ]
    if shift > 0:
        return next((days for days in found if days[0] > day), (None, None))
    if shift < 0:
        return next((days for days in reversed(found) if days[1] < day), (None, None))
    return next((days for days in reversed(found) if days[0] <= day <= days[1] + _JUST_OVER), (None, None))


_JUST_OVER = timedelta(days=120)  # "this summer" may be told until the next year begins


@lru_cache(maxsize=4_096)
def month_length(year: int, month: int) -> int:
    """Return how many days a month has."""
    return monthrange(year, month)[1]


def back(day: date, n: int, unit: str) -> date:
    """Return the day n units before a day (after it, where n is negative), within the years that dates can have.

    Hours count as whole days; n months before is the same day of an earlier month, or its last.
    """
    if unit in _MONTHS:
        index = day.year * 12 + day.month - 1 - n * _MONTHS[unit]
        year, month = min(max(index // 12, 1), 9998), index % 12 + 1
        return date(year, month, min(day.day, month_length(year, month)))
    days = {"hour": -(-n // 24), "day": n, "week": 7 * n, "fortnight": 14 * n}[unit]
    return date.fromordinal(min(max(day.toordinal() - days, 1), date.max.toordinal() - 400))


def portion(begin: date, finish: date, unit: str, n: int, size: int) -> tuple[date, date]:
    """Return the n-th portion (-1: the last), of `size` units, of the days begin … finish."""
    if n < 0:
        return max(begin, _closing(begin, finish, unit, size)), finish
    months = (finish.year - begin.year) * 12 + finish.month - begin.month + 1
    step = {"half": months // 2, "quarter": 3, "month": 1}.get(unit, 0) * size
    if step:
        low = calendar_unit(begin, "month", step * (n - 1))[0]
        return low, calendar_unit(low, "month", step - 1)[1]
    days = {"half": 15, "week": 7, "fortnight": 14}.get(unit, 1) * size
    low = min(begin + days * (n - 1) * _DAY, finish)
    return low, finish if unit == "half" and n == 2 else min(low + (days - 1) * _DAY, finish)


def _closing(begin: date, finish: date, unit: str, size: int) -> date:
    """Return the first day of the last portion of the days begin … finish."""
    if unit == "half":
        return portion(begin, finish, unit, 2, 1)[0]
    if unit in ("month", "quarter"):
        return back(finish + _DAY, size, unit)
    return finish + _DAY - size * {"week": 7, "fortnight": 14}.get(unit, 1) * _DAY
