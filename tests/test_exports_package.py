"""The data package is Frictionless, and taken in again and exported it is the same byte for byte."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from standins import document, figure
from test_intake_figures import IDU
from test_store_near_copies import article

from stats.batch import run
from stats.collection import Collection
from stats.columns import FIGURE_COLUMNS, names
from stats.document import Document
from stats.downloads import download
from stats.errors import ExportError, Unreadable
from stats.exports import about
from stats.exports.package import TABLES
from stats.filters import Filters
from stats.intake import receive
from stats.journal import Screen
from stats.restore import restore
from stats.settings import Settings
from stats.store import loading
from stats.vocabulary import DayKnown, Kind, Quantifier, Term, Unit

TABLE_FILES = [f"{name}.csv" for name in TABLES]


def fill(collection: Collection) -> None:
    """Put in what goes wrong easily: odd texts, open bounds, undated documents, every act of a reviewer."""
    odd = Document(text="=cmd|' /C calc'!A0\r\n'=1+1 \"quoted\", and\tmore\u2028 الموصل " + "filler " * 30,
                   title="@title", url="https://example.org/?a=1,2", published_by=DayKnown.UNKNOWN, language="ar",
                   pages=(0, 12), language_confidence=0.75, warnings=("Page 2 is a scan.",))  # fmt: skip
    one, two, bare = document(1), document(2), document(3)
    a = figure(one, 0, 5003, evidence={"term": (4, 9)}, implied={"place": "frame"}, latitude=36.335, longitude=43.118)
    b = figure(two, 0, 5000, quantifier=Quantifier.MORE_THAN, high=None, quantifier_text="more than")
    c = figure(two, 8, 307, unit=Unit.HOUSEHOLD, part_of=b.id, subject="'+families")
    d = figure(odd, 2, 17, term=Term.KILLED, kind=Kind.CUMULATIVE, period_start=None, place="Goma", confidence=1 / 3)
    collection.keep_read([(odd, [d]), (one, [a]), (two, [b, c]), (bare, [])], added_by="ana", original_name="=x.txt")
    collection.review([a.id, b.id], "accept", by="ana")
    collection.review([a.id], "correct", by="ben", why="=typo", changes={"value": 5009, "period_end": "2017-03-11"})
    collection.review([a.id], "correct", by="ben", changes={"place": None, "attribution": "the mayor"})
    collection.review([b.id], "merge", by="ana", changes={"cluster": a.id})
    collection.review([c.id], "split", by="ana")
    collection.review([c.id], "comment", by="ana", why="families of two kinds")
    collection.review([d.id], "reject", by="ana")
    collection.review([d.id], "undo", by="ben")
    gone = document(9)
    collection.keep_read([(gone, [figure(gone, 0, 11)])])
    collection.remove(gone.id, by="ana")


def exported(collection: Collection, filters: Filters | None = None) -> bytes:
    return b"".join(download(collection, "figures", "package", filters).blocks)


@pytest.fixture
def collection(tmp_path: Path):
    with Collection.open(Settings(data=tmp_path / "first")) as opened:
        fill(opened)
        yield opened


@pytest.mark.parametrize("fewest", [1, 1_000], ids=["in bulk", "few documents"])
def test_export_import_export_is_byte_equal(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fewest: int
) -> None:
    monkeypatch.setattr(loading, "FEWEST", fewest)
    first = exported(collection)
    (tmp_path / "package.zip").write_bytes(first)
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        done = restore(other, tmp_path / "package.zip")
        assert (done.new, done.known, done.reviews, done.problems) == (4, 0, 9, ())
        assert exported(other) == first
        again = restore(other, tmp_path / "package.zip")
        assert (again.new, again.known, again.reviews) == (0, 4, 0)
        assert exported(other) == first


def test_what_came_of_the_article_of_reviewed_figures_comes_back_the_same(tmp_path: Path) -> None:
    own = Document("In Goma 307 people fled and 41 fled later.", published=date(2026, 3, 5), language="en")
    found = [figure(own, own.text.index(quote), int(quote), quote=quote) for quote in ("307", "41")]
    with Collection.open(Settings(data=tmp_path / "first")) as opened:
        opened.keep_read([(own, found)], added_by="ana")
        opened.review([one.id for one in found], "accept", by="ana")
        opened.store.replace_figures(own.id, [replace(found[0], term=Term.KILLED)], by="ben")
        day = date(2026, 4, 5)
        opened.store.set_published(own.id, day, "ben", [replace(found[0], period_end=day)])
        opened.recount(opened.store.keys()["value"].tolist())
        package = exported(opened)
    (tmp_path / "package.zip").write_bytes(package)
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        assert restore(other, tmp_path / "package.zip").problems == ()
        assert exported(other) == package
        assert other.store.reviews()["action"].value_counts().to_dict() == {"accept": 2, "extract": 2, "drop": 1,
                                                                           "update": 1}  # fmt: skip


def test_copies_whose_first_stays_out_and_imported_figures_come_back_the_same(tmp_path: Path) -> None:
    first, second, third, fourth = (Document(f"{article(1)} Print {n}.") for n in range(4))
    with Collection.open(Settings(data=tmp_path / "first")) as opened:
        opened.keep_read([(one, []) for one in (first, second, third)], added_by="ana")
        opened.remove(first.id, by="ana")
        (tmp_path / "idu.csv").write_text(IDU, encoding="utf-8")
        run([str(tmp_path / "idu.csv")], tmp_path / "out", Screen(io.StringIO(), io.StringIO()), collection=opened)
        opened.review(opened.store.figures()["figure_id"].tolist()[:1], "correct", by="ben", changes={"value": 4211})
        package = exported(opened)
    (tmp_path / "package.zip").write_bytes(package)
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        done = restore(other, tmp_path / "package.zip")
        assert (done.new, done.reviews, done.problems) == (4, 1, ())
        assert exported(other) == package
        kept = [other.keep_read([(one, [])])[0] for one in (fourth, first)]
        assert [one.copy_of for one in kept] == [first.id, None], "the first is no copy of its copies"
        assert "nearly the same as an article that is not held here" in kept[0].told


def test_only_the_date_of_export_differs_on_another_day(collection: Collection, monkeypatch) -> None:
    first = zipfile.ZipFile(io.BytesIO(exported(collection)))

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2031, 5, 6, tzinfo=tz)

    monkeypatch.setattr(about, "datetime", Tomorrow)
    later = zipfile.ZipFile(io.BytesIO(exported(collection)))
    differ = [name for name in first.namelist() if first.read(name) != later.read(name)]
    assert differ == ["README.md", "datapackage.json"]
    assert later.read("README.md").decode().count("2031-05-06") == 2


def test_an_interrupted_import_goes_on(collection: Collection, tmp_path: Path) -> None:
    """Stopped after the documents and before the reviews, the next run makes them."""
    (tmp_path / "package.zip").write_bytes(exported(collection))
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        review = other.store.review
        other.store.review = None
        with pytest.raises(TypeError):
            restore(other, tmp_path / "package.zip")
        other.store.review = review
        assert restore(other, tmp_path / "package.zip").reviews == 9
        other.rebuild()
        assert exported(other) == exported(collection)


def test_it_is_a_frictionless_package(collection: Collection) -> None:
    archive = zipfile.ZipFile(io.BytesIO(exported(collection)))
    package = json.loads(archive.read("datapackage.json"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for told in (package["description"], archive.read("README.md").decode()):
        assert "GeoNames" in told
        assert "OCHA" in told
    resources = {r["name"]: r for r in package["resources"]}
    assert list(resources) == ["figures", "series", "documents", "reviews"]
    for resource in resources.values():
        held = archive.read(resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(held).hexdigest()}"
        assert resource["bytes"] == len(held)
        header, *rows = csv.reader(io.StringIO(held.decode(), newline=""))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        for row in rows:
            for field, cell in zip(resource["schema"]["fields"], row, strict=True):
                if cell and field["type"] == "date":
                    date.fromisoformat(cell)
                elif cell and field["type"] == "boolean":
                    assert cell in ("true", "false")
                elif cell and field["type"] in ("number", "integer"):
                    float(cell)
    assert [f["name"] for f in resources["figures"]["schema"]["fields"]] == names(FIGURE_COLUMNS)
    assert resources["figures"]["schema"]["primaryKey"] == "figure_id"


def test_no_cell_of_it_is_a_formula(collection: Collection) -> None:
    archive = zipfile.ZipFile(io.BytesIO(exported(collection)))
    for name in ("figures", "documents", "reviews"):
        rows = list(csv.reader(io.StringIO(archive.read(f"{name}.csv").decode(), newline="")))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+", "\t"))]


def test_removed_documents_and_other_rows_stay_out(collection: Collection) -> None:
    archive = zipfile.ZipFile(io.BytesIO(exported(collection, Filters(country=("COD",)))))
    rows = {n: list(csv.DictReader(io.StringIO(archive.read(f"{n}.csv").decode(), newline="")))
            for n in ("figures", "documents", "reviews")}  # fmt: skip
    assert [len(rows[n]) for n in rows] == [1, 1, 2]
    assert rows["documents"][0]["title"] == "'@title"
    assert b"word9" not in exported(collection)


def rows_of(package: bytes, table: str) -> list[dict[str, str]]:
    text = zipfile.ZipFile(io.BytesIO(package)).read(f"{table}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def two_counts() -> tuple[Document, list]:
    """Return an article with a count of the displaced and one of the killed."""
    one = document(1)
    return one, [figure(one, 0, 5003), figure(one, 8, 307, term=Term.KILLED, kind=Kind.CUMULATIVE)]


def test_a_document_of_a_filtered_package_is_whole(tmp_path: Path) -> None:
    """Else the import would hold a document whose other figures could never come."""
    with Collection.open(Settings(data=tmp_path / "first")) as opened:
        opened.keep_read([two_counts(), (document(2), [])])
        opened.review([two_counts()[1][0].id], "correct", by="ben", changes={"value": 5009})
        part = exported(opened, Filters(measure=("killed",)))
        assert {row["measure"] for row in rows_of(part, "series")} == {"killed"}
        (tmp_path / "part.zip").write_bytes(part)
        (tmp_path / "whole.zip").write_bytes(exported(opened))
        whole = opened.store.figures(columns=("figure_id", "value", "status"))
    assert len(rows_of(part, "documents")) == 1, "those without such a count stay out"
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        assert restore(other, tmp_path / "part.zip").reviews == 1
        assert other.store.figures(columns=("figure_id", "value", "status")).equals(whole)
        assert restore(other, tmp_path / "whole.zip").new == 1
        assert other.store.figures(columns=("figure_id", "value", "status")).equals(whole)


def test_every_figure_behind_a_row_of_series_is_in_a_filtered_package(tmp_path: Path) -> None:
    """A difference of two totals lies in the year asked for, the first of the two before it."""
    first, last = document(1, date(2016, 12, 20)), document(2, date(2017, 1, 20))
    totals = [(one, [figure(one, 0, value, kind=Kind.CUMULATIVE, period_start=date(2016, 10, 1),
                            period_end=one.published)]) for one, value in ((first, 5003), (last, 7001))]  # fmt: skip
    with Collection.open(Settings(data=tmp_path)) as opened:
        opened.keep_read([*totals, (document(3, date(2016, 1, 2)), [])])
        part = exported(opened, Filters(since=date(2017, 1, 1)))
    named = {one for row in rows_of(part, "series") for one in row["figure_ids"].split()}
    assert named == {row["figure_id"] for row in rows_of(part, "figures")}
    assert [row["document_id"] for row in rows_of(part, "documents")] == [first.id, last.id]


def test_a_package_of_an_earlier_day_holds_what_was_known_then(tmp_path: Path) -> None:
    with Collection.open(Settings(data=tmp_path / "first")) as opened:
        one, figures = two_counts()
        opened.keep_read([(one, figures), (document(2), [])])
        opened.review([figures[0].id], "correct", by="ben", changes={"value": 5009})
        assert one.published is not None
        day, before = one.published, one.published - timedelta(days=1)
        then = b"".join(download(opened, "figures", "package", as_known_on=day).blocks)
        earlier = b"".join(download(opened, "figures", "package", as_known_on=before).blocks)
    assert not rows_of(earlier, "documents"), "none that was published later"
    assert not rows_of(then, "reviews"), "none that was made later"
    (tmp_path / "then.zip").write_bytes(then)
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        restore(other, tmp_path / "then.zip")
        assert sorted(other.store.figures()["value"]) == [307, 5003]


def test_what_was_asked_is_told_whole(collection: Collection) -> None:
    made = download(collection, "series", "package", Filters(country=("COD",)), every="month", places=True,
                    as_known_on=date(2020, 5, 1))  # fmt: skip
    archive = zipfile.ZipFile(io.BytesIO(b"".join(made.blocks)))
    asked = "country=COD&every=month&as_known_on=2020-05-01&places=1"
    assert json.loads(archive.read("datapackage.json"))["query"] == asked
    assert f"- Query: {asked}\n" in archive.read("README.md").decode()


def test_a_package_that_is_added_like_an_article_is_refused_with_the_command_that_takes_it_in(
    collection: Collection,
) -> None:
    (found,) = receive(exported(collection), name="package.zip")
    assert isinstance(found.error, Unreadable)
    assert "python -m stats import" in str(found.error)
    assert not found.documents


def test_a_damaged_package_is_refused_whole(collection: Collection, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(exported(collection)))
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(broken, "w") as out:
        for name in archive.namelist():
            out.writestr(name, archive.read(name).replace(b"5009", b"9009"))
    (tmp_path / "text.zip").write_text("no zip", encoding="utf-8")
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        with pytest.raises(ExportError, match=r"figures.csv is not what its checksum says"):
            restore(other, broken)
        with pytest.raises(ExportError, match="no data package"):
            restore(other, tmp_path / "text.zip")
        assert other.is_new()


@pytest.mark.parametrize(("old", "new"), [(b",2017-03-", b",spring,2017-03-"), (b",stated,", b",heard,"),
                                          (b",person,", b",people,")])  # fmt: skip
def test_a_package_with_a_row_that_is_none_is_told_in_a_sentence(
    collection: Collection, tmp_path: Path, old: bytes, new: bytes
) -> None:
    """Edited with its checksums, or written by a version that left a row broken."""
    archive = zipfile.ZipFile(io.BytesIO(exported(collection)))
    files = {name: archive.read(name).replace(old, new) for name in TABLE_FILES}
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
        sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
        out.writestr("SHA256SUMS", sums)
    with (
        Collection.open(Settings(data=tmp_path / "second")) as other,
        pytest.raises(ExportError, match="has a row that cannot be read"),
    ):
        restore(other, tmp_path / "odd.zip")
