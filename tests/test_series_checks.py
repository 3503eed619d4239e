"""The checks: each finds what it is for, names the figures, and stays silent where nothing is wrong."""

from typing import Any

import pandas as pd
import pytest
from series_made import figure, frame

from stats.series import checks, reconcile
from stats.series.words import place_name

BY = "cumulative", "2022-01-01"


def found(*figures: dict[str, Any], populations: dict[str, float] | None = None) -> list[tuple[str, str, str]]:
    """What the checks say: check, severity, figures."""
    result = reconcile(frame(*figures))
    table = checks(result.figures, result.rows, populations)
    assert all(s.endswith(".") and s[0] != " " for s in table["sentence"])
    return [tuple(row) for row in table[["check", "severity", "figure_ids"]].itertuples(index=False)]


def sentence(*figures: dict[str, Any], populations: dict[str, float] | None = None) -> str:
    result = reconcile(frame(*figures))
    return str(checks(result.figures, result.rows, populations)["sentence"].iloc[0])


def test_a_falling_count() -> None:
    falls = (figure(1, "2022-02-01", 9001, *BY, "2022-01-31"), figure(2, "2022-03-01", 8009, *BY, "2022-02-28"))
    assert found(*falls) == [("falling count", "warning", "1 2")]
    assert sentence(*falls) == (
        "Goma (DR Congo), displaced: the running count falls from 9,001 people by 31 January 2022 to 8,009 people by "
        "28 February 2022."
    )
    at_least = {**falls[1], "quantifier": "more_than", "high": None}
    assert found(falls[0], at_least) == [("falling count", "notice", "1 2")], "at least 8,009 may well be 9,001"
    around = [{**one, "quantifier": "range", "low": one["value"] - 700, "high": one["value"] + 700} for one in falls]
    assert found(*around) == [("falling count", "notice", "1 2")], "their bounds meet"
    assert found(falls[1], falls[0] | {"published": "2022-04-01", "period_end": "2022-03-31"}) == []


def test_an_implied_flow_below_the_reported_ones() -> None:
    told = (
        figure(1, "2022-02-01", 8009, *BY, "2022-01-31"),
        figure(2, "2022-03-01", 9001, *BY, "2022-02-28"),
        figure(3, "2022-02-20", 1009, start="2022-02-10", end="2022-02-19"),
    )
    assert found(*told) == [("implied below reported", "warning", "1 2 3"), ("flows within count", "agrees", "2 3")]
    assert "imply 992 people between 1 February 2022 and 28 February 2022" in sentence(*told)
    assert "1,009 people between 10 February 2022 and 19 February 2022" in sentence(*told)
    fits = {**told[2], "value": 991, "low": 991, "high": 991}
    assert [check for check, _, _ in found(*told[:2], fits)] == ["flows within count"]


def test_flows_above_the_count_of_the_same_days() -> None:
    told = (
        figure(1, "2022-02-01", 8009, *BY, "2022-01-31"),
        figure(2, "2022-01-20", 5011, start="2022-01-10", end="2022-01-19"),
        figure(3, "2022-02-08", 9001, start="2022-01-29", end="2022-02-07"),
        figure(4, "2022-01-05", 3001, end="2022-01-04"),
    )
    assert found(*told) == [("flows above count", "warning", "1 4 2")]
    # 5,011 and 3,001 fall inside; of 9,001 nobody knows how many fled by the end of January
    assert sentence(*told) == (
        "Goma (DR Congo), displaced: 8,009 people were counted between 1 January 2022 and 31 January 2022, but the "
        "reported flows that lie within these days make at least 8,012 people (3,001 people up to 4 January 2022; "
        "5,011 people between 10 January 2022 and 19 January 2022)."
    )
    at_least = {**told[0], "quantifier": "more_than", "high": None}
    assert found(at_least, *told[1:]) == [("flows above count", "notice", "1 4 2")]
    fewer = {**told[1], "low": 4999, "quantifier": "range"}
    assert found(told[0], fewer, *told[2:]) == [], "4,999 and 3,001 may be all"
    assert found(told[0], {**told[1], "value": 5003, "low": 5003, "high": 5003}, *told[2:]) == []


