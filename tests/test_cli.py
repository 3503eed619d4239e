"""The commands as people call them: what goes to standard output, what to standard error, and the exit status."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import intake_fixtures as make
import pandas as pd
import pytest
from standins import document, figure

from stats import __main__ as cli
from stats import downloads
from stats.collection import Collection
from stats.columns import FIGURE_COLUMNS, SERIES_COLUMNS, names
from stats.figure import FIELDS

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "data" / "samples" / "2017-03-09-mosul.md"
ARTICLE = "GOMA, 10 March 2022 – Some 1,009 people fled Goma over the past 10 days, the mayor said on Thursday."


@pytest.fixture
def run(tmp_path: Path, capfdbinary: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs a command on a store of its own and gives status, output and diagnostics."""
    from stats.settings import settings

    monkeypatch.setenv("HEADCOUNT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HEADCOUNT_DATABASE", "")
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()

    def command(*words: str) -> tuple[int, str, str]:
        status = cli.main(words)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    yield command
    settings.cache_clear()


@pytest.fixture
def article(tmp_path: Path) -> str:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return "article.txt"


BAD = {
    "empty.txt": b"",
    "photo.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00" + bytes(64),
    "menu.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "huge.txt": b"word " * 10_000_000,
}


def test_extract_prints_a_line_a_document(run: Any, article: str) -> None:
    status, out, err = run("extract", article)
    (line,) = out.splitlines()
    found = json.loads(line)
    assert (status, err) == (0, "")
    assert list(found) == ["id", "figures"]
    (figure,) = found["figures"]
    assert list(figure) == list(FIELDS)
    assert figure["quote"] == ARTICLE[figure["start"] : figure["end"]] == "Some 1,009"
    assert (figure["period_start"], figure["period_end"], figure["place"]) == ("2022-02-28", "2022-03-10", "Goma")


def test_extract_keeps_ids_and_null_days_of_document_lines(run: Any, tmp_path: Path) -> None:
    """A day that is null stays unknown; a line without the key has it inferred from its text."""
    lines = [{"id": "a", "text": ARTICLE, "published": None}, {"id": "b", "text": ARTICLE},
             {"id": "c", "text": ARTICLE, "published": "2022-05-20", "figures": "ignored"}]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    status, out, _ = run("extract", "in.jsonl")
    found = {line["id"]: line["figures"][0] for line in map(json.loads, out.splitlines())}
    assert status == 0
    assert [f["period_end"] for f in found.values()] == [None, "2022-03-10", "2022-05-20"]


def test_explain_goes_to_standard_error(run: Any, article: str) -> None:
    status, out, err = run("extract", article, "--explain")
    assert status == 0
    assert len(out.splitlines()) == 1
    assert "[Some 1,009]" in err
    assert "“over the past 10 days”" in err or "look_back" in err


@pytest.mark.parametrize("command", ["extract", "add"])
def test_a_bad_file_is_told_and_the_others_are_read(run: Any, article: str, tmp_path: Path, command: str) -> None:
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    status, out, err = run(command, *BAD, article, "missing.txt")
    assert status == 1
    for name in (*BAD, "missing.txt"):
        told = [line for line in err.splitlines() if line.startswith(f"{name}: ")]
        assert told, name
        assert len(told[0].split(". ")) >= 2, f"{name}: it should say what to do: {told}"
    assert "Traceback" not in err
    assert len(out.splitlines()) == 1


def test_extract_reads_every_format(run: Any, tmp_path: Path) -> None:
    """A line for each document, none for what brings none; each with figures, since each says how many left."""
    made = [maker() for maker in make.ALL]
    for number, one in enumerate(made):
        (tmp_path / f"{number}{one.name}").write_bytes(one.data)
    (tmp_path / "all.zip").write_bytes(make.zipped({one.name: one.data for one in made[:6]}))
    for number, one in enumerate(made):
        status, out, err = run("extract", f"{number}{one.name}")
        lines = [json.loads(line) for line in out.splitlines()]
        assert lines, (one.name, err)
        assert lines[0]["figures"], one.name
        assert status == ("The row has no text" in err), (one.name, err)
    assert len(run("extract", "all.zip")[1].splitlines()) == 6


def test_extract_gives_the_figures_of_a_table_as_they_are(run: Any, article: str, tmp_path: Path) -> None:
    run("add", article)
    run("export", "figures", "--output", "figures.csv")
    (line,) = map(json.loads, run("extract", "figures.csv")[1].splitlines())
    assert [(figure["value"], figure["implied"]["value"]) for figure in line["figures"]] == [(1009, "imported")]


def test_bytes_that_are_no_utf_8_are_read(run: Any, tmp_path: Path) -> None:
    text = ("Au moins 1 009 personnes ont été déplacées à Béni, selon le maire. " * 5).encode("latin-1")
    (tmp_path / "latin.txt").write_bytes(text)
    status, out, err = run("extract", "latin.txt")
    assert (status, len(out.splitlines())) == (0, 1), err


