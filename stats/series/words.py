"""Words: how a number, a day and a decision are told to an analyst."""

from datetime import date
from functools import lru_cache

from stats.catalogues import country_names
from stats.series.windows import NO_DAY, day_of
from stats.vocabulary import Quantifier, Unit

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_PLURAL = {Unit.PERSON: "people", Unit.HOUSEHOLD: "households", Unit.DWELLING: "homes"}
_SINGLE = {Unit.PERSON: "person", Unit.HOUSEHOLD: "household", Unit.DWELLING: "home"}
_BEFORE = {
    Quantifier.APPROXIMATELY: "about ",
    Quantifier.MORE_THAN: "at least ",
    Quantifier.LESS_THAN: "up to ",
    Quantifier.RANGE: "around ",
    Quantifier.VAGUE: "at least ",
}


def number(value: float) -> str:
    """Write a number with thousands separated: 8,009; up to three decimals where it is no whole number."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3f}".rstrip("0").rstrip(".")


def count(value: float, unit: str, quantifier: str = Quantifier.EXACT) -> str:
    """Write a count: "at least 8,009 people"."""
    names = _SINGLE if value == 1 else _PLURAL
    return f"{_BEFORE.get(quantifier, '')}{number(value)} {names.get(unit, unit)}"  # type: ignore[call-overload]


@lru_cache(maxsize=4096)
def day(when: int | date) -> str:
    """Write a day, given as a date or a day number: 3 April 2022."""
    if isinstance(when, int):
        if when == NO_DAY:
            return "an unknown day"
        when = day_of(when)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def days(first: int, end: int) -> str:
    """Write a window of day numbers: "between 28 March 2022 and 3 April 2022"; "up to 3 May 2022" without a start."""
    if first == NO_DAY:
        return f"up to {day(end)}"
    return f"on {day(end)}" if first == end else f"between {day(first)} and {day(end)}"


def country_name(code: str | None) -> str:
    """Name a country, given as its ISO 3166-1 alpha-3 code: Sri Lanka; a code that nobody knows stays as it is."""
    return country_names().get(code, code) if code else "an unknown country"


def place_name(name: str | None, code: str | None) -> str:
    """Name a place with its country, given as a code: "Mosul (Iraq)", "Iraq" where no other place is told."""
    told = country_names().get(code, code) if code else None
    if not name or name == told:
        return told or "place not told"
    return f"{name} ({told or 'country not told'})"
