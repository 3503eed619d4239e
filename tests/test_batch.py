"""Many files at once: each is told, one bad one stops none, and a killed run ends in the same collection."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import intake_fixtures as make
import pytest
from standins import plain

from stats import batch, workers
from stats.batch import items_of, run
from stats.collection import Collection
from stats.errors import HeadcountError
from stats.interrupt import Interrupt
from stats.journal import Journal, Line, Screen, read_report
from stats.settings import Settings
from stats.workers import ReadItem, read_all

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


def documents(collection: Collection) -> list[dict[str, Any]]:
    """Return a collection's documents, but for when they were added."""
    return collection.store.documents().drop(columns="added_at").astype(str).to_dict("records")


def rows(output: Path) -> dict[str, dict[str, str]]:
    with (output / "report.csv").open(encoding="utf-8", newline="") as file:
        return {Path(row["item"]).name: row for row in csv.DictReader(file)}


def test_a_folder_is_read_and_each_item_told(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 6)
    (folder / "copy.txt").write_bytes((folder / "article000.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    told = io.StringIO()
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        done = run([str(folder), str(tmp_path / "gone.txt")], tmp_path / "out", Screen(told, told), workers=2, by="ana",
                   collection=collection)  # fmt: skip
        assert (done.items, done.done, done.failed, done.stopped) == (9, 9, 2, False)
        assert (done.documents, done.figures) == (6, collection.store.count())
        assert len(collection.store.documents()) == 6
        assert set(collection.store.documents()["added_by"]) == {"ana"}
        assert collection.store.original(collection.store.documents()["document_id"][0])[1].startswith(b"GOMA")
        report = rows(tmp_path / "out")
        assert list(report) == [*(f"article{n:03}.txt" for n in range(6)), "copy.txt", "empty.txt", "gone.txt"]
        assert (report["article000.txt"]["outcome"], report["copy.txt"]["outcome"]) == ("kept", "known")
        assert "there already: “GOMA, 1 March 2022" in report["copy.txt"]["message"], "which one it is"
        assert report["empty.txt"]["outcome"] == "failed"
        assert "empty" in report["empty.txt"]["message"]
        lines = told.getvalue().splitlines()
        assert f"{folder / 'article003.txt'}: 2 figures, 2022-03-04 (dateline)" in lines
        assert f"{folder / 'empty.txt'}: {report['empty.txt']['message']}" in lines, "on screen as well"
        kept = state(collection)
        collection.rebuild()
        assert state(collection) == kept
        (folder / "empty.txt").write_bytes(b"At least 77 people fled Goma on 3 March 2022, the mayor said.")
        again = run([str(folder)], tmp_path / "out", Screen(told), workers=1, collection=collection)
        assert (again.done, again.failed, again.documents) == (8, 0, 1), "that run was finished: this one is a new one"
        assert rows(tmp_path / "out")["article001.txt"]["outcome"] == "known"


def test_what_is_left_out_of_an_item_fails_the_command(tmp_path: Path) -> None:
    """A script must hear of the files of an archive that were not read, as of those of a folder."""
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("good.txt", "At least 77 people fled Goma on 3 March 2022, the mayor said.")
        archive.writestr("empty.txt", "")
    done = subprocess.run([sys.executable, "-m", "stats", "add", str(tmp_path / "in.zip")], cwd=ROOT,
                          env=environment(tmp_path / "data"), capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stderr.endswith("1 documents kept, 1 figures; 0 items could not be read, 1 only in part.\n")


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "HEADCOUNT_DATA": str(data), "HEADCOUNT_DATABASE": "", "PYTHONPATH": str(ROOT)}


def command(folder: Path, output: Path) -> list[str]:
    return [sys.executable, "-m", "stats", "batch", str(folder), "--output", str(output), "--workers", "2"]


def begun(folder: Path, tmp_path: Path, lines: int) -> "subprocess.Popen[str]":
    """Start a batch in a process of its own and wait until some lines of its report are written."""
    process = subprocess.Popen(command(folder, tmp_path / "out"), env=environment(tmp_path / "data"), cwd=ROOT,
                               stderr=subprocess.PIPE, text=True, preexec_fn=_hears_interrupts)  # fmt: skip
    report = tmp_path / "out" / "report.csv"
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if report.is_file() and report.read_text(encoding="utf-8").count("\n") > lines:
            return process
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    process.kill()
    raise AssertionError("the batch wrote no report")


def _hears_interrupts() -> None:
    """Undo what a test run in the background inherits: a shell has its background jobs ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def finished(folder: Path, tmp_path: Path) -> None:
    subprocess.run(command(folder, tmp_path / "out"), env=environment(tmp_path / "data"), cwd=ROOT, check=True,
                   capture_output=True, timeout=120)  # fmt: skip


def children_of(pid: int) -> list[int]:
    """Return the processes that a process began, where the system tells (Linux)."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.is_file() else []


def lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_killed_run_goes_on_and_ends_in_the_same_collection(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 40)
    process = begun(folder, tmp_path, 3)
    workers = children_of(process.pid)
    process.kill()
    process.wait()
    until = time.monotonic() + 20
    while any(map(lives, workers)):
        assert time.monotonic() < until, "its workers end with it"
        time.sleep(0.05)
    finished(folder, tmp_path)
    assert [row["outcome"] for row in rows(tmp_path / "out").values()].count("failed") == 0
    assert not (tmp_path / "out" / "series.todo").exists()
    with (
        Collection.open(Settings(data=tmp_path / "data")) as killed,
        Collection.open(Settings(data=tmp_path / "whole")) as whole,
    ):
        run([str(folder)], tmp_path / "other", Screen(io.StringIO()), workers=1, collection=whole)
        assert state(killed) == state(whole)
        assert documents(killed) == documents(whole), "in the same order, copies of the same first"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_an_interrupt_stops_cleanly(tmp_path: Path) -> None:
    """Ctrl-C: what was read is stored and in the series, the report is whole, and the message says how to go on."""
    folder = articles(tmp_path / "in", 300)
    process = begun(folder, tmp_path, 2)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "goes on with the others" in told
    assert (tmp_path / "out" / "series.todo").read_text(encoding="utf-8") == "", "the run is not finished"
    assert "Traceback" not in told
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        assert len(rows(tmp_path / "out")) == len(collection.store.documents()) < 300, "none is stored without its line"
        kept = state(collection)
        collection.rebuild()
        assert state(collection) == kept


def test_an_interrupt_waits_for_what_is_being_stored(tmp_path: Path, monkeypatch: Any) -> None:
    """Wherever Python is when Ctrl-C comes, as in handing a connection back: the item is stored, with its line."""
    folder = articles(tmp_path / "in", 8)
    store = batch._store

    def pressed(collection: Collection, item: str, found: ReadItem, *given: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return store(collection, item, found, *given)

    before = signal.getsignal(signal.SIGINT)
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        monkeypatch.setattr(batch, "_store", pressed)
        for kept in (1, 2):
            done = run([str(folder)], tmp_path / "out", Screen(io.StringIO()), collection=collection)
            assert (done.stopped, done.documents, len(collection.store.documents())) == (True, 1, kept)
        assert "Stopped after 1 more items" in done.told
        monkeypatch.setattr(batch, "_store", store)
        done = run([str(folder)], tmp_path / "out", Screen(io.StringIO()), collection=collection)
        assert (done.stopped, done.documents, len(rows(tmp_path / "out"))) == (False, 6, 8)
    assert signal.getsignal(signal.SIGINT) == before


def test_an_item_that_kills_its_worker_is_told_and_the_others_are_kept(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(workers, "read_item", deadly)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests") + os.pathsep + str(ROOT))
    items = ["good", "deadly", "fine", "faulty", "well"]
    got = dict(read_all(items, 2, None, Interrupt(), None, "", None))
    assert list(got) == items
    assert "killed" in got["deadly"].errors[0]
    assert got["good"].errors == got["fine"].errors == got["well"].errors == ()
    assert "ZeroDivisionError" in got["faulty"].errors[0]


def deadly(item: str, originals: Path | None, by: str, database: str | None) -> ReadItem:
    """Stand in for a reader that is killed by one item and has a fault with another."""
    if item == "deadly":
        os._exit(9)
    if item == "faulty":
        raise ZeroDivisionError
    return ReadItem()


def test_a_report_that_was_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    whole = Line("a,b.txt", "kept", 1, 2, 0.5, 'said "so", twice')
    with Journal(tmp_path) as journal:
        journal.note(whole)
        journal.note_series(["Goma@COD|displaced"])
    with (tmp_path / "report.csv").open("a", encoding="utf-8") as file:
        file.write("c.txt,kept,1,2,0.")
    with (tmp_path / "series.todo").open("a", encoding="utf-8") as file:
        file.write('["Mosul@IRQ|kil')
    assert read_report(tmp_path / "report.csv") == {"a,b.txt": whole}
    with Journal(tmp_path) as journal:
        assert not journal.is_open("a,b.txt")
        assert journal.is_open("c.txt")
        journal.note_series(["Erbil@IRQ|killed"])
        assert [key for keys in journal.waiting_series() for key in keys] == ["Erbil@IRQ|killed", "Goma@COD|displaced"]


def oddly_named(folder: Path) -> Path:
    """Write an article under a name that is no UTF-8, as old archives leave them; skip where no file may bear it."""
    place = folder / os.fsdecode(b"a\xff.txt")
    try:
        place.write_text("In Goma 77 people fled on 3 March 2022.", encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    return place


def test_a_name_that_is_no_text_stops_nothing(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 6)
    oddly_named(folder)
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        done = run([str(folder)], tmp_path / "out", Screen(io.StringIO()), workers=2, collection=collection)
        assert (done.documents, done.failed) == (7, 0)
    assert rows(tmp_path / "out")["a\\udcff.txt"]["outcome"] == "kept"


def test_a_name_that_is_no_text_is_gone_on_with(tmp_path: Path) -> None:
    item = str(tmp_path / os.fsdecode(b"a\xff.txt"))
    with Journal(tmp_path) as journal:
        journal.note(Line(item, "kept", 1, 2, 0.1, ""))
    with Journal(tmp_path) as journal:
        assert not journal.is_open(item)
        assert journal.finish([item], stopped=False) == (0, 0)
    assert len(rows(tmp_path)) == 1


def test_the_command_takes_a_name_that_is_no_text(tmp_path: Path) -> None:
    place = oddly_named(tmp_path)
    done = subprocess.run([sys.executable, "-m", "stats", "add", place], cwd=ROOT, env=environment(tmp_path / "data"),
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "a\\udcff.txt: 1 figure" in done.stdout


def test_a_second_run_of_the_same_report_is_told_to_wait(tmp_path: Path) -> None:
    line = Line("a.txt", "kept", 1, 2, 0.1, "")
    with Journal(tmp_path) as journal:
        journal.note(line)
        with pytest.raises(HeadcountError, match="Another run writes its report"), Journal(tmp_path):
            pass
        journal.note_series(["goma|displaced"])
        assert list(journal.waiting_series()) == [["goma|displaced"]]
        journal.finish(["a.txt"], stopped=False)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["report.csv"]
    with Journal(tmp_path) as journal:
        assert journal.is_open("a.txt"), "begun anew"


def test_items_are_listed_once_and_in_order(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 2)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "b").mkdir()
    one = str(folder / "article001.txt")
    assert list(items_of([one, str(folder), "https://example.org/a", one], tmp_path)) == [
        one, str(folder / "article000.txt"), "https://example.org/a",
    ]  # fmt: skip
    assert "no file" in items_of([str(folder / "b")], tmp_path)[str(folder / "b")]


@pytest.mark.parametrize("report", ["in", "in/report"])
def test_the_report_of_an_earlier_run_is_no_item(tmp_path: Path, report: str) -> None:
    """Read as a table or as text, it would end as a failure in the next report, or as an article."""
    folder, output = articles(tmp_path / "in", 1), tmp_path / report
    (folder / "other").mkdir()
    (folder / "other" / "report.csv").write_text("title,text\nA,Some 77 people fled Goma on 3 March 2022.\n")
    with Journal(output) as journal:
        journal.note(Line("article000.txt", "kept", 1, 2, 0.1, ""))
        (output / "running-journal").touch()
        (output / "report.part").touch()
        named = [Path(item).relative_to(folder).as_posix() for item in items_of([str(folder)], output)]
    assert named == ["article000.txt", "other/report.csv"]


@pytest.mark.parametrize("given", ["./in", "in/", ".", "in/../in", ""])
def test_a_folder_is_a_folder_however_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    articles(tmp_path / "in", 1)
    monkeypatch.chdir(tmp_path)
    told = items_of([given], tmp_path)
    assert [Path(item).name for item in told] == (["article000.txt"] if given else [""]), "an empty word names nothing"
    assert set(told.values()) == {""}


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    articles(tmp_path / "in2", 1)
    told = items_of([f"{tmp_path / 'in2'}", f"{tmp_path / 'in'}", "x" * 5_000], tmp_path)
    assert [why[:8] for why in told.values()] == ["", "There is", ""]


@pytest.mark.skipif(sys.platform == "win32", reason="links want rights there")
def test_links_of_a_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 1)
    (folder / "link.txt").symlink_to(folder / "article000.txt")
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        done = run([str(folder)], tmp_path / "out", Screen(io.StringIO()), collection=collection)
    assert (done.items, done.documents, done.failed) == (2, 1, 1)
    assert "is a link" in rows(tmp_path / "out")["link.txt"]["message"]


def test_a_feed_gives_its_new_entries_only(tmp_path: Path) -> None:
    """Read again, it brings what it had not before; where that is nothing, it has not failed."""
    feed = make.rss()
    (tmp_path / "feed.xml").write_bytes(feed.data)
    told = io.StringIO()
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        first = run([str(tmp_path / "feed.xml")], tmp_path / "out", Screen(told), collection=collection)
        again = run([str(tmp_path / "feed.xml")], tmp_path / "out", Screen(told), collection=collection)
        assert (first.documents, again.documents, again.failed) == (2, 0, 0)
        assert rows(tmp_path / "out")["feed.xml"]["message"] == "There is nothing new in it."
        (tmp_path / "feed.xml").write_bytes(feed.data.replace(b"https://example.org/2", b"https://example.org/3")
                                            .replace(b"</title>", b", day two</title>"))  # fmt: skip
        assert run([str(tmp_path / "feed.xml")], tmp_path / "out", Screen(told), collection=collection).documents == 1


def test_copies_and_languages_are_told(tmp_path: Path) -> None:
    story = " ".join(f"On day {n} the relief office of Goma counted {n + 20} tents beside the road." for n in range(9))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.txt").write_text(f"Rain in Goma\n\n{story}", encoding="utf-8")
    (folder / "2.txt").write_text(f"Goma under water\n\n{story} By our own reporter.", encoding="utf-8")
    (folder / "3.txt").write_text("Yli tuhat ihmistä joutui jättämään kotinsa tulvan vuoksi, kertoi pormestari "
                                  "perjantaina. Sillat ovat poikki ja koulut suljettu.", encoding="utf-8")  # fmt: skip
    told = io.StringIO()
    with Collection.open(Settings(data=tmp_path / "data")) as collection:
        run([str(folder)], tmp_path / "out", Screen(told, told), collection=collection)
        found = collection.store.documents(order="title").set_index("title")
        first = collection.store.documents()["document_id"].iloc[-1]
        assert found.loc["Goma under water", "near_copy_of"] == first
        language = collection.document(found["document_id"][found["language"] == "fi"].iloc[0])
        assert language.language_confidence > 0.9
    assert "nearly the same as “Rain in Goma”" in told.getvalue()
    assert "its language (fi, sure " in told.getvalue()
    assert "nearly the same" in rows(tmp_path / "out")["2.txt"]["message"]


def test_dask_workers_do_the_same(tmp_path: Path) -> None:
    """With a scheduler's address, Dask's workers read instead."""
    distributed = pytest.importorskip("distributed")
    folder = articles(tmp_path / "in", 4)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        Collection.open(Settings(data=tmp_path / "data")) as collection,
    ):
        done = run([str(folder)], tmp_path / "out", Screen(io.StringIO()), scheduler=cluster.scheduler_address,
                   collection=collection)  # fmt: skip
        assert (done.done, done.failed) == (4, 0)
        assert collection.store.count() == 8
