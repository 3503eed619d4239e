"""Bulk loads: right answers while the indexes are away, and all of them there again whatever ends the load."""

import subprocess
import sys
from pathlib import Path

import pytest
from store_made import report
from test_store_filters import CASES, fill

from stats.errors import StoreError
from stats.filters import Filters
from stats.settings import ROOT
from stats.store import Store, loading, prepare
from stats.store.engine import open_engine, reading
from stats.store.tables import figures


def lacking(address: str) -> set[str]:
    """Return the names of the indexes over figures that a database lacks."""
    engine = open_engine(address)
    with reading(engine) as connection:
        found = {str(index.name) for index in loading.missing(connection)}
    engine.dispose()
    return found


ALL = {str(index.name) for index in figures.indexes}


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "FEWEST", 1)


def test_a_load_drops_the_indexes_of_filters_and_makes_them_again(store: Store, address: str) -> None:
    with store.loading(100) as loader:
        away = lacking(address)
        loader.add_prepared([prepare(*report(n)) for n in range(1, 31)])
    assert away == (ALL - {"figures_of_document"} if address.startswith("sqlite") else set())
    assert lacking(address) == set()
    assert sorted(store.figures()["value"]) == list(range(1, 31))


def test_questions_have_the_same_answers_while_a_load_is_at_work(store: Store) -> None:
    with store.loading(100) as loader:
        fill(loader)
        found = [_asked(store, Filters.read(query)) for query, _ in CASES]
    assert [set(values) for values, *_ in found] == [values for _, values in CASES]
    assert found == [_asked(store, Filters.read(query)) for query, _ in CASES]


def _asked(store: Store, filters: Filters) -> list[list[object]]:
    orders = ("newest", "oldest", "published", "doubt", "value", "added", "document")
    pages = [store.figures(filters, limit=3, order=order, columns=("value",))["value"].tolist() for order in orders]
    return [store.figures(filters)["value"].tolist(), *pages, store.documents(filters)["document_id"].tolist(),
            store.by_month(filters)["figures"].tolist(), store.crossed(filters)["figures"].tolist()]  # fmt: skip


def test_others_write_while_a_load_is_at_work(store: Store, address: str, tmp_path: Path) -> None:
    with store.loading(100) as loader:
        loader.add_prepared([prepare(*report(1))])
        other = Store.open(address, originals=tmp_path)
        other.add(*report(2))
        with other.loading(100) as second:
            second.add(*report(3))
        loader.add_prepared([prepare(*report(4))])
        other.close()
        if address.startswith("sqlite"):
            assert lacking(address), "who opens, or loads as well, leaves the indexes to the load at work"
    assert lacking(address) == set()
    assert sorted(store.figures()["value"]) == [1, 2, 3, 4]


def test_a_load_that_fails_makes_the_indexes_again(store: Store, address: str) -> None:
    def load() -> None:
        with store.loading(100) as loader:
            loader.add_prepared([prepare(*report(1))])
            raise StoreError("the next document cannot be read")

    with pytest.raises(StoreError, match="cannot be read"):
        load()
    assert lacking(address) == set()
    assert store.count() == 1


def test_few_documents_beside_many_are_loaded_with_the_indexes(store: Store, address: str) -> None:
    store.add_many([report(n) for n in range(1, 42)])
    with store.loading(10) as loader:
        assert lacking(address) == set()
        loader.add(*report(50))
    assert store.count() == 42


KILLED = """
import sys, time
sys.path[:0] = [sys.argv[3], sys.argv[3] + "/tests"]
from pathlib import Path
from store_made import report
from stats.store import Store, loading, prepare
loading.FEWEST = 1
store = Store.open(sys.argv[1], originals=Path(sys.argv[2]))
with store.loading(100) as loader:
    loader.add_prepared([prepare(*report(n)) for n in range(1, 31)])
    print("written", flush=True)
    time.sleep(60)
"""


def test_a_load_that_is_killed_leaves_what_it_wrote_and_the_next_to_open_makes_the_indexes(
    address: str, tmp_path: Path
) -> None:
    Store.open(address, originals=tmp_path).close()
    command = [sys.executable, "-c", KILLED, address, str(tmp_path), str(ROOT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        Store.open(address, originals=tmp_path).close()
        if address.startswith("sqlite"):
            assert lacking(address), "while the load lives, the indexes are its own to make"
        process.kill()
    if address.startswith("sqlite"):
        assert lacking(address)
    store = Store.open(address, originals=tmp_path)
    assert lacking(address) == set()
    assert sorted(store.figures()["value"]) == list(range(1, 31))
    assert store.by_month()["figures"].sum() == 30
    store.close()