def test_add_then_export(run: Any, article: str, tmp_path: Path) -> None:
    status, out, err = run("add", article)
    assert (status, out) == (0, "article.txt: 1 figure, 2022-03-10 (dateline)\n")
    assert err == "1 items: 1 documents kept, 1 figures; 0 items could not be read.\n"
    assert not any((tmp_path / "data" / "unfinished").iterdir()), "nothing is left of a run that is finished"
    assert "there already" in run("add", article)[1]
    _, figures, _ = run("export", "figures")
    assert figures.startswith("\ufefffigure_id,")
    rows = list(csv.DictReader(io.StringIO(figures[1:])))
    assert list(rows[0]) == names(FIGURE_COLUMNS)
    assert (rows[0]["value"], rows[0]["place"], rows[0]["persons"]) == ("1009", "Goma", "1009")
    _, series, _ = run("export", "series", "--every", "month", "--no-bom")
    shared = list(csv.DictReader(io.StringIO(series)))
    assert list(shared[0]) == names(SERIES_COLUMNS)
    assert [row["date"] for row in shared] == ["2022-03-31"]
    assert run("export", "figures", "--country", "IRQ", "--country", "SYR", "--no-bom")[1].count("\n") == 1


def test_a_place_whose_name_has_a_comma_is_one_place(run: Any) -> None:
    with Collection.open() as collection:
        for number, place in enumerate(("Cúcuta, Colombia", "Cúcuta", "Goma"), 1):
            own = document(number)
            collection.keep_read([(own, [figure(own, 0, 1000 + number, place=place, place_id=None)])])

    def values(*words: str) -> list[str]:
        return [row["value"] for row in csv.DictReader(io.StringIO(run("export", "figures", "--no-bom", *words)[1]))]

    assert values("--place", "Cúcuta, Colombia") == ["1001"]
    assert sorted(values("--place", "Cúcuta, Colombia", "--place", "Goma")) == ["1001", "1003"]
    assert len(values("--measure", "displaced,killed")) == 3


def test_rows_as_known_on_a_day(run: Any, article: str) -> None:
    run("add", article)
    for day, rows in (("2022-03-09", 0), ("2022-03-10", 1)):
        for table in ("figures", "series"):
            made = run("export", table, "--no-bom", "--as-known-on", day)[1]
            assert len(list(csv.DictReader(io.StringIO(made)))) == rows, (table, day)
    with pytest.raises(SystemExit):
        run("export", "figures", "--as-known-on", "soon")


@pytest.mark.parametrize("form", cli.FORMATS)
def test_every_format_is_written_to_a_file(run: Any, article: str, tmp_path: Path, form: str) -> None:
    run("add", article)
    status, out, _ = run("export", "figures", "--format", form, "--output", "out.file")
    assert (status, out) == (0, "")
    content = (tmp_path / "out.file").read_bytes()
    assert not (tmp_path / "out.file.part").exists()
    if form in ("xlsx", "package"):
        assert zipfile.is_zipfile(io.BytesIO(content))
    elif form == "parquet":
        assert pd.read_parquet(io.BytesIO(content))["value"].tolist() == [1009]
    else:
        assert b"1009" in content


def test_a_package_is_taken_in_elsewhere(run: Any, article: str, tmp_path: Path, monkeypatch: Any) -> None:
    from stats.settings import settings

    run("add", article)
    run("export", "figures", "--format", "package", "--output", "package.zip")
    monkeypatch.setenv("HEADCOUNT_DATA", str(tmp_path / "other"))
    settings.cache_clear()
    assert run("import", "package.zip")[:2] == (0, "package.zip: 1 documents new, 0 there already, 0 reviews.\n")
    assert run("export", "figures", "--no-bom")[1].count("\n") == 2
    assert run("import", "article.txt")[0] == 1


def test_corrections_come_out_as_gold_that_score_reads(run: Any, article: str, tmp_path: Path) -> None:
    from stats.collection import Collection

    run("add", article)
    with Collection.open() as collection:
        figure_id = collection.store.figures()["figure_id"][0]
        collection.review([figure_id], "correct", by="ana", changes={"term": "displaced"})
    run("export", "gold", "--output", "gold.jsonl")
    line = json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8"))
    assert (line["text"], line["figures"][0]["term"], line["unreviewed"]) == (ARTICLE, "displaced", 0)
    status, out, _ = run("score", "gold.jsonl", "--json")
    levels = json.loads(out)["languages"]["all"]["levels"]
    assert status == 0
    assert levels["detection"]["f1"] == 100
    assert levels["term"]["f1"] == 0


