"""Keeping a document brings its series up to date, and a full rebuild gives the same."""

import multiprocessing
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from standins import PLACES, document, figure, plain

import stats.series
from stats import counting
from stats.collection import Collection
from stats.columns import FIGURE_COLUMNS, SERIES_COLUMNS, names
from stats.document import Document
from stats.errors import SettingsError
from stats.filters import Filters
from stats.reading import read
from stats.settings import DATA, Settings
from stats.vocabulary import DayKnown, Kind, Term, Unit


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.open(Settings(data=tmp_path)) as opened:
        yield opened


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


def test_series_that_a_killed_process_owed_are_computed_when_the_database_is_opened(tmp_path: Path) -> None:
    one = document(1)
    with Collection.open(Settings(data=tmp_path)) as opened:
        opened.store.add(one, [figure(one, 0, 5003)])  # and no series after it
        assert opened.series().empty
        assert set(opened.store.owed()) == {"mosul|displaced"}
    with Collection.open(Settings(data=tmp_path)) as again:
        assert again.series()["value"].tolist() == [5003]
        assert not again.store.owed()


def _of_other_rules(tmp_path: Path) -> None:
    one = document(1)
    with Collection.open(Settings(data=tmp_path)) as opened:
        opened.keep_read([(one, [figure(one, 0, 5003)])])
        assert not opened.store.outdated(counting.rules_in_force())
        opened.store.keep_series(["mosul|displaced"], opened.series().iloc[:0], rules="older")
        assert opened.series().empty


def test_series_of_older_rules_are_computed_again_when_the_database_is_opened(tmp_path: Path) -> None:
    _of_other_rules(tmp_path)
    with Collection.open(Settings(data=tmp_path)) as again:
        assert again.series()["value"].tolist() == [5003]
        assert not again.store.outdated(counting.rules_in_force())


def test_many_series_of_older_rules_are_told_and_rebuilt_at_will(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _of_other_rules(tmp_path)
    monkeypatch.setattr(counting, "OWED_AT_MOST", 0)
    with Collection.open(Settings(data=tmp_path)) as again:
        assert "1 series were computed by other rules" in caplog.text
        assert again.series().empty
        again.store.keep_series(["a place that no figure tells any more|displaced"], again.series(), rules="older")
        again.rebuild()
        assert again.series()["value"].tolist() == [5003]
        assert not again.store.outdated(counting.rules_in_force())


@pytest.mark.parametrize("name", ["reliability.csv", "reference/organisations.csv", "reference/household_sizes.csv"])
def test_rules_have_another_name_when_a_table_that_they_read_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    copied = shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("local", "samples", "lexicons"))
    monkeypatch.setattr(counting, "DATA", copied)
    before = counting.rules_in_force.__wrapped__()
    assert before == counting.rules_in_force()
    with (copied / name).open("a") as table:
        table.write("\n")
    assert counting.rules_in_force.__wrapped__() != before


def test_rules_have_the_same_name_however_their_lines_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checked out on Windows and on Linux, one database had all its series computed anew by whoever opened it."""
    copied = shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("local", "samples", "lexicons"))
    monkeypatch.setattr(counting, "DATA", copied)
    table = copied / "units.txt"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    assert counting.rules_in_force.__wrapped__() == counting.rules_in_force()


def test_nothing_is_owed_at_rest(collection: Collection) -> None:
    one = document(1)
    (kept,) = collection.keep_read([(one, [figure(one, 0, 5003)])])
    ids = collection.store.figures()["figure_id"].tolist()
    collection.review(ids, "reject", by="ana")
    collection.remove(kept.document_id, by="ana")
    collection.restore(kept.document_id, by="ana")
    assert not collection.store.owed()


def test_a_change_that_comes_while_series_are_computed_is_still_owed(collection: Collection) -> None:
    one, other = document(1), document(2)
    collection.store.add(one, [figure(one, 0, 5003)])
    read_before = collection.store.owed()
    collection.store.add(other, [figure(other, 0, 7001)])
    collection.store.keep_series(read_before, collection.series(), paid=read_before)
    assert set(collection.store.owed()) == {"mosul|displaced"}


def test_what_another_process_computed_from_newer_figures_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures of one process are read, then another keeps an article and computes, then the first would write."""
    one, other = document(1), document(2)
    reconcile = stats.series.reconcile

    def slowly(figures: pd.DataFrame, **options: Any) -> Any:
        monkeypatch.setattr(stats.series, "reconcile", reconcile)
        elsewhere.keep_read([(other, [figure(other, 0, 7001)])])
        return reconcile(figures, **options)

    with Collection.open(Settings(data=tmp_path)) as here, Collection.open(Settings(data=tmp_path)) as elsewhere:
        monkeypatch.setattr(stats.series, "reconcile", slowly)
        here.keep_read([(one, [figure(one, 0, 5003)])])
        assert not here.store.owed()
        assert sorted(here.series()["value"]) == [5003, 7001]
        assert here.store.figures(columns=("role",))["role"].notna().all()


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


