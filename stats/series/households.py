"""Households: counts of households become counts of persons, with the doubt of their size (docs/method.md, rule 11)."""

from decimal import Decimal

import numpy as np
import pandas as pd

from stats.errors import ConversionError
from stats.series.keys import measures, texts
from stats.series.windows import NO_DAY, dates_of, day_numbers, numbers_of
from stats.units import HouseholdSize, Sizes, dwellings_as_households, exact, household_size, persons_of
from stats.vocabulary import Measure, Unit

# Homes are counted as homes: their households become persons only with the switch that turns homes into households.
_HOMES = (Measure.HOUSING_DESTROYED, Measure.HOUSING_DAMAGED)
_NEWEST = 9999


def in_persons(figures: pd.DataFrame, sizes: Sizes) -> pd.DataFrame:
    """Return each figure in persons, where that can be told.

    persons = half-up Decimal(households) x Decimal(size); the low bound with the smallest, the high one with the
    largest survey of the chosen year. Figures in persons stay as they are.

    Args:
        figures: columns value, low, high, unit, country, period_end, published, and measure or term.
        sizes: household sizes by country, and whether dwellings are households.

    Returns:
        A frame with the index of `figures` and the columns persons, persons_low, persons_high (NaN: open or not
        converted), household_size, household_size_low, household_size_high, household_size_year (NaN: none used),
        household_size_source (None: none used), unit (person where the series counts persons, else as stated) and
        not_converted (a sentence, None where nothing is missing).
    """
    value, low, high = (numbers_of(figures[c]) for c in ("value", "low", "high"))
    person = str(Unit.PERSON)
    stated = [u or person for u in texts(figures, "unit")]
    count = len(figures)
    size, size_low, size_high, size_year = (np.full(count, np.nan) for _ in range(4))
    source: list[str | None] = [None] * count
    missing: list[str | None] = [None] * count
    unit = list(stated)
    bridged = {str(Unit.HOUSEHOLD), *([str(Unit.DWELLING)] if sizes.dwellings else [])}
    turned = [n for n, u in enumerate(stated) if u in bridged]
    others = [n for n, u in enumerate(stated) if u != person]
    value[others] = low[others] = high[others] = np.nan
    if turned:
        reported = figures.iloc[turned]
        chosen = _sizes(reported, sizes)
        charted = measures(reported)
        told = [(n, s) for n, s in zip(turned, chosen, strict=True) if isinstance(s, HouseholdSize)]
        for n, s in zip(turned, chosen, strict=True):
            if isinstance(s, str):
                missing[n] = s
        # Most counts are exact and most sizes of one survey, so that a number and its bounds are one multiplication.
        people: dict[tuple[float, str, int], float | None] = {}
        used: dict[Decimal, int] = {}
        wanted = []
        for column, pick in (("value", "size"), ("low", "low"), ("high", "high")):
            picked = {id(s): used.setdefault(getattr(s, pick), len(used)) for s in {id(s): s for _, s in told}.values()}
            counts = numbers_of(figures[column]).tolist()
            at = [(n, picked[id(s)]) for n, s in told if counts[n] == counts[n]]
            wanted.append(([n for n, _ in at], [(counts[n], stated[n], size_number) for n, size_number in at]))
            people.update(dict.fromkeys(wanted[-1][1]))
        numbered = list(used)
        converted = persons_of([_households(count, of) for count, of, _ in people], [numbered[n] for *_, n in people])
        people = dict(zip(people, converted, strict=True))
        for out, (places, of) in zip((value, low, high), wanted, strict=True):
            out[places] = [people[pair] for pair in of]
        homes = dict(zip(turned, charted, strict=True))
        for n, s in told:
            size[n], size_low[n], size_high[n] = float(s.size), float(s.low), float(s.high)
            size_year[n] = np.nan if s.year is None else s.year
            source[n] = s.source
            if sizes.dwellings or homes[n] not in _HOMES:
                unit[n] = Unit.PERSON
    return pd.DataFrame(
        {
            "persons": value, "persons_low": low, "persons_high": high,
            "household_size": size, "household_size_low": size_low, "household_size_high": size_high,
            "household_size_year": size_year,
            "household_size_source": pd.Series(source, index=figures.index, dtype=object),
            "unit": pd.Series(unit, index=figures.index, dtype=object),
            "not_converted": pd.Series(missing, index=figures.index, dtype=object),
        },
        index=figures.index,
    )  # fmt: skip


def _households(count: float, unit: str) -> Decimal:
    number = exact(int(count) if count == int(count) else count)
    return dwellings_as_households(number) if unit == Unit.DWELLING else number


def _sizes(figures: pd.DataFrame, sizes: Sizes) -> list[HouseholdSize | str]:
    """Return the size for each figure's country and year, or the sentence that says why there is none."""
    end, published = day_numbers(figures["period_end"]), day_numbers(figures["published"])
    days = dates_of(np.where(end == NO_DAY, published, end))
    known: dict[tuple[str | None, int], HouseholdSize | str] = {}
    found = []
    for country, year in zip(texts(figures, "country"), days.dt.year.fillna(_NEWEST).astype(int), strict=True):
        if (country, year) not in known:
            try:
                known[country, year] = household_size(country, year, sizes)
            except ConversionError as error:
                known[country, year] = str(error)
        found.append(known[country, year])
    return found