def test_flow_and_count_that_agree_are_said_to() -> None:
    """About 40,000 fled Mosul in ten days, more than 200,000 since October: the two are compared, and fit."""
    mosul = {"place": "Mosul", "country": "IRQ", "place_id": "mosul", "document_id": "one article"}
    told = (
        figure(1, "2017-03-09", 40000, start="2017-02-27", end="2017-03-09", period_rule="look_back",
               quantifier="approximately", **mosul),
        figure(2, "2017-03-09", 200000, "cumulative", "2016-10-01", "2017-03-09", quantifier="more_than", **mosul),
    )  # fmt: skip
    assert found(*told) == [("flows within count", "agrees", "2 1")]
    assert sentence(*told) == (
        "Mosul (Iraq), displaced: at least 200,000 people were counted between 1 October 2016 and 9 March 2017, and "
        "the reported flows of the same days make 40,000 people (40,000 people between 28 February 2017 and "
        "9 March 2017), which fits."
    )


def test_a_part_larger_than_its_whole() -> None:
    whole = figure(1, "2022-04-05", 5003, start="2022-03-28", end="2022-04-03")
    part = figure(2, "2022-04-05", 7001, start="2022-03-28", end="2022-04-03", part_of="1")
    assert found(whole, part) == [("part above whole", "warning", "2 1")]
    assert "7,001 people are told as a part of 5,003 people (published 5 April 2022)" in sentence(whole, part)
    assert found({**whole, "quantifier": "more_than", "high": None}, part) == [("part above whole", "notice", "2 1")]
    assert found(whole, {**part, "value": 2003}) == []
    assert found(whole, {**part, "status": "rejected"}) == []


@pytest.mark.parametrize(
    ("households", "people", "wrong"), [(307, 1601, False), (307, 613, True), (307, 614, False), (307, 3685, True)]
)
def test_persons_a_household(households: int, people: int, wrong: bool) -> None:
    days = {"start": "2022-04-12", "end": "2022-04-12"}
    told = (
        figure(1, "2022-04-20", households, unit="household", same_as="2", **days),
        figure(2, "2022-04-20", people, same_as="1", **days),
    )
    assert found(*told) == ([("persons a household", "warning", "1 2")] if wrong else [])
    if people == 3685:
        assert "that is 12 people a household, outside 2 to 12" in sentence(*told)


def test_an_end_after_publication() -> None:
    late = figure(1, "2022-04-05", 5003, start="2022-03-28", end="2022-04-06")
    assert found(late) == [("end after publication", "warning", "1")]
    assert sentence(late) == "5,003 people are counted until 6 April 2022, but the article is of 5 April 2022."
    assert found({**late, "forecast": True}) == []
    assert found({**late, "published": "2022-04-06"}) == []
    assert found({**late, "published": None}) == []


def test_two_values_for_one_claim_in_one_article() -> None:
    days = {"start": "2022-04-12", "end": "2022-04-12", "document_id": "one"}
    told = (figure(1, "2022-04-20", 1601, **days), figure(2, "2022-04-20", 2003, **days))
    assert found(*told) == [("two values in one article", "notice", "1 2")]
    assert sentence(*told) == (
        "One article (published 20 April 2022) tells 1,601 people and 2,003 people for the same: Goma, displaced, on "
        "12 April 2022."
    )
    assert found(told[0], {**told[1], "document_id": "another"}) == []
    assert found(told[0], {**told[1], "part_of": "1", "value": 701}) == []
    assert found(told[0], {**told[1], "same_as": "1"}) == []
    assert found(told[0], {**told[1], "value": 1600}) == [], "1,601 rounds to 1,600: one claim"
    sides = [{**t, "term": "armed", "subject": s} for t, s in zip(told, ("soldiers", "militants"), strict=True)]
    assert found(*sides) == [], "the strength of each side"
    assert found(sides[0], {**sides[1], "subject": "soldiers"}) != []


