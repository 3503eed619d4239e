"""A count that a person adds counts everywhere as others do, and every way out of a collection and back holds it."""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_intake_figures import IDU

from stats.batch import run
from stats.collection import Collection
from stats.document import Document
from stats.downloads import download
from stats.errors import HeadcountError
from stats.explain import explain
from stats.figure import Figure
from stats.filters import Filters
from stats.journal import Screen
from stats.reading import read
from stats.restore import restore
from stats.settings import Settings
from stats.store import Addition

STORY = ("GOMA, 3 May 2024 – 5,003 people fled Goma, DR Congo, between 28 April and 1 May 2024, UNHCR said. "
         "At the church the elders of Sake wrote down more than 2,011 names.")  # fmt: skip
WORDS = "more than 2,011"
MISSED = {"value": 2011, "quantifier": "more_than", "unit": "person", "subject": "names", "term": "fled",
          "kind": "flow", "place": "Sake", "country": "COD", "place_id": "gn:205970", "place_role": "origin",
          "period_start": "2024-04-28", "period_end": "2024-05-01", "attribution": "the elders of Sake"}  # fmt: skip


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.open(Settings(data=tmp_path / "first")) as opened:
        own = Document(STORY, title="Hills", published=date(2024, 5, 3), language="en")
        opened.keep_read(read([own]), added_by="x")
        yield opened


def add(collection: Collection, **more: Any) -> str:
    document_id = collection.store.documents()["document_id"].iloc[0]
    start = STORY.index(WORDS)
    done = collection.add_missed(Addition(document_id, start, start + len(WORDS), {**MISSED, **more}),
                                 by="ana", why="missed")  # fmt: skip
    return done.figure_ids[0]


def exported(collection: Collection, form: str = "package", **asked: Any) -> bytes:
    return b"".join(download(collection, "figures", form, Filters(), **asked).blocks)


def test_it_has_a_series_and_a_sum(collection: Collection) -> None:
    added = add(collection)
    rows = collection.series(Filters(place=("Sake",)))
    assert rows[["value", "role", "figure_ids", "sources"]].values.tolist() == [
        [2011, "recommended", added, "the elders of Sake"],
    ]  # fmt: skip
    whole = collection.series(Filters(country=("COD",)), every="year", places=True)
    assert whole["value"].max() == 5003 + 2011
    collection.undo([collection.store.last_decision(added)], by="ben")
    assert collection.series(Filters(place=("Sake",))).empty


@pytest.mark.parametrize("form", ["csv", "hxl", "json"])
def test_every_table_holds_it(collection: Collection, form: str) -> None:
    added = add(collection)
    told = next(line for line in exported(collection, form).decode().splitlines() if added in line)
    assert "added by a person" in told
    assert "corrected" in told


def test_the_labelled_document_holds_it(collection: Collection) -> None:
    add(collection)
    line = json.loads(b"".join(download(collection, "gold", "json", Filters()).blocks))
    label = line["figures"][-1]
    assert (label["quote"], label["value"], label["term"]) == (WORDS, 2011, "fled")
    assert STORY[label["start"] : label["end"]] == WORDS


def test_a_package_gives_it_back(collection: Collection, tmp_path: Path) -> None:
    added = add(collection)
    collection.review([added], "correct", by="ben", changes={"value": 2013})
    collection.review([added], "comment", by="ben", why="heard it too")
    found = collection.store.figures(order="document")["figure_id"].iloc[0]
    collection.review([found], "correct", by="ben", changes={"same_as": added})
    package = exported(collection)
    (tmp_path / "package.zip").write_bytes(package)
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        done = restore(other, tmp_path / "package.zip")
        assert (done.new, done.reviews, done.problems) == (1, 4, ())
        assert exported(other) == package
        assert restore(other, tmp_path / "package.zip").reviews == 0
        other.review([found], "undo", by="cy")
        for _ in ("the correction", "the adding"):
            other.review([added], "undo", by="cy")
        assert other.store.count() == 1, "there it can be taken back too"


def test_a_package_gives_back_what_newer_rules_have_found_since(collection: Collection, tmp_path: Path) -> None:
    added = add(collection)
    document = collection.document(collection.store.documents()["document_id"].iloc[0])
    _, found = next(read([document]))
    own = Figure.from_json({**collection.store.figure(added), "id": added})
    newer = Figure.from_json({**own.to_json(), "term": "affected", "implied": {}, "evidence": {}, "confidence": 0.5})
    collection.store.replace_figures(document.id, [*found, newer], by="ana")
    package = exported(collection)
    (tmp_path / "package.zip").write_bytes(package)
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        assert restore(other, tmp_path / "package.zip").problems == ()
        assert exported(other) == package
        other.review([added], "undo", by="cy")
        assert (other.store.figure(added)["term"], other.store.figure(added)["status"]) == ("affected", "unreviewed")
    with Collection.open(Settings(data=tmp_path / "third")) as third:
        third.keep_read([(document, [*found, newer])], added_by="x")
        third.recount(third.store.keys()["value"].tolist())
        done = restore(third, tmp_path / "package.zip")
        assert (done.known, done.problems) == (1, ())
        row = third.store.figure(added)
        assert (row["term"], row["status"]) == ("fled", "corrected"), "a person's word stands on what rules found"
        assert third.store.count() == third.store.by_month()["figures"].sum() == 2
        third.review([added], "undo", by="cy")
        assert third.store.figure(added)["term"] == "affected"
        assert third.store.count() == third.store.by_month()["figures"].sum() == 2


def test_a_package_of_an_earlier_day_does_not_know_it(collection: Collection, tmp_path: Path) -> None:
    added = add(collection)
    assert added not in exported(collection, "csv", as_known_on=date(2024, 5, 4)).decode()
    assert added in exported(collection, "csv", as_known_on=date.today().replace(year=2999)).decode()
    (tmp_path / "package.zip").write_bytes(exported(collection, as_known_on=date(2024, 5, 4)))
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        assert restore(other, tmp_path / "package.zip").problems == ()
        assert other.store.count() == 1


def test_figures_of_a_table_have_no_text_to_point_at(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "idu.csv").write_text(IDU, encoding="utf-8")
    run([str(tmp_path / "idu.csv")], tmp_path / "out", Screen(io.StringIO(), io.StringIO()), collection=collection)
    imported = next(d for d in collection.store.documents()["document_id"] if collection.is_imported(d))
    with pytest.raises(HeadcountError, match="came in a table"):
        collection.add_missed(Addition(imported, 1, 4, MISSED), by="ana")


def test_it_is_explained_as_what_it_is(collection: Collection) -> None:
    own = Figure.from_json({**collection.store.figure(add(collection)), "id": "x"})
    told = explain(collection.document(collection.store.documents()["document_id"].iloc[0]), own)
    assert "added by a person   id x" in told
    assert "sure" not in told
    assert own.added
