"""What series say now: the latest level, the flow of the last 30 days, the rate a day."""

from datetime import date

import pytest
from series_made import figure, frame

from stats.series import headline, rate, reconcile


def mosul() -> list[dict]:  # type: ignore[type-arg]
    there = {"place": "Mosul", "country": "IRQ", "place_id": "mosul"}
    return [
        figure(1, "2017-03-09", 40000, start="2017-02-27", end="2017-03-09", period_rule="look_back",
               quantifier="approximately", **there),
        figure(2, "2017-03-09", 200003, "cumulative", "2016-10-01", "2017-03-09", quantifier="more_than", **there),
        figure(3, "2017-02-20", 7001, start="2017-01-31", end="2017-02-19", quantifier="more_than", **there),
        figure(4, "2017-03-10", 30011, "stock", end="2017-03-10", term="in_camp", **there),
        figure(5, "2017-03-08", 13, end="2017-03-08", term="killed", **there),
    ]  # fmt: skip


def test_mosul_in_one_glance() -> None:
    made = frame(*mosul())
    now = headline(reconcile(made).rows, made, until=date(2017, 3, 9))
    assert now.level
    assert (now.level_kind, now.level.value, now.level.low, now.level.high) == ("cumulative", 200003, 200003, None)
    assert (now.level.start, now.level.end, now.level.figure_ids) == (date(2016, 10, 1), date(2017, 3, 9), ("2",))
    assert now.recent
    # 30 days up to 9 March are 8 February to 9 March: 40,000, and 12 of the 20 days of "more than 7,001"
    assert now.recent.value == pytest.approx(40000 + 7001 * 12 / 20)
    assert now.recent.low == pytest.approx(40000 + 7001 * 12 / 20)
    assert now.recent.high is None
    assert (now.recent.start, now.recent.end) == (date(2017, 2, 8), date(2017, 3, 9))
    assert set(now.recent.figure_ids) == {"1", "3"}
    assert now.rate
    assert (now.rate.value, now.rate.low, now.rate.figure_ids) == (4000, 4000, ("1",))
    assert now.reports == 3


def test_the_last_30_days_end_with_the_last_day_told() -> None:
    made = frame(*mosul())
    now = headline(reconcile(made).rows, made)
    assert now.recent
    assert now.recent.end == date(2017, 3, 10)


def test_a_place_and_the_place_around_it_are_not_added() -> None:
    made = frame(
        figure(1, "2022-03-10", 1009, start="2022-03-01", end="2022-03-09"),
        figure(2, "2022-03-10", 5003, start="2022-03-01", end="2022-03-09", place_id="COD", place="DR Congo"),
    )
    now = headline(reconcile(made).rows, made)
    assert now.recent
    assert now.recent.value == 5003
    assert now.level is None
    assert now.level_kind is None


def test_nothing_told_is_none() -> None:
    made = frame(figure(1, "2022-03-10", 1009, end="2022-03-09", forecast=True))
    now = headline(reconcile(made).rows, made)
    assert (now.level, now.recent, now.rate, now.reports) == (None, None, None, 0)
    old = frame(figure(1, "2022-03-10", 1009, end="2022-03-09"))
    now = headline(reconcile(old).rows, old, until=date(2022, 6, 1))
    assert now.recent is None
    assert now.rate is None, "without a start there is no rate"


def test_rates_are_of_flows_with_a_start() -> None:
    made = frame(
        figure(1, "2022-03-10", 1009, start="2022-03-01", end="2022-03-07"),
        figure(2, "2022-03-10", 311, start="2022-03-01", end="2022-03-10", unit="household", country="LBN",
               place_id="beirut"),
        figure(3, "2022-03-10", 5003, "stock", end="2022-03-09"),
        figure(4, "2022-03-10", 13, end="2022-03-09", term="killed"),
    )  # fmt: skip
    rows = reconcile(made).rows
    found = dict(zip(rows["figure_ids"], rate(rows), strict=True))
    assert found["1"] == pytest.approx(1009 / 7)
    assert found["2"] == pytest.approx(31.1)
    assert found["3"] != found["3"]
    assert found["4"] != found["4"]
