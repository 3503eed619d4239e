"""The days that a page writes in figures alone: 04/03/2023 is 3 April in one country and 4 March in most others."""

import re
from collections.abc import Iterator
from datetime import date

from stats.intake.days import tells_order
from stats.intake.words import words

_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d|[/.-]\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})([-/])(\d\d)\2(\d\d)(?!\d)")


def two_ways(text: str) -> Iterator[tuple[str, date, date]]:
    """Yield the days of a text that read in two ways: as written, with the day first, with the month first."""
    for found in _NUMERIC.finditer(text):
        if readings := _readings(found):
            yield found[0], *readings


def settled(text: str, page: str, language: str | None) -> str:
    """Return a text, its days that read in two ways written as 2023-03-04 where the page settles which, else left out.

    Args:
        text: the page or a part of it.
        page: as it came. Another day of it settles, be it one of the two readings or of the same form; so do points.
        language: as the page declares it, en-US: the order of its country settles where no day does.
    """
    stated = {f"{year}-{month}-{day}" for year, _, month, day in _ISO.findall(page)}
    order = tells_order([found[0] for found in _NUMERIC.finditer(page)])
    if order is None and language:
        order = _day_first(language)

    def written(found: re.Match[str]) -> str:
        readings = _readings(found)
        if readings is None:
            return found[0]
        told = [day.isoformat() for day in readings if day.isoformat() in stated]
        if len(told) == 1:
            return told[0]
        day_first = True if found[2] == "." else order
        return "" if day_first is None else readings[not day_first].isoformat()

    return _NUMERIC.sub(written, text)


def _readings(found: re.Match[str]) -> tuple[date, date] | None:
    """Return a day read with the day first and with the month first, None where only one of them is a day."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if first == second or not (1 <= first <= 12 and 1 <= second <= 12 and year):
        return None
    return date(year, second, first), date(year, first, second)


def _day_first(language: str) -> bool | None:
    """Return the order of days in a language of a country, None where it is not known or the year stands first."""
    from babel import Locale, UnknownLocaleError

    if language.lower() in words()["days"]["by_country"]:
        return None
    try:
        form = Locale.parse(language.replace("_", "-"), sep="-").date_formats["short"].pattern
    except (ValueError, UnknownLocaleError):
        return None
    year, month, day = (form.find(letter) for letter in "yMd")
    return None if year < max(month, day) else day < month
