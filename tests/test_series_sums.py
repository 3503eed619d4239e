"""The rules 9 to 12 of docs/method.md: buckets, places, households and their bounds; and what was known on a day.

Every value is a prime of its own, so that a wrong sum shows itself.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from series_made import counted, figure, frame, roles

from stats.errors import HeadcountError
from stats.series import bucket, checks, keys_of, partial_sums, reconcile
from stats.units import household_sizes, with_size

R = "recommended"


# Rule 9: buckets


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("week", [("2022-04-03", 4), ("2022-04-10", 5)]),  # a week ends on Sunday
        ("month", [("2022-03-31", 1), ("2022-04-30", 8)]),
        ("quarter", [("2022-03-31", 1), ("2022-06-30", 8)]),
        ("year", [("2022-12-31", 9)]),
    ],
)
def test_a_flow_is_shared_by_its_days(every: Any, expected: list[tuple[str, int]]) -> None:
    made = frame(figure(1, "2022-04-09", 2003, start="2022-03-31", end="2022-04-08", low=1999, high=2011))
    rows = bucket(reconcile(made).rows, made, every=every)
    found = counted(rows, "date", "value", "low", "high", "basis")
    assert [row[0] for row in found] == [day for day, _ in expected]
    for column, whole in enumerate((2003, 1999, 2011), 1):
        assert [row[column] for row in found] == pytest.approx([whole * days / 9 for _, days in expected])
        assert sum(row[column] for row in found) == whole
    assert {row[4] for row in found} == {"reported" if every == "year" else "shared"}


def test_nine_days_are_nine_rows() -> None:
    made = frame(figure(1, "2022-04-09", 2003, start="2022-03-31", end="2022-04-08"))
    rows = bucket(reconcile(made).rows, made, every="day")
    assert len(rows) == 9
    assert rows["value"].sum() == 2003


def test_a_flow_without_a_start_falls_whole_into_the_bucket_of_its_end() -> None:
    made = frame(figure(1, "2022-04-09", 2003, end="2022-04-02"))
    rows = bucket(reconcile(made).rows, made, every="week")
    assert counted(rows, "date", "value", "basis") == [("2022-04-03", 2003, "reported")]


def test_there_are_no_other_buckets() -> None:
    made = frame(figure(1, "2022-04-09", 2003, end="2022-04-02"))
    with pytest.raises(HeadcountError, match="choose day, week, month, quarter, year"):
        bucket(reconcile(made).rows, made, every="fortnight")  # type: ignore[arg-type]


# Rule 10: places

AROUND = {"goma": ("north", "COD"), "sake": ("north", "COD"), "bukavu": ("south", "COD"), "north": ("COD",),
          "south": ("COD",), "masisi": ("north", "COD"), "camp": ("goma", "north", "COD"), "COD": ()}  # fmt: skip
LEVELS = {"COD": 0, "north": 1, "south": 1, "masisi": 2, "goma": 3, "sake": 3, "bukavu": 3, "camp": 3}


def test_a_partial_sum_adds_places_of_one_level_beside_the_country() -> None:
    def told(number: int, value: int, place: str, **more: Any) -> dict[str, Any]:
        return figure(number, "2022-03-02", value, start="2022-03-01", end="2022-03-01", place=place.title(),
                      place_id=place, **more)  # fmt: skip

    made = frame(
        told(1, 1009, "goma"), told(2, 2003, "sake"), told(3, 3001, "bukavu", quantifier="more_than"),
        told(4, 4001, "north", quantifier="less_than"), told(5, 50021, "COD"), told(6, 307, "nowhere"),
        told(7, 101, "goma", place_role="destination"),
    )  # fmt: skip
    rows = bucket(reconcile(made).rows, made, every="month")
    sums = partial_sums(rows, made, LEVELS, AROUND)
    assert counted(sums, "place_role", "value", "low", "high", "basis", "figure_ids", "reports") == [
        ("destination", 101, 101, 101, "partial_sum", "7", 1),
        ("origin", 6013, 6013, None, "partial_sum", "3 1 2", 3),
    ]
    assert partial_sums(rows.iloc[:0], made, LEVELS, AROUND).empty


def test_no_place_is_added_to_one_that_may_hold_it() -> None:
    """The gazetteer knows a town's province, not its district: both lie right inside the province."""

    def summed(*places: str) -> list[tuple[Any, ...]]:
        made = frame(*(figure(n, "2022-03-02", 1009 + n, start="2022-03-01", end="2022-03-01", place_id=place)
                       for n, place in enumerate(places)))  # fmt: skip
        rows = bucket(reconcile(made).rows, made, every="month")
        return counted(partial_sums(rows, made, LEVELS, AROUND), "value")

    assert summed("masisi", "sake") == [(1009,)]
    assert summed("sake", "masisi", "goma") == [(1009 + 1011,)]
    assert summed("camp", "goma", "sake") == [(1010 + 1011,)]


