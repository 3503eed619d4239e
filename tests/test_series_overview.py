"""What one series says now: the flow of the last 30 days, the rate a day; never of two series together."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from series_made import figure, frame

from stats.series import flows_beside, rate, recent, reconcile


def mosul() -> list[dict[str, Any]]:
    there = {"place": "Mosul", "country": "IRQ", "place_id": "mosul"}
    return [
        figure(1, "2017-03-09", 40000, start="2017-02-27", end="2017-03-09", period_rule="look_back",
               quantifier="approximately", **there),
        figure(2, "2017-03-09", 200003, "cumulative", "2016-10-01", "2017-03-09", quantifier="more_than", **there),
        figure(3, "2017-02-20", 7001, start="2017-01-31", end="2017-02-19", quantifier="more_than", **there),
    ]  # fmt: skip


def beside(*figures: dict[str, Any], leading: str) -> pd.DataFrame:
    """Return the flows that go best with the row of the figure `leading`."""
    rows = reconcile(frame(*figures)).rows
    return flows_beside(rows, rows[rows["figure_ids"] == leading].iloc[0].to_dict())


def test_mosul_in_one_glance() -> None:
    flows = beside(*mosul(), leading="2")
    new = recent(flows)
    assert new
    # 30 days up to 9 March are 8 February to 9 March: 40,000, and 12 of the 20 days of "more than 7,001"
    assert new.value == pytest.approx(40000 + 7001 * 12 / 20)
    assert new.low == pytest.approx(40000 + 7001 * 12 / 20)
    assert new.high is None
    assert (new.start, new.end) == (date(2017, 2, 8), date(2017, 3, 9))
    assert set(new.figure_ids) == {"1", "3"}
    now = rate(flows)
    assert now
    assert (now.value, now.low, now.high, now.figure_ids) == (4000, 4000, 4000, ("1",))
    assert (now.start, now.end) == (date(2017, 2, 28), date(2017, 3, 9))


FLED = [
    figure(1, "2022-03-10", 5003, start="2022-03-01", end="2022-03-07"),
    figure(2, "2022-03-11", 5003, start="2022-03-01", end="2022-03-07", cause=None),
    figure(3, "2022-03-11", 3001, start="2022-03-01", end="2022-03-07", place_role="destination"),
    figure(4, "2022-03-12", 9001, "cumulative", "2022-01-01", "2022-03-10", quantifier="more_than"),
    figure(5, "2022-03-12", 307, end="2022-03-12", cause="disaster"),
]


@pytest.mark.parametrize(
    ("leading", "value"), [("1", 5003), ("2", 5003), ("3", 3001), ("4", 5003), ("5", 307)]
)
def test_series_of_one_place_are_never_added(leading: str, value: int) -> None:
    flows = beside(*FLED, leading=leading)
    assert flows["series"].nunique() == 1
    new = recent(flows)
    assert new
    assert new.value == value
    if leading != "4":
        assert flows["figure_ids"].tolist() == [leading]


def test_implied_flows_are_not_taken_for_reported_ones() -> None:
    flows = beside(
        figure(1, "2022-03-10", 1009, "cumulative", "2022-01-01", "2022-03-09"),
        figure(2, "2022-04-10", 2003, "cumulative", "2022-01-01", "2022-04-09"),
        leading="2",
    )
    assert flows.empty
    assert recent(flows) is None
    assert rate(flows) is None


def test_without_a_start_there_is_no_rate() -> None:
    flows = beside(figure(1, "2022-03-10", 13, end="2022-03-09", term="killed"), leading="1")
    new = recent(flows)
    assert new
    assert new.value == 13
    assert rate(flows) is None


def test_households_have_a_rate_of_their_own() -> None:
    flows = beside(figure(1, "2022-03-10", 311, start="2022-03-01", end="2022-03-10", unit="household", country="LBN",
                          place_id="beirut", quantifier="more_than"), leading="1")  # fmt: skip
    now = rate(flows)
    assert now
    assert (now.value, now.low, now.high) == (pytest.approx(31.1), pytest.approx(31.1), None)
