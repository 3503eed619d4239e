"""Units: people, households and dwellings are different dimensions; a household size is the only bridge between them.

The units are those of data/units.txt, held by pint; the sizes those of data/reference/household_sizes.csv, or the
user's.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any

import pint

from stats.catalogues import country_names
from stats.errors import ConversionError, SettingsError
from stats.settings import DATA, Settings

UNITS = DATA / "units.txt"
SIZES = DATA / "reference" / "household_sizes.csv"

Number = int | float | Decimal


@lru_cache(maxsize=1)
def registry() -> pint.UnitRegistry[Any]:
    """Return the one registry, of data/units.txt alone.

    Its numbers are Decimal, so that a conversion rounds as one does by hand. Quantities of two registries cannot be
    mixed, so nobody makes another. Contexts are not used: they are not thread-safe in pint.
    """
    return pint.UnitRegistry(str(UNITS), non_int_type=Decimal)


@dataclass(frozen=True, slots=True)
class Survey:
    """One measured mean household size: persons a household, the year it holds for (None = any), who measured it."""

    year: int | None
    size: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class HouseholdSize:
    """The size to use for one country and year: the median of the chosen year's surveys, their spread, their sources.

    size, low, high: persons a household. year: the surveys' year, None for a size that a user gave without one.
    """

    size: Decimal
    low: Decimal
    high: Decimal
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """What turns counts into people: the surveys of each country (ISO alpha-3), oldest first.

    dwellings: count one household in each dwelling (IDMC's proxy); else dwellings stay dwellings. own: a word for what
    of this is set by the user.
    """

    surveys: Mapping[str, tuple[Survey, ...]]
    dwellings: bool = False
    own: str = ""


@lru_cache(maxsize=4)
def household_sizes(path: Path = SIZES) -> Sizes:
    """Read the table of household sizes.

    Args:
        path: a CSV file with the columns iso3, year, average_household_size, source.

    Raises:
        ConversionError: the table cannot be read; the message names the line.
    """
    found: dict[str, list[Survey]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                survey = Survey(int(row["year"]), Decimal(row["average_household_size"]), row["source"])
            except (KeyError, ValueError, ArithmeticError, TypeError) as error:
                where = f"Line {number} of {path.name}"
                raise ConversionError(f"{where} is no household size. Mend it or take it out.") from error
            found.setdefault(row["iso3"], []).append(survey)
    return Sizes({iso: tuple(sorted(rows, key=lambda s: (s.year or 0, s.size))) for iso, rows in found.items()})


def sizes_of(given: Settings) -> Sizes:
    """Return the household sizes of the table, with those of the settings in their place.

    Raises:
        SettingsError: a setting is no country with a household size.
    """
    found = replace(household_sizes(), dwellings=given.dwellings_as_households, own=given.own_counting)
    for told in given.household_sizes:
        country, _, size = told.upper().partition("=")
        try:
            if country not in country_names():
                raise ConversionError(f"{country} is no country code.")
            found = with_size(found, country, Decimal(size))
        except (ConversionError, ArithmeticError) as error:
            raise SettingsError(
                f"HEADCOUNT_HOUSEHOLD_SIZES holds {told!r}, which is no household size. Write countries and persons a "
                "household, from 1 to 50, as LBN=3.7,LBY=6."
            ) from error
    return found


def with_size(sizes: Sizes, country: str, size: Number, *, year: int | None = None, source: str = "the user") -> Sizes:
    """Return the table with a user's own size for a country in the place of its surveys.

    Raises:
        ConversionError: the size is not between 1 and 50 persons a household.
    """
    own = Decimal(str(size))
    if not 1 <= own <= 50:
        raise ConversionError(f"A household size of {size} cannot be used: give persons a household, from 1 to 50.")
    return replace(sizes, surveys={**sizes.surveys, country: (Survey(year, own, source),)})


def household_size(country: str | None, year: int, sizes: Sizes | None = None) -> HouseholdSize:
    """Return the household size for a country and the year of a figure.

    The newest year not after the figure's, else the oldest; several surveys of that year: their median, with their
    spread as the band (docs/method.md).

    Raises:
        ConversionError: the table has no size for the country; there is no silent default.
    """
    table = household_sizes() if sizes is None else sizes
    surveys = table.surveys.get(country or "", ())
    if not surveys:
        named = country_names().get(country, country) if country else "an unknown country"
        raise ConversionError(
            f"There is no household size for {named}, so households stay households. "
            "Give a size of your own (HEADCOUNT_HOUSEHOLD_SIZES) to turn them into people."
        )
    chosen = max((s.year for s in surveys if s.year is not None and s.year <= year), default=surveys[0].year)
    of_year = [s for s in surveys if s.year == chosen]
    measured = [s.size for s in of_year]
    return HouseholdSize(
        size=median(measured),
        low=min(measured),
        high=max(measured),
        year=chosen,
        source="; ".join(dict.fromkeys(s.source for s in of_year)),
    )


def half_up(number: Decimal) -> int:
    """Round to the nearest whole number, halves up: how IDMC turns households into people."""
    return int(number.to_integral_value(ROUND_HALF_UP))


def exact(number: Number) -> Decimal:
    """Return a number as the Decimal that it is written as (4.8, not the nearest binary fraction)."""
    return number if isinstance(number, Decimal) else Decimal(str(number))


def persons(count: Number, size: Number) -> int:
    """Turn households into persons: half-up Decimal(households) x Decimal(size)."""
    return persons_of([count], [size])[0]


def persons_of(counts: Sequence[Number], sizes: Sequence[Number]) -> list[int]:
    """Turn a column of households into persons; pint vouches that households times a household size are persons.

    Args:
        counts: households, as reported.
        sizes: persons a household, one for each count.
    """
    import numpy as np

    units = registry()
    held = units.Quantity(np.array([exact(c) for c in counts], dtype=object), "household")
    size = units.Quantity(np.array([exact(s) for s in sizes], dtype=object), "person/household")
    return [half_up(people) for people in (held * size).to("person").magnitude]


def households(count: Number, size: Number) -> int:
    """Turn persons back into whole households; undoes `persons` for every size above 1."""
    units = registry()
    people = units.Quantity(exact(count), "person") / units.Quantity(exact(size), "person/household")
    return half_up(people.to("household").magnitude)


def dwellings_as_households(count: Number) -> Decimal:
    """Return the households of dwellings, one in each: IDMC's proxy, used only where the user switches it on."""
    units = registry()
    lived_in = units.Quantity(exact(count), "dwelling") * units.Quantity(Decimal(1), "household/dwelling")
    return exact(lived_in.to("household").magnitude)
