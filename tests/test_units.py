"""People, households and dwellings: three dimensions, one bridge, no silent default."""

import threading
from decimal import Decimal
from pathlib import Path

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.errors import ConversionError, SettingsError
from stats.settings import Settings
from stats.units import (
    Sizes,
    Survey,
    dwellings_as_households,
    exact,
    household_size,
    household_sizes,
    households,
    persons,
    persons_of,
    registry,
    sizes_of,
    with_size,
)

D = Decimal


@pytest.mark.parametrize("pair", [("household", "person"), ("dwelling", "household"), ("person", "dwelling")])
def test_one_is_never_taken_for_the_other(pair: tuple[str, str]) -> None:
    units = registry()
    with pytest.raises(pint.DimensionalityError):
        units.Quantity(307, pair[0]).to(pair[1])
    with pytest.raises(pint.DimensionalityError):
        units.Quantity(307, pair[0]) + units.Quantity(307, pair[1])


@pytest.mark.parametrize(
    ("text", "unit"),
    [("307 families", "household"), ("1 hh", "household"), ("5 people", "person"), ("7 homes", "dwelling")],
)
def test_other_names(text: str, unit: str) -> None:
    assert str(registry().parse_expression(text).units) == unit


def test_rates_and_windows() -> None:
    units = registry()
    rate = units.Quantity(D(40000), "person") / units.Quantity(D(10), "day")
    assert rate.to("person/day").magnitude == 4000
    assert rate.to("person/week").magnitude == 28000
    assert units.Quantity(D(1), "year").to("month").magnitude == pytest.approx(D(12))


def test_there_is_one_registry_and_nothing_of_pints_own() -> None:
    assert registry() is registry()
    with pytest.raises(pint.UndefinedUnitError):
        registry().Quantity(1, "metre")


@pytest.mark.parametrize(
    ("count", "size", "people"),
    [
        (1900, 4.8, 9120),  # IDMC, Global Estimates 2015, Annex C
        (307, "5.215", 1601),
        (5, D("0.5"), 3),  # a half goes up
        (15, D("4.5"), 68),
        (0, 4.8, 0),
        (1, 4.5, 5),
    ],
)
def test_households_become_people_half_up(count: int, size: float | str | Decimal, people: int) -> None:
    assert persons(count, D(str(size))) == people
    assert persons_of([count, 100], [D(str(size)), 3]) == [people, 300]


@given(st.integers(0, 10**9), st.decimals(D("1.01"), D(15), places=2))
def test_households_and_back_lose_nothing(count: int, size: Decimal) -> None:
    assert households(persons(count, size), size) == count


def test_a_number_is_taken_as_it_is_written() -> None:
    assert exact(4.8) == D("4.8")
    assert persons(10**15, 4.8) == 4_800_000_000_000_000


def test_one_household_in_each_dwelling() -> None:
    assert dwellings_as_households(120) == 120


SIZES = {
    "AAA": (
        Survey(2000, D("5.1"), "one"),
        Survey(2010, D("4.1"), "two"),
        Survey(2010, D("4.4"), "three"),
        Survey(2010, D("4.9"), "two"),
        Survey(2020, D("3.7"), "four"),
        Survey(2020, D("3.9"), "five"),
    )
}


@pytest.mark.parametrize(
    ("year", "size", "low", "high", "of", "source"),
    [
        (1990, "5.1", "5.1", "5.1", 2000, "one"),  # none before it: the oldest
        (2009, "5.1", "5.1", "5.1", 2000, "one"),
        (2010, "4.4", "4.1", "4.9", 2010, "two; three"),  # the median and the spread
        (2019, "4.4", "4.1", "4.9", 2010, "two; three"),
        (2025, "3.8", "3.7", "3.9", 2020, "four; five"),
    ],
)
def test_which_size_is_taken(year: int, size: str, low: str, high: str, of: int, source: str) -> None:
    found = household_size("AAA", year, Sizes(SIZES))
    assert (found.size, found.low, found.high, found.year, found.source) == (D(size), D(low), D(high), of, source)


@pytest.mark.parametrize("country", ["LBN", "LBY", "LKA", "ERI", "CPV", None, ""])
def test_a_country_without_a_size_is_said(country: str | None) -> None:
    with pytest.raises(ConversionError, match="Give a size of your own"):
        household_size(country, 2020)


def test_a_size_of_ones_own() -> None:
    sizes = with_size(household_sizes(), "LBN", 3.7, year=2019, source="a survey")
    found = household_size("LBN", 1990, sizes)
    assert (found.size, found.low, found.year, found.source) == (D("3.7"), D("3.7"), 2019, "a survey")
    assert household_size("LBN", 2020, with_size(sizes, "LBN", 4)).year is None
    assert "LBN" not in household_sizes().surveys
    for impossible in (0, 0.99, -3, 51):
        with pytest.raises(ConversionError, match="from 1 to 50"):
            with_size(sizes, "LBN", impossible)


def test_sizes_are_set_by_the_country() -> None:
    found = sizes_of(Settings(household_sizes=("lbn=3.7", "mli=6"), dwellings_as_households=True))
    assert household_size("LBN", 2020, found).size == D("3.7")
    assert household_size("MLI", 2020, found).size == 6
    assert found.dwellings
    assert not sizes_of(Settings()).dwellings
    assert sizes_of(Settings()).own == ""


@pytest.mark.parametrize("told", ["lbn", "lbn=", "lbn=many", "lbn=0", "lbn=51", "atlantis=4", "=4"])
def test_a_size_that_cannot_be_used_is_told(told: str) -> None:
    with pytest.raises(SettingsError, match=r"LBN=3\.7,LBY=6"):
        sizes_of(Settings(household_sizes=(told,)))


def test_the_table_of_sizes() -> None:
    table = household_sizes().surveys
    assert len(table) == 187
    assert sum(map(len, table.values())) == 1015
    assert all(1 < s.size < 15 and s.year and 1950 < s.year < 2030 for of in table.values() for s in of)


def test_a_broken_table_names_its_line(tmp_path: Path) -> None:
    table = tmp_path / "sizes.csv"
    table.write_text("iso3,year,average_household_size,source\nMLI,2018,5.81,x\nMLI,2015,many,x\n", encoding="utf-8")
    with pytest.raises(ConversionError, match=r"Line 3 of sizes\.csv"):
        household_sizes(table)


def test_many_threads_convert_rightly() -> None:
    """Contexts of pint go wrong here; a multiplication does not."""
    wrong: list[tuple[int, int]] = []

    def convert(size: int) -> None:
        wrong.extend((n, size) for n in range(1, 300) if persons(n, size) != n * size)

    threads = [threading.Thread(target=convert, args=(size,)) for size in (3, 4, 5, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
