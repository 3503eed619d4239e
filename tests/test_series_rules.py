"""The rules of docs/method.md one by one. Every value is a prime of its own, so that a wrong sum shows itself."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from series_made import counted, figure, frame, roles

from stats.errors import HeadcountError, SettingsError
from stats.series import Reliability, bucket, checks, headline, keys_of, partial_sums, rate, read_reliability, reconcile
from stats.units import household_sizes, with_size

R, T, S, P = "recommended", "triangulation", "superseded", "part"


# Rule 1: who enters


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "rejected"}, "Rejected"),
        ({"forecast": True}, "forecast"),
        ({"forecast": True, "status": "accepted"}, "forecast"),
        ({"term": "other"}, "other"),
        ({"period_end": None}, "day is not known"),
    ],
)
def test_who_does_not_enter(changes: dict[str, Any], reason: str) -> None:
    result = reconcile(frame(figure(1, "2022-03-02", 1009, end="2022-03-01", **changes)))
    assert roles(result.figures) == {"1": None}
    assert reason in result.figures["role_reason"].iloc[0]
    assert pd.isna(result.figures["cluster"].iloc[0])
    assert result.rows.empty


def test_of_one_count_told_in_households_and_in_people_the_people_enter() -> None:
    made = frame(
        figure(1, "2022-03-02", 307, start="2022-03-01", end="2022-03-01", unit="household"),
        figure(2, "2022-03-02", 1601, start="2022-03-01", end="2022-03-01", same_as="1"),
    )
    assert roles(reconcile(made).figures) == {"1": T, "2": R}
    made["status"] = ["unreviewed", "rejected"]
    result = reconcile(made)
    assert roles(result.figures) == {"1": R, "2": None}, "where the people were rejected, the households enter"
    assert result.rows["basis"].tolist() == ["converted"]


def test_a_chain_of_same_counts_enters_once() -> None:
    made = frame(
        figure(1, "2022-03-02", 1600, start="2022-03-01", end="2022-03-01", quantifier="approximately"),
        figure(2, "2022-03-02", 1601, start="2022-03-01", end="2022-03-01", same_as="1"),
        figure(3, "2022-03-02", 307, start="2022-03-01", end="2022-03-01", same_as="2", unit="household"),
    )
    assert roles(reconcile(made).figures) == {"1": T, "2": R, "3": T}


def test_a_part_never_enters_the_series_of_its_whole_but_its_own() -> None:
    made = frame(
        figure(1, "2022-04-05", 5003, start="2022-03-28", end="2022-04-03"),
        figure(2, "2022-04-05", 2003, start="2022-03-28", end="2022-04-03", part_of="1"),
        figure(3, "2022-04-05", 1301, start="2022-03-28", end="2022-04-03", part_of="1", place="Sake", place_id="sake"),
        figure(4, "2022-04-05", 701, "stock", end="2022-04-05", part_of="1", term="in_camp"),
    )
    assert roles(reconcile(made).figures) == {"1": R, "2": P, "3": R, "4": R}


# Rule 2: keys


def test_flood_and_conflict_origin_and_destination_never_compete() -> None:
    made = frame(
        figure(1, "2022-03-02", 1009, start="2022-03-01", end="2022-03-01"),
        figure(2, "2022-03-02", 2003, start="2022-03-01", end="2022-03-01", cause="disaster"),
        figure(3, "2022-03-02", 3001, start="2022-03-01", end="2022-03-01", place_role="destination"),
        figure(4, "2022-03-02", 4001, start="2022-03-01", end="2022-03-01", term="killed"),
        figure(5, "2022-03-02", 5003, start="2022-03-01", end="2022-03-01", place_id="sake"),
        figure(6, "2022-03-02", 6007, "cumulative", "2022-01-01", "2022-03-01"),
        figure(7, "2022-03-02", 7001, "cumulative", "2022-02-01", "2022-03-01"),
    )
    result = reconcile(made)
    assert set(roles(result.figures).values()) == {R}
    assert result.rows.groupby(["series", "place_id"]).ngroups == 7


def test_the_readable_key() -> None:
    made = frame(
        figure(1, "2017-03-09", 200003, "cumulative", "2016-10-01", "2017-03-09", place="Mosul", country="IRQ"),
        figure(2, "2017-03-09", 7, end="2017-03-09", place=None, place_id=None, place_role=None, cause=None),
        figure(3, "2017-03-09", 11, "cumulative", None, "2017-03-09", place_id=None, place="Sake", country=None),
    )
    assert sorted(reconcile(made).rows["series"]) == [
        "Mosul (IRQ) · origin · displaced · conflict · cumulative since 2016-10-01 · person",
        "Sake (country not told) · origin · displaced · conflict · cumulative, start not told · person",
        "place not told (COD) · role not told · displaced · cause not told · flow · person",
    ]


def test_keys_of_figures_and_of_their_rows_are_the_same() -> None:
    made = frame(
        figure(1, "2022-03-02", 1009, end="2022-03-01"),
        figure(2, "2022-03-02", 2003, end="2022-03-01", place_id=None, place=" Sake "),
        figure(3, "2022-03-02", 3001, end="2022-03-01", place_id=None, place=None),
        figure(4, "2022-03-02", 4001, end="2022-03-01", term="other"),
    )
    assert keys_of(made).tolist() == ["goma|displaced", "sake@COD|displaced", "@COD|displaced", ""]
    assert set(keys_of(reconcile(made).rows)) == set(keys_of(made)) - {""}


# Rule 3: days


def test_a_look_back_window_leaves_its_first_day_out() -> None:
    made = frame(
        figure(1, "2017-03-09", 40009, start="2017-02-27", end="2017-03-09", period_rule="look_back"),
        figure(2, "2017-02-27", 30011, start="2017-02-20", end="2017-02-27", period_rule="look_back"),
    )
    rows = reconcile(made).rows
    assert counted(rows, "period_start", "period_end", "figure_ids") == [
        ("2017-02-21", "2017-02-27", "2"),
        ("2017-02-28", "2017-03-09", "1"),
    ]
    assert rate(rows).tolist() == pytest.approx([30011 / 7, 4000.9])


def test_a_start_after_its_end_is_no_start() -> None:
    rows = reconcile(frame(figure(1, "2022-03-02", 1009, start="2022-03-05", end="2022-03-01"))).rows
    assert counted(rows, "period_start", "period_end") == [(None, "2022-03-01")]


# Rule 4: clusters


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ({"value": 1009}, {"value": 1000, "quantifier": "approximately"}, True),
        ({"value": 1009}, {"value": 1000}, True),
        ({"value": 1009}, {"value": 1013}, False),
        ({"value": 1509}, {"value": 1000, "quantifier": "approximately"}, False),
        ({"value": 211_007}, {"value": 200_000, "quantifier": "more_than", "high": None}, True),
        ({"value": 191_003}, {"value": 200_000, "quantifier": "more_than", "high": None}, False),
        ({"value": 4_987}, {"value": 5_000, "quantifier": "less_than", "low": None}, True),
        ({"value": 5_011}, {"value": 5_000, "quantifier": "less_than", "low": None}, False),
        ({"value": 20_000}, {"value": 21_500, "low": 18_000, "high": 25_000, "quantifier": "range"}, True),
        ({"value": 1009}, {"value": 1009, "period_end": "2022-03-08", "period_start": "2022-03-08"}, True),
        ({"value": 1009}, {"value": 1009, "period_end": "2022-03-09", "period_start": "2022-03-09"}, False),
        ({"value": 1009}, {"value": 1009, "period_start": "2022-02-22"}, True),
        ({"value": 1009}, {"value": 1009, "period_start": "2022-02-21"}, False),
        ({"value": 1009}, {"value": 1009, "period_start": None}, True),
        ({"value": 1009}, {"value": 1009, "increment": True}, False),
        ({"value": 1009}, {"value": 1009, "cause": "disaster"}, False),
    ],
)
def test_which_figures_tell_one_claim(one: dict[str, Any], other: dict[str, Any], together: bool) -> None:
    def told(number: int, given: dict[str, Any]) -> dict[str, Any]:
        value = given["value"]
        days = {"start": "2022-03-01", "end": "2022-03-01"}
        return {**figure(number, f"2022-03-1{number}", value, **days), "low": value, "high": value, **given}

    for pair in ((told(1, one), told(2, other)), (told(1, other), told(2, one))):
        clusters = reconcile(frame(*pair)).figures["cluster"]
        assert (clusters.nunique() == 1) is together


def test_the_most_precise_member_shows_the_claim_and_all_reports_count() -> None:
    made = frame(
        figure(1, "2022-03-02", 1000, start="2022-03-01", end="2022-03-01", quantifier="approximately"),
        figure(2, "2022-03-03", 1010, start="2022-03-01", end="2022-03-01"),
        figure(3, "2022-03-04", 1009, start="2022-03-01", end="2022-03-01", near_copy_of="document of 2"),
        figure(4, "2022-03-05", 1009, start="2022-03-01", end="2022-03-01", document_id="document of 1"),
    )
    result = reconcile(made)
    assert counted(result.rows, "value", "reports", "figure_ids") == [(1009, 2, "3 1 2 4")]
    assert roles(result.figures) == {"1": T, "2": T, "3": R, "4": T}
    reasons = result.figures.set_index("figure_id")["role_reason"]
    assert reasons["1"] == "Same claim as 1,009 people (published 4 March 2022), which tells it more precisely."
    assert reasons["4"] == "Same claim as 1,009 people (published 4 March 2022), which tells it first."


def test_a_reviewer_merges_and_splits_claims() -> None:
    days = {"start": "2022-03-01", "end": "2022-03-01"}
    apart = frame(figure(1, "2022-03-02", 1009, **days), figure(2, "2022-03-03", 1301, **days))
    merged = reconcile(apart.assign(cluster_decided=[None, "1"]))
    assert merged.figures["cluster"].tolist() == ["1", "1"]
    assert counted(merged.rows, "value", "reports") == [(1009, 2)]
    same = frame(figure(1, "2022-03-02", 1009, **days), figure(2, "2022-03-03", 1000, **days))
    split = reconcile(same.assign(cluster_decided=[None, "2"]))
    assert split.figures["cluster"].tolist() == ["1", "2"]
    elsewhere = reconcile(same.assign(cluster_decided=[None, "a cluster of another series"]))
    assert elsewhere.figures["cluster"].tolist() == ["1", "2"]


# Rule 5: what counts first

DAYS = {"start": "2022-03-01", "end": "2022-03-05"}


@pytest.mark.parametrize(
    ("better", "words"),
    [
        ({"status": "accepted"}, "a reviewer accepted it"),
        ({"status": "corrected"}, "a reviewer accepted it"),
        ({"source_id": "UNHCR"}, "its source is more reliable"),
        ({"published": "2022-03-11"}, "it was published later"),
        ({}, "it is more exact"),
        ({"quantifier": "approximately", "again": True}, "more reports tell it"),
        ({"quantifier": "approximately", "period_start": "2022-02-28"}, "its window is longer"),
    ],
)
def test_the_order_of_claims(better: dict[str, Any], words: str) -> None:
    wins = {"quantifier": "approximately" if better and "quantifier" not in better else "exact", **better}
    again = wins.pop("again", False)
    one = {**figure("z", "2022-03-10", 1009, **DAYS), **wins}
    two = figure("a", "2022-03-10", 2003, **DAYS, quantifier="exact" if "quantifier" not in wins else "approximately")
    if not better:
        two["quantifier"] = "approximately"
    others = [{**one, "figure_id": "zz", "document_id": "another"}] if again else []
    result = reconcile(frame(one, two, *others))
    assert roles(result.figures)["z"] == R
    assert roles(result.figures)["a"] == T
    reason = result.figures.set_index("figure_id").loc["a", "role_reason"]
    assert reason.startswith("Shares days with ")
    assert reason.endswith(f"which counts because {words}.")


def test_reliability_is_a_table_that_one_edits(tmp_path: Path) -> None:
    assert read_reliability().of("UNHCR") < read_reliability().of("government") < read_reliability().of("a paper")
    made = frame(figure(1, "2022-03-10", 1009, **DAYS, source_id="UNHCR"),
                 figure(2, "2022-03-09", 2003, **DAYS, source_id="the town"))  # fmt: skip
    assert roles(reconcile(made).figures) == {"1": R, "2": T}
    table = tmp_path / "mine.csv"
    table.write_text("rank,kind,source_ids\n1,government,Save the Children; the town\n2,un,\n3,*,\n", encoding="utf-8")
    ranks = read_reliability(table)
    told = ("NDMA", "save the children", "The Town", "UNHCR", "Reuters", None)
    assert [ranks.of(s) for s in told] == [1, 1, 1, 2, 3, 3]
    mine = Reliability({"the town": 1}, others=2)
    assert roles(reconcile(made, reliability=mine).figures) == {"1": T, "2": R}
    table.write_text("rank,kind,source_ids\none,un,\n", encoding="utf-8")
    read_reliability.cache_clear()
    with pytest.raises(SettingsError, match="whole number"):
        read_reliability(table)
    table.write_text("rank,kind,source_ids\n1,un,A\n2,ngo,a\n", encoding="utf-8")
    read_reliability.cache_clear()
    with pytest.raises(SettingsError, match="two rows"):
        read_reliability(table)


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

PARENTS = {"goma": "north", "sake": "north", "bukavu": "south", "north": "COD", "south": "COD"}


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
    sums = partial_sums(rows, made, PARENTS)
    assert counted(sums, "place_role", "value", "low", "high", "basis", "figure_ids", "reports") == [
        ("destination", 101, 101, 101, "partial_sum", "7", 1),
        ("origin", 6013, 6013, None, "partial_sum", "3 1 2", 3),
    ]
    assert counted(partial_sums(rows, made, PARENTS, level=1), "value", "low", "place_id") == [(4001, None, None)]
    assert partial_sums(rows.iloc[:0], made, PARENTS).empty


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
    assert "no household size for LBN" in lebanon["role_reason"]
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
    sizes = household_sizes()
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
    switched = reconcile(made, dwellings_count_as_households=True)
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
    assert headline(result.rows, made).level
