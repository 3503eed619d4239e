"""Bulk loads: right answers while the indexes are away, and all of them there again whatever ends the load."""

import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from store_made import document, report
from test_store_filters import CASES, fill
from test_store_near_copies import article

from stats.document import text_id
from stats.errors import StoreError
from stats.filters import Filters
from stats.settings import ROOT
from stats.store import Store, loading, prepare
from stats.store.engine import open_engine, reading
from stats.store.shingles import BANDS
from stats.store.tables import figures, gathered_bands, shingle_bands


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


def signed(address: str) -> tuple[int, int]:
    """Return how many rows the signatures have that are in order, and that are only gathered."""
    engine = open_engine(address)
    with reading(engine) as connection:
        rows = [len(connection.execute(table.select()).all()) for table in (shingle_bands, gathered_bands)]
    engine.dispose()
    return rows[0], rows[1]


def test_copies_are_found_whoever_writes_while_a_load_is_at_work(store: Store, address: str, tmp_path: Path) -> None:
    texts = [article(n) for n in range(4)]
    other = Store.open(address, originals=tmp_path)
    first = {0: other.add(document(texts[0])).document_id}
    with store.loading(100) as loader:
        added = loader.add_prepared([prepare(document(f"{texts[n]} Loaded.")) for n in (0, 1)])
        assert [one.near_copy_of for one in added] == [first[0], None], "of what was there before the load"
        first[1] = added[1].document_id
        added = [other.add(document(f"{texts[n]} By somebody else.")) for n in (0, 1, 2)]
        assert [one.near_copy_of for one in added] == [first[0], first[1], None], "of what the load has written"
        first[2] = added[2].document_id
        more = [prepare(document(f"{texts[n]} Loaded later.")) for n in (0, 1, 2, 3)]
        added = loader.add_prepared([*more, prepare(document(f"{texts[3]} Loaded last."))])
        first[3] = added[3].document_id
        copies = [one.near_copy_of for one in added]
        assert copies == [first[0], first[1], first[2], None, first[3]], "of what others have written, and its own"
    assert signed(address) == (BANDS * 11, 0)
    added = store.add_many([(document(f"{texts[n]} Afterwards."), []) for n in range(4)])
    assert [one.near_copy_of for one in added] == [first[n] for n in range(4)]
    other.close()


def test_what_a_load_does_not_write_in_the_end_is_no_first_of_copies(store: Store) -> None:
    with store.loading(100) as loader:
        broken = replace(prepare(document(article(1))), row=())
        with pytest.raises(StoreError):
            loader.add_prepared([broken])
        assert loader.add_prepared([prepare(document(f"{article(1)} Again."))])[0].near_copy_of is None


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
from store_made import document, report
from test_store_near_copies import article
from stats.store import Store, loading, prepare
loading.FEWEST = 1
store = Store.open(sys.argv[1], originals=Path(sys.argv[2]))
with store.loading(100) as loader:
    loader.add_prepared([prepare(*report(n)) for n in range(1, 31)] + [prepare(document(article(1)))])
    print("written", flush=True)
    time.sleep(60)
"""


def test_a_load_that_is_killed_leaves_what_it_wrote_and_the_next_to_open_puts_it_in_order(
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
        assert signed(address)[1], "the load at work, and its document"
    store = Store.open(address, originals=tmp_path)
    assert lacking(address) == set()
    assert signed(address) == (BANDS, 0)
    assert store.add(document(f"{article(1)} Again.")).near_copy_of == text_id(article(1))
    assert sorted(store.figures()["value"]) == list(range(1, 31))
    assert store.by_month()["figures"].sum() == 30
    store.close()


LOADED = """
import sys
sys.path[:0] = [sys.argv[3], sys.argv[3] + "/tests"]
from pathlib import Path
from store_made import document
from test_store_near_copies import article
from stats.store import Store, loading, prepare
loading.FEWEST = 1
store = Store.open(sys.argv[1], originals=Path(sys.argv[2]))
first = int(sys.argv[4])
with store.loading(100_000) as loader:
    for start in range(first, first + 40, 4):
        many = [document(article(n)) for n in range(start, start + 4)]
        loader.add_prepared([prepare(one) for one in many])
        print(*[one.id for one in many], flush=True)
"""


@pytest.mark.slow
def test_a_load_killed_at_any_moment_loses_no_document_index_or_signature(address: str, tmp_path: Path) -> None:
    if not address.startswith("sqlite"):
        pytest.skip("PostgreSQL loads as it writes otherwise")
    Store.open(address, originals=tmp_path).close()
    dice, told = random.Random(1), set[str]()
    for kill in range(9):
        command = [sys.executable, "-c", LOADED, address, str(tmp_path), str(ROOT), str(1 + 40 * kill)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            time.sleep(dice.random() * 0.4)
            process.kill()
            lines = (line + process.stdout.read()).splitlines(keepends=True)
        told.update(word for line in lines if line.endswith("\n") for word in line.split())
        if kill % 3 == 2:  # the next load, or the next to open, finds what two have left
            store = Store.open(address, originals=tmp_path)
            held = set(store.documents()["document_id"])
            assert told <= held
            assert lacking(address) == set()
            assert signed(address) == (BANDS * len(held), 0)
            store.close()
