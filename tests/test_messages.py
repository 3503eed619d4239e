"""What went wrong is said in the same words on screen, on the command line and in the report, and says what to do."""

import csv
import io
from pathlib import Path

import intake_fixtures as make
from dashboard_app import app, told
from test_intake_formats import BAD
from test_pages_acts import upload

from stats.batch import run
from stats.intake import receive
from stats.journal import Screen
from stats.pages import asked

FILES = {
    **{f"{number}{name}": data for number, (data, name, _, _) in enumerate(BAD) if len(data) < 1_000_000},
    "scan.pdf": make.scan_pdf(),
    "bomb.zip": make.zipped({"a.txt": b"0" * 15_000_000}),
    "out.zip": make.zipped({"../../a.txt": b"Ten people fled."}),
    "pages.pdf": make.many_pages_pdf(10_000),
    "loop.pdf": make.looping_pdf(),
}


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_message_is_the_same_everywhere(bare: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    wanted = {}
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
        wanted[name] = [flat(str(item.error)) for item in receive(data, name=name) if item.error]
        assert wanted[name], name
        for message in wanted[name]:
            assert len([part for part in message.split(". ") if part]) >= 2, f"{name}: what to do? {message}"
    (folder / "good.txt").write_bytes(make.text().data)
    err = io.StringIO()
    done = run([str(folder)], tmp_path / "out", Screen(err), collection=asked.collection())
    assert (done.documents, done.failed) == (1, len(FILES))
    with (tmp_path / "out" / "report.csv").open(encoding="utf-8", newline="") as file:
        report = {Path(row["item"]).name: row["message"] for row in csv.DictReader(file)}
    at = upload(app("add"), *FILES.items())
    screen = flat(told(at))
    assert not at.exception
    for name, messages in wanted.items():
        for message in messages:
            assert message in flat(err.getvalue()), f"{name} on the command line"
            assert message in report[name], f"{name} in the report"
            assert message[:150] in screen, f"{name} on screen"
