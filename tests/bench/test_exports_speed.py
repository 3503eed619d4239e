"""How fast a large table leaves the store and what it holds in memory. Run: pytest -m bench tests/bench -s"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "200000"))
FILL = """
import sys
from pathlib import Path
from synthetic import collection
from stats.store import Store
store = Store.open(f"sqlite:///{sys.argv[1]}", originals=Path(sys.argv[1]).parent)
made = collection(int(sys.argv[2]))
with store.loading(int(sys.argv[2])) as loader:
    while some := [pair for _, pair in zip(range(5000), made)]:
        loader.add_many(some)
"""
WRITE = """
import sys, time
from pathlib import Path
from stats.collection import Collection
from stats.downloads import download
from stats.settings import Settings
def held(kind):
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith(kind))
    return int(line.split()[1]) / 1024
own = 0
with Collection.open(Settings(database=f"sqlite:///{sys.argv[1]}")) as collection:
    collection.store.count()
    began, size, first = time.perf_counter(), 0, None
    for block in download(collection, "figures", sys.argv[2]).blocks:
        first = first or time.perf_counter() - began
        size += len(block)
        own = max(own, held("RssAnon"))
    took = time.perf_counter() - began
    print(took, first, size / 1e6, own, held("VmHWM"), collection.store.count())
"""


def python(code: str, *arguments: str) -> str:
    """Run code in a process of its own and return what it prints."""
    path = os.pathsep.join((str(HERE), str(HERE.parents[1])))
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": path})  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("exports") / "figures.db")
    python(FILL, path, str(DOCUMENTS))
    return path


@pytest.mark.bench
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_large_table_is_streamed(database: str, form: str) -> None:
    """From the store to bytes, everything included; CSV stays under 300 MB whatever the number of rows.

    Own memory is what the process holds for itself; SQLite maps up to 256 MB of its file beside it, which the system
    takes back when it needs to.
    """
    took, first, size, own, peak, rows = map(float, python(WRITE, database, form).split())
    print(f"\n{form}: {rows:,.0f} rows in {took:.1f} s ({rows / took:,.0f} a second), first block after {first:.2f} s, "
          f"{size:,.0f} MB, own memory at most {own:.0f} MB, with the database mapped {peak:.0f} MB")  # fmt: skip
    if form == "csv":
        assert own < 300
