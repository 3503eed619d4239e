"""The version of the data: another after every write, whoever wrote, and the same as long as nobody does."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from store_made import report

from stats.columns import SERIES_COLUMNS, names
from stats.errors import StoreError
from stats.store import Addition, Store, prepare
from stats.store.asking import Asking

MISSED = {"value": 7, "unit": "person", "term": "fled", "kind": "flow"}
NO_ROWS = pd.DataFrame(columns=names(SERIES_COLUMNS))


def _first(store: Store) -> str:
    return str(store.documents()["document_id"].iloc[0])


def _figure(store: Store) -> str:
    return str(store.figures()["figure_id"].iloc[0])


WRITES: dict[str, Callable[[Store], object]] = {
    "add": lambda s: s.add(*report(11)),
    "add_many": lambda s: s.add_many([report(11)]),
    "add_prepared": lambda s: s.add_prepared([prepare(*report(11))]),
    "remove": lambda s: s.remove(_first(s), "ana"),
    "restore": lambda s: s.restore(_first(s), "ana"),
    "remove_samples": lambda s: s.remove_samples("ana"),
    "restore_samples": lambda s: s.restore_samples("ana"),
    "set_published": lambda s: s.set_published(_first(s), None, "ana"),
    "replace_figures": lambda s: s.replace_figures(_first(s), []),
    "review": lambda s: s.review([_figure(s)], "accept", by="ana"),
    "add_missed": lambda s: s.add_missed(Addition(_first(s), 0, 4, MISSED), by="ana"),
    "undo": lambda s: s.undo(s.review([_figure(s)], "reject", by="ana").acts, by="ana"),
    "start_job": lambda s: s.start_job("a folder", [("a.txt", None)]),
    "finish_item": lambda s: s.finish_item(s.job_items(1)[0], "read"),
    "note_item": lambda s: s.note_item(s.job_items(1)[0], "half of it"),
    "finish_job": lambda s: s.finish_job(1),
    "owe": lambda s: s.owe(["goma|displaced"]),
    "keep_series": lambda s: s.keep_series(["goma|displaced"], NO_ROWS),
}


def test_every_method_that_writes_is_tried_here() -> None:
    own = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    asking = {name for name, _ in inspect.getmembers(Asking, inspect.isfunction)}
    assert own - asking - {"close", "loading"} == set(WRITES)


@pytest.mark.parametrize("name", WRITES)
def test_a_write_changes_the_version_also_for_who_has_it_open_elsewhere(
    store: Store, address: str, tmp_path: Path, name: str
) -> None:
    store.add(*report(7), sample=True)
    store.start_job("a folder", [("a.txt", None), ("b.txt", None)])
    elsewhere = Store.open(address, originals=tmp_path)
    before = elsewhere.version()
    WRITES[name](store)
    assert elsewhere.version() != before
    elsewhere.close()


def test_asking_does_not_change_the_version(store: Store) -> None:
    store.add(*report(7))
    before = store.version()
    store.figures()
    store.series()
    store.documents()
    store.search("Goma")
    assert store.version() == before


def test_a_write_that_is_refused_does_not_change_the_version(store: Store) -> None:
    before = store.version()
    with pytest.raises(StoreError):
        store.review(["none"], "accept", by="ana")
    assert store.version() == before


def test_two_databases_with_the_same_history_have_two_versions(store: Store, tmp_path: Path) -> None:
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}", originals=tmp_path)
    assert other.version() != store.version()
    other.close()
