"""Keeping a document brings its series up to date, and a full rebuild gives the same."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pandas as pd
import pytest
from standins import document, figure, plain

from stats.collection import Collection
from stats.columns import FIGURE_COLUMNS, SERIES_COLUMNS, names
from stats.document import Document
from stats.errors import SettingsError
from stats.filters import Filters
from stats.reading import read
from stats.settings import Settings
from stats.vocabulary import DayKnown, Kind, Term, Unit


def test_a_kept_document_is_in_the_series(collection: Collection) -> None:
    one = document(1)
    (kept,) = collection.keep_read([(one, [figure(one, 0, 5003)])], added_by="ana")
    assert kept.new
    assert kept.told == "1 figure, 2017-03-12 (stated)"
    rows = collection.series()
    assert list(rows.columns) == names(SERIES_COLUMNS)
    assert rows["value"].tolist() == [5003]
    (page,) = collection.figure_pages()
    assert set(names(FIGURE_COLUMNS)) <= set(page.columns)
    assert page.loc[0, ["persons", "role"]].tolist() == [5003, "recommended"]


def test_the_same_text_is_kept_once(collection: Collection) -> None:
    one = document(1)
    collection.keep_read([(one, [figure(one, 0, 5003)])])
    (again,) = collection.keep_read([(one, [figure(one, 0, 5003)])])
    assert not again.new
    assert again.told.startswith("there already: “")
    assert collection.store.count() == 1


def test_households_stand_in_persons(collection: Collection) -> None:
    one = document(1)
    collection.keep_read([(one, [figure(one, 0, 307, unit=Unit.HOUSEHOLD)])])
    (page,) = collection.figure_pages()
    assert page["persons"][0] > 307
    assert page["household_size_source"][0]
    assert collection.series()["basis"].tolist() == ["converted"]


def test_a_size_of_ones_own_turns_households_into_people_and_series_are_computed_again(tmp_path: Path) -> None:
    one, two = document(1), document(2)
    lebanon = replace(figure(one, 0, 307, unit=Unit.HOUSEHOLD), place="Tyre", place_id="tyre", country="LBN")
    homes = replace(figure(two, 0, 101, unit=Unit.DWELLING, term=Term.HOMELESS), place="Sidon", place_id="sidon",
                    country="LBN")  # fmt: skip
    with Collection.open(Settings(data=tmp_path)) as opened:
        opened.keep_read([(one, [lebanon]), (two, [homes])])
        assert sorted(opened.series()["unit"]) == ["dwelling", "household"]
        assert "HEADCOUNT_HOUSEHOLD_SIZES" in opened.checked().found["sentence"].iloc[0]
    own = Settings(data=tmp_path, household_sizes=("lbn=4",), dwellings_as_households=True)
    with Collection.open(own) as opened:
        assert sorted(opened.series()["value"]) == [404, 1228]
        assert set(opened.series()["household_size_source"]) == {"the user"}
        assert sorted(next(opened.figure_pages())["persons"]) == [404, 1228]
    with Collection.open(Settings(data=tmp_path)) as opened:
        assert sorted(opened.series()["unit"]) == ["dwelling", "household"]
    with pytest.raises(SettingsError):
        Collection.open(Settings(data=tmp_path, household_sizes=("lbn=many",)))


def in_iraq(collection: Collection) -> None:
    """Keep three made-up reports of March 2017: two of Mosul under two names, one of Erbil."""
    told = (("The city of Mosul", "gn:99072", 5003), ("Mosul", "gn:99072", 1_699_993), ("Arbil", "gn:95446", 1009))
    for n, (place, place_id, value) in enumerate(told):
        one = document(n)
        found = figure(one, 0, value, period_start=date(2017, 3, 1 + 10 * n), period_end=date(2017, 3, 9 + 10 * n))
        collection.keep_read([(one, [replace(found, place=place, place_id=place_id)])])


def test_a_place_bears_the_name_of_the_gazetteer_and_is_found_by_any(collection: Collection) -> None:
    in_iraq(collection)
    assert sorted(collection.series()["place"]) == ["Erbil", "Mosul", "Mosul"]
    assert collection.series(Filters(place=("Arbil",)))["value"].tolist() == [1009]
    assert sorted(collection.series(Filters(place=("The city of Mosul",)))["value"]) == [5003, 1_699_993]


def test_more_displaced_than_the_place_has_inhabitants_is_told(collection: Collection) -> None:
    in_iraq(collection)
    found = collection.checked().found
    told = found[found["check"] == "more than inhabitants"]
    assert [s.partition(", but ")[2] for s in told["sentence"]] == ["the place has 1,683,000 people."]


@pytest.mark.parametrize("every", [None, "month"])
def test_the_places_of_a_country_are_summed_on_request(collection: Collection, every: str | None) -> None:
    in_iraq(collection)
    assert "partial_sum" not in set(collection.series(every=every)["basis"])
    rows = collection.series(every=every, places=True)
    (total,) = rows[rows["basis"] == "partial_sum"].to_dict("records")
    assert total["value"] == 5003 + 1_699_993 + 1009
    assert total["role_reason"] == "The sum of the places of which somebody reported: Erbil, Mosul."
    assert (total["date"], total["reports"]) == (pd.Timestamp("2017-03-31"), 3)


def test_a_town_is_not_added_to_the_district_that_holds_it(collection: Collection) -> None:
    told = (("Mosul District", "IQG15Q05", 5003), ("Mosul", "gn:99072", 4001), ("Telafar", "IQG15Q08", 3001))
    for n, (place, place_id, value) in enumerate(told):
        one = document(n)
        collection.keep_read([(one, [replace(figure(one, 0, value), place=place, place_id=place_id)])])
    rows = collection.series(places=True)
    (total,) = rows[rows["basis"] == "partial_sum"].to_dict("records")
    assert total["value"] == 5003 + 3001


def test_a_review_changes_the_series(collection: Collection) -> None:
    one = document(1)
    found = figure(one, 0, 5003)
    collection.keep_read([(one, [found])])
    collection.review([found.id], "correct", by="ana", changes={"value": 4001, "low": 4001, "high": 4001})
    assert collection.series()["value"].tolist() == [4001]
    collection.review([found.id], "reject", by="ana")
    assert not (collection.series()["role"] == "recommended").any()


@pytest.mark.parametrize("died", ["stats.store.replacing.replace_figures", "stats.collection.read"])
def test_a_day_and_the_windows_that_hang_on_it_change_together(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, died: str
) -> None:
    text = "Some 1,009 people fled Goma, DR Congo, over the past 10 days, the UN said."
    own = Document(text, published=date(2022, 3, 12), published_by=DayKnown.STATED, language="en")
    collection.keep_read(read([own]))

    def state() -> list[str]:
        found = collection.store.figures(columns=("value", "published", "period_start", "period_end"))
        return [f"{found.values.tolist()}", f"{collection.document(own.id).published}"]

    before = state()
    with monkeypatch.context() as patch:
        patch.setattr(died, Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            collection.set_published(own.id, date(2023, 3, 12), by="ana")
    assert state() == before
    collection.set_published(own.id, date(2023, 3, 12), by="ana")
    assert state() == [told.replace("2022", "2023") for told in before]
    assert collection.series()["date"].dt.year.tolist() == [2023]


def test_a_removed_document_leaves_the_series_and_comes_back(collection: Collection) -> None:
    one = document(1)
    collection.keep_read([(one, [figure(one, 0, 5003)])])
    before = plain(collection.series())
    collection.remove(one.id, by="ana")
    assert collection.series().empty
    collection.restore(one.id, by="ana")
    assert plain(collection.series()) == before


def test_buckets_and_dates_are_answered_from_what_is_kept(collection: Collection) -> None:
    """A window that crosses a month is shared by its days before the dates are looked at."""
    one = document(1, date(2017, 4, 12))
    found = figure(one, 0, 3000, period_start=date(2017, 3, 22), period_end=date(2017, 4, 10))
    collection.keep_read([(one, [found])])
    months = collection.series(Filters(until=date(2017, 3, 31)), every="month")
    assert months[["date", "value"]].to_numpy().tolist() == [[pd.Timestamp("2017-03-31"), 1500.0]]
    assert collection.series(Filters(until=date(2017, 3, 31))).empty
    both = collection.series(every="month")["value"].tolist()
    assert sum(both) == 3000


@pytest.mark.parametrize("filters", [Filters(), Filters(source=("un",))])  # as kept, and reconciled anew
def test_a_span_takes_in_the_buckets_that_it_touches(collection: Collection, filters: Filters) -> None:
    def level(number: int, day: date, value: int) -> None:
        own = document(number, day)
        told = figure(own, 0, value, kind=Kind.STOCK, period_start=day, period_end=day, source_id="un")
        collection.keep_read([(own, [told])])

    def told(since: date | None, until: date | None) -> list[tuple[str, str, float]]:
        rows = collection.series(replace(filters, since=since, until=until), every="month")
        cells = zip(rows["kind"], rows["date"].dt.strftime("%m-%d"), rows["value"], strict=True)
        return sorted((str(kind), day, float(value)) for kind, day, value in cells)

    for number, (month, day, value) in enumerate(((1, 9, 7001), (3, 15, 5003), (3, 28, 4001), (5, 2, 2003))):
        level(number, date(2017, month, day), value)
    one = document(9, date(2017, 4, 12))
    window = {"period_start": date(2017, 3, 22), "period_end": date(2017, 4, 10), "source_id": "un"}
    collection.keep_read([(one, [figure(one, 0, 3000, **window)])])
    flows = [("flow", "03-31", 1500.0), ("flow", "04-30", 1500.0)]
    carried = ("stock", "02-28", 7001.0)
    assert told(date(2017, 3, 10), date(2017, 3, 20)) == [*flows[:1], ("stock", "03-31", 5003.0)]
    assert told(date(2017, 2, 1), date(2017, 3, 31)) == [*flows[:1], carried, ("stock", "03-31", 4001.0)]
    assert told(date(2017, 3, 30), date(2017, 4, 30)) == [*flows, ("stock", "04-30", 4001.0)]
    assert told(None, date(2017, 3, 1)) == [*flows[:1], ("stock", "01-31", 7001.0), carried]
    assert told(None, None) == [*flows, ("stock", "01-31", 7001.0), carried, ("stock", "03-31", 4001.0),
                                ("stock", "04-30", 4001.0), ("stock", "05-31", 2003.0)]  # fmt: skip


def test_a_filter_on_figures_is_reconciled_anew(collection: Collection) -> None:
    one, two = document(1), document(2)
    a, b = figure(one, 0, 5003, source_id="un"), figure(two, 0, 7001, source_id="ministry")
    collection.keep_read([(one, [a]), (two, [b])])
    roles = collection.series().set_index("value")["role"].to_dict()
    assert sorted(roles.values()) == ["recommended", "triangulation"]
    for value, source in ((5003, "un"), (7001, "ministry")):
        alone = collection.series(Filters(source=(source,)))
        assert alone[["value", "role"]].to_numpy().tolist() == [[value, "recommended"]]


def of_two_kinds(collection: Collection) -> None:
    """Keep two running totals, which imply a flow, a flow of households, which becomes persons, and a level."""
    since = {"kind": Kind.CUMULATIVE, "period_start": date(2017, 1, 1)}
    told = (
        (8009, {**since, "period_end": date(2017, 3, 10)}),
        (9001, {**since, "period_end": date(2017, 4, 10)}),
        (307, {"unit": Unit.HOUSEHOLD, "place": "Goma", "period_start": date(2017, 3, 22)}),
        (3011, {"kind": Kind.STOCK, "term": Term.IN_CAMP, "period_start": date(2017, 4, 2)}),
    )
    for n, (value, fields) in enumerate(told):
        one = document(n, date(2017, 4, 12))
        collection.keep_read([(one, [figure(one, 0, value, **{"period_end": date(2017, 4, 2), **fields})])])


@pytest.mark.parametrize("every", [None, "month"])
@pytest.mark.parametrize("more", [Filters(), Filters(language=("en",))], ids=["kept", "anew"])
@pytest.mark.parametrize(("name", "word"), [("kind", "flow"), ("kind", "cumulative"), ("unit", "person")])
def test_kind_and_unit_choose_rows_and_change_none(
    collection: Collection, name: str, word: str, more: Filters, every: str | None
) -> None:
    of_two_kinds(collection)
    whole = collection.series(every=every)
    expected = plain(whole[whole[name] == word])
    chosen = replace(more, **{name: (word,)})
    assert plain(collection.series(chosen, every=every)) == expected
    assert plain(collection.shown(chosen, every=every).rows) == expected
    if name == "kind" and word == "flow":
        assert {"implied", "converted"} <= set(collection.series(chosen, every=every)["basis"])


def test_a_part_stays_one_where_its_whole_is_not_asked_for(collection: Collection) -> None:
    one = document(1)
    whole = figure(one, 0, 5003)
    part, camp = figure(one, 10, 2003, part_of=whole.id), figure(one, 20, 307, part_of=whole.id, term=Term.IN_CAMP)
    collection.keep_read([(one, [whole, part, camp])])
    before = {2003: "part", 307: "recommended"}
    assert collection.series().set_index("value")["role"].to_dict() == {5003: "recommended", **before}
    collection.review([part.id, camp.id], "accept", by="ana")
    accepted = Filters(status=("accepted",))
    assert collection.series(accepted).set_index("value")["role"].to_dict() == before
    assert collection.series(accepted, as_known_on=date(2100, 1, 1)).set_index("value")["role"].to_dict() == before
    assert (collection.checked(accepted).figures, collection.checked(accepted).of) == (2, 2)


def test_a_text_that_is_there_under_another_day_is_told_with_both(tmp_path: Path) -> None:
    with Collection.open(Settings(data=tmp_path)) as collection:
        days = date(2022, 3, 1), date(2022, 3, 1), date(2022, 3, 9), None
        text = "5,003 people fled Goma, DR Congo, on 27 February 2022."
        first, same, other, unknown = (
            collection.keep_read([(Document(text, published=day, language="en"), [])])[0].told for day in days
        )
        assert "there it is" not in first + same + unknown
        assert other.endswith("; there it is 2022-03-01, here 2022-03-09: set its day there if this is the right one")
