"""How fast the pages are on a million figures: the first page in a browser beside a bare page, filters, twenty people.

pytest -m bench tests/bench/test_pages_speed.py -s; HEADCOUNT_BENCH_FIGURES sets the size (1,000,000), and
HEADCOUNT_BENCH_FOLDER a folder in which the collection is kept for the next time (it takes about ten minutes to make).
Server and browser share the machine's cores; the load before each measurement is printed with it.
"""

import itertools
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from serving import ROOT, served
from synthetic import COUNTRIES, collection
from visitor import Run, Visitor

from stats.collection import Collection
from stats.settings import Settings

pytestmark = pytest.mark.bench

SIZE = int(os.environ.get("HEADCOUNT_BENCH_FIGURES", "1000000"))
PAGES = ("", "series", "who_says_what", "articles", "review", "checks", "download")
PEOPLE = 20
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


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
def address(large: Path) -> Iterator[str]:
    """A server that was just started, so that nothing is at hand yet."""
    with served(large, samples=False) as found:
        yield found


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"


def percentile(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium or Chrome on this machine")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def shown(chromium: Any, address: str) -> float:
    """Return the seconds until a fresh browser shows the first chart of a page."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        began = time.perf_counter()
        page.goto(address)
        page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=120_000)
        return time.perf_counter() - began
    finally:
        context.close()


def test_the_first_page_beside_a_bare_page(chromium: Any, large: Path, tmp_path: Path) -> None:
    bare = str((ROOT / "tests" / "bench" / "bare_page.py").relative_to(ROOT))
    print(f"\nfirst page in a browser ({load()})")
    with served(tmp_path, script=bare) as yardstick, served(large, samples=False) as ours:
        shown(chromium, f"{yardstick}/")  # the browser's own first start
        both = (("bare", yardstick), ("ours", ours))
        first = {name: shown(chromium, f"{own}/") for name, own in both}
        later: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(7):  # in turn, so that whatever else the machine does falls on both
            for name, own in both:
                later[name].append(shown(chromium, f"{own}/"))
        found = {name: (first[name], later[name]) for name, _ in both}
    cold = found["ours"][0] - found["bare"][0]
    warm = statistics.median(found["ours"][1]) - statistics.median(found["bare"][1])
    for name, (alone, again) in found.items():
        print(f"  {name}: cold {alone:.2f} s, warm {statistics.median(again):.2f} s (median of 7)")
    print(f"  ours after the bare page: cold {cold:+.2f} s, warm {warm:+.2f} s; "
          f"ratio cold {found['ours'][0] / found['bare'][0]:.1f}, "
          f"warm {statistics.median(found['ours'][1]) / statistics.median(found['bare'][1]):.1f}")  # fmt: skip
    assert cold <= 1.5
    assert warm <= 0.7


def test_a_change_of_filter(address: str) -> None:
    """The leading pages over the websocket: every country once, each new to the server, then filters on top."""
    print(f"\nchange of filter, until the page has run ({load()})")
    slowest = 0.0
    for page in PAGES:
        with Visitor(address) as visitor:
            first = visitor.open(page)
            times = [changed(visitor, "Country", country) for country in COUNTRIES[:20]]
            more = [changed(visitor, "Measure", "killed"), changed(visitor, "Source", "source-3"),
                    changed(visitor, "Source"), changed(visitor, "Language", "fr")]  # fmt: skip
        times += more
        slow = percentile(times, 0.95)
        slowest = max(slowest, slow)
        print(f"  {page or 'overview':14} opened {first.seconds:5.2f} s, {first.size / 1e3:,.0f} kB; change median "
              f"{statistics.median(times):5.2f}, 95th percentile {slow:5.2f}, slowest {max(times):5.2f} s")  # fmt: skip
    assert slowest < 0.7


def changed(visitor: Visitor, label: str, *options: str) -> float:
    return visitor.choose(label, *options).seconds


def at_once(what: Callable[[int], Run]) -> list[float]:
    with ThreadPoolExecutor(PEOPLE) as people:
        return sorted(run.seconds for run in people.map(what, range(PEOPLE)))


def test_twenty_people_at_once(address: str) -> None:
    print(f"\n{PEOPLE} people at once ({load()})")
    visitors = [Visitor(address) for _ in range(PEOPLE)]
    visitors[0].open()
    opened = at_once(lambda n: visitors[n].open())
    same = at_once(lambda n: visitors[n].choose("Country", COUNTRIES[1]))
    own = at_once(lambda n: visitors[n].choose("Country", COUNTRIES[10 + n]))
    for visitor in visitors:
        visitor.leave()
    for told, times in (("open the Overview", opened), ("choose one country", same), ("choose one each", own)):
        print(f"  {told:18} median {statistics.median(times):.2f} s, slowest {times[-1]:.2f} s")
    assert opened[-1] < 2
    assert same[-1] < 2