def test_gold_takes_every_filter(run: Any, article: str, tmp_path: Path) -> None:
    from stats.collection import Collection

    run("add", article)
    with Collection.open() as collection:
        collection.review(collection.store.figures()["figure_id"].tolist(), "accept", by="ana")
    for words in (("--measure", "displaced"), ("--from", "2022-03-01"), ("--q", "mayor"), ("--unit", "person")):
        assert run("export", "gold", *words)[1].count("\n") == 1, words
    for words in (("--measure", "killed"), ("--from", "2022-04-01"), ("--q", "bishop"), ("--source", "UNHCR")):
        assert run("export", "gold", *words) == (0, "", ""), words


def test_series_can_be_computed_again(run: Any, article: str) -> None:
    run("add", article)
    _, before, _ = run("export", "series")
    assert run("rebuild") == (0, "", "1 of 1 figures\n")
    assert run("export", "series")[1] == before


def test_a_filter_that_cannot_be_read_is_told(run: Any) -> None:
    status, out, err = run("export", "figures", "--from", "March")
    assert (status, out) == (1, "")
    assert "from=March is no date" in err
    status, out, err = run("export", "series", "--measure", "displacd")
    assert (status, out) == (1, "")
    assert "There is no measure displacd. Choose among displaced" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "figures", "--output", "none/x.csv"), "There is no folder none. Make it first"),
        (("export", "figures", "--output", "."), ". is a folder. Name a file in it"),
        (("add", "article.txt", "--output", "article.txt"), "which article.txt cannot be"),
        (("add", "article.txt", "--output", "article.txt/out"), "The report needs a folder"),
        (("export", "figures", "--output", "x" * 300), "Check the path, your rights"),
        (("import", "none.zip"), "none.zip is no data package"),
    ],
)
def test_a_path_that_cannot_be_is_told(run: Any, article: str, words: tuple[str, ...], told: str) -> None:
    status, _, err = run(*words)
    assert status == 1
    assert told in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("workers", ["0", "-1", "62", "many"])
def test_workers_are_as_many_as_every_system_can_wait_for(run: Any, article: str, workers: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run("add", article, "--workers", workers)
    assert ended.value.code == 2
    assert cli.parser().parse_args(["add", article]).workers in range(1, 62)


def test_check_tells_of_a_language_there_is_none_of(run: Any) -> None:
    status, _, err = run("check", "xx")
    assert status == 1
    assert "xx" in err


def test_formats_and_steps_are_those_of_downloads() -> None:
    assert downloads.FORMATS == cli.FORMATS
    assert downloads.STEPS == cli.STEPS


def test_the_mosul_facts_are_read_from_the_sample(run: Any) -> None:
    """The five figures of the article that the project started from, told in our own words."""
    found = json.loads(run("extract", str(SAMPLE))[1])["figures"]
    fields = ("value", "low", "high", "unit", "term", "kind", "period_start", "period_end", "place", "attribution")
    assert [tuple(f[name] for name in fields) for f in found] == [
        (3000, 3000, None, "person", "killed", "flow", None, "2017-03-09", "Mosul", "Hashimi"),
        (6000, 6000, 6000, "person", "armed", "stock", "2017-03-09", "2017-03-09", "Mosul", "Hashimi"),
        (100_000, 100_000, 100_000, "person", "armed", "stock", "2017-03-09", "2017-03-09", "Mosul", None),
        (40_000, 40_000, 40_000, "person", "fled", "flow", "2017-02-27", "2017-03-09", "Mosul", "The United Nations"),
        (200_000, 200_000, None, "person", "displaced", "cumulative", "2016-10-01", "2017-03-09", "Mosul",
         "The United Nations"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["gold/conflict_dev.jsonl", "probes.jsonl"])
def test_labelled_documents_are_read_as_they_stand(path: str) -> None:
    """From the root of a clone, by the words of the README, within ten seconds."""
    source = SHARED / path
    if not source.is_file():
        pytest.skip("the labelled documents are not beside this folder")
    done = subprocess.run([sys.executable, "-m", "stats", "extract", str(source)], cwd=ROOT, capture_output=True,
                          timeout=60, env={**os.environ, "PYTHONIOENCODING": "ascii"})  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    lines = source.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [line["id"] for line in found] == [json.loads(line)["id"] for line in lines]
    for line, given in zip(found, map(json.loads, lines), strict=True):
        for told in line["figures"]:
            assert given["text"][told["start"] : told["end"]] == told["quote"]


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        "\n".join(json.dumps({"id": str(n), "text": ARTICLE}) for n in range(3_000)), encoding="utf-8"
    )
    process = subprocess.Popen([sys.executable, "-m", "stats", "extract", str(tmp_path / "in.jsonl")], cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read().decode()
    assert process.wait(60) == 0
    assert told == ""
