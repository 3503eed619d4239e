"""The rules 6 to 8 of docs/method.md: flows and evolving tolls, cumulative counts, stocks.

Every value is a prime of its own, so that a wrong sum shows itself.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from series_made import counted, figure, frame, roles

from stats.errors import HeadcountError
from stats.series import bucket, reconcile, rows_shared

R, T, S = "recommended", "triangulation", "superseded"


# Rule 6: flows


@pytest.mark.parametrize("later", ["before", "after"])
def test_windows_that_share_one_day_are_not_both_counted(later: str) -> None:
    windows = {"before": ("2022-01-01", "2022-01-05"), "after": ("2022-01-05", "2022-01-09")}
    first = next(name for name in windows if name != later)
    made = frame(
        figure(1, "2022-01-10", 1009, "flow", *windows[first]), figure(2, "2022-01-11", 2003, "flow", *windows[later])
    )
    assert roles(reconcile(made).figures) == {"1": "triangulation", "2": "recommended"}


def test_overlapping_windows_are_taken_in_order() -> None:
    made = frame(
        figure(1, "2022-03-20", 1009, start="2022-03-01", end="2022-03-10"),
        figure(2, "2022-03-15", 2003, start="2022-03-08", end="2022-03-14"),
        figure(3, "2022-03-18", 3001, start="2022-03-11", end="2022-03-17"),
    )
    assert roles(reconcile(made).figures) == {"1": R, "2": T, "3": R}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # (published, value, end, increment): the last published counts
        ([("03-03", 7, "03-03", False), ("03-05", 11, "03-05", False)], {R: [1], S: [0]}),
        ([("03-03", 7, "03-03", False), ("03-17", 11, "03-17", False)], {R: [1], S: [0]}),
        ([("03-03", 7, "03-03", False), ("03-18", 11, "03-18", False)], {R: [0, 1]}),
        ([("03-09", 7, "03-03", False), ("03-05", 11, "03-05", False)], {R: [0], S: [1]}),
        # a chain: each within 14 days of the one before
        ([("03-01", 7, "03-01", False), ("03-13", 11, "03-13", False), ("03-25", 13, "03-25", False)],
         {R: [2], S: [0, 1]}),
        # increments add up, unless a later total contains them
        ([("03-03", 7, "03-03", False), ("03-05", 11, "03-05", True)], {R: [0, 1]}),
        ([("03-03", 7, "03-03", False), ("03-05", 11, "03-05", True), ("03-07", 19, "03-07", False)],
         {R: [2], S: [0, 1]}),
        ([("03-03", 7, "03-03", False), ("03-05", 11, "03-05", False), ("03-07", 19, "03-07", True)],
         {R: [1, 2], S: [0]}),
        ([("03-05", 11, "03-05", True), ("03-07", 19, "03-07", True)], {R: [0, 1]}),
        # a total published later that reaches less far does not contain an increment
        ([("03-03", 7, "03-03", False), ("03-10", 11, "03-10", True), ("03-12", 19, "03-05", False)],
         {R: [1, 2], S: [0]}),
    ],
)  # fmt: skip
def test_an_evolving_toll(told: list[tuple[str, int, str, bool]], expected: dict[str, list[int]]) -> None:
    made = frame(
        *(
            figure(n, f"2022-{published}", value, end=f"2022-{end}", increment=increment, term="killed")
            for n, (published, value, end, increment) in enumerate(told)
        )
    )
    found: dict[str | None, list[int]] = {}
    for n, role in roles(reconcile(made).figures).items():
        found.setdefault(role, []).append(int(n))
    assert found == expected


@pytest.mark.parametrize(
    ("end", "published", "increment", "expected"),
    [
        ("2022-03-06", "2022-03-20", False, {"1": S, "2": R}),
        ("2022-03-24", "2022-03-24", False, {"1": S, "2": R}),
        ("2022-03-25", "2022-03-25", False, {"1": R, "2": R}),
        ("2022-03-04", "2022-03-20", False, {"1": R, "2": R}),
        ("2022-03-08", "2022-03-09", False, {"1": R, "2": S}),
        ("2022-03-12", "2022-03-12", True, {"1": R, "2": R}),
        ("2022-03-08", "2022-03-09", True, {"1": R, "2": S}),
    ],
)
def test_a_state_without_a_start_updates_the_window_that_it_tells_of(
    end: str, published: str, increment: bool, expected: dict[str, str]
) -> None:
    made = frame(
        figure(1, "2022-03-11", 1009, start="2022-03-05", end="2022-03-10"),
        figure(2, published, 2003, end=end, increment=increment),
    )
    assert roles(reconcile(made).figures) == expected


def test_states_never_join_the_windows_of_two_weeks_into_one_event() -> None:
    made = frame(
        figure(1, "2022-03-08", 1009, start="2022-03-01", end="2022-03-07"),
        figure(2, "2022-03-15", 2003, start="2022-03-08", end="2022-03-14"),
        figure(3, "2022-03-06", 701, end="2022-03-06"),
        figure(4, "2022-03-12", 1301, end="2022-03-12"),
    )
    assert roles(reconcile(made).figures) == {"1": R, "2": R, "3": S, "4": S}


def test_an_increment_in_a_later_total_stands_behind_it() -> None:
    made = frame(
        figure(1, "2022-05-03", 7, end="2022-05-03", term="killed"),
        figure(2, "2022-05-04", 3, end="2022-05-04", term="killed", increment=True),
        figure(3, "2022-05-05", 11, end="2022-05-05", term="killed"),
    )
    result = reconcile(made)
    assert counted(result.rows, "value", "reports", "figure_ids") == [(11, 3, "3 2 1")]
    reason = result.figures["role_reason"].iloc[1]
    assert reason == "Contained in 11 people (published 5 May 2022), a total that was told later."


def test_a_superseded_state_stands_behind_the_one_that_counts() -> None:
    made = frame(
        figure(1, "2022-05-03", 7, end="2022-05-03", term="killed"),
        figure(2, "2022-05-05", 11, end="2022-05-05", term="killed"),
    )
    rows = reconcile(made).rows
    assert counted(rows, "value", "reports", "figure_ids") == [(11, 2, "2 1")]
    superseded = rows[rows["role"] == S]
    assert superseded[["value", "figure_ids", "reports"]].values.tolist() == [[7, "1", 1]]
    assert "the later report counts" in superseded["role_reason"].iloc[0]


# Rule 7: cumulative


def test_implied_flows_carry_the_bounds() -> None:
    made = frame(
        figure(1, "2022-01-31", 1009, "cumulative", "2022-01-01", "2022-01-31"),
        figure(2, "2022-02-28", 2003, "cumulative", "2022-01-01", "2022-02-28", quantifier="more_than"),
        figure(3, "2022-03-31", 3001, "cumulative", "2022-01-01", "2022-03-31", low=2999, high=3011),
        figure(4, "2022-03-31", 4001, "cumulative", "2022-02-01", "2022-03-31"),
        figure(5, "2022-04-10", 5003, "cumulative", None, "2022-04-10"),
        figure(6, "2022-04-20", 6007, "cumulative", None, "2022-04-20"),
    )
    rows = reconcile(made).rows
    columns = ("period_start", "period_end", "value", "low", "high", "figure_ids", "kind")
    expected = [
        ("2022-02-01", "2022-02-28", 994, 994, None, "1 2", "flow"),
        ("2022-03-01", "2022-03-31", 998, None, 1008, "2 3", "flow"),
    ]
    assert counted(rows, *columns, basis=("implied",)) == expected
    quarters = bucket(rows, made, every="quarter")
    assert counted(quarters, "date", "value", basis=("implied",)) == [], "of one bucket only the last value counts"


def test_a_bucket_has_the_difference_of_last_values_whole_in_the_later_one() -> None:
    made = frame(
        figure(1, "2022-01-11", 1009, "cumulative", "2022-01-01", "2022-01-11"),
        figure(2, "2022-01-21", 2003, "cumulative", "2022-01-01", "2022-01-21"),
        figure(3, "2022-04-01", 7001, "cumulative", "2022-01-01", "2022-04-01"),
    )
    rows = bucket(reconcile(made).rows, made, every="month")
    assert counted(rows, "date", "value", "period_start", basis=("implied",)) == [
        ("2022-04-30", 7001 - 2003, "2022-01-22"),
    ]


def test_of_two_counts_of_one_day_one_counts() -> None:
    made = frame(
        figure(1, "2022-02-01", 1009, "cumulative", "2022-01-01", "2022-01-31"),
        figure(2, "2022-02-02", 2003, "cumulative", "2022-01-01", "2022-01-31"),
    )
    result = reconcile(made)
    assert roles(result.figures) == {"1": T, "2": R}
    reason = result.figures["role_reason"].iloc[0]
    assert reason == (
        "Same day as 2,003 people (published 2 February 2022), which counts because it was published later."
    )


# Rule 8: stock


def test_a_stock_is_carried_only_between_two_reports() -> None:
    made = frame(
        figure(1, "2022-01-15", 1009, "stock", end="2022-01-15", term="in_camp"),
        figure(2, "2022-04-15", 2003, "stock", end="2022-04-15", term="in_camp"),
    )
    result = reconcile(made)
    assert counted(result.rows, "date", "value", "basis") == [
        ("2022-01-15", 1009, "reported"), ("2022-04-15", 2003, "reported"),
    ]  # fmt: skip
    assert counted(bucket(result.rows, made, every="month"), "date", "value", "basis", "period_end") == [
        ("2022-01-31", 1009, "reported", "2022-01-15"),
        ("2022-02-28", 1009, "carried", "2022-01-15"),
        ("2022-03-31", 1009, "carried", "2022-01-15"),
        ("2022-04-30", 2003, "reported", "2022-04-15"),
    ]


@pytest.mark.parametrize("every", ["day", "week", "month"])
def test_into_how_many_rows_a_row_is_shared_is_known_before(every: Any) -> None:
    made = frame(
        figure(1, "2022-01-15", 1009, "stock", end="2022-01-15", term="in_camp"),
        figure(2, "2022-04-15", 2003, "stock", end="2022-04-15", term="in_camp"),
        figure(3, "2022-04-15", 3001, "flow", "2022-01-20", "2022-03-02"),
        figure(4, "2022-04-15", 4001, "cumulative", "2022-01-01", "2022-03-02", term="killed"),
    )
    rows = reconcile(made).rows
    assert rows_shared(rows, every).sum() == len(bucket(rows, made, every=every))
    with pytest.raises(HeadcountError, match="buckets of a fortnight"):
        rows_shared(rows, "fortnight")  # type: ignore[arg-type]


def test_a_stock_is_carried_until_today_at_most() -> None:
    """A year that is out of reason made a row of each day until then."""
    first = date.today() - timedelta(days=3)
    made = frame(*(figure(n, first, n, "stock", end=day, term="in_camp")
                   for n, day in ((1, first), (2, date(2566, 3, 9)), (3, date(2570, 3, 9)))))  # fmt: skip
    rows = bucket(reconcile(made).rows, made, every="day")
    assert [value for _, value, _ in counted(rows, "date", "value", "basis")] == [1, 1, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("again", "dates"),
    [
        ({}, ["2022-01-15"]),
        ({"source_id": "IOM"}, ["2022-01-15", "2022-03-15"]),
        ({"period_rule": "dates"}, ["2022-01-15", "2022-03-15"]),
        ({"value": 1013, "low": 1013, "high": 1013}, ["2022-01-15", "2022-03-15"]),
    ],
)
def test_the_same_undated_number_of_the_same_source_does_not_refresh_its_date(
    again: dict[str, Any], dates: list[str]
) -> None:
    usual = {"term": "in_camp", "source_id": "UNHCR", "period_rule": "published"}
    made = frame(
        figure(1, "2022-01-15", 1009, "stock", end="2022-01-15", **usual),
        {**figure(2, "2022-03-15", 1009, "stock", end="2022-03-15", **usual), **again},
    )
    assert [row[0] for row in counted(reconcile(made).rows, "date")] == dates
