"""Dates all in digits: 2017-03-09, 9/3/2017, 09.03.17; day and month in the order that the text's dates tell."""

import re
from datetime import date

from stats.readers.reading import Reading
from stats.readers.timewords import YEARS
from stats.readers.when.calendars import month_length
from stats.readers.when.datemarks import DateMark
from stats.vocabulary import Precision

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?![\d/-]|\.\d)")
_INNER = re.compile(r"[./-]\d{1,2}[./-]\d")  # its second sign and what is around it, which few texts hold
# One of these is in every date all in digits.
_SIGNS = ("/20", "/19", ".20", ".19", "-20", "-19", "-0", "-1", "/0", "/1", "/2", ".0", ".1", ".2")
_AHEAD, _AGO = 2, 20  # years from the day of publication that two digits may stand for


def numeric_dates(reading: Reading) -> list[DateMark]:
    """Return the dates all in digits; where day and month could be either, in the order that others of the text tell.

    A year of two digits counts only where it is near the day of publication.
    """
    if _INNER.search(reading.folded) is None or not any(sign in reading.folded for sign in _SIGNS):
        return []
    found = [read for read in (_parts(m, reading.published) for m in _NUMERIC.finditer(reading.folded)) if read]
    pairs = [(a, b) for _, a, b, ordered, _, _ in found if not ordered]
    month_first = any(b > 12 for _, b in pairs) and not any(a > 12 for a, _ in pairs)
    day_first = any(a > 12 for a, _ in pairs)
    marks = []
    for year, a, b, ordered, start, end in found:
        month, day = (a, b) if ordered or month_first else (b, a)
        if not (ordered or month_first or day_first):
            day, month = _fitting(reading, year, day, month)
        if year in YEARS and 1 <= month <= 12 and 1 <= day <= month_length(year, month):
            first, last = reading.token_at(start), reading.token_at(end - 1)
            mark = DateMark(first, last, "day", Precision.DAY, date(year, month, day), date(year, month, day))
            mark.year, mark.told, mark.parts = year, True, ((month, day), (month, day))
            marks.append(mark)
    return marks


def _parts(m: re.Match[str], published: date | None) -> tuple[int, int, int, bool, int, int] | None:
    """Return (year, two numbers, whether they are month and day in this order, start, end) of a date in digits."""
    if len(m[1]) == 4:
        return int(m[1]), int(m[3]), int(m[4]), True, m.start(), m.end()
    if len(m[4]) == 4:
        return int(m[4]), int(m[1]), int(m[3]), False, m.start(), m.end()
    if len(m[4]) != 2 or len(m[1]) > 2 or m[2] == "-" or published is None:
        return None
    year = published.year - published.year % 100 + int(m[4])
    if not published.year - _AGO <= year <= published.year + _AHEAD:
        return None
    return year, int(m[1]), int(m[3]), False, m.start(), m.end()


def _fitting(reading: Reading, year: int, day: int, month: int) -> tuple[int, int]:
    """Return (day, month) in the order that does not fall after the day of publication; day first where both fit."""
    published = reading.published
    if not (published and 1 <= day <= 12 and 1 <= month <= 12):
        return day, month
    ahead = date(year, month, min(day, 28)) > published >= date(year, day, min(month, 28))
    return (month, day) if ahead else (day, month)
