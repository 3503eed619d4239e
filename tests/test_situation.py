"""What a situation shows first: the latest total or level, never one of long before it, and reports without copies."""

from typing import Any

import pandas as pd
from series_made import figure, frame

from stats.pages.situation import _latest_by_place, leading_row, reports_behind, timed
from stats.series import reconcile
from stats.wording import words


def rows(*figures: dict[str, Any]) -> pd.DataFrame:
    return reconcile(frame(*figures)).rows


OLD_TOTAL = figure("1", "2016-12-10", 90_007, start="2016-01-01", end="2016-12-10", kind="cumulative")
LEVEL = figure("2", "2026-03-20", 2_309, end="2026-03-19", kind="stock")
TOTAL = figure("3", "2026-03-25", 5_003, start="2026-01-01", end="2026-03-25", kind="cumulative")


def test_a_total_of_long_before_the_newest_level_is_not_the_latest() -> None:
    made = rows(OLD_TOTAL, LEVEL)
    assert leading_row(made.to_dict("records"))["value"] == 2_309
    assert [row["value"] for row in _latest_by_place(made)] == [2_309]


def test_a_total_of_the_last_year_is_not_the_latest_where_levels_are_told_each_week() -> None:
    """From 30 days on a level is drawn as old (rule 8); so is the year's total beside this week's level."""
    year = figure("4", "2026-02-02", 11_003, end="2026-02-02", kind="cumulative")
    made = rows(year, LEVEL)
    assert leading_row(made.to_dict("records"))["value"] == 2_309
    assert [row["value"] for row in _latest_by_place(made)] == [2_309]


def test_a_total_of_the_same_months_says_most() -> None:
    made = rows(OLD_TOTAL, LEVEL, TOTAL)
    assert leading_row(made.to_dict("records"))["value"] == 5_003
    assert [row["value"] for row in _latest_by_place(made)] == [5_003]


def test_an_old_total_alone_stays_the_latest() -> None:
    made = rows(OLD_TOTAL)
    assert leading_row(made.to_dict("records"))["value"] == 90_007
    assert [row["value"] for row in _latest_by_place(made)] == [90_007]


def test_near_copies_are_one_report() -> None:
    told = [{"document_id": "a", "near_copy_of": None}, {"document_id": "b", "near_copy_of": "a"},
            {"document_id": "c", "near_copy_of": float("nan")}]  # fmt: skip
    assert reports_behind(told) == 2


def test_a_row_is_told_at_the_precision_of_its_figure() -> None:
    (row,) = rows(figure("1", "2022-03-20", 2_309, end="2021-12-31", kind="stock")).to_dict("records")
    told = {"period_end": "2021-12-31", "period_precision": "year"}
    one = str(row["figure_ids"])
    assert words("en-GB").window(timed([row], {one: told})[0]) == "in 2021"
    assert words("en-GB").window(timed([row], {one: {**told, "period_end": "2021-11-30"}})[0]) == "on 31 December 2021"
    assert timed([row], {}) == [row]
