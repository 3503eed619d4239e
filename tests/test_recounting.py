"""What is owed after a write is computed by whoever comes first, from all that is kept; a rebuild gives the same."""

import multiprocessing
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from standins import PLACES, document, figure, plain

import stats.series
from stats import recounting
from stats.collection import Collection
from stats.settings import DATA, Settings
from stats.vocabulary import Kind, Term, Unit


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
        assert not opened.store.outdated(recounting.rules_in_force())
        opened.store.keep_series(["mosul|displaced"], opened.series().iloc[:0], rules="older")
        assert opened.series().empty


def test_series_of_older_rules_are_computed_again_when_the_database_is_opened(tmp_path: Path) -> None:
    _of_other_rules(tmp_path)
    with Collection.open(Settings(data=tmp_path)) as again:
        assert again.series()["value"].tolist() == [5003]
        assert not again.store.outdated(recounting.rules_in_force())


def test_many_series_of_older_rules_are_told_and_rebuilt_at_will(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _of_other_rules(tmp_path)
    monkeypatch.setattr(recounting, "OWED_AT_MOST", 0)
    with Collection.open(Settings(data=tmp_path)) as again:
        assert "1 series were computed by other rules" in caplog.text
        assert again.series().empty
        again.store.keep_series(["a place that no figure tells any more|displaced"], again.series(), rules="older")
        again.rebuild()
        assert again.series()["value"].tolist() == [5003]
        assert not again.store.outdated(recounting.rules_in_force())


@pytest.mark.parametrize("name", ["reliability.csv", "reference/organisations.csv", "reference/household_sizes.csv"])
def test_rules_have_another_name_when_a_table_that_they_read_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    copied = shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("local", "samples", "lexicons"))
    monkeypatch.setattr(recounting, "DATA", copied)
    before = recounting.rules_in_force.__wrapped__()
    assert before == recounting.rules_in_force()
    with (copied / name).open("a") as table:
        table.write("\n")
    assert recounting.rules_in_force.__wrapped__() != before


def test_rules_have_the_same_name_however_their_lines_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checked out on Windows and on Linux, one database had all its series computed anew by whoever opened it."""
    copied = shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("local", "samples", "lexicons"))
    monkeypatch.setattr(recounting, "DATA", copied)
    table = copied / "units.txt"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    assert recounting.rules_in_force.__wrapped__() == recounting.rules_in_force()


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