def test_what_counts_imply_is_in_no_partial_sum() -> None:
    """One town may be counted since two days: what the counts imply for one month is told of the same people."""
    made = frame(
        figure(1, "2018-02-01", 9001, "cumulative", start="2018-01-01", end="2018-02-01", place_id="goma"),
        figure(2, "2018-03-01", 12007, "cumulative", start="2018-01-01", end="2018-03-01", place_id="goma"),
        figure(3, "2018-02-15", 2003, "cumulative", start="2018-02-01", end="2018-02-15", place_id="goma"),
        figure(4, "2018-03-15", 3011, "cumulative", start="2018-02-01", end="2018-03-15", place_id="goma"),
        figure(5, "2018-03-20", 101, start="2018-03-19", end="2018-03-19", place_id="sake"),
    )
    rows = bucket(reconcile(made).rows, made, every="month")
    assert counted(rows, "value", basis=("implied",)) == [(1008,), (3006,)]
    assert counted(partial_sums(rows, made, LEVELS, AROUND), "kind", "date", "value") == [
        ("cumulative", "2018-02-28", 2003),
        ("cumulative", "2018-02-28", 9001),
        ("cumulative", "2018-03-31", 3011),
        ("cumulative", "2018-03-31", 12007),
        ("flow", "2018-03-31", 101),
    ]


# Rule 11: households


def test_households_become_persons_and_say_with_what_size() -> None:
    made = frame(
        figure(1, "2022-03-02", 307, start="2022-03-31", end="2022-04-01", unit="household", country="MLI"),
        figure(2, "2022-03-02", 101, end="2022-06-01", unit="household", country="LBN", place_id="beirut"),
        figure(3, "2022-03-02", 11, end="2022-06-01", unit="dwelling", term="housing_destroyed", country="MLI"),
    )
    result = reconcile(made)
    one = result.figures.set_index("figure_id").loc["1"]
    assert (one["persons"], one["persons_low"], one["persons_high"]) == (1784, 1784, 1784)
    assert one["household_size"] == 5.81
    assert one["household_size_source"] == "UN DESA 2022: DHS"
    lebanon = result.figures.set_index("figure_id").loc["2"]
    assert pd.isna(lebanon["persons"])
    assert "no household size for Lebanon" in lebanon["role_reason"]
    assert counted(result.rows, "measure", "unit", "value", "basis", "household_size", "household_size_year") == [
        ("displaced", "household", 101, "reported", None, None),
        ("displaced", "person", 1784, "converted", 5.81, 2018),
        ("housing_destroyed", "dwelling", 11, "reported", None, None),
    ]
    shared = bucket(result.rows, made, every="month")
    assert set(shared.loc[shared["unit"] == "person", "basis"]) == {"converted"}, "converted outranks shared"
    own = reconcile(made, sizes=with_size(household_sizes(), "LBN", 3.7))
    assert counted(own.rows, "country", "value", "household_size_source")[0] == ("LBN", 374, "the user")


def test_the_band_of_several_surveys_is_the_bound() -> None:
    sizes = household_sizes().surveys
    country, year = next(
        (c, a.year) for c, of in sizes.items() for a, b in pairwise(of)
        if a.year == b.year and a.size < b.size and of[0].year == a.year
    )  # fmt: skip
    measured = sorted(float(s.size) for s in sizes[country] if s.year == year)
    made = frame(
        figure(1, f"{year}-03-02", 10007, start=f"{year}-03-01", end=f"{year}-03-01", unit="household", country=country)
    )
    row = reconcile(made).rows.iloc[0]
    assert row["low"] == round(10007 * measured[0])
    assert row["high"] == round(10007 * measured[-1])
    assert row["low"] < row["value"] < row["high"]