@pytest.mark.parametrize(
    ("kind", "first", "second", "jump"),
    [
        ("stock", 1009, 10091, True),
        ("stock", 10091, 1009, True),
        ("stock", 1009, 10079, False),
        ("stock", 7, 89, False),
        ("flow", 1009, 10091, True),
    ],
)
def test_a_tenfold_jump(kind: str, first: int, second: int, jump: bool) -> None:
    told = (
        figure(1, "2022-03-08", first, kind, "2022-03-01", "2022-03-07"),
        figure(2, "2022-03-15", second, kind, "2022-03-08", "2022-03-14"),
    )
    assert found(*told) == ([("tenfold jump", "notice", "1 2")] if jump else [])


def test_flows_of_unlike_windows_are_no_jump() -> None:
    told = (
        figure(1, "2022-03-08", 101, start="2022-03-07", end="2022-03-07"),
        figure(2, "2022-04-15", 10091, start="2022-03-08", end="2022-04-14"),
    )
    assert found(*told) == []


def test_more_people_than_inhabitants() -> None:
    told = figure(1, "2022-03-08", 700_001, start="2022-03-01", end="2022-03-07")
    assert found(told, populations={"goma": 670_000}) == [("more than inhabitants", "notice", "1")]
    assert sentence(told, populations={"goma": 670_000}).endswith("but the place has 670,000 people.")
    assert found(told, populations={"goma": 700_002}) == []
    assert found(told, populations={"sake": 10}) == []
    assert found({**told, "place_role": "destination"}, populations={"goma": 670_000}) == []


def test_households_without_a_size_are_said_by_country() -> None:
    told = [
        figure(n, "2022-03-08", value, end=f"2022-0{n}-01", unit="household", country="LBN")
        for n, value in enumerate((101, 211, 307, 401), 1)
    ]
    for one in told:
        one["published"] = "2022-08-01"
    assert found(*told)[-1] == ("no household size", "notice", "1 2 3 4")
    assert "4 counts of households stay as told, because there is no household size for Lebanon" in sentence(*told)
    assert "101 households, 211 households and 307 households and others" in sentence(*told)


def test_nothing_wrong_says_nothing() -> None:
    assert found(figure(1, "2022-03-08", 1009, start="2022-03-01", end="2022-03-07")) == []
    empty = reconcile(frame(figure(1, "2022-03-08", 2, end="2022-03-07")).iloc[:0])
    assert checks(empty.figures, empty.rows).columns.tolist() == ["check", "severity", "sentence", "figure_ids"]


def test_worst_first() -> None:
    table = found(
        figure(1, "2022-04-05", 5003, start="2022-03-28", end="2022-04-06"),
        figure(2, "2022-04-20", 1601, start="2022-04-12", end="2022-04-12", document_id="one"),
        figure(3, "2022-04-20", 2003, start="2022-04-12", end="2022-04-12", document_id="one"),
    )
    assert [severity for _, severity, _ in table] == ["warning", "notice"]
    assert isinstance(table, list)
    assert pd.DataFrame(table).notna().all(axis=None)


def test_a_count_is_compared_again_when_there_are_new_flows() -> None:
    told = [
        figure(1, "2022-02-01", 8009, *BY, "2022-01-31"),
        figure(2, "2022-03-01", 9001, *BY, "2022-02-28"),
        figure(3, "2022-04-01", 11003, *BY, "2022-03-31"),
        figure(4, "2022-01-20", 1009, start="2022-01-10", end="2022-01-19"),
        figure(5, "2022-03-20", 503, start="2022-03-10", end="2022-03-19"),
    ]
    agrees = [ids for check, _, ids in found(*told) if check == "flows within count"]
    assert sorted(agrees) == ["1 4", "3 4 5"]


@pytest.mark.parametrize(("place", "code", "told"), [
    ("Galle", "LKA", "Galle (Sri Lanka)"), (None, "LKA", "Sri Lanka"), ("Sri Lanka", "LKA", "Sri Lanka"),
    ("Pristina", "XKX", "Pristina (Kosovo)"), ("Elsewhere", None, "Elsewhere (country not told)"),
    (None, None, "place not told"), ("Place 1", "AAX", "Place 1 (AAX)"),
])  # fmt: skip
def test_countries_are_told_by_their_names(place: str | None, code: str | None, told: str) -> None:
    assert place_name(place, code) == told
