"""Reads a day out of a cell, a header or a front matter: where it is certain, and never from a file's own stamp."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from stats.intake.words import words

_ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])")
_COMPACT = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T|\s|$)")
_NUMERIC = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_MAIL = re.compile(r"\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d")


def read_day(value: object, *, day_first: bool | None = None) -> date | None:
    """Return the day that a value names, None where it names none or could be read in two ways.

    Args:
        value: text, a date or a datetime; its time and zone are dropped, the day stays as written.
        day_first: how 03/04/2017 is written here; None = unknown, such a day is then not read.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        return None
    value = value.strip()
    try:
        if found := _ISO.match(value) or _COMPACT.match(value):
            return date(*map(int, found.groups()))
        if found := _NUMERIC.match(value):
            first, second, year = map(int, found.groups())
            return _numeric(first, second, year, day_first=day_first)
        if _MAIL.search(value):
            return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None
    return _worded(value)


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
