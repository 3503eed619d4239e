"""Where the rules of series, read by the letter, gave a plainly wrong number (docs/decisions/0014)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from series_made import counted, figure, frame, roles

from stats.collection import Collection
from stats.document import Document
from stats.reading import read
from stats.series import bucket, reconcile
from stats.settings import Settings

R, T, S = "recommended", "triangulation", "superseded"

Told = tuple[str, float, str | None, str]
"""Published, the value, the first day, the last day; all without their year."""


def flows(*told: Told, **more: Any) -> list[dict[str, Any]]:
    """Flows of 2022, each of its own document."""
    return [
        figure(n, f"2022-{published}", value, start=first and f"2022-{first}", end=f"2022-{end}", **more)
        for n, (published, value, first, end) in enumerate(told)
    ]


def levels(kind: str, *told: tuple[str, float, str], **more: Any) -> list[dict[str, Any]]:
    """States of a stock, or of a count since 1 January 2022: published, the value, the day, without their year."""
    start = "2022-01-01" if kind == "cumulative" else None
    return [
        figure(n, f"2022-{published}", value, kind, start, f"2022-{end}", **more)
        for n, (published, value, end) in enumerate(told)
    ]


def values(made: list[dict[str, Any]], *, kind: str, basis: str = "reported") -> list[float]:
    """The values that count, by their days."""
    rows = reconcile(frame(*made)).rows
    return [row[-1] for row in counted(rows[rows["kind"] == kind], "date", "value", basis=(basis,))]


# Rule 4: what is one claim, and which number shows it


@pytest.mark.parametrize(
    ("told", "total"),
    [
        # weekly
        ([("03-05", 1200, "02-26", "03-04"), ("03-12", 1150, "03-05", "03-11"), ("03-19", 1200, "03-12", "03-18"),
          ("03-26", 1170, "03-19", "03-25")], 4720),
        # daily
        ([("03-02", 1200, "03-01", "03-01"), ("03-03", 1230, "03-02", "03-02"), ("03-04", 1200, "03-03", "03-03"),
          ("03-05", 2000, "03-04", "03-04"), ("03-06", 1600, "03-05", "03-05")], 7230),
        ([("07-02", 5, "07-01", "07-01"), ("07-04", 5, "07-03", "07-03"), ("07-06", 9, "07-05", "07-05"),
          ("07-08", 10, "07-07", "07-07")], 29),
        # four digits are no coincidence: one of the two texts tells a wrong day
        ([("03-03", 1009, "03-02", "03-02"), ("03-04", 1009, "03-03", "03-03")], 1009),
    ],
)  # fmt: skip
def test_windows_that_share_no_day_are_two_claims(told: list[Told], total: float) -> None:
    assert sum(values(flows(*told), kind="flow")) == total


def test_one_text_that_tells_one_number_of_two_weeks_tells_two_claims() -> None:
    weeks = flows(("03-15", 1009, "03-01", "03-07"), ("03-15", 1009, "03-08", "03-14"), document_id="one")
    assert values(weeks, kind="flow") == [1009, 1009]


@pytest.mark.parametrize(("kind", "last"), [("stock", 12_000), ("cumulative", 12_100)])
def test_one_source_tells_the_states_of_its_days(kind: str, last: float) -> None:
    days = (("01-03", "01-02"), ("01-10", "01-09"), ("01-17", "01-16"), ("01-24", "01-23"))
    numbers = (12_000, 12_300, 11_800, last)
    told = [(published, value, end) for (published, end), value in zip(days, numbers, strict=True)]
    assert values(levels(kind, *told, source_id="IOM"), kind=kind) == [*numbers]
    assert values(levels(kind, *told, document_id="a table"), kind=kind) == [*numbers]
    other = [{**one, "source_id": name} for one, name in zip(levels(kind, *told[:2]), ("IOM", "AFP"), strict=True)]
    assert values(other, kind=kind) == [12_300], "another source rounds what the first one told"


def test_a_running_count_that_names_no_day_is_told_again() -> None:
    told = (("01-10", 9_001, "01-10"), ("01-12", 9_000, "01-12"))
    assert values(levels("cumulative", *told, source_id="IOM"), kind="cumulative") == [9_001]


def test_increments_of_two_days_are_two_unless_their_numbers_are_one() -> None:
    told = (("07-04", 20, None, "07-04"), ("07-07", 20, None, "07-07"), ("07-10", 15, None, "07-10"))
    assert sorted(values(flows(*told, increment=True, term="killed"), kind="flow")) == [15, 20]


@pytest.mark.parametrize(
    ("value", "rounder", "quantifier", "together"),
    [
        (61_307, 100_000, "exact", False),
        (600, 1_000, "exact", False),
        (76_003, 100_000, "exact", True),
        (1_009, 1_000, "exact", True),
        (61_307, 100_000, "approximately", True),
    ],
)
def test_how_far_one_exact_number_rounds_to_another(
    value: float, rounder: float, quantifier: str, together: bool
) -> None:
    made = flows(("03-03", value, "03-02", "03-02"), ("03-04", rounder, "03-02", "03-02"))
    made[1]["quantifier"] = quantifier
    for pair in (made, made[::-1]):
        assert (reconcile(frame(*pair)).figures["cluster"].nunique() == 1) is together


@pytest.mark.parametrize("status", ["accepted", "corrected"])
def test_what_a_reviewer_decided_shows_its_claim(status: str) -> None:
    made = flows(("03-03", 1_009, "03-02", "03-02"), ("03-04", 1_000, "03-02", "03-02"))
    made[1] |= {"status": status, "quantifier": "approximately"}
    result = reconcile(frame(*made))
    assert counted(result.rows, "value", "reports", "figure_ids") == [(1_000, 2, "1 0")]
    assert result.figures["role_reason"].tolist() == [
        "Same claim as about 1,000 people (published 4 March 2022), which a reviewer accepted.",
        "No other claim competes with it; told 2 times, shown as accepted.",
    ]


# Rule 5: where nothing else decides


@pytest.mark.parametrize("greater", [0, 1])
def test_of_two_counts_that_nothing_else_tells_apart_the_larger_one_counts(greater: int) -> None:
    """A text that tells 600 and 140 of one place and day tells a whole and a part of it."""
    made = flows(("03-03", 140, "03-02", "03-02"), ("03-03", 600, "03-02", "03-02"))
    result = reconcile(frame(*(made if greater else made[::-1])))
    assert counted(result.rows, "value") == [(600,)]
    lesser = result.figures["role_reason"][result.figures["figure_id"] == made[0]["figure_id"]].iloc[0]
    assert lesser.endswith("which counts because its number is larger.")


@pytest.mark.parametrize("made", [{"title": "Flood update"}, {"title": "DTM Weekly Snapshot 15", "publisher": "apart"}])
def test_a_title_that_many_texts_bear_tells_no_versions(made: dict[str, str]) -> None:
    first, second = flows(("03-03", 1_009, "03-02", "03-02"), ("03-03", 2_003, "03-02", "03-02"))
    first |= {"added_at": "2022-03-03T08:00:00", **made}
    second |= {"added_at": "2022-03-03T09:00:00", "quantifier": "approximately", "title": made["title"]}
    assert roles(reconcile(frame(first, second)).figures) == {"0": R, "1": T}


# Rule 5: versions of one text


@pytest.mark.parametrize("versions", [{"url": "https://a.example/1"}, {"near_copy_of": "document of 0"},
                                      {"title": "DTM Weekly Snapshot 15"}])  # fmt: skip
@pytest.mark.parametrize("later", [0, 1])
def test_of_two_versions_of_one_text_the_one_added_later_counts(versions: dict[str, str], later: int) -> None:
    made = flows(("03-03", 1_009, "03-02", "03-02"), ("03-03", 2_003, "03-02", "03-02"))
    made[1 - later] |= {"added_at": "2022-03-03T08:00:00", "near_copy_of": None, **versions}
    made[later] |= {"added_at": "2022-03-03T08:00:00.000001", "quantifier": "approximately", **versions}
    result = reconcile(frame(*made))
    assert roles(result.figures) == {str(later): R, str(1 - later): T}
    assert result.figures["role_reason"].iloc[1 - later].endswith(
        "which counts because the text of the other has a later version."
    )
    apart = [{**one, "url": None, "near_copy_of": None, "title": None} for one in made]
    assert roles(reconcile(frame(*apart)).figures) == {str(later): T, str(1 - later): R}, "the exact one of two texts"
    rejected = [{**one, "status": "rejected"} if n == later else one for n, one in enumerate(made)]
    assert roles(reconcile(frame(*rejected)).figures)[str(1 - later)] == R


def test_the_later_text_of_a_page_counts_as_the_store_keeps_it(tmp_path: Path) -> None:
    told = "{} people fled Goma, DR Congo, on 2 March 2022 because of fighting, officials said."
    with Collection.open(Settings(data=tmp_path)) as opened:
        for number in ("1,009", "2,003", "1,511"):
            text = Document(told.format(number), published=date(2022, 3, 3), language="en", url="https://a.example/1")
            opened.keep_read(read([text]))
        assert counted(opened.series(), "value") == [(1_511,)]


# Rule 6: windows inside others, windows that meet


def test_a_month_told_later_is_part_of_its_year() -> None:
    year, month, week = ("01-01", "12-31"), ("12-01", "12-31"), ("12-05", "12-09")
    result = reconcile(frame(*flows(("01-20", 52_000, *year), ("02-20", 4_000, *month), ("02-25", 3_000, *week))))
    assert roles(result.figures) == {"0": R, "1": T, "2": T}
    assert result.figures["role_reason"].tolist() == [
        "Counts before 2 other claims, because its longer window holds shorter ones.",
        "Part of the longer window of 52,000 people (published 20 January 2022), which counts.",
        "Part of the longer window of 52,000 people (published 20 January 2022), which counts.",
    ]


@pytest.mark.parametrize(
    "of_the_month",
    [{"status": "accepted"}, {"source_id": "UNHCR"}, {"value": 53_000, "low": 53_000, "high": 53_000}],
)
def test_a_month_that_counts_more_or_is_more_is_no_part(of_the_month: dict[str, Any]) -> None:
    made = flows(("01-20", 52_000, "01-01", "12-31"), ("02-20", 4_000, "12-01", "12-31"))
    made[1] |= of_the_month
    assert roles(reconcile(frame(*made)).figures) == {"0": T, "1": R}


def test_a_longer_window_takes_its_parts_place_before_those_that_lost_to_them_too() -> None:
    part, other, whole = ("03-05", "03-08"), ("03-07", "03-25"), ("03-01", "03-10")
    result = reconcile(frame(*flows(("03-20", 1_009, *part), ("03-15", 2_003, *other), ("03-12", 3_001, *whole))))
    assert roles(result.figures) == {"0": T, "1": T, "2": R}
    assert result.figures.set_index("figure_id")["role_reason"]["1"] == (
        "Shares days with 3,001 people (published 12 March 2022), "
        "which counts because its longer window holds shorter ones."
    )


def test_a_state_in_a_part_tells_the_event_of_the_longer_window() -> None:
    whole, part, state = ("03-01", "03-10"), ("03-05", "03-08"), (None, "03-12")
    made = flows(("03-12", 3_001, *whole), ("03-20", 1_009, *part), ("03-25", 3_007, *state))
    assert roles(reconcile(frame(*made)).figures) == {"0": S, "1": T, "2": R}


@pytest.mark.parametrize(
    "published",
    [("03-11", "03-21", "04-01"), ("04-01", "03-21", "03-11"), ("04-01", "03-10", "03-21")],
)
def test_reports_in_a_row_of_one_source_all_count(published: tuple[str, ...]) -> None:
    windows = (("03-01", "03-10"), ("03-10", "03-20"), ("03-20", "03-31"))
    told = [(p, v, *w) for p, v, w in zip(published, (1_301, 2_107, 1_907), windows, strict=True)]
    made = frame(*flows(*told, source_id="IOM"))
    rows = reconcile(made).rows
    assert counted(rows, "period_start", "period_end", "value") == [
        ("2022-03-01", "2022-03-10", 1_301),
        ("2022-03-11", "2022-03-20", 2_107),
        ("2022-03-21", "2022-03-31", 1_907),
    ]
    assert bucket(rows, made, every="month")["value"].tolist() == [5_315]
    assert bucket(rows, made, every="day")["value"].sum() == 5_315
    assert rows["role_reason"].tolist()[1] == "Counted from its second day, as the window before it counts the first."
    assert T in roles(reconcile(made.assign(source_id=["IOM", "AFP", "IOM"])).figures).values()


def test_a_part_goes_beside_reports_that_meet() -> None:
    told = (("03-11", 1_301, "03-01", "03-10"), ("03-28", 103, "03-12", "03-14"), ("03-21", 2_107, "03-10", "03-20"))
    assert roles(reconcile(frame(*flows(*told, source_id="IOM"))).figures) == {"0": R, "1": T, "2": R}


# Rules 6 and 7: old numbers that are quoted again


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([11, 17, 11], {"0": S, "1": R, "2": S}),
        ([11, 17, 13, 11, 17], {"0": S, "1": S, "2": S, "3": S, "4": R}),
        ([11, 17, 13], {"0": S, "1": S, "2": R}),
        ([17, 11, 11], {"0": S, "1": S, "2": R}),
    ],
)
def test_an_old_toll_is_quoted_again(told: list[float], expected: dict[str, str]) -> None:
    days = ("05-03", "05-11", "05-19", "05-27", "06-04")
    made = flows(*((d, v, None, d) for d, v in zip(days, told, strict=False)), term="killed")
    assert roles(reconcile(frame(*made)).figures) == expected


def test_a_toll_that_is_quoted_again_says_so_and_is_a_report() -> None:
    told = (("05-03", 11, None, "05-03"), ("05-06", 17, None, "05-06"), ("05-15", 11, None, "05-15"))
    made = flows(*told, term="killed")
    result = reconcile(frame(*made))
    assert counted(result.rows, "value", "reports") == [(17, 3)]
    assert result.figures["role_reason"].iloc[2] == (
        "Repeats an earlier state of the event that 17 people (published 6 May 2022) tells, so it is no new one."
    )
    made[2]["status"] = "accepted"
    assert counted(reconcile(frame(*made)).rows, "value") == [(11,)]


def test_an_old_running_count_is_quoted_again() -> None:
    made = levels("cumulative", ("05-03", 9_300, "05-03"), ("06-01", 11_200, "06-01"), ("06-10", 9_300, "06-10"))
    rows = reconcile(frame(*made)).rows
    assert counted(rows, "period_end", "value", "reports", "basis") == [
        ("2022-05-03", 9_300, 2, "reported"),
        ("2022-06-01", 1_900, 3, "implied"),
        ("2022-06-01", 11_200, 1, "reported"),
    ]
    assert rows.loc[rows["role"] == S, "role_reason"].tolist() == [
        "Repeats 9,300 people (published 3 May 2022), though more were counted since, so it is no new count."
    ]
    made.append(figure("new", "2022-06-09", 12_007, "cumulative", "2022-01-01", "2022-06-10"))
    assert values(made, kind="cumulative") == [9_300, 11_200, 12_007], "nor does it compete with others of its day"
    made[2]["period_end"] = "2022-05-12"
    assert values(made, kind="cumulative") == [9_300, 9_300, 11_200, 12_007], "told of a day before the higher one"


def test_a_running_count_that_falls_to_another_number_is_a_correction() -> None:
    made = levels("cumulative", ("05-03", 9_300, "05-03"), ("06-01", 11_200, "06-01"), ("06-10", 9_800, "06-10"))
    assert values(made, kind="cumulative") == [9_300, 11_200, 9_800]


def test_a_stock_may_return_to_an_old_level() -> None:
    made = levels("stock", ("05-03", 9_300, "05-03"), ("06-01", 11_200, "06-01"), ("06-10", 9_300, "06-10"))
    assert values(made, kind="stock") == [9_300, 11_200, 9_300]


# Rule 8: undated numbers told again


def test_a_source_that_told_another_number_tells_an_old_one_anew() -> None:
    days = ("01-10", "02-10", "03-10", "04-10")
    told = [(day, value, day) for day, value in zip(days, (12_400, 13_900, 12_400, 11_300), strict=True)]
    usual = {"source_id": "UNHCR", "period_rule": "published"}
    assert values(levels("stock", *told, **usual), kind="stock") == [12_400, 13_900, 12_400, 11_300]
    still = [*told[:3], (days[3], 12_400, days[3])]
    assert values(levels("stock", *still, **usual), kind="stock") == [12_400, 13_900, 12_400]
    made = levels("stock", told[0], ("02-10", 9_300, "01-01"), ("03-10", 12_400, "03-10"), **usual)
    made[1]["period_rule"] = "dates"
    assert values(made, kind="stock") == [9_300, 12_400], "a level of before is told beside it"
