"""The store at 1,000,000 figures over 200,000 documents: pytest -m bench tests/bench/bench_store.py -s

Prints the rate of a bulk load and the time of each question beside the same question to DuckDB on Parquet. Smaller with
HEADCOUNT_BENCH_DOCUMENTS=20000 (five figures a document). Times are processor time: both databases work inside this
process, and on an idle machine the clock agrees (DuckDB's is less, as it takes all cores).
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from synthetic import COUNTRIES, SOURCES, collection

from stats.columns import SERIES_COLUMNS, names
from stats.filters import Filters
from stats.store import Prepared, Store, prepare

DOCUMENTS = int(os.environ.get("HEADCOUNT_BENCH_DOCUMENTS", "200000"))
FIGURES = 5
BATCH = 2_000
SERIES_ROWS = DOCUMENTS * 2

pytestmark = pytest.mark.bench


def _prepared(seed: int) -> list[Prepared]:
    return [prepare(document, figures) for document, figures in collection(BATCH, seed, FIGURES)]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """A store with everything in it, loaded as a batch does: workers prepare, one process writes."""
    folder = tmp_path_factory.mktemp("bench")
    store = Store.open(f"sqlite:///{folder / 'store.db'}", originals=folder)
    seeds = range(DOCUMENTS // BATCH)
    writing = 0.0
    began = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        for prepared in pool.map(_prepared, seeds):
            start = time.perf_counter()
            store.add_prepared(prepared)
            writing += time.perf_counter() - start
    took = time.perf_counter() - began
    figures = store.count()
    assert figures == DOCUMENTS // BATCH * BATCH * FIGURES
    size = (folder / "store.db").stat().st_size
    print(f"\nload {figures:,} figures of {DOCUMENTS:,} documents, texts searched and signed: "
          f"writer {figures / writing:,.0f} figures/s ({writing:.0f} s), "
          f"with made-up texts and two workers {took:.0f} s, {size / 1e6:,.0f} MB")  # fmt: skip
    yield store, folder
    store.close()


@pytest.fixture(scope="module")
def duck(loaded: tuple[Store, Path]) -> Any:
    """The same figures in DuckDB over Parquet, in the same columns."""
    import duckdb

    store, folder = loaded
    target = folder / "parquet"
    target.mkdir()
    for n, page in enumerate(store.figure_pages(size=100_000)):
        page.assign(month=page["period_end"].dt.strftime("%Y-%m")).to_parquet(target / f"{n}.parquet")
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW figures AS SELECT * FROM read_parquet('{target}/*.parquet')")
    return connection


def best(what: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest processor time of some runs in milliseconds, and what was returned."""
    found = []
    for _ in range(times):
        start = time.process_time()
        result = what()
        found.append((time.process_time() - start) * 1000)
    return min(found), result


COUNTED: list[tuple[str, dict[str, str], str]] = [
    ("country", {"country": COUNTRIES[1]}, f"country = '{COUNTRIES[1]}'"),
    ("largest country", {"country": COUNTRIES[0]}, f"country = '{COUNTRIES[0]}'"),
    ("measure", {"measure": "killed"}, "measure = 'killed'"),
    ("measure, kind, unit", {"measure": "displaced", "kind": "stock", "unit": "person"},
     "measure = 'displaced' AND kind = 'stock' AND unit = 'person'"),
    ("source", {"source": SOURCES[1]}, f"source_id = '{SOURCES[1]}'"),
    ("language", {"language": "es"}, "language = 'es'"),
    ("cause, language", {"cause": "disaster", "language": "fr"}, "cause = 'disaster' AND language = 'fr'"),
    ("two years", {"from": "2021-01-01", "to": "2022-06-30"},
     "period_end BETWEEN '2021-01-01' AND '2022-06-30'"),
    ("place", {"place": "geonames:1000000"}, "place_id = 'geonames:1000000'"),
    ("unfiltered", {}, "true"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "query", "where"), COUNTED, ids=[name for name, *_ in COUNTED])
def test_figures_a_month(loaded: tuple[Store, Path], duck: Any, name: str, query: dict[str, str], where: str) -> None:
    store, _ = loaded
    filters = Filters.read(query)
    took, frame = best(lambda: store.by_month(filters, by=("month",)))
    other, rows = best(lambda: duck.execute(
        f"SELECT month, count(*), sum(value) FROM figures WHERE {where} GROUP BY month ORDER BY month").fetchall())
    assert list(frame.itertuples(index=False, name=None)) == rows
    print(f"a month, {name}: {frame['figures'].sum():,} figures, {took:.0f} ms; DuckDB {other:.0f} ms")
    if DOCUMENTS == 200_000:
        assert took < 150


