"""How fast the command adds: 1,000 mixed files, 200 of each of five kinds, on two processes (pytest -m bench -s).

All are accounted for in the report; killed in the middle, the same command again ends with the same collection.
"""

import csv
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import intake_fixtures as make
from intake_pages import article, shapes
from test_batch import documents, state

from stats.collection import Collection
from stats.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
KINDS = (make.html, make.pdf, make.docx, make.eml, make.text)
EACH = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 1,000 files, no two of the same text; of the web pages a tenth are the twenty shapes."""
    folder = tmp_path_factory.mktemp("mixed")
    kept = make.HEAD, make.BODY, make.PLAIN
    pages = [shape.html.encode() for shape in shapes()]
    for number in range(EACH * len(KINDS)):
        maker = KINDS[number % len(KINDS)]
        head, body = article(number)
        make.HEAD = f"{head}, day {number}"
        make.BODY = tuple(f"{line} It was hour {number * 7 + place}." for place, line in enumerate(body))
        make.PLAIN = "\n\n".join((make.HEAD, *make.BODY))
        made = maker()
        data = pages.pop() if maker is make.html and pages else made.data
        (folder / f"{number:04}{Path(made.name).suffix}").write_bytes(data)
    make.HEAD, make.BODY, make.PLAIN = kept
    return folder


def command(folder: Path, where: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "HEADCOUNT_DATA": str(where / "data"), "HEADCOUNT_DATABASE": ""}
    said = (where / "said.txt").open("wb")
    return subprocess.Popen(
        [sys.executable, "-m", "stats", "add", str(folder), "--output", str(where / "out"), "--workers", "2"],
        env=environment, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)  # fmt: skip


def lines(where: Path) -> list[dict[str, str]]:
    report = where / "out" / "report.csv"
    if not report.is_file():
        return []
    with report.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.bench
def test_a_thousand_mixed_files(folder: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    assert command(folder, whole).wait() == 0
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = lines(whole)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"\n{len(told)} files in {seconds:.1f} s: {len(told) / seconds:.1f} files a second; {cpu:.0f} s of CPU, so "
          f"{2 * len(told) / cpu:.1f} a second on two free cores; load {os.getloadavg()[0]:.1f}")  # fmt: skip
    for suffix in sorted({Path(line["item"]).suffix for line in told}):
        times = sorted(float(line["seconds"]) for line in told if line["item"].endswith(suffix))
        print(f"  {suffix:6} {len(times)}: median {times[len(times) // 2] * 1e3:.0f} ms, slowest {times[-1]:.1f} s")
    print((whole / "said.txt").read_text(encoding="utf-8").splitlines()[-2:])
    assert [Path(line["item"]).name for line in told] == sorted(path.name for path in folder.iterdir())
    assert Counter(line["outcome"] for line in told) == {"kept": len(told)}

    process = command(folder, killed)
    while len(lines(killed)) < len(told) // 2:
        assert process.poll() is None
        time.sleep(0.2)
    process.kill()
    process.wait()
    done = len(lines(killed))
    assert command(folder, killed).wait() == 0
    print(f"killed after {done} items, gone on with {len(told) - done}")
    assert [(line["item"], line["documents"]) for line in lines(killed)] == [
        (line["item"], line["documents"]) for line in told]  # fmt: skip
    with (
        Collection.open(Settings(data=whole / "data")) as one,
        Collection.open(Settings(data=killed / "data")) as other,
    ):
        assert one.store.count() > 2_000
        assert documents(one) == documents(other)
        assert state(one)[1] == state(other)[1]
        for mine, theirs in zip(one.figure_pages(), other.figure_pages(), strict=True):
            assert mine.drop(columns="added_at").equals(theirs.drop(columns="added_at"))
    assert 2 * len(told) / cpu >= 15
