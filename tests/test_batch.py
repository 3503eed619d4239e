"""Many files at once: each is told, one bad one stops none, and a killed run ends in the same collection."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from standins import plain

from stats import batch
from stats.batch import ReadItem, items_of, run
from stats.collection import Collection
from stats.journal import Journal, Line, Progress, read_report
from stats.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


def articles(folder: Path, count: int) -> Path:
    """Write short articles, each with two figures; they share a place, so that all touch one series."""
    folder.mkdir()
    for n in range(count):
        text = (f"GOMA, {n % 27 + 1} March 2022 – Some {1_000 + n} people fled Goma over the past {n + 2} days, "
                f"the mayor said. The day was number {n}. At least {n + 2} people were killed on Monday.")  # fmt: skip
        (folder / f"article{n:03}.txt").write_text(text, encoding="utf-8")
    return folder


def state(collection: Collection) -> tuple[Any, Any]:
    """Return what a collection holds, but for when it was added."""
    (page,) = list(collection.figure_pages()) or [collection.store.figures()]
    return plain(page.drop(columns="added_at")), plain(collection.series())


def rows(output: Path) -> dict[str, dict[str, str]]:
    with (output / "report.csv").open(encoding="utf-8", newline="") as file:
        return {Path(row["item"]).name: row for row in csv.DictReader(file)}


def test_a_folder_is_read_and_each_item_told(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 6)
    (folder / "copy.txt").write_bytes((folder / "article000.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    told = io.StringIO()
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        done = run([str(folder), str(tmp_path / "gone.txt")], tmp_path / "out", workers=2, by="ana",
                   collection=collection, told=told)  # fmt: skip
        assert (done.items, done.done, done.failed, done.stopped) == (9, 9, 2, False)
        assert len(collection.store.documents()) == 6
        assert set(collection.store.documents()["added_by"]) == {"ana"}
        assert collection.store.original(collection.store.documents()["document_id"][0])[1].startswith(b"GOMA")
        report = rows(tmp_path / "out")
        assert list(report) == [*(f"article{n:03}.txt" for n in range(6)), "copy.txt", "empty.txt", "gone.txt"]
        assert sorted((report["copy.txt"]["outcome"], report["article000.txt"]["outcome"])) == ["kept", "known"]
        assert report["empty.txt"]["outcome"] == "failed"
        assert "empty" in report["empty.txt"]["message"]
        assert "9 of 9 items" in told.getvalue()
        kept = state(collection)
        collection.rebuild()
        assert state(collection) == kept
        again = run([str(folder)], tmp_path / "out", workers=1, collection=collection, told=told)
        assert (again.done, again.failed) == (1, 1)  # only what failed is tried again
        assert rows(tmp_path / "out")["article001.txt"]["outcome"] == "kept"


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "HEADCOUNT_DATA": str(data), "HEADCOUNT_DATABASE": "", "PYTHONPATH": str(ROOT)}


def command(folder: Path, output: Path) -> list[str]:
    return [sys.executable, "-m", "stats", "batch", str(folder), "--output", str(output), "--workers", "2"]


def begun(folder: Path, tmp_path: Path, lines: int) -> "subprocess.Popen[str]":
    """Start a batch in a process of its own and wait until some lines of its report are written."""
    process = subprocess.Popen(command(folder, tmp_path / "out"), env=environment(tmp_path / "data"), cwd=ROOT,
                               stderr=subprocess.PIPE, text=True)  # fmt: skip
    report = tmp_path / "out" / "report.csv"
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if report.is_file() and report.read_text(encoding="utf-8").count("\n") > lines:
            return process
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    process.kill()
    raise AssertionError("the batch wrote no report")


def finished(folder: Path, tmp_path: Path) -> None:
    subprocess.run(command(folder, tmp_path / "out"), env=environment(tmp_path / "data"), cwd=ROOT, check=True,
                   capture_output=True, timeout=120)  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_killed_run_goes_on_and_ends_in_the_same_collection(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 40)
    begun(folder, tmp_path, 3).kill()
    finished(folder, tmp_path)
    assert [row["outcome"] for row in rows(tmp_path / "out").values()].count("failed") == 0
    assert not (tmp_path / "out" / "series.todo").exists()
    with (
        Collection.open(Settings(data=tmp_path / "data")) as killed,
        Collection.open(Settings(data=tmp_path / "whole")) as whole,
    ):
        run([str(folder)], tmp_path / "other", workers=1, collection=whole, told=io.StringIO())
        assert state(killed) == state(whole)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_an_interrupt_stops_cleanly(tmp_path: Path) -> None:
    """Ctrl-C: what was read is stored and in the series, the report is whole, and the message says how to go on."""
    folder = articles(tmp_path / "in", 300)
    process = begun(folder, tmp_path, 2)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "goes on with the others" in told
    assert "Traceback" not in told
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        assert len(collection.store.documents()) == len(rows(tmp_path / "out")) < 300
        kept = state(collection)
        collection.rebuild()
        assert state(collection) == kept


def test_an_item_that_kills_its_worker_is_told_and_the_others_are_kept(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(batch, "read_item", deadly)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests") + os.pathsep + str(ROOT))
    got = dict(batch._read_all(["good", "deadly", "fine", "faulty"], 2, None, None, ""))
    assert "killed" in got["deadly"].errors[0]
    assert got["good"].errors == got["fine"].errors == ()
    assert "ZeroDivisionError" in got["faulty"].errors[0]


def deadly(item: str, originals: Path | None, by: str) -> ReadItem:
    """Stand in for a reader that is killed by one item and has a fault with another."""
    if item == "deadly":
        os._exit(9)
    if item == "faulty":
        raise ZeroDivisionError
    return ReadItem((), (), 0.0)


def test_a_report_that_was_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    whole = Line("a,b.txt", "kept", 1, 2, 0.5, 'said "so", twice')
    with Journal(tmp_path, {}) as journal:
        journal.note(whole)
        journal.note_series(["Goma@COD|displaced"])
    with (tmp_path / "report.csv").open("a", encoding="utf-8") as file:
        file.write("c.txt,kept,1,2,0.")
    with (tmp_path / "series.todo").open("a", encoding="utf-8") as file:
        file.write('["Mosul@IRQ|kil')
    assert read_report(tmp_path / "report.csv") == {"a,b.txt": whole}
    with Journal(tmp_path, {}) as journal:
        journal.note_series(["Erbil@IRQ|killed"])
        assert [key for keys in journal.waiting_series() for key in keys] == ["Erbil@IRQ|killed", "Goma@COD|displaced"]


def test_progress_tells_rate_and_what_is_left() -> None:
    times = iter([0.0, 10.0, 12.0, 20.0])
    out = io.StringIO()
    progress = Progress(4, out, clock=lambda: next(times))
    for _ in range(3):
        progress.tell(Line("a", "kept", 2, 5, 0.1, ""))
    assert out.getvalue().splitlines() == [
        "1 of 4 items · 2 documents · 0.1 items a second · 30 s left",
        "3 of 4 items · 6 documents · 0.1 items a second · 7 s left",
    ]


def test_items_are_listed_once_and_in_order(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 2)
    one = str(folder / "article001.txt")
    assert items_of([one, str(folder), "https://example.org/a", one]) == [
        one, str(folder / "article000.txt"), "https://example.org/a",
    ]  # fmt: skip


def test_dask_workers_do_the_same(tmp_path: Path) -> None:
    """With a scheduler's address, Dask's workers read instead."""
    distributed = pytest.importorskip("distributed")
    folder = articles(tmp_path / "in", 4)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        Collection.open(Settings(data=tmp_path / "data")) as collection,
    ):
        done = run([str(folder)], tmp_path / "out", scheduler=cluster.scheduler_address, collection=collection,
                   told=io.StringIO())  # fmt: skip
        assert (done.done, done.failed) == (4, 0)
        assert collection.store.count() == 8