PAGES: list[tuple[str, dict[str, str], str, int]] = [
    ("first", {}, "newest", 0),
    ("fiftieth", {}, "newest", 5_000),
    ("by publication", {}, "published", 0),
    ("by doubt", {"status": "unreviewed"}, "doubt", 0),
    ("of a country", {"country": COUNTRIES[3]}, "newest", 0),
    ("of a measure by publication", {"measure": "killed"}, "published", 0),
    ("of a rare pair", {"country": COUNTRIES[50], "hazard": "flood"}, "newest", 0),
    ("of a place", {"place": "geonames:1000000"}, "newest", 0),
    ("of words", {"q": '"report 77"'}, "newest", 0),
    ("of a source by doubt", {"source": SOURCES[1]}, "doubt", 0),
    ("of two years", {"from": "2021-01-01", "to": "2022-06-30"}, "newest", 0),
]


@pytest.mark.parametrize(("name", "query", "order", "offset"), PAGES, ids=[name for name, *_ in PAGES])
def test_a_page_of_the_table(
    loaded: tuple[Store, Path], name: str, query: dict[str, str], order: str, offset: int
) -> None:
    store, _ = loaded
    filters = Filters.read(query)
    took, frame = best(lambda: store.figures(filters, limit=100, offset=offset, order=order))
    assert len(frame) == 100
    print(f"a page, {name}: {took:.0f} ms")
    if DOCUMENTS == 200_000:
        assert took < 50


def test_the_first_view(loaded: tuple[Store, Path]) -> None:
    """What the overview asks for without a filter: counts, facets, newest documents."""
    store, _ = loaded

    def view() -> None:
        store.count()
        store.by_month()
        for facet in ("country", "source", "language", "status", "measure"):
            store.by_facet(facet)
        store.documents(limit=10)
        store.figures(limit=10, order="added")

    took, _ = best(view)
    print(f"the unfiltered view from what is kept: {took:.0f} ms")
    assert took < 150


def test_search(loaded: tuple[Store, Path]) -> None:
    store, _ = loaded
    word = store.document(store.documents(limit=1)["document_id"].iloc[0]).text.split()[4].strip(":.")  # type: ignore[union-attr]
    took, frame = best(lambda: store.search(word))
    print(f"search for a word: {len(frame)} shown, {took:.0f} ms")
    took, frame = best(lambda: store.search('"report 77"'))
    print(f"search for a phrase: {len(frame)} shown, {took:.0f} ms")


def test_touched_series(loaded: tuple[Store, Path]) -> None:
    """The figures of the series that one new document touches."""
    store, _ = loaded
    keys = store.figures(limit=5, columns=("place_id", "measure"))
    wanted = {f"{place}|{measure}" for place, measure in keys.itertuples(index=False)}
    took, frame = best(lambda: store.figures(keys=wanted))
    print(f"the {len(frame):,} figures of {len(wanted)} touched series: {took:.0f} ms")
    assert took < 100


def test_a_page_of_kept_series(loaded: tuple[Store, Path]) -> None:
    store, _ = loaded
    rows, keys = [], set()
    for n in range(SERIES_ROWS):
        place, country = n % 3000, COUNTRIES[n % 60]
        row = dict.fromkeys(names(SERIES_COLUMNS)) | {
            "series": f"Place {place} ({country}) · origin · displaced · conflict · flow · person", "country": country,
            "place": f"Place {place}", "place_id": f"geonames:{place}", "measure": ("displaced", "killed")[n % 7 == 0],
            "kind": "flow", "unit": "person", "cause": "conflict", "value": float(n), "basis": "reported",
            "date": date(2010 + n % 16, 1 + n % 12, 28), "role": "recommended", "reports": 1, "figure_ids": "a b",
        }  # fmt: skip
        keys.add(f"{row['place_id']}|{row['measure']}")
        rows.append(row)
    start = time.perf_counter()
    store.keep_series(keys, pd.DataFrame(rows))
    print(f"keep {SERIES_ROWS:,} rows of series: {time.perf_counter() - start:.1f} s")
    for query in ({"place": "geonames:77"}, {"country": COUNTRIES[7]}, {"country": COUNTRIES[7], "measure": "killed"}):
        took, frame = best(lambda query=query: store.series(Filters.read(query)))
        print(f"series of {query}: {len(frame):,} rows, {took:.0f} ms")
        assert took < 150
