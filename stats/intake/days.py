"""Reads a day out of a cell, a header or a front matter: where it is certain, and never from a file's own stamp."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from stats.intake.words import words

_ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])")
_COMPACT = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T|\s|$)")
_NUMERIC = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_FIRST_YEAR = 1900
_MAIL = re.compile(r"\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d")


def read_day(value: object, *, day_first: bool | None = None) -> date | None:
    """Return the day that a value names, None where it names none or could be read in two ways.

    A year before 1900 or after the next is of another calendar or mistyped, so its day is none; a year of the Buddhist
    era is read where the text says that it is one, by the era's name or by names of months in Thai.

    Args:
        value: text, a date or a datetime; its time and zone are dropped, the day stays as written.
        day_first: how 03/04/2017 is written here; None = unknown, such a day is then not read.
    """
    day: date | None = None
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, str) and value.strip() and len(value) <= 100:
        day = _read(_in_our_years(value.strip()), day_first)
    return day if day and _FIRST_YEAR <= day.year <= date.today().year + 1 else None


def _read(value: str, day_first: bool | None) -> date | None:
    try:
        if found := _ISO.match(value) or _COMPACT.match(value):
            return date(*map(int, found.groups()))
        if found := _NUMERIC.match(value):
            first, second, year = map(int, found.groups())
            return _numeric(first, second, year, day_first=day_first)
        if found := _WEEK.match(value):
            return date.fromisocalendar(*map(int, found.groups())) if found[3] else None
        if _MAIL.search(value):
            return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None
    return _worded(value)


def _in_our_years(value: str) -> str:
    """Return a value, the years of another era that it names as ours, its words as dateparser knows them."""
    era = words()["days"]["era"]
    if any(name in value for name in era["said"]):
        since = _FIRST_YEAR + era["years"]
        value = _YEAR.sub(lambda year: str(int(year[0]) - era["years"] * (int(year[0]) >= since)), value)
    for word, instead in words()["days"]["instead"].items():
        value = value.replace(word, instead)
    return value


def unread(stated: object) -> str:
    """Return what is told of a day that `read_day` does not read."""
    told = said(stated)[:40]
    return f"The day {told!r} can be read in two ways or none; write it as 2017-03-09, in a year from 1900 to the next."


def said(cell: object) -> str:
    """Return a table's cell in words: a day as 2017-03-09, nothing for none."""
    if cell is None:
        return ""
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell).strip()


def tells_order(values: list[str]) -> bool | None:
    """Return how a column writes its days: True day first, False month first, None where none of them tells."""
    firsts = [tuple(map(int, found.groups()[:2])) for value in values if (found := _NUMERIC.match(value))]
    if any(first > 12 for first, _ in firsts):
        return True
    return False if any(second > 12 for _, second in firsts) else None


def _numeric(first: int, second: int, year: int, *, day_first: bool | None) -> date | None:
    if first > 12 or (day_first and second <= 12) or first == second:
        return date(year, second, first)
    if second > 12 or day_first is False:
        return date(year, first, second)
    return None


def _worded(value: str) -> date | None:
    """Read a day with its month in words, in many languages; relative words ("yesterday") are no day."""
    if not (any(c.isdigit() for c in value) and any(c.isalpha() for c in value)):
        return None
    import dateparser

    found = dateparser.parse(
        value,
        languages=words()["days"]["languages"],
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "STRICT_PARSING": True},
    )
    return found.date() if found else None