def test_homes_are_households_only_when_the_user_says_so() -> None:
    made = frame(figure(1, "2022-03-02", 101, end="2022-03-01", unit="dwelling", country="MLI", term="homeless"))
    assert counted(reconcile(made).rows, "unit", "value") == [("dwelling", 101)]
    switched = reconcile(made, sizes=replace(household_sizes(), dwellings=True))
    assert counted(switched.rows, "unit", "value", "basis") == [("person", 587, "converted")]


def test_households_and_the_people_of_another_report_are_one_claim() -> None:
    days = {"start": "2022-03-01", "end": "2022-03-01", "country": "MLI"}
    made = frame(
        figure(1, "2022-03-02", 307, unit="household", **days),
        figure(2, "2022-03-03", 1800, quantifier="approximately", **days),
    )
    assert reconcile(made).figures["cluster"].tolist() == ["1", "1"]


# As known on a day


def test_as_known_on_a_day_takes_what_was_published_by_then() -> None:
    made = frame(
        figure(1, "2022-05-03", 7, end="2022-05-03"),
        figure(2, "2022-05-05", 11, end="2022-05-05"),
        figure(3, None, 13, end="2022-05-01"),
    )
    assert roles(reconcile(made, as_known_on=date(2022, 5, 4)).figures) == {"1": R, "2": None, "3": None}
    assert counted(reconcile(made, as_known_on=date(2022, 5, 5)).rows, "value", "figure_ids") == [(11, "2 1")]


@pytest.mark.parametrize("as_", ["text", "date", "datetime"])
def test_dates_may_be_texts_dates_or_datetimes(as_: str) -> None:
    made = frame(figure(1, "2022-03-02", 1009, start="2022-02-27", end="2022-03-02"), figure(2, None, 3, end=None))
    for column in ("published", "period_start", "period_end"):
        if as_ == "date":
            made[column] = [date.fromisoformat(v) if isinstance(v, str) else None for v in made[column]]
        elif as_ == "datetime":
            made[column] = pd.to_datetime(made[column])
    assert counted(reconcile(made).rows, "period_start", "date") == [("2022-02-27", "2022-03-02")]


def test_a_gazetteer_may_name_the_places() -> None:
    made = frame(
        figure(1, "2022-03-02", 1009, end="2022-03-01", place="town of Goma"),
        figure(2, "2022-03-02", 2003, end="2022-03-01", place="somewhere", place_id="x"),
    )
    rows = reconcile(made, place_name={"goma": "Goma"}.get).rows
    assert sorted(rows["place"]) == ["Goma", "somewhere"]
    assert set(keys_of(rows)) == set(keys_of(made))


@pytest.mark.parametrize("every", ["day", "week", "month", "quarter", "year"])
def test_odd_figures_break_nothing(every: Any) -> None:
    made = frame(
        figure(1, "2022-03-02", 1e15, end="2022-03-01", unit="household", country="MLI"),
        figure(2, "2022-03-02", 0, end="2022-03-01", cause="disaster"),
        figure(3, "2022-03-02", 2000.5, end="2022-03-01", start="1990-01-01", cause="other"),
        figure(4, "2022-03-02", 3, "stock", end="9999-12-31"),
        figure(5, "2022-03-02", float("inf"), end="2022-03-01"),
        figure(6, "2022-03-02", float("nan"), end="2022-03-01", unit="household"),
        figure(7, None, 7, end="0001-01-01"),
    )
    result = reconcile(made)
    assert [i for i, role in roles(result.figures).items() if role is None] == ["5", "6"]
    assert result.figures["role_reason"].iloc[4] == "It has no number, so it enters no series."
    rows = bucket(result.rows, made, every=every)
    assert rows.loc[rows["cause"] == "other", "value"].sum() == 2000.5
    assert checks(result.figures, result.rows)["check"].tolist() == ["end after publication"]
