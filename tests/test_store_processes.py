"""Several processes at once, and processes that die: nothing lost, nothing half-written, nothing twice."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select
from store_made import report

from stats.filters import Filters
from stats.store import Store
from stats.store.engine import open_engine, reading
from stats.store.tables import documents, figures, reviews

WRITER = Path(__file__).parent / "store_writer.py"


def start(address: str, folder: Path, first: int, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, str(WRITER), address, str(folder), str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def check_whole(address: str, folder: Path) -> set[int]:
    """Check that a store holds whole documents only, each once, with true counts; return their numbers."""
    store = Store.open(address, originals=folder)
    frame = store.figures()
    listed = store.documents()
    assert listed["document_id"].is_unique
    assert frame["figure_id"].is_unique
    assert (listed["figures"] == 1).all()
    assert set(frame["document_id"]) == set(listed["document_id"])
    numbers = {int(value) for value in frame["value"]}
    assert len(numbers) == len(frame) == store.count()
    kept, counted = store.by_month(), store.by_month(Filters(document=tuple(listed["document_id"])))
    assert kept.equals(counted)
    assert store.crossed()["figures"].sum() == len(frame)
    log = store.reviews()
    assert log["review"].is_unique
    assert set(log["figure_id"]) == set(frame.loc[frame["status"] == "accepted", "figure_id"])
    for own in listed["document_id"]:
        name, content = store.original(own) or ("", b"")
        assert content.decode() == f"file {name.removesuffix('.txt')}"
    found = [store.search(str(number))["document_id"].tolist() for number in sorted(numbers)[:10]]
    assert all(len(ids) == 1 for ids in found)
    store.close()
    return numbers


@pytest.mark.parametrize(
    ("processes", "count"), [(3, 20), pytest.param(8, 200, marks=pytest.mark.slow)], ids=["3x20", "8x200"]
)
def test_processes_write_at_once_and_every_document_is_there_once(
    address: str, tmp_path: Path, processes: int, count: int
) -> None:
    """Half of each process's documents are also written by the next one."""
    step = count // 2
    began = time.monotonic()
    running = [start(address, tmp_path, 1 + n * step, count) for n in range(processes)]
    told = [process.communicate(timeout=600) for process in running]
    assert [process.returncode for process in running] == [0] * processes, [error for _, error in told]
    assert all("locked" not in error for _, error in told)
    print(f"{processes} processes x {count} documents: {time.monotonic() - began:.1f} s")
    assert check_whole(address, tmp_path) == set(range(1, 1 + (processes - 1) * step + count))


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_a_process_killed_at_any_moment_leaves_whole_documents(address: str, tmp_path: Path, kills: int) -> None:
    dice = random.Random(kills)
    Store.open(address, originals=tmp_path).close()
    done: set[int] = set()
    first = 1
    for _ in range(kills):
        process = start(address, tmp_path, first, 10_000)
        assert process.stdout is not None
        line = process.stdout.readline()  # its first document is in
        time.sleep(dice.random() * 0.15)
        process.kill()
        rest = process.stdout.read()  # not `communicate`, which loses what `readline` took in beyond its line
        _, error = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL, error
        said = [int(word) for word in (line + rest).split("\n")[:-1]]
        done.update(said)
        # The next one begins with what may have been under way, so that it is either known or new.
        first = max(said, default=first)
        if kills <= 5:
            assert done <= _held(address, tmp_path)
    numbers = check_whole_but_reviews(address, tmp_path)
    assert done <= numbers <= done | {max(done) + 1}


def _held(address: str, folder: Path) -> set[int]:
    store = Store.open(address, originals=folder)
    found = {int(value) for value in store.figures(columns=("value",))["value"]}
    store.close()
    return found


def check_whole_but_reviews(address: str, folder: Path) -> set[int]:
    """Check as `check_whole` does; the adding and the reviewing of a figure are two acts, a kill may fall between."""
    engine = open_engine(address)
    with reading(engine) as connection:
        alone = connection.execute(select(func.count()).where(documents.c.number.not_in(select(figures.c.document))))
        assert alone.scalar_one() == 0
        accepted = set(connection.execute(select(figures.c.number).where(figures.c.status == "accepted")).scalars())
        assert accepted == set(connection.execute(select(reviews.c.figure)).scalars())
    engine.dispose()
    return check_whole(address, folder)


def test_a_reader_is_not_held_up_by_a_writer_and_sees_one_state(store: Store, address: str, tmp_path: Path) -> None:
    store.add_many([report(n) for n in range(1, 31)])
    pages = store.figure_pages(size=10)
    first = next(pages)
    store.add_many([report(n) for n in range(31, 61)])
    store.remove(report(1)[0].id, "ana")
    rest = [value for page in pages for value in page["value"].tolist()]
    assert first["value"].tolist() + rest == list(range(1, 31))
    assert store.count() == 59


def test_threads_share_a_store(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def write(first: int) -> None:
        for number in range(first, first + 10):
            store.add(*report(number))
            assert store.count() > 0

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, (100, 105, 110, 200)))
    assert store.count() == 30
