"""The worked example of the rules: twelve figures on Goma, and exactly the rows they give by month."""

from typing import Any

import pandas as pd
import pytest

from stats.series import bucket, reconcile


def figure(
    number: int, published: str, value: int, kind: str, start: str | None, end: str, term: str, **more: Any
) -> dict[str, Any]:
    return {
        "figure_id": str(number), "document_id": f"doc {published} {more.pop('document', '')}", "published": published,
        "value": value, "low": value, "high": value, "quantifier": "exact", "unit": "person", "term": term,
        "kind": kind, "period_start": start, "period_end": end, "period_rule": "dates", "place": "Goma",
        "country": "COD", "place_id": "goma", "place_role": "origin", "attribution": None, "source_id": None,
        "cause": "conflict", "forecast": False, "increment": False, "part_of": None, "same_as": None,
        "status": "unreviewed", "near_copy_of": None, **more,
    }  # fmt: skip


def goma() -> pd.DataFrame:
    at_least = {"high": None, "quantifier": "more_than"}
    flood = {"cause": "disaster", "place_role": "present"}
    there = {"place_role": "present"}
    return pd.DataFrame(
        [
            figure(1, "2022-03-10", 1009, "flow", "2022-02-28", "2022-03-10", "fled", period_rule="look_back"),
            figure(2, "2022-03-11", 1000, "flow", "2022-03-01", "2022-03-11", "fled", period_rule="look_back",
                   quantifier="approximately"),
            figure(3, "2022-04-05", 5003, "flow", "2022-03-28", "2022-04-03", "fled"),
            figure(4, "2022-04-05", 2003, "flow", "2022-03-28", "2022-04-03", "fled", part_of="3"),
            figure(5, "2022-04-20", 307, "flow", "2022-04-12", "2022-04-12", "displaced", unit="household",
                   same_as="6"),
            figure(6, "2022-04-20", 1601, "flow", "2022-04-12", "2022-04-12", "displaced"),
            figure(7, "2022-04-15", 8009, "cumulative", "2022-03-01", "2022-04-15", "displaced", **at_least),
            figure(8, "2022-05-02", 9001, "cumulative", "2022-03-01", "2022-05-02", "displaced", **at_least),
            figure(9, "2022-04-30", 3011, "stock", "2022-04-30", "2022-04-30", "in_camp", **there),
            figure(10, "2022-05-31", 2011, "stock", "2022-05-31", "2022-05-31", "in_camp", **there),
            figure(11, "2022-05-03", 7, "flow", None, "2022-05-03", "killed", **flood),
            figure(12, "2022-05-05", 11, "flow", None, "2022-05-05", "killed", **flood),
        ]
    )  # fmt: skip


EXPECTED = [
    # measure, kind, basis, date, value, low, high, reports, figures
    ("displaced", "flow", "shared", "2022-03-31", 1009 + 5003 * 4 / 7, "same", "same", 3, "1 3 2"),
    ("displaced", "flow", "shared", "2022-04-30", 5003 * 3 / 7 + 1601, "same", "same", 2, "3 6"),
    ("displaced", "cumulative since 2022-03-01", "reported", "2022-04-30", 8009, 8009, None, 1, "7"),
    ("displaced", "cumulative since 2022-03-01", "reported", "2022-05-31", 9001, 9001, None, 1, "8"),
    ("displaced", "flow", "implied", "2022-05-31", 992, None, None, 2, "7 8"),
    ("sheltered", "stock", "reported", "2022-04-30", 3011, 3011, 3011, 1, "9"),
    ("sheltered", "stock", "reported", "2022-05-31", 2011, 2011, 2011, 1, "10"),
    ("killed", "flow", "reported", "2022-05-31", 11, 11, 11, 2, "12 11"),
]


def test_the_rows_by_month_are_exactly_these() -> None:
    figures = goma()
    rows = bucket(reconcile(figures).rows, figures, every="month")
    counted = rows[rows["role"] == "recommended"]
    found = {}
    for r in counted.itertuples():
        found[r.measure, r.kind, r.basis, r.date.date().isoformat()] = (
            r.value, r.low, r.high, r.reports, r.figure_ids, r.period_start,
        )  # fmt: skip
    assert len(found) == len(counted) == len(EXPECTED)
    for measure, kind, basis, day, value, low, high, reports, ids in EXPECTED:
        row = found[measure, kind.partition(" ")[0], basis, day]
        assert row[0] == pytest.approx(value, abs=1e-5)
        for bound, expected in ((row[1], low), (row[2], high)):
            if expected is None:
                assert pd.isna(bound)
            else:
                assert bound == (row[0] if expected == "same" else expected)
        assert row[3:5] == (reports, ids)
        if kind.startswith("cumulative"):
            assert row[5].date().isoformat() == kind.rpartition(" ")[2]


def test_every_other_role_stands_in_one_row_out_of_buckets() -> None:
    figures = goma()
    rows = bucket(reconcile(figures).rows, figures, every="month")
    others = rows[rows["role"] != "recommended"]
    assert set(zip(others["figure_ids"], others["role"], others["date"].dt.strftime("%Y-%m-%d"), strict=True)) == {
        ("4", "part", "2022-04-03"),
        ("11", "superseded", "2022-05-03"),
    }


def test_nothing_is_counted_twice() -> None:
    figures = goma()
    for every in ("day", "week", "month", "quarter", "year"):
        rows = bucket(reconcile(figures).rows, figures, every=every)
        for total in (18, 5022, 17010):
            assert not (rows["value"].round() == total).any(), (every, total)


def test_each_figure_has_its_role_and_a_reason_in_words() -> None:
    figures = reconcile(goma()).figures.set_index("figure_id")
    assert figures["role"].to_dict() == {
        **dict.fromkeys(["1", "3", "6", "7", "8", "9", "10", "12"], "recommended"),
        "2": "triangulation", "4": "part", "5": "triangulation", "11": "superseded",
    }  # fmt: skip
    reasons = figures["role_reason"]
    assert reasons["2"] == "Same claim as 1,009 people (published 10 March 2022), which tells it more precisely."
    assert reasons["11"].startswith("An earlier state of the event that 11 people (published 5 May 2022) tells")
    assert reasons["5"].startswith("The same count as 1,601 people")
    assert figures.loc["2", "cluster"] == figures.loc["1", "cluster"] == "1"
    assert figures.loc["5", "persons"] == round(307 * figures.loc["5", "household_size"])


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_rows_does_not_matter(seed: int) -> None:
    figures = goma()
    shuffled = figures.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(reconcile(figures).rows, reconcile(shuffled).rows)
