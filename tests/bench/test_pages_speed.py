"""How fast the pages are on a large collection: the server's work a page, cold and warm, and a change of filter.

pytest -m bench tests/bench/test_pages_speed.py -s; HEADCOUNT_BENCH_FIGURES sets the size (100,000), and
HEADCOUNT_BENCH_FOLDER a folder in which the collection is kept for the next time.
"""

import itertools
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dashboard_app import PAGES, use
from streamlit.testing.v1 import AppTest
from synthetic import COUNTRIES, collection

from stats.collection import Collection
from stats.settings import Settings

pytestmark = pytest.mark.bench

SIZE = int(os.environ.get("HEADCOUNT_BENCH_FIGURES", "100000"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = os.environ.get("HEADCOUNT_BENCH_FOLDER")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("large")
    folder.mkdir(parents=True, exist_ok=True)
    with Collection.open(Settings(data=folder, samples=False)) as made:
        if made.store.count() < SIZE:
            began = time.perf_counter()
            documents = collection(SIZE // 5)
            while batch := list(itertools.islice(documents, 5_000)):
                made.store.add_many(batch)
            stored = time.perf_counter()
            made.rebuild()
            print(
                f"\n{SIZE:,} figures stored in {stored - began:.0f} s, series in {time.perf_counter() - stored:.0f} s"
            )
    return folder


@pytest.fixture
def bench(large: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    yield from use(large, monkeypatch, with_samples=False)


@pytest.mark.parametrize("page", ["overview", "series", "who_says_what", "articles", "review", "checks", "download"])
def test_a_page_cold_warm_and_with_another_filter(bench: Path, page: str) -> None:
    at = AppTest.from_file(str(PAGES / "app.py"), default_timeout=300)
    if page != "overview":
        at.switch_page(f"{page}.py")
    times = [timed(at)]
    times.append(timed(at))
    changes = []
    for country in COUNTRIES[:8]:
        at.query_params["country"] = country
        changes.append(timed(at))
    assert not at.exception
    changes.sort()
    print(f"\n{page:14} cold {times[0]:6.2f} s · warm {times[1]:6.2f} s · another country "
          f"{changes[len(changes) // 2]:6.2f} s (median), {changes[-1]:6.2f} s (slowest of 8)")  # fmt: skip


def timed(at: AppTest) -> float:
    began = time.perf_counter()
    at.run()
    return time.perf_counter() - began
