"""The rules 1 to 5 of docs/method.md: who enters a series, what is one claim, and which claim counts.

Every value is a prime of its own, so that a wrong sum shows itself.
"""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from series_made import counted, figure, frame, roles

from stats.errors import SettingsError
from stats.series import Reliability, keys_of, rate, read_reliability, reconcile

R, T, P = "recommended", "triangulation", "part"


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
    now = rate(rows)
    assert now
    assert (now.value, now.figure_ids) == (pytest.approx(4000.9), ("1",))


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


def test_people_who_were_counted_come_before_people_worked_out_of_households() -> None:
    """A row of a report tells 480 households and 2,400 people: worked out, the households are some other number."""
    day = {"start": "2022-03-01", "end": "2022-03-05"}
    made = frame(
        figure("a", "2022-03-10", 487, unit="household", **day), figure("z", "2022-03-10", 2411, **day)
    )
    result = reconcile(made)
    assert roles(result.figures) == {"a": T, "z": R}
    assert result.figures.set_index("figure_id").loc["a", "role_reason"].endswith("because it was told in people.")


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