claims = st.fixed_dictionaries({
    "value": st.sampled_from([5, 97, 1009, 2003, 5003]), "place": st.sampled_from(sorted(PLACES)),
    "kind": st.sampled_from(list(Kind)), "term": st.sampled_from([Term.FLED, Term.KILLED]),
    "unit": st.sampled_from([Unit.PERSON, Unit.HOUSEHOLD]),
    "period_start": st.sampled_from([None, date(2017, 3, 1)]), "period_end": st.sampled_from([date(2017, 3, 10), None]),
})  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reports=st.lists(st.lists(claims, min_size=1, max_size=3), min_size=1, max_size=5),
    removed=st.integers(0, 4),
    reviewed=st.sampled_from(["accept", "reject", "comment"]),
)
def test_a_full_rebuild_gives_the_same_rows_as_those_kept(
    tmp_path_factory: Any, reports: list[list[dict[str, Any]]], removed: int, reviewed: str
) -> None:
    """Whatever was added, reviewed and removed, the kept series are those of all figures computed at once."""
    with Collection.open(Settings(data=tmp_path_factory.mktemp("store"))) as collection:
        ids = []
        for number, report in enumerate(reports):
            one = document(number, date(2017, 3, 12 + number))
            found = [figure(one, 4 * n, **fields) for n, fields in enumerate(report)]
            collection.keep_read([(one, found)])
            ids.append((one.id, found[0].id))
        collection.review([ids[0][1]], reviewed, by="ana", why="seen")
        collection.remove(ids[removed % len(ids)][0], by="ana")
        kept, roles = plain(collection.series()), plain(collection.store.figures(columns=("figure_id", "role")))
        collection.rebuild()
        assert plain(collection.series()) == kept
        assert plain(collection.store.figures(columns=("figure_id", "role"))) == roles


def keep_some(folder: str, first: int, count: int) -> None:
    """Keep reports on one place and measure, one by one, as a process of its own does."""
    with Collection.open(Settings(data=Path(folder))) as opened:
        for number in range(first, first + count):
            one = document(number, date(2017, 3, 12))
            day = date(2017, 1, 1 + number % 28)
            opened.keep_read([(one, [figure(one, 0, 1009 + number, period_start=day, period_end=day)])])


@pytest.mark.slow
def test_processes_that_touch_one_series_at_once_leave_it_whole(tmp_path: Path) -> None:
    """Whoever computes a series last has seen the figures of all."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=keep_some, args=(str(tmp_path), 100 * n, 12)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(300)
        assert worker.exitcode == 0
    with Collection.open(Settings(data=tmp_path)) as collection:
        assert collection.store.count() == 48
        kept, roles = plain(collection.series()), plain(collection.store.figures(columns=("figure_id", "role")))
        collection.rebuild()
        assert plain(collection.series()) == kept
        assert plain(collection.store.figures(columns=("figure_id", "role"))) == roles


def test_a_text_that_is_there_under_another_day_is_told_with_both(tmp_path: Path) -> None:
    with Collection.open(Settings(data=tmp_path)) as collection:
        days = date(2022, 3, 1), date(2022, 3, 1), date(2022, 3, 9), None
        text = "5,003 people fled Goma, DR Congo, on 27 February 2022."
        first, same, other, unknown = (
            collection.keep_read([(Document(text, published=day, language="en"), [])])[0].told for day in days
        )
        assert "there it is" not in first + same + unknown
        assert other.endswith("; there it is 2022-03-01, here 2022-03-09: set its day there if this is the right one")
